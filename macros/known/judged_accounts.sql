{#
    Every row of accounts with the rule that rejects it (semantics I8, N19).

    relations: stg_accounts, as_of.
    columns:   those that come out; those of columns_to_know by default.
    Grain:     one row per source row.
    Columns:   columns, is_repeated, rejected_by.
#}
{% macro judged_accounts(relations, columns=none) %}
{{ judged_rows(
    table = 'accounts',
    rows = relations.stg_accounts,
    key = ['account_id', 'valid_from'],
    unusable = [
        ('after_as_of', after_as_of('valid_from', relations.as_of)),
        ('missing_id', 'account_id is null'),
    ],
    columns = columns or columns_to_know('accounts', ['account_id', 'parent_account_id']),
) }}
{% endmacro %}
