with

pairs as (
    select
        scoring_model,
        replaces as replaced_model
    from {{ ref('scoring_models') }}
    where replaces is not null and model_status <> 'stopped'
),

evaluation_dates as (
    select distinct
        scoring_model,
        evaluated_at
    from {{ ref('int_score_outcomes') }}
    where is_matured
),

newest_dates as (
    select
        pairs.scoring_model,
        pairs.replaced_model,
        max(dates.evaluated_at) as evaluated_at
    from pairs
    inner join evaluation_dates as dates on pairs.scoring_model = dates.scoring_model
    inner join evaluation_dates as replaced_dates
        on
            pairs.replaced_model = replaced_dates.scoring_model
            and dates.evaluated_at = replaced_dates.evaluated_at
    group by pairs.scoring_model, pairs.replaced_model
)

select
    newest_dates.scoring_model,
    newest_dates.replaced_model,
    outcomes.outcome,
    outcomes.score,
    replaced_outcomes.score as replaced_score,
    sum(case when outcomes.is_converted then 1 else 0 end) as conversions,
    sum(case when outcomes.is_converted then 0 else 1 end) as others,
    outcomes.is_above_threshold,
    replaced_outcomes.is_above_threshold as is_above_replaced_threshold,
    newest_dates.evaluated_at
from newest_dates
inner join {{ ref('int_score_outcomes') }} as outcomes
    on
        newest_dates.scoring_model = outcomes.scoring_model
        and newest_dates.evaluated_at = outcomes.evaluated_at
inner join {{ ref('int_score_outcomes') }} as replaced_outcomes
    on
        newest_dates.replaced_model = replaced_outcomes.scoring_model
        and newest_dates.evaluated_at = replaced_outcomes.evaluated_at
        and outcomes.lead_key = replaced_outcomes.lead_key
group by
    newest_dates.scoring_model,
    newest_dates.replaced_model,
    outcomes.outcome,
    outcomes.score,
    replaced_outcomes.score,
    outcomes.is_above_threshold,
    replaced_outcomes.is_above_threshold,
    newest_dates.evaluated_at
