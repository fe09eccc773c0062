{{ config(enabled = var('connector') == 'salesforce') }}
{%- set sources = connector_sources('salesforce') -%}
with

leads as (
    select
        lead_id,
        contact_id,
        created_at
    from {{ ref('stg_salesforce__leads') }}
    where valid_to is null
),

converted_leads as (
    {{ salesforce_newest_rows('lead', sources) | indent(4) }}
),

opportunities as (
    {{ salesforce_rows('opportunity', sources) | indent(4) }}
),

contact_roles as (
    {{ salesforce_rows('opportunity_contact_role', sources) | indent(4) }}
),

opportunity_contacts as (
    select
        contact_roles.opportunity_id,
        coalesce(survivors.surviving_id, contact_roles.contact_id) as contact_id
    from contact_roles
    left join {{ ref('stg_salesforce__survivors') }} as survivors
        on contact_roles.contact_id = survivors.merged_id
),

-- a lead names the opportunity that it was converted to; others name the contact that it became
links as (
    select
        leads.lead_id,
        converted_leads.converted_opportunity_id as opportunity_id
    from leads
    inner join converted_leads on leads.lead_id = converted_leads.id
    union
    select
        leads.lead_id,
        opportunities.id as opportunity_id
    from leads
    inner join opportunity_contacts on leads.contact_id = opportunity_contacts.contact_id
    inner join opportunities on opportunity_contacts.opportunity_id = opportunities.id
    -- what was there before the lead didn't come of it
    where opportunities.created_date >= leads.created_at
)

select
    links.lead_id,
    links.opportunity_id,
    case
        when not opportunities.is_closed then 'open'
        when opportunities.is_won then 'won'
        else 'lost'
    end as status,
    opportunities.amount,
    opportunities.close_date as closed_at
from links
inner join opportunities on links.opportunity_id = opportunities.id
