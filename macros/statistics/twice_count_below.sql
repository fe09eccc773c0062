{#
    Twice the number of leads whose score is lower, those with the same score counting half: twice the
    midrank among them, less one. Whole numbers, so that no order of adding changes a digit.

    count: column with the number of leads of a row.
    score: column to rank by.
    keys:  list of the columns within whose values it is counted.
#}
{% macro twice_count_below(count, score, keys) %}
    {%- set within = keys | join(', ') -%}
    {{- return(
        '(2 * sum(' ~ count ~ ') over (partition by ' ~ within ~ ' order by ' ~ score ~ ' nulls last)'
        ~ ' - sum(' ~ count ~ ') over (partition by ' ~ within ~ ', ' ~ score ~ '))'
    ) -}}
{% endmacro %}
