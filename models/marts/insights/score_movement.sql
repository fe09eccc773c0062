with

movements as (
    select
        scoring_model,
        count(*) as leads_compared,
        sum(case when score_change_30_days > 0 then 1 else 0 end) as leads_increased,
        sum(case when score_change_30_days < 0 then 1 else 0 end) as leads_decreased,
        sum(case when score_change_30_days = 0 then 1 else 0 end) as leads_unchanged,
        sum(score_change_30_days) as total_change,
        sum(case when score_change_30_days > 0 then score_change_30_days end) as total_increase,
        sum(case when score_change_30_days < 0 then score_change_30_days end) as total_decrease
    from {{ ref('lead_scores') }}
    -- not scored 30 days ago otherwise
    where score_change_30_days is not null
    group by scoring_model
)

select
    scoring_models.scoring_model,
    scoring_models.spec_hash,
    cast(coalesce(movements.leads_compared, 0) as bigint) as leads_compared,
    cast(coalesce(movements.leads_increased, 0) as bigint) as leads_increased,
    cast(coalesce(movements.leads_decreased, 0) as bigint) as leads_decreased,
    cast(coalesce(movements.leads_unchanged, 0) as bigint) as leads_unchanged,
    {{ share('movements.leads_increased', 'movements.leads_compared') }} as increased_share,
    {{ share('movements.leads_decreased', 'movements.leads_compared') }} as decreased_share,
    {{ share('movements.leads_unchanged', 'movements.leads_compared') }} as unchanged_share,
    {{ share('movements.total_change', 'movements.leads_compared') }} as average_change,
    {{ share('movements.total_increase', 'movements.leads_increased') }} as average_increase,
    {{ share('movements.total_decrease', 'movements.leads_decreased') }} as average_decrease,
    {{ add_days('clock.as_of', -30) }} as compared_from,
    clock.as_of,
    {{ run_id() }} as run_id
from {{ ref('scoring_models') }} as scoring_models
cross join {{ ref('int_as_of') }} as clock
left join movements on scoring_models.scoring_model = movements.scoring_model
where scoring_models.model_status = 'live'
