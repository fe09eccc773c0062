{{ config(materialized = 'view') }}
{{ judged_rows(
    table = 'contacts',
    rows = ref('stg_contacts'),
    key = ['contact_id'],
    unusable = [
        ('after_as_of', after_as_of('valid_from')),
        ('missing_id', 'contact_id is null'),
    ],
) }}
