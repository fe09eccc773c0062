{#
    Stops the run when history is to be recorded of a table that brings its own.

    table:    a canonical table's name.
    received: its rows as they came.
#}
{% macro refuse_versioned_input(table, received) %}
    {%- if execute -%}
        {%- set versioned -%}
            select 1 from {{ received }} where valid_from is not null or valid_to is not null limit 1
        {%- endset -%}
        {%- if run_query(versioned).rows -%}
            {%- do exceptions.raise_compiler_error(
                "input table '" ~ table ~ "' has versions of its own (valid_from, valid_to), so no history"
                ~ " can be recorded of it: empty these columns, or set the var 'keep_attribute_history'"
                ~ ' to false. Docs: docs/inputs.md'
            ) -%}
        {%- endif -%}
    {%- endif -%}
{% endmacro %}
