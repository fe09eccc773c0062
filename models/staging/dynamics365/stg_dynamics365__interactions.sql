{{ config(enabled = var('connector') == 'dynamics365', materialized = 'view') }}
{%- set columns = [
    'lead_id', 'contact_id', 'interaction_type', 'business_unit', 'channel', 'asset_id', 'asset_name',
    'journey_id', 'url', 'referrer', 'source_system', 'duration_seconds', 'is_bot', 'is_test',
] + declared_columns('interactions') | list -%}
with

told_interactions as (
    select
        coalesce(corrected.first_interaction_id, interactions.interaction_id) as interaction_id,
        coalesce(corrected.lead_id, interactions.lead_id) as lead_id,
        coalesce(corrected.contact_id, interactions.contact_id) as contact_id,
        case
            when corrected.is_canceled then 'email_delivery_canceled'
            else interactions.interaction_type
        end as interaction_type,
        interactions.channel,
        interactions.business_unit,
        interactions.asset_id,
        coalesce(interactions.asset_name, asset_names.asset_name) as asset_name,
        interactions.journey_id,
        interactions.url,
        interactions.referrer,
        interactions.source_system,
        interactions.duration_seconds,
        interactions.is_bot,
        interactions.is_test,
        {%- for column in declared_columns('interactions') %}
        interactions.{{ column }},
        {%- endfor %}
        coalesce(corrected.is_copy, false) as is_copy,
        interactions.occurred_at
    from {{ ref('stg_dynamics365__source_interactions') }} as interactions
    left join {{ ref('stg_dynamics365__corrected_interactions') }} as corrected
        on interactions.source_row = corrected.source_row
    left join {{ ref('stg_dynamics365__asset_names') }} as asset_names
        on interactions.asset_id = asset_names.asset_id
)

-- a copy keeps nothing but its id and time: so it loses to the original and is a duplicate
select
    interaction_id,
    {%- for column in columns %}
    case when not is_copy then {{ column }} end as {{ column }},
    {%- endfor %}
    occurred_at
from told_interactions
