{{ config(enabled = var('keep_attribute_history') == true, materialized = 'table') }}
{{ received_rows('contacts', key = 'contact_id') }}
