{{ config(pre_hook = "{{ refuse_merge_cycles(ref('int_lead_versions')) }}") }}
with recursive

{{ merge_paths(ref('int_lead_versions')) }},

survivors as (
    select
        lead_id,
        ancestor_id as surviving_lead_id
    from merge_paths
    where ancestor_id not in (select merges.lead_id from merges)
)

select
    lead_versions.lead_id,
    coalesce(survivors.surviving_lead_id, lead_versions.lead_id) as surviving_lead_id,
    lead_versions.contact_id,
    lead_versions.account_id,
    lead_versions.business_unit,
    survivors.lead_id is not null as is_merged,
    lead_versions.created_at,
    lead_versions.closed_at
from {{ ref('int_lead_versions') }} as lead_versions
left join survivors on lead_versions.lead_id = survivors.lead_id
