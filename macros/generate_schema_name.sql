{#
    Schemas are named as dbt_project.yml names them: staging, scoring, marts; no target prefix. Those
    of a candidate on PostgreSQL, where releases are schemas, have a suffix.

    custom_schema_name: the name there, none where the target's own schema goes.
    node:               what is built, which makes no difference.
#}
{% macro generate_schema_name(custom_schema_name, node) %}
    {{- (custom_schema_name or target.schema) | trim ~ var('schema_suffix') -}}
{% endmacro %}
