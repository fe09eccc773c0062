{#
    Whether a time is after the instant to score at (semantics T6): such a record is not known yet.

    column: SQL of a timestamp.
#}
{% macro after_as_of(column) %}
    {{- return(column ~ ' > (select as_of from ' ~ ref('int_as_of') ~ ')') -}}
{% endmacro %}
