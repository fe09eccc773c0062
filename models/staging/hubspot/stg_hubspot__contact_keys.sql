{{ config(enabled = var('connector') == 'hubspot') }}
with

contacts as (
    select
        contacts.*,
        merged.surviving_contact_id
    from {{ ref('stg_hubspot__source_contacts') }} as contacts
    left join {{ ref('stg_hubspot__merged_contacts') }} as merged on contacts.id = merged.contact_id
),

-- a contact that was merged away leaves its addresses to the survivor, deleted or not
told_addresses as (
    select
        coalesce(surviving_contact_id, id) as contact_id,
        property_email as address
    from contacts
    where not is_gone or surviving_contact_id is not null
    union all
    select
        coalesce(surviving_contact_id, id) as contact_id,
        {{ each_part('property_hs_additional_emails', ';') }} as address
    from contacts
    where not is_gone or surviving_contact_id is not null
),

known_by as (
    select
        'id' as told_by,
        id as told,
        id as contact_id
    from contacts
    where not is_gone and surviving_contact_id is null
    union all
    select
        'id' as told_by,
        contact_id as told,
        surviving_contact_id as contact_id
    from {{ ref('stg_hubspot__merged_contacts') }}
    where surviving_contact_id is not null
    union all
    select
        'address' as told_by,
        lower(trim(both ' ' from address)) as told,
        contact_id
    from told_addresses
    where trim(both ' ' from address) <> ''
)

select
    told_by,
    told,
    -- what leads to several is nobody's
    case when min(contact_id) = max(contact_id) then min(contact_id) end as contact_id
from known_by
where told is not null
group by told_by, told
