{{ config(materialized = 'ephemeral') }}
{%- set relations = {
    'as_of': ref('int_as_of'),
    'scoring_models': ref('scoring_models'),
    'experiment_arms': ref('scoring_experiment_arms'),
} -%}
{% for table in input_tables() -%}
{%- set staged = ref('stg_' ~ table) -%}
{%- set is_versioned = table in ('leads', 'contacts', 'accounts') -%}
{#- then staging holds recorded versions, and what came in this run stands beside it -#}
{%- set is_recorded = is_versioned and var('keep_attribute_history') == true -%}
{%- set received = ref('stg_' ~ table ~ '_received') if is_recorded else staged %}
select
    measure,
    relation,
    subject,
    cast('' as text) as part,
    figure
from (
    {{ input_figures(table, staged, relations) | indent(4) }}
) as measured
union all
select
    'rows_received' as measure,
    '{{ input_name(table) }}' as relation,
    '' as subject,
    '' as part,
    cast(count(*) as double precision) as figure
from {{ received }}
union all
{% if not is_versioned -%}
{%- for time in dated_columns(table) | reject('equalto', 'loaded_at') -%}
select
    'rows_on_day' as measure,
    '{{ input_name(table) }}' as relation,
    '{{ time }}' as subject,
    cast(cast(staged.{{ time }} as date) as text) as part,
    cast(count(*) as double precision) as figure
from {{ staged }} as staged
cross join {{ ref('int_as_of') }} as clock
where staged.{{ time }} <= clock.as_of
group by cast(staged.{{ time }} as date)
union all
{% endfor -%}
{%- endif -%}
{% endfor -%}
select
    case fate
        when 'input' then 'rows_in'
        when 'counted' then 'rows_counted'
        else 'rows_set_aside'
    end as measure,
    input_table as relation,
    case when fate in ('input', 'counted') then '' else rule end as subject,
    '' as part,
    cast(count_rows as double precision) as figure
from {{ ref('input_quality') }}
where fate <> 'noted'
