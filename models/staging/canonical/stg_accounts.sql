{%- if var('keep_attribute_history') == true -%}
{{ config(materialized = 'table') }}
{{ recorded_versions('accounts', 'account_id', ref('accounts_snapshot'), received = ref('stg_accounts_received')) }}
{%- else -%}
{{ canonical_input('accounts') }}
{%- endif %}
