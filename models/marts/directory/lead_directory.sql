{{ config(materialized = 'view', enabled = var('lead_directory') == true) }}
{%- set clock = ref('int_as_of') -%}
{%- set of_leads = [
    'lead_key', 'lead_id', 'contact_id', 'account_id', 'lead_name', 'email', 'company_name', 'owner_name',
] -%}
{%- set of_contacts = ['contact_id', 'account_id', 'contact_name', 'email'] -%}
{%- set of_accounts = ['account_id', 'account_name'] %}
with

-- the rows that count, as the scoring judges them, which itself leaves the names behind
judged_leads as (
    {{ judged_leads(
        {'stg_leads': ref('stg_leads'), 'lead_keys': ref('int_lead_keys'), 'as_of': clock},
        columns = of_leads[1:] + ['valid_from'],
    ) | indent(4) }}
),

judged_contacts as (
    {{ judged_contacts(
        {'stg_contacts': ref('stg_contacts'), 'as_of': clock},
        columns = of_contacts + ['valid_from'],
    ) | indent(4) }}
),

judged_accounts as (
    {{ judged_accounts(
        {'stg_accounts': ref('stg_accounts'), 'as_of': clock},
        columns = of_accounts + ['valid_from'],
    ) | indent(4) }}
),

leads as (
    {{ newest_versions('judged_leads', 'lead_key', of_leads, clock) | indent(4) }}
),

contacts as (
    {{ newest_versions('judged_contacts', 'contact_id', of_contacts, clock) | indent(4) }}
),

accounts as (
    {{ newest_versions('judged_accounts', 'account_id', of_accounts, clock) | indent(4) }}
),

scored_leads as (
    select distinct lead_key from {{ ref('scoring_model_intervals') }}
)

select
    leads.lead_id,
    leads.contact_id,
    coalesce(leads.account_id, contacts.account_id) as account_id,
    leads.lead_name,
    leads.email,
    leads.company_name,
    leads.owner_name,
    contacts.contact_name,
    contacts.email as contact_email,
    accounts.account_name,
    clock.as_of,
    {{ run_id() }} as run_id
from leads
cross join {{ clock }} as clock
inner join scored_leads on leads.lead_key = scored_leads.lead_key
left join contacts on leads.contact_id = contacts.contact_id
left join accounts on coalesce(leads.account_id, contacts.account_id) = accounts.account_id
