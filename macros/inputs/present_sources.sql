{#
    What the tables of the source system are read from, those that are there: a mapping of the name that
    the connector declares to a relation of the schema `input_schema`, or to SQL that reads files of the
    folder `input_path`, where that is given. Names are compared without case.
#}
{% macro present_sources() %}
    {%- set declared = {} -%}
    {%- for name in source_tables() -%}
        {%- do declared.update({name | lower: name}) -%}
    {%- endfor -%}
    {%- set sources = {} -%}
    {%- if execute and reads_files() -%}
        {%- for name, source in input_files(declared | list).items() -%}
            {%- do sources.update({declared[name]: source}) -%}
        {%- endfor -%}
    {%- elif execute -%}
        {%- set schema = api.Relation.create(database=target.database, schema=var('input_schema')) -%}
        {%- for found in list_relations_without_caching(schema) if found.name | lower in declared -%}
            {%- set name = declared[found.name | lower] -%}
            {%- set relation = schema.incorporate(path={'identifier': found.name}) -%}
            {%- if name in sources -%}
                {%- do refuse_second_source(name, [sources[name], relation]) -%}
            {%- endif -%}
            {%- do sources.update({name: relation}) -%}
        {%- endfor -%}
    {%- endif -%}
    {{- return(sources) -}}
{% endmacro %}

{% macro refuse_second_source(name, sources) %}
    {%- do exceptions.raise_compiler_error(
        "input table '" ~ name ~ "' is there more than once, keep one: " ~ sources | join(', ')
    ) -%}
{% endmacro %}
