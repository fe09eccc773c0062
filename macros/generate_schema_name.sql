{#
    Schemas are named as dbt_project.yml names them: staging, scoring, marts; no target prefix. What is built
    beside what is served, a candidate on PostgreSQL or what `lead-scoring doctor` looks at, has a suffix.

    custom_schema_name: the name there, none where the target's own schema goes.
    node:               what is built, which makes no difference.
#}
{% macro generate_schema_name(custom_schema_name, node) %}
    {{- (custom_schema_name or target.schema) | trim ~ var('schema_suffix') -}}
{% endmacro %}
