{{ config(enabled = var('keep_attribute_history'), materialized = 'table') }}
{{ received_rows('leads', key = 'lead_id') }}
