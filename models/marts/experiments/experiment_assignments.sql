{{ config(materialized = 'view') }}
select
    lead_keys.lead_id,
    leads.experiment,
    leads.arm,
    leads.scoring_model,
    leads.entered_at,
    {{ run_id() }} as run_id
from {{ ref('int_experiment_leads') }} as leads
inner join {{ ref('int_lead_keys') }} as lead_keys on leads.lead_key = lead_keys.lead_key
