{#
    Views on DuckDB, replaced in one statement. dbt's own way makes a new view, renames both and drops the
    old one, which takes three times as long, and a project has some hundred views.
#}
{% materialization view, adapter='duckdb' %}
    {%- set made = create_or_replace_view() -%}
    {%- do persist_docs(made.relations[0], model) -%}
    {%- do adapter.commit() -%}
    {{ return(made) }}
{% endmaterialization %}

{% macro duckdb__create_view_as(relation, sql) %}
{%- if config.get('contract').enforced -%}
    {{ get_assert_columns_equivalent(sql) }}
{%- endif %}
create or replace view {{ relation }} as (
    {{ sql }}
)
{% endmacro %}
