{{ config(enabled = var('connector') == 'dynamics365') }}
{%- set sources = connector_sources('dynamics365') -%}
with

registrations as (
    {{ dynamics365_rows(
        'msevtmgt_eventregistration', 'msevtmgt_eventregistrationid', sources
    ) | indent(4) }}
),

first_checkins as (
    select
        registration_id,
        min(checked_in_at) as checked_in_at
    from {{ ref('stg_dynamics365__event_checkins') }}
    group by registration_id
)

select
    registrations.msevtmgt_eventregistrationid as registration_id,
    registrations.msevtmgt_contactid as contact_id,
    registrations.msevtmgt_eventid as event_id,
    events.asset_name as event_name,
    -- each attendee has a registration
    1 as seats,
    coalesce(registrations.msevtmgt_iscanceled, false) as is_canceled,
    first_checkins.checked_in_at is not null as is_checked_in,
    registrations.createdon as registered_at,
    case when registrations.msevtmgt_iscanceled then registrations.modifiedon end as canceled_at,
    first_checkins.checked_in_at
from registrations
left join first_checkins
    on registrations.msevtmgt_eventregistrationid = first_checkins.registration_id
left join {{ ref('stg_dynamics365__asset_names') }} as events
    on registrations.msevtmgt_eventid = events.asset_id
