{%- set rule_columns = {'input_table': 'text', 'rule': 'text', 'fate': 'text'} -%}
with

rules as (
    {{ literal_rows(rule_columns, rows = input_rules()) | indent(4) }}
),

totals as (
    {%- for table in input_tables() %}
    select
        '{{ input_name(table) }}' as input_table,
        'rows_in' as rule,
        'input' as fate
    union all
    select
        '{{ input_name(table) }}' as input_table,
        'counted' as rule,
        'counted' as fate
    {{ "union all" if not loop.last }}
    {%- endfor %}
),

leads as (
    select * from {{ ref('int_leads') }}
),

rule_counts as (
    {%- for table in input_tables() %}
    select
        '{{ input_name(table) }}' as input_table,
        'rows_in' as rule,
        count(*) as count_rows
    from {{ ref('stg_' ~ table) }}
    union all
    select
        '{{ input_name(table) }}' as input_table,
        coalesce(rejected_by, 'counted') as rule,
        count(*) as count_rows
    from {{ ref('int_' ~ table ~ '_judged') }}
    group by coalesce(rejected_by, 'counted')
    union all
    {%- endfor %}
    select
        'leads' as input_table,
        'merged' as rule,
        count(*) as count_rows
    from leads
    where is_merged
    union all
    select
        'leads' as input_table,
        'merged_into_unknown' as rule,
        count(*) as count_rows
    from {{ ref('int_newest_leads') }}
    where
        merged_into_lead_id is not null
        and lead_id in (select leads.lead_id from leads where not leads.is_merged)
    union all
    select
        'leads' as input_table,
        'never_scored' as rule,
        count(*) as count_rows
    from leads
    where not is_merged and closed_at <= created_at
)

select
    rules.input_table,
    rules.rule,
    rules.fate,
    cast(coalesce(rule_counts.count_rows, 0) as bigint) as count_rows,
    clock.as_of,
    {{ run_id() }} as run_id
from (
    select * from totals
    union all
    select * from rules
) as rules
cross join {{ ref('int_as_of') }} as clock
left join rule_counts
    on
        rules.input_table = rule_counts.input_table
        and rules.rule = rule_counts.rule
