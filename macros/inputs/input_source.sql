{#
    What an input table of the chosen connector is read from: a relation, SQL in brackets, or none if
    it is not there.

    table: a canonical table's name.
#}
{% macro input_source(table) %}
    {%- set connector = var('connector') -%}
    {%- if connector == 'demo' -%}
        {{- return(ref('demo_' ~ table)) -}}
    {%- elif not execute -%}
        {{- return(none) -}}
    {%- elif connector == 'files' -%}
        {{- return(input_file(table)) -}}
    {%- else -%}
        {{- return(adapter.get_relation(target.database, var('input_schema'), table)) -}}
    {%- endif -%}
{% endmacro %}
