{#
    What an input table of the chosen connector is read from: a relation, SQL in brackets, or none if
    it is not there.

    table: the table's name among the inputs: a canonical one, or related__<name>.
#}
{% macro input_source(table) %}
    {%- set connector = var('connector') -%}
    {%- if connector == 'demo' -%}
        {# the demo comes with one related table, and is no place for others #}
        {{- return(ref('demo_' ~ input_name(table)) if table in demo_tables() else none) -}}
    {%- elif not execute -%}
        {{- return(none) -}}
    {%- elif connector == 'files' -%}
        {{- return(input_file('related/' ~ input_name(table) if table in related_tables() else table)) -}}
    {%- else -%}
        {{- return(adapter.get_relation(target.database, var('input_schema'), input_name(table))) -}}
    {%- endif -%}
{% endmacro %}

{# A table as the user calls it; table: its name among the inputs. #}
{% macro input_name(table) %}
    {{- return(table.removeprefix('related__')) -}}
{% endmacro %}

{# The input tables that the demo has. #}
{% macro demo_tables() %}
    {{- return(['leads', 'contacts', 'accounts', 'interactions', 'outcomes', 'related__event_registrations']) -}}
{% endmacro %}
