{#
    Drops the view lead_directory where the var of that name switches it off: dbt would leave the one that
    an earlier run made.
#}
{% macro drop_lead_directory() %}
    {%- if execute and not var('lead_directory') and flags.WHICH in ('build', 'run') -%}
        {%- set directory = adapter.get_relation(
            target.database, generate_schema_name('marts', none), 'lead_directory'
        ) -%}
        {%- if directory is not none -%}
            {%- do adapter.drop_relation(directory) -%}
            {#- a hook without SQL of its own would be rolled back -#}
            {%- do adapter.commit() -%}
        {%- endif -%}
    {%- endif -%}
{% endmacro %}
