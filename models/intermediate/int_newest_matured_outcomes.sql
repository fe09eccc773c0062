with

newest_dates as (
    select
        scoring_model,
        max(evaluated_at) as evaluated_at
    from {{ ref('int_score_outcomes') }}
    where is_matured and model_status <> 'stopped'
    group by scoring_model
)

select
    outcomes.lead_key,
    outcomes.scoring_model,
    outcomes.outcome,
    outcomes.score,
    case when outcomes.is_converted then 1 else 0 end as conversions,
    case when outcomes.is_converted then 0 else 1 end as others,
    outcomes.evaluated_at
from {{ ref('int_score_outcomes') }} as outcomes
inner join newest_dates
    on
        outcomes.scoring_model = newest_dates.scoring_model
        and outcomes.evaluated_at = newest_dates.evaluated_at
