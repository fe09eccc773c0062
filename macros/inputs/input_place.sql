{#
    The schema that the var `input_schema` names, as the database spells it; none if it is not there. Who names it
    in another case means it, too, unless several are called so.
#}
{% macro input_schema() %}
    {%- set named = [] -%}
    {%- for (schema,) in list_schemas(target.database) -%}
        {%- if schema == var('input_schema') -%}
            {{- return(schema) -}}
        {%- elif schema | lower == var('input_schema') | lower -%}
            {%- do named.append(schema) -%}
        {%- endif -%}
    {%- endfor -%}
    {{- return(named[0] if named | length == 1 else none) -}}
{% endmacro %}

{#
    What keeps all input tables from being read, as words: their folder or schema is not there, or the user may
    not read it, who would otherwise be told that columns are missing.
#}
{% macro missing_place() %}
    {%- if reads_files() -%}
        {{- return([] if has_input_files() else ['the folder itself, which is not there or empty']) -}}
    {%- endif -%}
    {%- set schema = input_schema() -%}
    {%- if schema is none -%}
        {%- set schemas = schemas_with_inputs() -%}
        {{- return([
            "the schema itself, which is not in the database '" ~ target.database ~ "'; the var input_schema names it"
            ~ (' (such tables are in ' ~ schemas | join(', ') ~ ')' if schemas else '')
            ~ (', PostgreSQL is read with --target postgres' if target.type == 'duckdb' else '')
        ]) -}}
    {%- endif -%}
    {%- set tables = [] -%}
    {%- for table in source_tables() or input_tables() -%}
        {%- do tables.append(input_name(table) | lower) -%}
    {%- endfor -%}
    {%- set unreadable = unreadable_tables(schema) | select('in', tables) | list -%}
    {%- if unreadable -%}
        {{- return([
            'the right to read ' ~ unreadable | join(', ') ~ ' (grant ' ~ target.user ~ ' usage on schema '
            ~ schema ~ ', and select on all tables in it)'
        ]) -}}
    {%- endif -%}
    {{- return([]) -}}
{% endmacro %}

{# The schemas that have tables of leads and of interactions under the names that the chosen connector reads. #}
{% macro schemas_with_inputs() %}
    {%- set conditions = [] -%}
    {%- for canonical in required_tables() -%}
        {%- set names = tables_giving(source_tables(), canonical) if source_tables() else [canonical] -%}
        {%- do conditions.append(
            "max(case when lower(table_name) in ('" ~ names | map('lower') | join("', '") ~ "') then 1 end) = 1"
        ) -%}
    {%- endfor -%}
    {%- set found = run_query(
        'select table_schema from information_schema.tables group by table_schema having '
        ~ conditions | join(' and ') ~ ' order by table_schema'
    ) -%}
    {{- return(found.columns[0].values() | list) -}}
{% endmacro %}
