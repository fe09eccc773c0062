{#
    What is missing of the tables that the chosen connector reads, as words, and one warning that names the
    optional tables that are absent.
#}
{% macro missing_source_tables() %}
    {%- set sources = present_sources() -%}
    {%- set tables = source_tables() -%}
    {%- set missing = [] -%}
    {%- for canonical in required_tables() -%}
        {%- set giving = tables.items() | selectattr('1.gives', 'equalto', canonical) | map('first') | list -%}
        {%- if not giving | select('in', sources) | list -%}
            {%- do missing.append(
                'table ' ~ giving[0] if giving | length == 1
                else 'a table of ' ~ canonical ~ ', such as ' ~ giving[0]
            ) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- set columns = {} -%}
    {%- for name, source in sources.items() -%}
        {%- do columns.update({name: source_columns(source)}) -%}
        {%- for column in tables[name].required if column | lower not in columns[name] -%}
            {%- do missing.append('column ' ~ name ~ '.' ~ column) -%}
        {%- endfor -%}
    {%- endfor -%}
    {%- for canonical in ['leads', 'contacts', 'accounts', 'interactions'] -%}
        {%- set giving = sources | select('in', tables) | list -%}
        {%- for column in declared_columns(canonical) -%}
            {%- set having = [] -%}
            {%- for name in giving if tables[name].gives == canonical and column in columns[name] -%}
                {%- do having.append(name) -%}
            {%- endfor -%}
            {%- if not having -%}
                {%- do missing.append(
                    'column ' ~ canonical ~ '.' ~ column ~ ' (declared in scoring_models/_inputs.yml)'
                ) -%}
            {%- endif -%}
        {%- endfor -%}
    {%- endfor -%}
    {%- set absent = tables | reject('in', sources) | list -%}
    {%- if absent and not missing -%}
        {%- do exceptions.warn(
            "connector '" ~ var('connector') ~ "' found no table " ~ absent | join(', ')
            ~ ': nothing of theirs counts, which is right where it never happened'
        ) -%}
    {%- endif -%}
    {{- return(missing) -}}
{% endmacro %}
