{#
    Points bounded by a score range (semantics S1).

    points:      SQL of a number.
    score_range: mapping of min and max, none where open.
#}
{% macro clamped(points, score_range) %}
    {%- set bounded = points if score_range.max is none
        else 'least(' ~ points ~ ', ' ~ score_range.max ~ ')' -%}
    {{- return(bounded if score_range.min is none
        else 'greatest(' ~ bounded ~ ', ' ~ score_range.min ~ ')') -}}
{% endmacro %}
