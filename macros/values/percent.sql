{#
    A fraction as text, such as 12.5 %.

    fraction: SQL of a fraction of one.
#}
{% macro percent(fraction) %}
    {{- return("cast(cast(100 * " ~ fraction ~ " as decimal(9, 1)) as text) || ' %'") -}}
{% endmacro %}
