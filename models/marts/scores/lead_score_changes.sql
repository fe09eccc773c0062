{{ config(materialized = 'view') }}
select
    ledger.lead_id,
    ledger.scoring_model,
    ledger.spec_hash,
    ledger.group_name,
    ledger.points_change,
    ledger.is_opening,
    ledger.changed_at > clock.as_of as is_scheduled,
    ledger.scored_from,
    ledger.changed_at
from {{ ref('scoring_model_ledger') }} as ledger
cross join {{ ref('int_as_of') }} as clock
where ledger.model_status <> 'draft'
