{#
    Whether a time is after the instant to score at (semantics T6): such a record is not known yet.

    column: SQL of a timestamp.
    clock:  relation of one row with as_of, that instant.
#}
{% macro after_as_of(column, clock) %}
    {{- return(column ~ ' > (select as_of from ' ~ clock ~ ')') -}}
{% endmacro %}
