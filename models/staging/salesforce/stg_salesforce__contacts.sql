{{ config(enabled = var('connector') == 'salesforce') }}
{%- set sources = connector_sources('salesforce') -%}
with

contacts as (
    {{ salesforce_versions('contact', sources) | indent(4) }}
)

select
    contacts.id as contact_id,
    coalesce(surviving_accounts.surviving_id, contacts.account_id) as account_id,
    {{ salesforce_full_name('contacts') }} as contact_name,
    contacts.email,
    contacts.title as job_title,
    contacts.department,
    coalesce(contacts.mailing_country, contacts.mailing_country_code) as country,
    contacts.mailing_state as state,
    contacts.mailing_city as city,
    {%- for column in declared_columns('contacts') %}
    contacts.{{ column }},
    {%- endfor %}
    not contacts.has_opted_out_of_email as allows_email,
    contacts.created_date as created_at,
    contacts.valid_from,
    contacts.valid_to
from contacts
left join {{ ref('stg_salesforce__survivors') }} as surviving_accounts
    on contacts.account_id = surviving_accounts.merged_id
where not contacts.is_gone
