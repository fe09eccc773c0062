{{ config(enabled = var('keep_attribute_history') == true, materialized = 'table') }}
{{ received_rows('accounts', key = 'account_id') }}
