{#
    Schemas are named as dbt_project.yml names them: staging, scoring, marts; no target prefix. Where releases
    are schemas, those of a candidate have a suffix.
#}
{% macro generate_schema_name(custom_schema_name, node) %}
    {{- (custom_schema_name or target.schema) | trim ~ var('schema_suffix') -}}
{% endmacro %}
