{{ config(enabled = var('connector') == 'hubspot') }}
{%- set sources = connector_sources('hubspot') -%}
{%- set stage_dates = [] -%}
{%- for stage in hubspot_qualified_stages() -%}
    {%- do stage_dates.append('coalesce(contacts.' ~ hubspot_stage_dates(stage) | join(', contacts.') ~ ')') -%}
{%- endfor -%}
with

contacts as (
    select * from {{ ref('stg_hubspot__source_contacts') }}
),

versions as (
    select * from {{ ref('stg_hubspot__contact_versions') }}
),

current_states as (
    select
        contact_id,
        status
    from versions
    where valid_to is null
),

status_changes as (
    select
        versions.contact_id,
        max(versions.valid_to) as changed_at
    from versions
    inner join current_states on versions.contact_id = current_states.contact_id
    where versions.status <> current_states.status
    group by versions.contact_id
),

owners as (
    {{ hubspot_rows('owner', 'owner_id', sources) | indent(4) }}
)

select
    versions.contact_id as lead_id,
    -- who is a contact there is a lead and its own parent contact here
    versions.contact_id,
    accounts.account_id,
    contacts.property_hubspot_team_id as business_unit,
    merged.merged_into_lead_id,
    versions.status,
    {{ hubspot_name('contacts.property_firstname', 'contacts.property_lastname') }} as lead_name,
    contacts.property_email as email,
    versions.job_title,
    versions.company_name,
    versions.country,
    versions.state,
    versions.city,
    versions.industry,
    versions.lead_source,
    {{ hubspot_name('owners.first_name', 'owners.last_name') }} as owner_name,
    versions.annual_revenue,
    {%- for column in declared_columns('leads') %}
    versions.{{ column }},
    {%- endfor %}
    contacts.property_createdate as created_at,
    case current_states.status
        when 'qualified' then coalesce(
            least({{ stage_dates | join(', ') }}), status_changes.changed_at
        )
        when 'disqualified' then status_changes.changed_at
    end as closed_at,
    versions.valid_from,
    versions.valid_to
from versions
inner join contacts on versions.contact_id = contacts.contact_id
inner join current_states on versions.contact_id = current_states.contact_id
left join status_changes on versions.contact_id = status_changes.contact_id
left join {{ ref('stg_hubspot__merged_contacts') }} as merged on versions.contact_id = merged.merged_id
left join {{ ref('stg_hubspot__accounts') }} as accounts
    on contacts.property_associatedcompanyid = accounts.account_id
left join owners on contacts.property_hubspot_owner_id = owners.owner_id
