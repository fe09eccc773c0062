{{ config(enabled = var('connector') == 'salesforce') }}
{%- set key = related_tables().get('related__event_registrations', {}).get('key', 'contact') -%}
select
    id as registration_id,
    lead_id,
    contact_id,
    campaign_id as event_id,
    campaign_name as event_name,
    -- each attendee is a member
    1 as seats,
    interaction_type = 'event_registration_canceled' as is_canceled,
    interaction_type = 'event_checked_in' as is_checked_in,
    responded_at as registered_at
from {{ ref('stg_salesforce__campaign_responses') }}
where channel = 'event'
{%- if key in ['lead', 'contact'] %}
    -- a member is a lead, until it is converted to a contact
    and {{ key }}_id is not null
{%- endif %}
