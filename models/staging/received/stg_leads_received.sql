{{ config(enabled = var('keep_attribute_history') == true, materialized = 'table') }}
{{ received_rows('leads', key = 'lead_id') }}
