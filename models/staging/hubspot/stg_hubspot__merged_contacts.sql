{{ config(enabled = var('connector') == 'hubspot') }}
{%- set sources = connector_sources('hubspot') -%}
with recursive

contacts as (
    {{ hubspot_rows('contact', 'id', sources) | indent(4) }}
),

-- a contact lists those that were merged into it, before that an audit did; with some, the instant follows
told_merges as (
    {% for column in ['property_hs_merged_object_ids', 'property_hs_calculated_merged_vids'] -%}
    select
        split_part({{ each_part('contacts.' ~ column, ';') }}, ':', 1) as id,
        contacts.id as successor_id
    from contacts
    union
    {% endfor -%}
    select
        vid_to_merge as id,
        coalesce(canonical_vid, contact_id) as successor_id
    from ({{ source_table(sources['contact_merge_audit']) | indent(4) }}) as audit
),

merges as (
    select distinct
        trim(both ' ' from id) as id,
        successor_id
    from told_merges
    where trim(both ' ' from id) <> '' and trim(both ' ' from id) <> successor_id
),

live_contacts as (
    select id from contacts where not is_gone
),

{{ hubspot_last_successors('merges', 'live_contacts') }}

select
    merges.id as merged_id,
    -- one that isn't there is told, too: the merge is ignored then, and noted
    coalesce(
        last_successors.successor_id,
        case when min(merges.successor_id) = max(merges.successor_id) then min(merges.successor_id) end
    ) as merged_into_lead_id,
    last_successors.successor_id as surviving_id
from merges
left join last_successors on merges.id = last_successors.id
group by merges.id, last_successors.successor_id
