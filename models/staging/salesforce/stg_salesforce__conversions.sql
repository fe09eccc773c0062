{{ config(enabled = var('connector') == 'salesforce') }}
{%- set sources = connector_sources('salesforce') -%}
with

leads as (
    {{ salesforce_newest_rows('lead', sources) | indent(4) }}
),

told_conversions as (
    select
        lead_id,
        min(created_date) as converted_at
    from ({{ source_table(sources['lead_history']) | indent(4) }}) as history
    where lower(field) = 'leadconverted' and not {{ salesforce_is_gone() }}
    group by lead_id
),

-- what a conversion makes tells its time of day; what it only added to is older
made_records as (
    {% for table in ['opportunity', 'contact', 'account'] -%}
    select
        id as record_id,
        created_date as made_at
    from ({{ salesforce_newest_rows(table, sources) | indent(4) }}) as {{ table }}_rows
    where id is not null
    {{ "union all" if not loop.last }}
    {% endfor %}
),

converted_to as (
    {% for table in ['opportunity', 'contact', 'account'] -%}
    select
        id as lead_id,
        converted_{{ table }}_id as record_id
    from leads
    {{ "union all" if not loop.last }}
    {% endfor %}
),

made_by_conversions as (
    select
        leads.id as lead_id,
        min(made_records.made_at) as made_at
    from leads
    inner join converted_to on leads.id = converted_to.lead_id
    inner join made_records on converted_to.record_id = made_records.record_id
    -- the date is that of whoever converted the lead, in whatever time zone
    where
        made_records.made_at >= leads.created_date
        and made_records.made_at >= {{ add_days('leads.converted_date', -1) }}
        and made_records.made_at < {{ add_days('leads.converted_date', 2) }}
    group by leads.id
)

select
    leads.id as lead_id,
    case
        when told_conversions.converted_at is not null then told_conversions.converted_at
        when leads.converted_date <> cast(cast(leads.converted_date as date) as timestamp)
            then leads.converted_date
        when made_by_conversions.made_at is not null then made_by_conversions.made_at
        -- at some time of that day: the lead was open until then
        when leads.converted_date is not null then {{ add_days('leads.converted_date', 1) }}
        else leads.last_modified_date
    end as converted_at
from leads
left join told_conversions on leads.id = told_conversions.lead_id
left join made_by_conversions on leads.id = made_by_conversions.lead_id
where leads.is_converted and not leads.is_gone
