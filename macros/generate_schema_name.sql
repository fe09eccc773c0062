{# Schemas are named as dbt_project.yml names them: staging, scoring, marts; no target prefix. #}
{% macro generate_schema_name(custom_schema_name, node) %}
    {{- (custom_schema_name or target.schema) | trim -}}
{% endmacro %}
