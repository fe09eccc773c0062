{#
    The columns of a canonical table, with the ends that lie after as_of still open (semantics T6).

    table: a canonical table's name.
    ends:  the columns that tell when something ended.
#}
{% macro known_at_as_of(table, ends) %}
    {%- set columns = [] -%}
    {%- for name in input_columns(table) -%}
        {%- do columns.append(
            'case when not ' ~ after_as_of(name) ~ ' then ' ~ name ~ ' end as ' ~ name
            if name in ends else name
        ) -%}
    {%- endfor -%}
    {{- return(columns | join(',\n    ')) -}}
{% endmacro %}
