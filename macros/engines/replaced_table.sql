{#
    Tables on DuckDB, made anew in the transaction that drops the old one. dbt's own way makes a new table,
    renames both and drops the old one, of which each takes as long as all that a small table needs.
#}
{% materialization table, adapter='duckdb' %}
    {%- set existing_relation = load_cached_relation(this) -%}
    {%- set target_relation = this.incorporate(type = 'table') -%}
    {{ run_hooks(pre_hooks, inside_transaction = False) }}
    {{ run_hooks(pre_hooks, inside_transaction = True) }}
    {%- if existing_relation is not none -%}
        {%- call statement('old') -%}
            drop {{ existing_relation.type }} {{ existing_relation }}
        {%- endcall -%}
    {%- endif -%}
    {%- call statement('main') -%}
        {{ create_table_as(False, target_relation, sql) }}
    {%- endcall -%}
    {{ run_hooks(post_hooks, inside_transaction = True) }}
    {%- do persist_docs(target_relation, model) -%}
    {%- do adapter.commit() -%}
    {{ run_hooks(post_hooks, inside_transaction = False) }}
    {{ return({'relations': [target_relation]}) }}
{% endmaterialization %}
