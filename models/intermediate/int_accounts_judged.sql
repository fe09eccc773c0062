{{ config(materialized = 'view') }}
{{ judged_rows(
    table = 'accounts',
    rows = ref('stg_accounts'),
    key = ['account_id'],
    unusable = [
        ('after_as_of', after_as_of('valid_from')),
        ('missing_id', 'account_id is null'),
    ],
) }}
