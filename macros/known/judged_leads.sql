{#
    Every row of leads with the rule that rejects it (semantics I8, N19).

    relations: stg_leads, as_of.
    Grain:     one row per source row.
#}
{% macro judged_leads(relations) %}
{{ judged_rows(
    table = 'leads',
    rows = relations.stg_leads,
    key = ['lead_id', 'valid_from'],
    unusable = [
        (
            'after_as_of',
            after_as_of('created_at', relations.as_of) ~ ' or ' ~ after_as_of('valid_from', relations.as_of),
        ),
        ('missing_id', 'lead_id is null'),
        ('missing_time', 'created_at is null'),
    ],
) }}
{% endmacro %}
