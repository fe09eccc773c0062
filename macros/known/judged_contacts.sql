{#
    Every row of contacts with the rule that rejects it (semantics I8, N19).

    relations: stg_contacts, as_of.
    columns:   those that come out; those of columns_to_know by default.
    Grain:     one row per source row.
    Columns:   columns, is_repeated, rejected_by.
#}
{% macro judged_contacts(relations, columns=none) %}
{{ judged_rows(
    table = 'contacts',
    rows = relations.stg_contacts,
    key = ['contact_id', 'valid_from'],
    unusable = [
        ('after_as_of', after_as_of('valid_from', relations.as_of)),
        ('missing_id', 'contact_id is null'),
    ],
    columns = columns or columns_to_know('contacts', ['contact_id', 'account_id']),
) }}
{% endmacro %}
