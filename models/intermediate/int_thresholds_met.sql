with

live_models as (
    select
        scoring_model,
        sales_ready_score
    from {{ ref('scoring_models') }}
    where model_status = 'live' and sales_ready_score is not null
),

leads_scored as (
    select
        intervals.scoring_model,
        intervals.lead_key
    from {{ ref('scoring_model_intervals') }} as intervals
    inner join live_models on intervals.scoring_model = live_models.scoring_model
    cross join {{ ref('int_as_of') }} as clock
    where intervals.scored_from <= clock.as_of
    group by intervals.scoring_model, intervals.lead_key
),

thresholds_met as (
    select
        history.scoring_model,
        history.lead_key,
        min(history.valid_from) as met_at
    from {{ ref('scoring_model_history') }} as history
    inner join live_models on history.scoring_model = live_models.scoring_model
    cross join {{ ref('int_as_of') }} as clock
    where history.score >= live_models.sales_ready_score and history.valid_from <= clock.as_of
    group by history.scoring_model, history.lead_key
)

select
    leads_scored.lead_key,
    leads_scored.scoring_model,
    thresholds_met.met_at
from leads_scored
left join thresholds_met
    on
        leads_scored.scoring_model = thresholds_met.scoring_model
        and leads_scored.lead_key = thresholds_met.lead_key
