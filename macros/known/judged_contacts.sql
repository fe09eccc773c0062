{#
    Every row of contacts with the rule that rejects it (semantics I8, N19).

    relations: stg_contacts, as_of.
    Grain:     one row per source row.
    Columns:   those of columns_to_know, is_repeated, rejected_by.
#}
{% macro judged_contacts(relations) %}
{{ judged_rows(
    table = 'contacts',
    rows = relations.stg_contacts,
    key = ['contact_id', 'valid_from'],
    unusable = [
        ('after_as_of', after_as_of('valid_from', relations.as_of)),
        ('missing_id', 'contact_id is null'),
    ],
    columns = columns_to_know('contacts', ['contact_id', 'account_id']),
) }}
{% endmacro %}
