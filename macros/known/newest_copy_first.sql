{#
    The order that decides which of several copies of a row wins (semantics I6): the latest load, then
    the greatest columns in the order of their names, as text, bytewise, NULL lowest.

    table: a canonical table's name.
#}
{% macro newest_copy_first(table) %}
    {%- set columns = input_columns(table) -%}
    {%- if 'loaded_at' in columns %}
loaded_at desc nulls last,
    {%- endif -%}
    {%- for name in columns | sort %}
{{ bytewise('cast(' ~ name ~ ' as ' ~ sql_type('text') ~ ')') }} desc nulls last{{ "," if not loop.last }}
    {%- endfor -%}
{% endmacro %}
