{#
    The rows of a Dataverse table as they are now.

    name:    a table of dynamics365_tables().
    key:     the column that identifies a row.
    sources: what connector_sources returned.
    Grain:   one row per key, and one per source row without a key.
    Columns: those of the table, version_rank.

    A link that only appends holds a row for each change, and for a deletion one with nothing but the
    column Id; a link that updates, and Fivetran, flag the row.
#}
{% macro dynamics365_rows(name, key, sources) %}
select *
from (
    select
        versions.*,
        row_number() over (
            partition by coalesce({{ key }}, id)
            order by sinkmodifiedon desc nulls last, versionnumber desc nulls last, modifiedon desc nulls last
        ) as version_rank
    from (
        {{ source_table(sources[name]) | indent(8) }}
    ) as versions
) as ranked_versions
where
    (version_rank = 1 or coalesce({{ key }}, id) is null)
    and not coalesce(isdelete, false)
    and not coalesce(_fivetran_deleted, false)
{% endmacro %}

{#
    A person's name where the full name is empty: what there is of the first and the last.

    relation: the alias of the rows that have them.
#}
{% macro dynamics365_full_name(relation) %}
    {{- return(
        'nullif(trim(coalesce(' ~ relation ~ ".firstname, '') || ' ' || coalesce(" ~ relation ~ ".lastname, '')), '')"
    ) -}}
{% endmacro %}
