{{ config(materialized = 'view') }}
select
    lead_keys.lead_id,
    score_outcomes.scoring_model,
    score_outcomes.spec_hash,
    score_outcomes.model_status,
    score_outcomes.outcome,
    score_outcomes.grade,
    score_outcomes.score,
    score_outcomes.is_above_threshold,
    score_outcomes.is_matured,
    score_outcomes.is_converted,
    score_outcomes.evaluated_at,
    evaluation_dates.horizon_ends_at,
    {{ run_id() }} as run_id
from {{ ref('int_score_outcomes') }} as score_outcomes
inner join {{ ref('int_lead_keys') }} as lead_keys on score_outcomes.lead_key = lead_keys.lead_key
inner join {{ ref('int_evaluation_dates') }} as evaluation_dates
    on score_outcomes.evaluated_at = evaluation_dates.evaluated_at
