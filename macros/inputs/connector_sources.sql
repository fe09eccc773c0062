{#
    The tables of source_tables, each with what it is read from as source: a relation of the schema
    `input_schema`, or SQL that reads files of the folder `input_path`, where that is given; none for a
    table that is not there. Names are compared without case.

    connector: the var connector by default.
#}
{% macro connector_sources(connector=none) %}
    {%- set tables = source_tables(connector) -%}
    {%- set names = {} -%}
    {%- for name, table in tables.items() -%}
        {%- do names.update({name | lower: name}) -%}
        {%- do table.update({'source': none}) -%}
    {%- endfor -%}
    {%- if execute and reads_files() -%}
        {%- for name, source in input_files(names | list).items() -%}
            {%- do tables[names[name]].update({'source': source}) -%}
        {%- endfor -%}
    {%- elif execute -%}
        {#- of a schema that is not there nothing is found -#}
        {%- set named = input_schema() or var('input_schema') -%}
        {%- set schema = api.Relation.create(database=target.database, schema=named) -%}
        {%- for found in list_relations_without_caching(schema) if found.name | lower in names -%}
            {%- set table = tables[names[found.name | lower]] -%}
            {%- set relation = schema.incorporate(path={'identifier': found.name}) -%}
            {%- if table.source is not none -%}
                {%- do refuse_second_source(found.name, [table.source, relation]) -%}
            {%- endif -%}
            {%- do table.update({'source': relation}) -%}
        {%- endfor -%}
    {%- endif -%}
    {{- return(tables) -}}
{% endmacro %}

{#
    Stops where two names differ in nothing but case.

    name:    a table's name.
    sources: what was found so far, by name.
#}
{% macro refuse_second_source(name, sources) %}
    {%- do exceptions.raise_compiler_error(
        "input table '" ~ name ~ "' is there more than once, keep one: " ~ sources | join(', ')
    ) -%}
{% endmacro %}
