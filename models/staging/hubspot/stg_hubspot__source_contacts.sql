{{ config(enabled = var('connector') == 'hubspot') }}
{{ hubspot_rows('contact', 'id', connector_sources('hubspot')) }}
