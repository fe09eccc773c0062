{#
    Every row of a canonical table with the rule that rejects it (semantics I6, I8), NULL if it counts.

    table:    a canonical table's name.
    rows:     the staging relation.
    key:      the columns that make a row unique.
    unusable: list of (rule, predicate) that reject before duplicates are looked for; the first one
              that holds names the row.
    Grain:    one row per source row.
    Columns:  those of the table, rejected_by.

    Keys that stand more than once are looked for first, and copies ranked only there: ranking all
    rows is eight times slower. The relation is named again instead of held in a CTE, which would
    keep all its columns in memory.
#}
{% macro judged_rows(table, rows, key, unusable) %}
{%- set columns = input_columns(table) -%}
{%- set unusable_by = first_rule(unusable) -%}
with

repeated_keys as (
    select {{ key | join(', ') }}
    from {{ rows }}
    where {{ unusable_by }} is null
    group by {{ key | join(', ') }}
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
    where
        {{ unusable_by }} is null
        and exists (
            select 1 from repeated_keys where {{ same_key('staged', 'repeated_keys', key) }}
        )
)

select
    {{ columns | join(',\n    ') }},
    {{ unusable_by }} as rejected_by
from {{ rows }} as staged
where
    {{ unusable_by }} is not null
    or not exists (
        select 1 from repeated_keys where {{ same_key('staged', 'repeated_keys', key) }}
    )
union all
select
    {{ columns | join(',\n    ') }},
    case when copy_rank > 1 then 'duplicate' end as rejected_by
from copies
{% endmacro %}

{# of the columns of a key only valid_from may be empty, which is a value like others there #}
{% macro same_key(left, right, key) %}
    {%- for column in key -%}
        {{ left }}.{{ column }} {{ 'is not distinct from' if column == 'valid_from' else '=' }} {{ right }}.{{ column }}
        {{- " and " if not loop.last }}
    {%- endfor -%}
{% endmacro %}

{% macro first_rule(rules) %}
    case
        {%- for rule, predicate in rules %}
        when {{ predicate }} then '{{ rule }}'
        {%- endfor %}
    end
{%- endmacro %}
