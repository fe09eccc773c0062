{#
    Points bounded by a range (semantics G3, S1).

    points: SQL of a number.
    bounds: mapping of min and max, none where open.
#}
{% macro clamped(points, bounds) %}
    {%- set bounded = points if bounds.max is none
        else 'least(' ~ points ~ ', ' ~ bounds.max ~ ')' -%}
    {{- return(bounded if bounds.min is none
        else 'greatest(' ~ bounded ~ ', ' ~ bounds.min ~ ')') -}}
{% endmacro %}
