{#
    Every row of a related table with the rule that rejects it (semantics C7, N23).

    relations: the table's staging under stg_related__<name>, as_of, and what known_subjects needs.
    table:     the table's name among the inputs, related__<name>.
    key:       whose id the rows carry: lead, contact or account.
    time:      the time column, none without one.
    Grain:     one row per source row.
#}
{% macro judged_related(relations, table, key, time) %}
with

known_keys as (
    {{ known_subjects(key, relations) | indent(4) }}
)

select
    {% for name in input_columns(table) -%}
    staged.{{ name }},
    {% endfor -%}
    case
        {%- if time %}
        when {{ after_as_of('staged.' ~ time, relations.as_of) }} then 'after_as_of'
        {%- endif %}
        when staged.{{ key }}_id is null then 'missing_id'
        {%- if time %}
        when staged.{{ time }} is null then 'missing_time'
        {%- endif %}
        when known_keys.subject_id is null then 'unknown_subject'
    end as rejected_by
from {{ relations['stg_' ~ table] }} as staged
left join known_keys on staged.{{ key }}_id = known_keys.subject_id
{% endmacro %}
