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

-- what an address was before tells of whom it was, where nobody has it today
former_addresses as (
    select
        source_rows.contact_id,
        source_rows.value as address
    from (
        {{ source_table(sources['contact_property_history'], keeps_erased = true) | indent(8) }}
    ) as source_rows
    where lower(source_rows.name) = 'email'
),

-- a contact that was merged away leaves its addresses to the survivor, deleted or not
told_addresses as (
    select
        coalesce(surviving_id, id) as contact_id,
        property_email as address,
        0 as is_former
    from contacts
    where not is_gone or surviving_id is not null
    union all
    select
        coalesce(surviving_id, id) as contact_id,
        {{ each_part('property_hs_additional_emails', ';') }} as address,
        0 as is_former
    from contacts
    where not is_gone or surviving_id is not null
    union all
    select
        coalesce(contacts.surviving_id, contacts.id) as contact_id,
        former_addresses.address,
        1 as is_former
    from former_addresses
    inner join contacts on former_addresses.contact_id = contacts.id
    where not contacts.is_gone or contacts.surviving_id is not null
),

known_by as (
    select
        'id' as told_by,
        id as told,
        id as contact_id,
        0 as is_former
    from contacts
    where not is_gone and surviving_id is null
    union all
    select
        'id' as told_by,
        merged_id as told,
        surviving_id as contact_id,
        0 as is_former
    from {{ ref('stg_hubspot__merged_contacts') }}
    where surviving_id is not null
    union all
    select
        'address' as told_by,
        lower(trim(both ' ' from address)) as told,
        contact_id,
        is_former
    from told_addresses
    where trim(both ' ' from address) <> ''
),

ranked_keys as (
    select
        *,
        rank() over (partition by told_by, told order by is_former) as key_rank
    from known_by
    where told is not null
)

select
    ranked_keys.told_by,
    ranked_keys.told,
    -- what leads to several is nobody's
    case when min(ranked_keys.contact_id) = max(ranked_keys.contact_id) then min(ranked_keys.contact_id) end as contact_id
from ranked_keys
left join {{ ref('stg_hubspot__source_contacts') }} as live_contacts
    on ranked_keys.contact_id = live_contacts.contact_id
where ranked_keys.key_rank = 1
group by ranked_keys.told_by, ranked_keys.told
having count(live_contacts.contact_id) > 0
