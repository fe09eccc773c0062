{{ config(materialized = 'view') }}
{{ judged_rows(
    table = 'leads',
    rows = ref('stg_leads'),
    key = ['lead_id'],
    unusable = [
        ('after_as_of', after_as_of('created_at') ~ ' or ' ~ after_as_of('valid_from')),
        ('missing_id', 'lead_id is null'),
        ('missing_time', 'created_at is null'),
    ],
) }}
