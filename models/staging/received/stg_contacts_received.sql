{{ config(enabled = var('keep_attribute_history'), materialized = 'table') }}
{{ received_rows('contacts', key = 'contact_id') }}
