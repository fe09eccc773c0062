with

days as (
    select * from {{ ref('grade_trend_daily') }}
),

weeks as (
    select
        scoring_model,
        {{ monday('day') }} as week,
        max(day) as last_day
    from days
    group by scoring_model, {{ monday('day') }}
)

select
    weeks.scoring_model,
    days.spec_hash,
    days.grade,
    days.grade_order,
    days.leads,
    days.leads_share,
    days.is_hot,
    weeks.week,
    days.as_of,
    {{ run_id() }} as run_id
from weeks
inner join days
    on
        weeks.scoring_model = days.scoring_model
        and weeks.last_day = days.day
