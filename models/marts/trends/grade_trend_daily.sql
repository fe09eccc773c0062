with

graded_models as (
    select distinct scoring_model from {{ ref('scoring_model_grades') }}
)

select
    daily_grades.scoring_model,
    scoring_models.spec_hash,
    daily_grades.grade,
    daily_grades.grade_order,
    daily_grades.leads,
    {{ share(
        'daily_grades.leads',
        'sum(daily_grades.leads) over (partition by daily_grades.scoring_model, daily_grades.day)',
    ) }} as leads_share,
    daily_grades.is_hot,
    daily_grades.day,
    clock.as_of,
    {{ run_id() }} as run_id
from {{ ref('int_daily_grades') }} as daily_grades
cross join {{ ref('int_as_of') }} as clock
inner join graded_models on daily_grades.scoring_model = graded_models.scoring_model
inner join {{ ref('scoring_models') }} as scoring_models
    on daily_grades.scoring_model = scoring_models.scoring_model
