{#
    Every row of interactions with the rule that rejects it (semantics I6, I8).

    relations: stg_interactions, as_of, leads, contacts.
    Grain:     one row per source row.
#}
{% macro judged_interactions(relations) %}
with

judged as (
    {{ judged_rows(
        table = 'interactions',
        rows = relations.stg_interactions,
        key = ['interaction_id'],
        unusable = [
            ('after_as_of', after_as_of('occurred_at', relations.as_of)),
            ('missing_id', 'interaction_id is null'),
            ('missing_time', 'occurred_at is null'),
        ],
    ) | indent(4) }}
),

known_contacts as (
    {{ known_subjects('contact', relations) | indent(4) }}
)

select
    {% for name in input_columns('interactions') -%}
    judged.{{ name }},
    {% endfor -%}
    case
        when judged.rejected_by is not null then judged.rejected_by
        {%- if not var('count_bots') %}
        when judged.is_bot then 'bot'
        {%- endif %}
        {%- if not var('count_tests') %}
        when judged.is_test then 'test_send'
        {%- endif %}
        when judged.occurred_at > {{ add_days('judged.loaded_at', 1) }} then 'late_clock'
        when leads.lead_id is null and known_contacts.subject_id is null then 'unknown_subject'
        when judged.interaction_type is null then 'missing_type'
    end as rejected_by
from judged
left join {{ relations.leads }} as leads on judged.lead_id = leads.lead_id
left join known_contacts on judged.contact_id = known_contacts.subject_id
{% endmacro %}
