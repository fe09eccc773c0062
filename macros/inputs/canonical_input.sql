{#
    An input table in the canonical shape: every known column, in its declared type, absent ones NULL.

    table:   a canonical table's name; its columns stand in macros/generated/_inputs.sql.
    Grain:   one row per source row.
    Columns: those of input_columns(table), in that order. Blank text is NULL. What is of people who were
             erased does not come in.
#}
{% macro canonical_input(table) %}
{%- set source = input_source(table) -%}
{%- set present = source_columns(source) -%}
{%- set rows -%}
select
{%- for name, column in input_columns(table).items() %}
    {{ canonical_value(present.get(name), column.type) }} as {{ name }}{{ "," if not loop.last }}
{%- endfor %}
{%- if source is not none %}
from {{ source }}
{%- else %}
where 1 = 0
{%- endif %}
{%- endset -%}
{%- set people = {} -%}
{%- for column, kind in {'lead_id': 'lead', 'contact_id': 'contact'}.items() if column in input_columns(table) -%}
    {%- do people.update({column: [kind]}) -%}
{%- endfor -%}
{{ not_erased(rows, input_columns(table) | list, people, owner = 'lead_id' if table == 'leads' else none) }}
{% endmacro %}
