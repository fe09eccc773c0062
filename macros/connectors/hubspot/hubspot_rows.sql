{#
    The rows of a table as they were loaded last.

    name:    a table of hubspot_tables().
    key:     the column that identifies a row.
    sources: what connector_sources returned.
    keeps_erased: as of source_table.
    Grain:   one row per key, and one per source row without a key.
    Columns: those of the table, is_gone (whether the row was deleted), load_rank.
#}
{% macro hubspot_rows(name, key, sources, keeps_erased=false) %}
{%- set columns = [] -%}
{%- for column in sources[name].columns -%}
    {%- do columns.append('source_rows.' ~ adapter.quote(column | lower)) -%}
{%- endfor -%}
select *
from (
    select
        source_rows.*,
        coalesce(is_deleted, false) or coalesce(_fivetran_deleted, false) as is_gone,
        row_number() over (
            partition by {{ key }}
            order by _fivetran_synced desc nulls last, {{ row_hash(columns) }}
        ) as load_rank
    from (
        {{ source_table(sources[name], keeps_erased) | indent(8) }}
    ) as source_rows
) as ranked_rows
where load_rank = 1 or {{ key }} is null
{% endmacro %}
