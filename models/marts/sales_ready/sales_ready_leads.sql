with

thresholds_met as (
    select * from {{ ref('int_thresholds_met') }}
),

leads as (
    select
        lead_key,
        {{ dbt.listagg(
            measure = 'case when met_at is not null then scoring_model end',
            delimiter_text = "', '",
            order_by_clause = 'order by ' ~ bytewise('scoring_model'),
        ) }} as scoring_models_met,
        cast(count(met_at) as bigint) as count_scoring_models_met,
        cast(count(*) as bigint) as count_scoring_models,
        {% if var('qualification') == 'all' -%}
        case when count(met_at) = count(*) then max(met_at) end as sales_ready_at
        {%- else -%}
        min(met_at) as sales_ready_at
        {%- endif %}
    from thresholds_met
    group by lead_key
)

select
    lead_keys.lead_id,
    leads.scoring_models_met,
    leads.count_scoring_models_met,
    leads.count_scoring_models,
    leads.sales_ready_at is not null as is_sales_ready,
    leads.sales_ready_at,
    clock.as_of,
    {{ run_id() }} as run_id
from leads
cross join {{ ref('int_as_of') }} as clock
inner join {{ ref('int_lead_keys') }} as lead_keys on leads.lead_key = lead_keys.lead_key
