{{ config(enabled = var('connector') == 'dynamics365') }}
{%- set sources = connector_sources('dynamics365') -%}
{%- set declared = declared_columns('contacts') -%}
{%- set choices = [] -%}
{%- for column, type in declared.items() if type == 'text' -%}
    {%- do choices.append(column) -%}
{%- endfor -%}
with

contacts as (
    {{ dynamics365_rows('contact', 'contactid', sources) | indent(4) }}
)

select
    contacts.contactid as contact_id,
    case
        when contacts.accountid is not null then contacts.accountid
        -- a contact may belong to another contact instead
        when lower(coalesce(
            contacts.parentcustomeridtype, contacts.parentcustomerid_entitytype, 'account'
        )) = 'account' then contacts.parentcustomerid
    end as account_id,
    coalesce(contacts.fullname, {{ dynamics365_full_name('contacts') }}) as contact_name,
    contacts.emailaddress1 as email,
    contacts.jobtitle as job_title,
    contacts.department,
    contacts.address1_country as country,
    contacts.address1_stateorprovince as state,
    contacts.address1_city as city,
    {%- for column in declared %}
    {{ dynamics365_label('contact', column) if column in choices else 'contacts.' ~ column }} as {{ column }},
    {%- endfor %}
    case
        when contacts.donotemail or contacts.donotbulkemail then false
        when not contacts.donotemail then true
    end as allows_email,
    contacts.createdon as created_at
from contacts
{{ dynamics365_label_joins('contact', choices, ref('stg_dynamics365__choice_labels')) }}
