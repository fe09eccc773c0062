{{ config(enabled = var('keep_attribute_history'), materialized = 'table') }}
{{ received_rows('accounts', key = 'account_id') }}
