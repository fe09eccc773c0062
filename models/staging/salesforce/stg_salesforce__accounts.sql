{{ config(enabled = var('connector') == 'salesforce') }}
{%- set sources = connector_sources('salesforce') -%}
with

accounts as (
    {{ salesforce_versions('account', sources) | indent(4) }}
)

select
    accounts.id as account_id,
    coalesce(surviving_parents.surviving_id, accounts.parent_id) as parent_account_id,
    accounts.name as account_name,
    accounts.industry,
    coalesce(accounts.billing_country, accounts.billing_country_code) as country,
    accounts.billing_state as state,
    accounts.billing_city as city,
    {%- for column in declared_columns('accounts') %}
    accounts.{{ column }},
    {%- endfor %}
    accounts.number_of_employees as employee_count,
    accounts.annual_revenue,
    accounts.valid_from,
    accounts.valid_to
from accounts
left join {{ ref('stg_salesforce__survivors') }} as surviving_parents
    on accounts.parent_id = surviving_parents.merged_id
where not accounts.is_gone
