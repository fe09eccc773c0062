{#
    SQL that takes from the run's connections what a build has no need of, for good: all files but the
    warehouse's own, the seeds and the folder `input_path`, the network, extensions, and the settings.

    No text of a spec or an input row becomes SQL, so it stops nothing known. It is there for what is not.
#}
{% macro lock_engine() %}
    {{- return(adapter.dispatch('lock_engine', 'lead_scoring')() if execute else '') -}}
{% endmacro %}

{# a role's privileges do it there: docs/security.md #}
{% macro default__lock_engine() %}
{% endmacro %}

{% macro duckdb__lock_engine() %}
    {%- set folders = [text_literal(var('input_path'))] if var('input_path') else [] -%}
    {%- set seeds = [] -%}
    {%- for node in graph.nodes.values() if node.resource_type == 'seed' -%}
        {%- do seeds.append(text_literal(adapter.get_seed_file_path(node))) -%}
    {%- endfor -%}
    {#- an in-process runner keeps the engine, which its first run has locked -#}
    {%- set is_locked = run_query("select current_setting('lock_configuration')").columns[0].values()[0] -%}
    {%- if not is_locked -%}
        set allowed_directories = [{{ folders | join(', ') }}];
        set allowed_paths = [{{ seeds | join(', ') }}];
        set autoinstall_known_extensions = false;
        set autoload_known_extensions = false;
        set allow_community_extensions = false;
        set enable_external_access = false;
        set lock_configuration = true;
    {%- endif -%}
{% endmacro %}
