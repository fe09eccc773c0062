{{ config(enabled = var('connector') == 'hubspot') }}
with recursive

events as (
    {{ source_table(connector_sources('hubspot')['email_event']) | indent(4) }}
),

event_ids as (
    select distinct id from events where id is not null
),

-- PROCESSED says once more that an e-mail was sent
links as (
    select distinct
        id,
        coalesce(obsoleted_by_id, sent_by_id) as successor_id
    from events
    where
        id <> coalesce(obsoleted_by_id, sent_by_id)
        and (obsoleted_by_id is not null or upper({{ adapter.quote('type') }}) = 'PROCESSED')
),

{{ hubspot_last_successors('links', 'event_ids') }}

select
    id as event_id,
    successor_id as counted_event_id
from last_successors
