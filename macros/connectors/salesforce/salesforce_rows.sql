{#
    The rows of a Salesforce object as they are now, without deleted ones.

    name:    a table of salesforce_tables().
    sources: what connector_sources returned.
    Grain:   one row per id, and one per source row without an id.
    Columns: those of the table, is_gone, version_rank.
#}
{% macro salesforce_rows(name, sources) %}
select *
from (
    {{ salesforce_newest_rows(name, sources) | indent(4) }}
) as newest_rows
where not is_gone
{% endmacro %}

{#
    The same with deleted rows, which a merge leaves behind: is_gone tells them apart.

    name:    a table of salesforce_tables().
    sources: what connector_sources returned.

    Only history mode gives an id more than one row. Interactions, of which there are many, are ranked there alone;
    copies of them that came in elsewhere are found later, as with any input.
#}
{% macro salesforce_newest_rows(name, sources) %}
{%- set table = sources[name] -%}
{%- set is_ranked = table.gives != 'interactions' or '_fivetran_start' in source_columns(table.source) -%}
{%- set newest_first = '_fivetran_start desc nulls last, last_modified_date desc nulls last, _fivetran_synced desc nulls last' -%}
select
    ranked_rows.*,
    {{ salesforce_is_gone() }} as is_gone
from (
    select
        versions.*,
        {{ 'row_number() over (partition by id order by ' ~ newest_first ~ ')' if is_ranked else '1' }} as version_rank
    from (
        {{ source_table(table) | indent(8) }}
    ) as versions
) as ranked_rows
where version_rank = 1 or id is null
{% endmacro %}

{# Whether a row was deleted, as SQL: Salesforce flags it, Fivetran does, or its last version has ended. #}
{% macro salesforce_is_gone() %}
    {{- return(
        '(coalesce(is_deleted, false) or coalesce(_fivetran_deleted, false) or not coalesce(_fivetran_active, true))'
    ) -}}
{% endmacro %}

{#
    A person's name where the full name is empty: what there is of the first and the last.

    relation: the alias of the rows that have them.
#}
{% macro salesforce_full_name(relation) %}
    {{- return(
        'coalesce(' ~ relation ~ ".name, nullif(trim(coalesce(" ~ relation ~ ".first_name, '') || ' ' || coalesce("
        ~ relation ~ ".last_name, '')), ''))"
    ) -}}
{% endmacro %}

{#
    Whether a lead's status says that it was disqualified, as SQL. Salesforce knows of conversion alone, and
    statuses are each customer's own; this is the one place that reads them, docs/salesforce.md tells how.

    status: SQL of the status.
#}
{% macro salesforce_is_disqualified(status) %}
    {%- set words = [] -%}
    {%- for word in ['unqualified', 'disqualified', 'not qualified', 'not converted'] -%}
        {%- do words.append('lower(' ~ status ~ ") like '%" ~ word ~ "%'") -%}
    {%- endfor -%}
    {{- return('coalesce(' ~ words | join(' or ') ~ ', false)') -}}
{% endmacro %}
