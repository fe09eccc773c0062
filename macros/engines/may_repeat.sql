{#
    A predicate that holds in all rows whose key may stand more than once or has a NULL; elsewhere it
    needn't, so that these rows alone are grouped by their keys, which is dear.

    columns: the columns of the key.
    rows:    the relation.
#}
{% macro may_repeat(columns, rows) %}
    {{- return(adapter.dispatch('may_repeat', 'lead_scoring')(columns, rows)) -}}
{% endmacro %}

{% macro default__may_repeat(columns, rows) %}
    {{- return('true') -}}
{% endmacro %}

{# where there are none, DuckDB doesn't read the rows a second time #}
{% macro duckdb__may_repeat(columns, rows) -%}
{{ row_hash(columns) }} in (
    select row_hash
    from (
        select
            row_hash,
            is_incomplete,
            lag(row_hash) over (order by row_hash) as previous_hash
        from (
            select
                {{ row_hash(columns) }} as row_hash,
                {{ columns | join(' is null or ') }} is null as is_incomplete
            from {{ rows }}
        ) as hashed
    ) as sorted
    where row_hash = previous_hash or is_incomplete
)
{%- endmacro %}
