{#
    A fraction of one, NULL of nothing.

    part, whole: SQL of counts.
#}
{% macro share(part, whole) %}
    {{- return(
        'cast(' ~ part ~ ' as double precision) / nullif(cast(' ~ whole ~ ' as double precision), 0)'
    ) -}}
{% endmacro %}
