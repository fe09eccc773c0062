{#
    The hashes of several values that stand in more than one row.

    values:    list of SQL expressions.
    rows:      the relation.
    condition: which of its rows.
    Grain:     one row per such hash.
    Columns:   row_hash, as the macro of this name makes it.
#}
{% macro repeated_hashes(values, rows, condition) %}
    {{- return(adapter.dispatch('repeated_hashes', 'lead_scoring')(values, rows, condition)) -}}
{% endmacro %}

{% macro default__repeated_hashes(values, rows, condition) %}
select {{ row_hash(values) }} as row_hash
from {{ rows }}
where {{ condition }}
group by {{ row_hash(values) }}
having count(*) > 1
{% endmacro %}

{# DuckDB sorts 100 million hashes in a third of the time that it groups them in #}
{% macro duckdb__repeated_hashes(values, rows, condition) %}
select distinct row_hash
from (
    select
        row_hash,
        lag(row_hash) over (order by row_hash) as previous_hash
    from (
        select {{ row_hash(values) }} as row_hash
        from {{ rows }}
        where {{ condition | indent(8) }}
    ) as hashed
) as sorted
where row_hash = previous_hash
{% endmacro %}
