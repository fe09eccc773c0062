{{ config(enabled = var('connector') == 'salesforce') }}
{%- set sources = connector_sources('salesforce') -%}
with

lead_versions as (
    {{ salesforce_versions('lead', sources) | indent(4) }}
),

leads as (
    select
        lead_versions.*,
        survivors.surviving_id as merged_into_lead_id,
        {{ salesforce_is_disqualified('lead_versions.status') }} as is_disqualified
    from lead_versions
    left join {{ ref('stg_salesforce__survivors') }} as survivors
        on lead_versions.id = survivors.merged_id
    -- a merge deletes the lead that it doesn't keep
    where not lead_versions.is_gone or survivors.surviving_id is not null
),

-- since when a lead has been disqualified, where its versions tell
other_statuses as (
    select
        id,
        max(valid_to) as ended_at
    from leads
    where not is_disqualified
    group by id
),

owners as (
    {{ salesforce_rows('user', sources) | indent(4) }}
),

closings as (
    select
        leads.id,
        case
            when leads.is_converted then conversions.converted_at
            when leads.is_disqualified then coalesce(other_statuses.ended_at, leads.last_modified_date)
        end as closed_at
    from leads
    left join {{ ref('stg_salesforce__conversions') }} as conversions on leads.id = conversions.lead_id
    left join other_statuses on leads.id = other_statuses.id
    where leads.valid_to is null
)

select
    leads.id as lead_id,
    coalesce(surviving_contacts.surviving_id, leads.converted_contact_id) as contact_id,
    coalesce(surviving_accounts.surviving_id, leads.converted_account_id) as account_id,
    leads.merged_into_lead_id,
    case
        when leads.is_converted and (leads.valid_to is null or leads.valid_to > closings.closed_at)
            then 'qualified'
        when leads.is_disqualified then 'disqualified'
        else 'open'
    end as status,
    {{ salesforce_full_name('leads') }} as lead_name,
    leads.email,
    leads.title as job_title,
    leads.company as company_name,
    coalesce(leads.country, leads.country_code) as country,
    leads.state,
    leads.city,
    leads.industry,
    leads.lead_source,
    owners.name as owner_name,
    leads.number_of_employees as employee_count,
    leads.annual_revenue,
    {%- for column in declared_columns('leads') %}
    leads.{{ column }},
    {%- endfor %}
    leads.created_date as created_at,
    closings.closed_at,
    leads.valid_from,
    leads.valid_to
from leads
left join closings on leads.id = closings.id
left join {{ ref('stg_salesforce__survivors') }} as surviving_contacts
    on leads.converted_contact_id = surviving_contacts.merged_id
left join {{ ref('stg_salesforce__survivors') }} as surviving_accounts
    on leads.converted_account_id = surviving_accounts.merged_id
left join owners on leads.owner_id = owners.id
