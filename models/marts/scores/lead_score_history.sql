{{ config(materialized = 'view') }}
select
    lead_keys.lead_id,
    history.scoring_model,
    history.spec_hash,
    history.grade,
    history.score,
    cast(history.previous_score as decimal(18, 4)) as previous_score,
    history.scored_from,
    history.valid_from,
    history.valid_to,
    {{ run_id() }} as run_id
from {{ ref('scoring_model_history') }} as history
inner join {{ ref('int_lead_keys') }} as lead_keys on history.lead_key = lead_keys.lead_key
where history.model_status <> 'draft'
