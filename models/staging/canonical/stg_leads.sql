{%- if var('keep_attribute_history') == true -%}
{{ config(materialized = 'table') }}
{{ recorded_versions('leads', 'lead_id', ref('leads_snapshot'), received = ref('stg_leads_received')) }}
{%- else -%}
{{ canonical_input('leads') }}
{%- endif %}
