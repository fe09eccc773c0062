with

clock as (
    select
        as_of,
        -- before the last complete day in any time zone
        {{ add_days('as_of', -3) }} as long_enough_ago
    from {{ ref('int_as_of') }}
),

hot_grades as (
    select
        scoring_model,
        grade
    from {{ ref('scoring_model_grades') }}
    where is_hot
),

-- the scores that begin of late, and those that ended then, which tell what a lead was before
recent_history as (
    select
        history.scoring_model,
        history.lead_key,
        history.spec_hash,
        history.grade,
        history.score,
        history.previous_score,
        hot_grades.grade is not null as is_hot,
        history.scored_from,
        history.valid_from
    from {{ ref('scoring_model_history') }} as history
    cross join clock
    left join hot_grades
        on
            history.scoring_model = hot_grades.scoring_model
            and history.grade = hot_grades.grade
    where
        history.model_status = 'live'
        and history.valid_from <= clock.as_of
        and (
            history.valid_from > clock.long_enough_ago
            or (history.valid_to > clock.long_enough_ago and history.valid_to <= clock.as_of)
        )
),

steps as (
    select
        *,
        -- a lead that has just come to be scored was not hot
        coalesce(
            lag(is_hot) over (
                partition by scoring_model, lead_key, scored_from
                order by valid_from nulls last
            ),
            false
        ) as was_hot
    from recent_history
),

steps_of_the_day as (
    select
        steps.*,
        complete_periods.day,
        row_number() over (
            partition by steps.scoring_model, steps.lead_key
            order by steps.valid_from nulls last
        ) as position
    from steps
    cross join {{ ref('int_complete_periods') }} as complete_periods
    where
        steps.is_hot
        and not steps.was_hot
        and {{ reporting_date('steps.valid_from') }} = complete_periods.day
)

select
    lead_keys.lead_id,
    steps_of_the_day.scoring_model,
    steps_of_the_day.spec_hash,
    steps_of_the_day.grade,
    steps_of_the_day.score,
    steps_of_the_day.previous_score,
    coalesce(current_scores.is_hot, false) as is_still_hot,
    steps_of_the_day.day,
    steps_of_the_day.valid_from as became_hot_at,
    clock.as_of,
    {{ run_id() }} as run_id
from steps_of_the_day
cross join clock
inner join {{ ref('int_lead_keys') }} as lead_keys
    on steps_of_the_day.lead_key = lead_keys.lead_key
left join {{ ref('int_current_scores') }} as current_scores
    on
        steps_of_the_day.lead_key = current_scores.lead_key
        and steps_of_the_day.scoring_model = current_scores.scoring_model
where steps_of_the_day.position = 1
