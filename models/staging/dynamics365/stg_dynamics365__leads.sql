{{ config(enabled = var('connector') == 'dynamics365') }}
{%- set sources = connector_sources('dynamics365') -%}
{%- set declared = declared_columns('leads') -%}
{%- set choices = ['industrycode', 'leadsourcecode'] -%}
{%- for column, type in declared.items() if type == 'text' and column not in choices -%}
    {%- do choices.append(column) -%}
{%- endfor -%}
with

lead_rows as (
    {{ source_table(sources['lead']) | indent(4) }}
),

leads as (
    {{ dynamics365_rows('lead', 'leadid', sources) | indent(4) }}
),

-- what a link that only appends kept of a lead's past tells when its status changed last; a lead of
-- one row has it from when that was modified
other_states as (
    select
        leads.leadid,
        max(lead_rows.modifiedon) as ended_at
    from leads
    inner join lead_rows on leads.leadid = lead_rows.leadid
    where leads.statecode <> lead_rows.statecode
    group by leads.leadid
),

status_changes as (
    select
        leads.leadid,
        min(lead_rows.modifiedon) as changed_at
    from leads
    inner join lead_rows
        on leads.leadid = lead_rows.leadid and leads.statecode = lead_rows.statecode
    left join other_states on leads.leadid = other_states.leadid
    where other_states.ended_at is null or lead_rows.modifiedon > other_states.ended_at
    group by leads.leadid
),

qualifications as (
    select
        lead_id,
        min(opened_at) as qualified_at
    from {{ ref('stg_dynamics365__lead_opportunities') }}
    where is_qualifying
    group by lead_id
),

owners as (
    {{ dynamics365_rows('systemuser', 'systemuserid', sources) | indent(4) }}
)

select
    leads.leadid as lead_id,
    leads.parentcontactid as contact_id,
    leads.parentaccountid as account_id,
    leads.owningbusinessunit as business_unit,
    case when leads.merged then leads.masterid end as merged_into_lead_id,
    case leads.statecode
        when 0 then 'open'
        when 1 then 'qualified'
        when 2 then 'disqualified'
    end as status,
    coalesce(leads.fullname, {{ dynamics365_full_name('leads') }}) as lead_name,
    leads.emailaddress1 as email,
    leads.jobtitle as job_title,
    leads.companyname as company_name,
    leads.address1_country as country,
    leads.address1_stateorprovince as state,
    leads.address1_city as city,
    {{ dynamics365_label('lead', 'industrycode') }} as industry,
    {{ dynamics365_label('lead', 'leadsourcecode') }} as lead_source,
    coalesce(leads.owneridname, owners.fullname) as owner_name,
    leads.numberofemployees as employee_count,
    leads.revenue as annual_revenue,
    {%- for column in declared %}
    {{ dynamics365_label('lead', column) if column in choices else 'leads.' ~ column }} as {{ column }},
    {%- endfor %}
    leads.createdon as created_at,
    case leads.statecode
        when 1
            then coalesce(qualifications.qualified_at, status_changes.changed_at, leads.modifiedon)
        when 2 then coalesce(status_changes.changed_at, leads.modifiedon)
    end as closed_at
from leads
left join status_changes on leads.leadid = status_changes.leadid
left join qualifications on leads.leadid = qualifications.lead_id
left join owners on leads.ownerid = owners.systemuserid
{{ dynamics365_label_joins('lead', choices, ref('stg_dynamics365__choice_labels')) }}
