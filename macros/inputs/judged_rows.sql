{#
    Every row of a canonical table with the rule that rejects it (semantics I6, I8), NULL if it counts.

    table:    a canonical table's name.
    rows:     the staging relation.
    key:      the columns that make a row unique.
    unusable: list of (rule, predicate) that reject before duplicates are looked for; the first one
              that holds names the row.
    Grain:    one row per source row.
    Columns:  those of the table, rejected_by.

    Copies are counted first and ranked only where there are several: ranking all is eight times slower.
#}
{% macro judged_rows(table, rows, key, unusable) %}
{%- set columns = input_columns(table) -%}
with

usable as (
    select *
    from {{ rows }}
    where {{ first_rule(unusable) }} is null
),

repeated_keys as (
    select {{ key | join(', ') }}
    from usable
    group by {{ key | join(', ') }}
    having count(*) > 1
),

copies as (
    select *
    from usable
    where exists (
        select 1 from repeated_keys where {{ same_key('usable', 'repeated_keys', key) }}
    )
),

ranked_copies as (
    select
        *,
        row_number() over (
            partition by {{ key | join(', ') }}
            order by {{ newest_copy_first(table) | indent(12) }}
        ) as copy_rank
    from copies
)

select
    {{ columns | join(',
    ') }},
    {{ first_rule(unusable) }} as rejected_by
from {{ rows }}
where {{ first_rule(unusable) }} is not null
union all
select
    {{ columns | join(',
    ') }},
    cast(null as {{ sql_type('text') }}) as rejected_by
from usable
where not exists (
    select 1 from repeated_keys where {{ same_key('usable', 'repeated_keys', key) }}
)
union all
select
    {{ columns | join(',
    ') }},
    case when copy_rank > 1 then 'duplicate' end as rejected_by
from ranked_copies
{% endmacro %}

{% macro same_key(left, right, key) %}
    {%- for column in key -%}
        {{ left }}.{{ column }} = {{ right }}.{{ column }}{{ " and " if not loop.last }}
    {%- endfor -%}
{% endmacro %}

{% macro first_rule(rules) %}
    {%- if not rules %}cast(null as {{ sql_type('text') }}){% else -%}
    case
        {%- for rule, predicate in rules %}
        when {{ predicate }} then '{{ rule }}'
        {%- endfor %}
    end
    {%- endif -%}
{% endmacro %}
