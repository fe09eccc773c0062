{#
    Every row of interactions with the rule that rejects it (semantics I6, I8).

    relations: stg_interactions, interaction_copies, as_of, leads, contacts.
    Grain:     one row per source row.
#}
{% macro judged_interactions(relations) %}
{%- set columns = input_columns('interactions') -%}
{%- set unusable_by = first_rule(unusable_interactions('staged', relations.as_of)) -%}
with

repeated_ids as (
    select distinct id_hash from {{ relations.interaction_copies }}
),

judged as (
    select
        {% for name in columns -%}
        staged.{{ name }},
        {% endfor -%}
        {{ unusable_by | indent(8) }} as rejected_by
    from {{ relations.stg_interactions }} as staged
    left join repeated_ids on {{ row_hash(['staged.interaction_id']) }} = repeated_ids.id_hash
    where
        repeated_ids.id_hash is null
        or {{ unusable_by | indent(8) }} is not null
    union all
    select
        {{ columns | join(',\n        ') }},
        case when copy_rank > 1 then 'duplicate' end as rejected_by
    from {{ relations.interaction_copies }}
),

known_contacts as (
    {{ known_subjects('contact', relations) | indent(4) }}
)

select
    {% for name in columns -%}
    judged.{{ name }},
    {% endfor -%}
    case
        when judged.rejected_by is not null then judged.rejected_by
        {%- for rule, predicate in discounted_interactions('judged') %}
        when {{ predicate }} then '{{ rule }}'
        {%- endfor %}
        when leads.lead_id is null and known_contacts.subject_id is null then 'unknown_subject'
        when judged.interaction_type is null then 'missing_type'
    end as rejected_by
from judged
left join {{ relations.leads }} as leads on judged.lead_id = leads.lead_id
left join known_contacts on judged.contact_id = known_contacts.subject_id
{% endmacro %}
