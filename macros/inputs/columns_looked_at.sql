{#
    The columns of a canonical table that some spec looks at, beyond those that are always kept. The
    others are left behind: writing them costs more than all the rest of the scoring.

    table: leads or interactions.
    kept:  the columns that are there anyway.
#}
{% macro columns_looked_at(table, kept) %}
    {{- return(used_columns(table) | reject('in', kept) | list) -}}
{% endmacro %}
