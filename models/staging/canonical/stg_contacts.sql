{%- if var('keep_attribute_history') == true -%}
{{ config(materialized = 'table') }}
{{ recorded_versions('contacts', 'contact_id', ref('contacts_snapshot'), received = ref('stg_contacts_received')) }}
{%- else -%}
{{ canonical_input('contacts') }}
{%- endif %}
