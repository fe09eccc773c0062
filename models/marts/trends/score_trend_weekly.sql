with

days as (
    select * from {{ ref('score_trend_daily') }}
),

weeks as (
    select
        scoring_model,
        {{ monday('day') }} as week,
        max(day) as last_day,
        sum(new_mqls) as new_mqls
    from days
    group by scoring_model, {{ monday('day') }}
)

select
    weeks.scoring_model,
    days.spec_hash,
    days.leads_scored,
    days.leads_hot,
    cast(weeks.new_mqls as bigint) as new_mqls,
    days.average_score,
    weeks.week,
    days.as_of,
    {{ run_id() }} as run_id
from weeks
inner join days
    on
        weeks.scoring_model = days.scoring_model
        and weeks.last_day = days.day
