{{ config(enabled = var('connector') == 'hubspot') }}
{%- set sources = connector_sources('hubspot') -%}
with

-- of people who were erased, too: what was ambiguous stays so, and gives nobody what they did
contacts as (
    select
        all_contacts.*,
        merged.surviving_id
    from ({{ hubspot_rows('contact', 'id', sources, keeps_erased = true) | indent(4) }}) as all_contacts
    left join {{ ref('stg_hubspot__merged_contacts') }} as merged on all_contacts.id = merged.merged_id
),

-- a contact that was merged away leaves its addresses to the survivor, deleted or not
told_addresses as (
    select
        coalesce(surviving_id, id) as contact_id,
        property_email as address
    from contacts
    where not is_gone or surviving_id is not null
    union all
    select
        coalesce(surviving_id, id) as contact_id,
        {{ each_part('property_hs_additional_emails', ';') }} as address
    from contacts
    where not is_gone or surviving_id is not null
),

known_by as (
    select
        'id' as told_by,
        id as told,
        id as contact_id
    from contacts
    where not is_gone and surviving_id is null
    union all
    select
        'id' as told_by,
        merged_id as told,
        surviving_id as contact_id
    from {{ ref('stg_hubspot__merged_contacts') }}
    where surviving_id is not null
    union all
    select
        'address' as told_by,
        lower(trim(both ' ' from address)) as told,
        contact_id
    from told_addresses
    where trim(both ' ' from address) <> ''
)

select
    known_by.told_by,
    known_by.told,
    -- what leads to several is nobody's
    case when min(known_by.contact_id) = max(known_by.contact_id) then min(known_by.contact_id) end as contact_id
from known_by
left join {{ ref('stg_hubspot__source_contacts') }} as live_contacts
    on known_by.contact_id = live_contacts.contact_id
where known_by.told is not null
group by known_by.told_by, known_by.told
having count(live_contacts.contact_id) > 0
