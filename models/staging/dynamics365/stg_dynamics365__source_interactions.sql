{{ config(enabled = var('connector') == 'dynamics365') }}
{%- set sources = connector_sources('dynamics365') -%}
{%- set columns = dynamics365_interaction_columns() -%}
{%- set event_columns = [
    'interaction_type', 'source_id', 'contact_id', 'channel', 'asset_id', 'is_bot', 'is_test', 'occurred_at',
] -%}
with

journeys_interactions as (
    {% for table in dynamics365_interactions() if sources[table].source is not none -%}
    {{ dynamics365_interaction_rows(table, sources) | indent(4) }}
    {{ "union all" if not loop.last }}
    {% else -%}
    {{ literal_rows(columns, []) | indent(4) }}
    {% endfor %}
),

-- Dataverse knows of registrations from before, and without, the interaction tables
event_interactions as (
    {% for type, source_id, occurred_at, relation in [
        ('event_registered', 'registration_id', 'registered_at', 'stg_dynamics365__event_registrations'),
        ('event_registration_canceled', 'registration_id', 'canceled_at', 'stg_dynamics365__event_registrations'),
        ('event_checked_in', 'checkin_id', 'checked_in_at', 'stg_dynamics365__event_checkins'),
    ] -%}
    select
        '{{ type }}' as interaction_type,
        {{ source_id }} as source_id,
        contact_id,
        'event' as channel,
        event_id as asset_id,
        false as is_bot,
        false as is_test,
        {{ occurred_at }} as occurred_at
    from {{ ref(relation) }}
    {%- if type == 'event_registration_canceled' %}
    where is_canceled
    {%- endif %}
    {{ "union all" if not loop.last }}
    {% endfor %}
),

source_rows as (
    select
        {{ columns | join(',\n        ') }}
    from journeys_interactions
    union all
    select
        {%- for column, type in columns.items() %}
        {{ column if column in event_columns else 'cast(null as ' ~ sql_type(type) ~ ')' }} as {{ column }}{{ "," if not loop.last }}
        {%- endfor %}
    from event_interactions
)

-- the number tells rows of this table apart, and nothing else
select
    row_number() over () as source_row,
    interaction_type || ':' || source_id as interaction_id,
    {{ columns | reject('equalto', 'source_id') | join(',\n    ') }}
from source_rows
