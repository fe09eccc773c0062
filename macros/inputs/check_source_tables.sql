{#
    What is missing of the tables that the chosen connector reads, as words, and one warning that names the
    optional tables that are absent.
#}
{% macro missing_source_tables() %}
    {%- set tables = connector_sources() -%}
    {%- set absent = [] -%}
    {%- set missing = [] -%}
    {%- set columns = {} -%}
    {%- for name, table in tables.items() -%}
        {%- if table.source is none -%}
            {%- do absent.append(name) -%}
        {%- else -%}
            {%- do columns.update({name: source_columns(table.source)}) -%}
            {%- for column in table.required if column | lower not in columns[name] -%}
                {%- do missing.append('column ' ~ name ~ '.' ~ column) -%}
            {%- endfor -%}
        {%- endif -%}
    {%- endfor -%}
    {%- for canonical in required_tables() -%}
        {%- set giving = tables_giving(tables, canonical) -%}
        {%- if not giving | reject('in', absent) | list -%}
            {%- do missing.append(
                'table ' ~ giving[0] if giving | length == 1
                else 'a table of ' ~ canonical ~ ', such as ' ~ giving[-1]
            ) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- for canonical in ['leads', 'contacts', 'accounts', 'interactions'] -%}
        {%- set having = [] -%}
        {%- for name in tables_giving(tables, canonical) if name in columns -%}
            {%- do having.extend(columns[name]) -%}
        {%- endfor -%}
        {%- for column in declared_columns(canonical) if column not in having -%}
            {%- do missing.append(
                'column ' ~ canonical ~ '.' ~ column ~ ' (declared in scoring_models/_inputs.yml)'
            ) -%}
        {%- endfor -%}
    {%- endfor -%}
    {%- if absent and not missing -%}
        {%- do exceptions.warn(
            "connector '" ~ var('connector') ~ "' found no table " ~ absent | join(', ')
            ~ ': nothing of theirs counts, which is right where it never happened'
        ) -%}
    {%- endif -%}
    {{- return(missing) -}}
{% endmacro %}

{#
    Those of the tables whose rows become rows of a canonical one.

    tables:    the tables, as source_tables declares them.
    canonical: the canonical table's name.
#}
{% macro tables_giving(tables, canonical) %}
    {{- return(tables.items() | selectattr('1.gives', 'equalto', canonical) | map('first') | list) -}}
{% endmacro %}
