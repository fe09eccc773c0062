{#
    Columns as they are known at as_of: ends that lie after it are still open (semantics T6).

    names: the columns.
    ends:  those of them that tell when something ended.
    clock: relation of one row with as_of.
#}
{% macro known_at_as_of(names, ends, clock) %}
    {%- set columns = [] -%}
    {%- for name in names -%}
        {%- do columns.append(
            'case when not ' ~ after_as_of(name, clock) ~ ' then ' ~ name ~ ' end as ' ~ name
            if name in ends else name
        ) -%}
    {%- endfor -%}
    {{- return(columns | join(',\n    ')) -}}
{% endmacro %}
