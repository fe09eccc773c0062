with

days as (
    select
        scoring_model,
        day,
        sum(leads) as leads_scored,
        sum(total_score) as total_score,
        sum(case when is_hot then leads else 0 end) as leads_hot,
        max(grade_order) > 0 as has_grades
    from {{ ref('int_daily_grades') }}
    group by scoring_model, day
),

first_crossings as (
    select
        scoring_model,
        count(*) as new_mqls,
        {{ reporting_date('met_at') }} as day
    from {{ ref('int_thresholds_met') }}
    where met_at is not null
    group by scoring_model, {{ reporting_date('met_at') }}
)

select
    days.scoring_model,
    scoring_models.spec_hash,
    cast(days.leads_scored as bigint) as leads_scored,
    case when days.has_grades then cast(days.leads_hot as bigint) end as leads_hot,
    case
        when scoring_models.sales_ready_score is not null
            then cast(coalesce(first_crossings.new_mqls, 0) as bigint)
    end as new_mqls,
    {{ share('days.total_score', 'days.leads_scored') }} as average_score,
    days.day,
    clock.as_of,
    {{ run_id() }} as run_id
from days
cross join {{ ref('int_as_of') }} as clock
inner join {{ ref('scoring_models') }} as scoring_models
    on days.scoring_model = scoring_models.scoring_model
left join first_crossings
    on
        days.scoring_model = first_crossings.scoring_model
        and days.day = first_crossings.day
