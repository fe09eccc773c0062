{#
    Every lead with its links, and the lead that survives of it (semantics P5, I9).

    relations: newest_leads.
    Grain:     one row per lead, merged ones included.
    Columns:   lead_key, surviving_lead_key (its own where it isn't merged), lead_id,
               surviving_lead_id and surviving_contact_id (of merged leads only: text is dear to
               write), contact_id, account_id, business_unit, is_merged, created_at, closed_at.
#}
{% macro known_leads(relations) %}
with recursive

{{ merge_paths(relations.newest_leads) }},

survivors as (
    select
        merge_paths.lead_id,
        merge_paths.ancestor_id as surviving_lead_id,
        leads.lead_key as surviving_lead_key,
        leads.contact_id as surviving_contact_id
    from merge_paths
    inner join {{ relations.newest_leads }} as leads on merge_paths.ancestor_id = leads.lead_id
    where merge_paths.ancestor_id not in (select known_merges.lead_id from known_merges)
)

select
    leads.lead_key,
    coalesce(survivors.surviving_lead_key, leads.lead_key) as surviving_lead_key,
    leads.lead_id,
    survivors.surviving_lead_id,
    survivors.surviving_contact_id,
    leads.contact_id,
    leads.account_id,
    leads.business_unit,
    survivors.lead_id is not null as is_merged,
    leads.created_at,
    leads.closed_at
from {{ relations.newest_leads }} as leads
left join survivors on leads.lead_id = survivors.lead_id
{% endmacro %}
