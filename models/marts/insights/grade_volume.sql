with

current_scores as (
    select * from {{ ref('int_current_scores') }}
),

grades as (
    select
        scoring_model,
        grade,
        grade_order,
        is_hot
    from {{ ref('scoring_model_grades') }}
),

volumes as (
    select
        scoring_model,
        grade,
        count(*) as leads
    from current_scores
    group by scoring_model, grade
),

leads_scored as (
    select
        scoring_model,
        count(*) as leads
    from current_scores
    group by scoring_model
),

grade_volumes as (
    select
        grades.scoring_model,
        grades.grade,
        grades.grade_order,
        grades.is_hot,
        coalesce(volumes.leads, 0) as leads
    from grades
    left join volumes
        on
            grades.scoring_model = volumes.scoring_model
            and grades.grade = volumes.grade
    union all
    -- scores in a gap between grades have none
    select
        volumes.scoring_model,
        volumes.grade,
        0 as grade_order,
        false as is_hot,
        volumes.leads
    from volumes
    where
        volumes.grade is null
        and volumes.scoring_model in (select grades.scoring_model from grades)
)

select
    grade_volumes.scoring_model,
    scoring_models.spec_hash,
    scoring_models.model_status,
    grade_volumes.grade,
    cast(grade_volumes.grade_order as bigint) as grade_order,
    cast(grade_volumes.leads as bigint) as leads,
    {{ share('grade_volumes.leads', 'leads_scored.leads') }} as leads_share,
    grade_volumes.is_hot,
    clock.as_of,
    {{ run_id() }} as run_id
from grade_volumes
cross join {{ ref('int_as_of') }} as clock
inner join {{ ref('scoring_models') }} as scoring_models
    on grade_volumes.scoring_model = scoring_models.scoring_model
left join leads_scored on grade_volumes.scoring_model = leads_scored.scoring_model
where scoring_models.model_status <> 'stopped'
