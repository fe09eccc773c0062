{#
    Schemas are named as dbt_project.yml names them: staging, scoring, marts; no target prefix. The var
    schema_prefix is for `lead-scoring doctor`, which looks at inputs beside what is built.
#}
{% macro generate_schema_name(custom_schema_name, node) %}
    {{- (var('schema_prefix', '') ~ (custom_schema_name or target.schema)) | trim -}}
{% endmacro %}
