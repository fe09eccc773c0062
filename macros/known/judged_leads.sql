{#
    Every row of leads with the rule that rejects it (semantics I8, N19).

    relations: stg_leads, lead_keys, as_of.
    columns:   those that come out; those of columns_to_know by default.
    Grain:     one row per source row.
    Columns:   lead_key, columns, is_repeated, rejected_by.
#}
{% macro judged_leads(relations, columns=none) %}
select
    lead_keys.lead_key,
    judged.*
from (
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
        columns = columns or columns_to_know('leads', [
            'lead_id', 'contact_id', 'account_id', 'business_unit', 'merged_into_lead_id',
            'created_at', 'closed_at',
        ]),
    ) | indent(4) }}
) as judged
left join {{ relations.lead_keys }} as lead_keys on judged.lead_id = lead_keys.lead_id
{% endmacro %}
