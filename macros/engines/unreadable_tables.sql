{#
    The tables and views of a schema that the user may not read, in small letters.

    schema: as the database spells it.
#}
{% macro unreadable_tables(schema) %}
    {{- return(adapter.dispatch('unreadable_tables', 'lead_scoring')(schema)) -}}
{% endmacro %}

{# where there are no rights, or none that can be asked for #}
{% macro default__unreadable_tables(schema) %}
    {{- return([]) -}}
{% endmacro %}

{% macro postgres__unreadable_tables(schema) %}
    {%- set found = run_query(
        "select lower(relations.relname) from pg_class as relations "
        ~ "inner join pg_namespace as schemas on relations.relnamespace = schemas.oid "
        ~ "where relations.relkind in ('r', 'p', 'v', 'm', 'f') and schemas.nspname = " ~ text_literal(schema)
        ~ " and not (has_schema_privilege(schemas.oid, 'usage') and has_table_privilege(relations.oid, 'select')) "
        ~ "order by 1"
    ) -%}
    {{- return(found.columns[0].values() | list) -}}
{% endmacro %}
