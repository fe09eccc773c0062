{{ config(enabled = var('connector') == 'hubspot') }}
select
    leads.contact_id,
    leads.account_id,
    leads.lead_name as contact_name,
    leads.email,
    leads.job_title,
    leads.country,
    leads.state,
    leads.city,
    not contacts.property_hs_email_optout as allows_email,
    leads.created_at,
    leads.valid_from,
    leads.valid_to
from {{ ref('stg_hubspot__leads') }} as leads
inner join {{ ref('stg_hubspot__source_contacts') }} as contacts on leads.contact_id = contacts.contact_id
