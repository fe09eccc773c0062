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
    {%- elif table in connector_tables() -%}
        {{- return(ref('stg_' ~ connector ~ '__' ~ input_name(table))) -}}
    {%- elif not execute -%}
        {{- return(none) -}}
    {%- elif reads_files() -%}
        {{- return(input_file('related/' ~ input_name(table) if table in related_tables() else table)) -}}
    {%- else -%}
        {{- return(adapter.get_relation(target.database, input_schema() or var('input_schema'), input_name(table))) -}}
    {%- endif -%}
{% endmacro %}

{# Whether inputs are files; a source system's tables may be in either place. #}
{% macro reads_files() %}
    {{- return(var('connector') == 'files' or (var('connector') != 'warehouse' and var('input_path') != '')) -}}
{% endmacro %}

{# A table as the user calls it; table: its name among the inputs. #}
{% macro input_name(table) %}
    {{- return(table.removeprefix('related__')) -}}
{% endmacro %}

{# The input tables that the demo has. #}
{% macro demo_tables() %}
    {{- return(['leads', 'contacts', 'accounts', 'interactions', 'outcomes', 'related__event_registrations']) -}}
{% endmacro %}

{# The tables that the staging models of a source system make; others are read in the canonical shape. #}
{% macro connector_tables() %}
    {%- if not source_tables() -%}
        {{- return([]) -}}
    {%- endif -%}
    {{- return(['leads', 'contacts', 'accounts', 'interactions', 'outcomes'] + connector_related_tables() | list) -}}
{% endmacro %}

{# The related tables that the chosen connector makes, each with its columns. #}
{% macro connector_related_tables() %}
    {%- if var('connector') == 'dynamics365' -%}
        {{- return({'related__event_registrations': dynamics365_event_registration_columns()}) -}}
    {%- elif var('connector') == 'salesforce' -%}
        {{- return({'related__event_registrations': salesforce_event_registration_columns()}) -}}
    {%- endif -%}
    {{- return({}) -}}
{% endmacro %}
