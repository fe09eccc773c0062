with

history as (
    select * from {{ ref('scoring_model_history') }}
),

grades as (
    select * from {{ ref('scoring_model_grades') }}
)

select
    history.lead_key,
    history.scoring_model,
    history.spec_hash,
    history.model_status,
    history.grade,
    history.score,
    coalesce(grades.is_hot, false) as is_hot,
    coalesce(grades.is_cold, false) as is_cold,
    history.scored_from,
    history.valid_from,
    history.valid_to
from history
cross join {{ ref('int_as_of') }} as clock
left join grades
    on
        history.scoring_model = grades.scoring_model
        and history.grade = grades.grade
where
    history.model_status <> 'stopped'
    and history.valid_from <= clock.as_of
    and (history.valid_to is null or history.valid_to > clock.as_of)
