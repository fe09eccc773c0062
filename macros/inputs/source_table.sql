{#
    A table of the source system: every column that its connector declares, in its type, absent ones NULL.

    table:   one of connector_sources.
    keeps_erased: whether rows of people who were erased come, too.
    Grain:   one row per source row; none where the table is absent.
    Columns: the declared ones, in lower case. Blank text is NULL.
#}
{% macro source_table(table, keeps_erased=false) %}
{%- set present = source_columns(table.source) %}
{%- set names = [] -%}
{%- for column in table.columns -%}
    {%- do names.append(column | lower) -%}
{%- endfor -%}
{%- set rows -%}
select
    {%- for column, type in table.columns.items() %}
    {{ source_value(present.get(column | lower), type) }} as {{ adapter.quote(column | lower) }}{{ "," if not loop.last }}
    {%- endfor %}
{%- if table.source is not none %}
from {{ table.source }}
{%- else %}
where 1 = 0
{%- endif %}
{%- endset -%}
{{ not_erased(rows, names, table.get('people', {}) if not keeps_erased and table.source is not none else {}) }}
{% endmacro %}

{#
    One column of the source system in its declared type. The same GUID is spelled in capitals here and in
    small letters there; one of nothing but zeros is none.

    column: SQL of the column, none where it is absent.
    type:   as its connector declares it.
#}
{% macro source_value(column, type) %}
    {%- if type == 'guid' -%}
        {{- return(
            'nullif(lower(' ~ canonical_value(column, 'id') ~ "), '00000000-0000-0000-0000-000000000000')"
        ) -}}
    {%- elif type == 'salesforce_id' -%}
        {{- return(salesforce_id(column)) -}}
    {%- elif type == 'id' and column and column.is_float() -%}
        {#- a whole number that was loaded as one with decimals -#}
        {{- return('cast(cast(' ~ adapter.quote(column.name) ~ ' as bigint) as ' ~ sql_type('id') ~ ')') -}}
    {%- elif type == 'boolean' and column and column.is_number() -%}
        {{- return('(' ~ adapter.quote(column.name) ~ ' <> 0)') -}}
    {%- endif -%}
    {{- return(canonical_value(column, type)) -}}
{% endmacro %}
