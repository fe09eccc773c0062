{#
    Every row of a canonical table with the rule that rejects it (semantics I6, I8), NULL if it counts.

    table:    a canonical table's name.
    rows:     the staging relation.
    key:      the columns that make a row unique; the first of them is never empty in usable rows.
    unusable: list of (rule, predicate) that reject before duplicates are looked for; the first one
              that holds names the row.
    columns:  those that come out; all of the table by default.
    Grain:    one row per source row.
    Columns:  columns, is_repeated (whether the first column of its key stands more than once among the
              usable rows), rejected_by.

    Copies are ranked only where the first column of the key stands more than once: ranking all rows is
    eight times slower. The relation is named again instead of held in a CTE, which would keep all its
    columns in memory.
#}
{% macro judged_rows(table, rows, key, unusable, columns=none) %}
{%- set columns = columns or input_columns(table) -%}
{%- set unusable_by = first_rule(unusable) -%}
with

repeated_keys as (
    select {{ key[0] }} as repeated_key
    from {{ rows }}
    where {{ unusable_by }} is null
    group by {{ key[0] }}
    having count(*) > 1
),

copies as (
    select
        staged.*,
        row_number() over (
            partition by {{ key | join(', ') }}
            order by {{ newest_copy_first(table) | indent(12) }}
        ) as copy_rank
    from {{ rows }} as staged
    inner join repeated_keys on staged.{{ key[0] }} = repeated_keys.repeated_key
    where {{ unusable_by }} is null
)

select
    {{ columns | join(',\n    ') }},
    false as is_repeated,
    {{ unusable_by }} as rejected_by
from {{ rows }} as staged
left join repeated_keys on staged.{{ key[0] }} = repeated_keys.repeated_key
where
    repeated_keys.repeated_key is null
    or {{ unusable_by }} is not null
union all
select
    {{ columns | join(',\n    ') }},
    true as is_repeated,
    case when copy_rank > 1 then 'duplicate' end as rejected_by
from copies
{% endmacro %}
