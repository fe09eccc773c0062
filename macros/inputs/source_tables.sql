{#
    The tables that the chosen connector reads of its source system: the one place that declares them, for
    staging, the check before a run, and the doctor. Empty for connectors that read canonical tables.

    Returns a mapping of table name to
    gives:    the canonical table that its rows become, none for a table that only adds to others. Of the
              tables that give leads one has to be there, of those that give interactions, too.
    columns:  mapping of column name to type: guid (an id compared without case), or a type of sql_type.
    required: the columns without which the table can't be read.
    label:    what the table is for, in a few words.
#}
{% macro source_tables() %}
    {%- if var('connector') == 'dynamics365' -%}
        {{- return(dynamics365_tables()) -}}
    {%- endif -%}
    {{- return({}) -}}
{% endmacro %}

{# The columns of a source table, with the declared ones of the canonical table that it gives. #}
{% macro source_table_columns(name) %}
    {%- set table = source_tables()[name] -%}
    {%- set columns = dict(table.columns) -%}
    {%- for column, type in declared_columns(table.gives).items() if column not in columns -%}
        {%- do columns.update({column: type}) -%}
    {%- endfor -%}
    {{- return(columns) -}}
{% endmacro %}

{# The columns that a user declared of a canonical table, each with its type; none of no table. #}
{% macro declared_columns(table) %}
    {%- set declared = {} -%}
    {%- if table -%}
        {%- for name, column in input_columns(table).items() if column.declared -%}
            {%- do declared.update({name: column.type}) -%}
        {%- endfor -%}
    {%- endif -%}
    {{- return(declared) -}}
{% endmacro %}
