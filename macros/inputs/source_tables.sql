{#
    The tables that a connector reads of its source system: the one place that declares them, for staging,
    the check before a run, and the doctor. Empty for connectors that read canonical tables.

    connector: the var connector by default.

    Returns a mapping of table name to
    - gives, the canonical table that its rows become, none for a table that only adds to others. Of the
      tables that give leads one has to be there, of those that give interactions, too;
    - columns, mapping of column name to type, which is guid (an id compared without case), salesforce_id, or a
      type of sql_type. What a user declared of the canonical table is among them;
    - required, the columns without which the table can't be read;
    - people, of those that name people whose rows would be kept as they are a mapping, in lower case, to the
      kinds of id, lead and contact: what is of someone who was erased is not read;
    - time, the column that dates its rows for the doctor, where it isn't Timestamp or createdon.
#}
{% macro source_tables(connector=none) %}
    {%- set tables = {} -%}
    {%- if (connector or var('connector')) == 'dynamics365' -%}
        {%- do tables.update(dynamics365_tables()) -%}
    {%- elif (connector or var('connector')) == 'hubspot' -%}
        {%- do tables.update(hubspot_tables()) -%}
    {%- elif (connector or var('connector')) == 'salesforce' -%}
        {%- do tables.update(salesforce_tables()) -%}
    {%- endif -%}
    {%- for table in tables.values() -%}
        {%- for column, type in declared_columns(table.gives).items() if column not in table.columns -%}
            {%- do table.columns.update({column: type}) -%}
        {%- endfor -%}
    {%- endfor -%}
    {{- return(tables) -}}
{% endmacro %}

{#
    The columns that a user declared of a canonical table, each with its type; none of no table.

    table: the canonical table's name.
#}
{% macro declared_columns(table) %}
    {%- set declared = {} -%}
    {%- if table -%}
        {%- for name, column in input_columns(table).items() if column.declared -%}
            {%- do declared.update({name: column.type}) -%}
        {%- endfor -%}
    {%- endif -%}
    {{- return(declared) -}}
{% endmacro %}
