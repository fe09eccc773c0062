{{ config(materialized = 'view') }}
select
    lead_id,
    scoring_model,
    spec_hash,
    grade,
    score,
    previous_score,
    scored_from,
    valid_from,
    valid_to
from {{ ref('scoring_model_history') }}
where model_status <> 'draft'
