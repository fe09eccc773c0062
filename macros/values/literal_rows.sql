{#
    Rows of literals as a query, also when there are none.

    columns: mapping of column name to sql_type's type.
    rows:    list of mappings of column name to value; a missing one is NULL.
#}
{% macro literal_rows(columns, rows) %}
{%- for row in rows %}
select
    {%- for name, type in columns.items() %}
    cast({{ literal(row.get(name), type) }} as {{ sql_type(type) }}) as {{ name }}{{ "," if not loop.last }}
    {%- endfor %}
{{ "union all" if not loop.last }}
{%- else %}
select
    {%- for name, type in columns.items() %}
    cast(null as {{ sql_type(type) }}) as {{ name }}{{ "," if not loop.last }}
    {%- endfor %}
where 1 = 0
{%- endfor %}
{% endmacro %}
