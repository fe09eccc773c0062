{{ config(enabled = var('connector') == 'hubspot', materialized = 'view') }}
{%- set columns = [
    'interaction_type', 'channel', 'asset_id', 'asset_name', 'url', 'referrer', 'duration_seconds', 'is_bot',
] + declared_columns('interactions') | list -%}
-- a copy keeps nothing but its id and time: so it loses to the original and is a duplicate
select
    interaction_id,
    {%- for column, source in {'lead_id': 'contact_id', 'contact_id': 'contact_id', 'loaded_at': 'loaded_at'}.items() %}
    case when not is_copy then {{ source }} end as {{ column }},
    {%- endfor %}
    {%- for column in columns %}
    case when not is_copy then {{ column }} end as {{ column }},
    {%- endfor %}
    occurred_at
from {{ ref('stg_hubspot__source_interactions') }}
