{{ config(enabled = var('connector') == 'hubspot') }}
with

companies as (
    {{ hubspot_rows('company', 'id', connector_sources('hubspot')) | indent(4) }}
)

select
    companies.id as account_id,
    parents.id as parent_account_id,
    companies.property_name as account_name,
    companies.property_industry as industry,
    companies.property_country as country,
    companies.property_state as state,
    companies.property_city as city,
    {%- for column in declared_columns('accounts') %}
    companies.{{ column }},
    {%- endfor %}
    companies.property_numberofemployees as employee_count,
    companies.property_annualrevenue as annual_revenue
from companies
left join companies as parents
    on companies.property_hs_parent_company_id = parents.id and not parents.is_gone
where not companies.is_gone
