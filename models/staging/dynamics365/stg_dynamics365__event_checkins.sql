{{ config(enabled = var('connector') == 'dynamics365') }}
{%- set sources = connector_sources('dynamics365') -%}
{%- set session_checkin = 100000000 -%}
with

checkins as (
    {{ dynamics365_rows('msevtmgt_checkin', 'msevtmgt_checkinid', sources) | indent(4) }}
)

select
    msevtmgt_checkinid as checkin_id,
    msevtmgt_registrationid as registration_id,
    msevtmgt_contact as contact_id,
    msevtmgt_event as event_id,
    coalesce(msevtmgt_checkintime, createdon) as checked_in_at
from checkins
-- who comes to a session has come to the event before
where coalesce(msevtmgt_checkintype, 0) <> {{ session_checkin }}
