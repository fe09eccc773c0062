{{ config(materialized = 'view') }}
select
    lead_keys.lead_id,
    ledger.scoring_model,
    ledger.spec_hash,
    groups.group_name,
    ledger.points_change,
    ledger.changed_at = intervals.scored_from as is_opening,
    ledger.changed_at > clock.as_of as is_scheduled,
    intervals.scored_from,
    ledger.changed_at,
    {{ run_id() }} as run_id
from {{ ref('scoring_model_ledger') }} as ledger
cross join {{ ref('int_as_of') }} as clock
inner join {{ ref('int_lead_keys') }} as lead_keys on ledger.lead_key = lead_keys.lead_key
inner join {{ ref('scoring_model_intervals') }} as intervals
    on
        ledger.scoring_model = intervals.scoring_model
        and ledger.lead_key = intervals.lead_key
        and ledger.changed_at >= intervals.scored_from
        and (intervals.scored_to is null or ledger.changed_at < intervals.scored_to)
-- each group has its name; joined inwardly, DuckDB would pair all groups with all intervals first
left join {{ ref('scoring_model_groups') }} as groups
    on
        ledger.scoring_model = groups.scoring_model
        and ledger.group_number = groups.group_number
where ledger.model_status <> 'draft'
