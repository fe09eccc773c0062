{{ config(enabled = var('connector') == 'dynamics365') }}
{%- set sources = connector_sources('dynamics365') -%}
{%- set declared = declared_columns('accounts') -%}
{%- set choices = ['industrycode'] -%}
{%- for column, type in declared.items() if type == 'text' and column not in choices -%}
    {%- do choices.append(column) -%}
{%- endfor -%}
with

accounts as (
    {{ dynamics365_rows('account', 'accountid', sources) | indent(4) }}
)

select
    accounts.accountid as account_id,
    accounts.parentaccountid as parent_account_id,
    accounts.name as account_name,
    {{ dynamics365_label('account', 'industrycode') }} as industry,
    accounts.address1_country as country,
    accounts.address1_stateorprovince as state,
    accounts.address1_city as city,
    {%- for column in declared %}
    {{ dynamics365_label('account', column) if column in choices else 'accounts.' ~ column }} as {{ column }},
    {%- endfor %}
    accounts.numberofemployees as employee_count,
    accounts.revenue as annual_revenue
from accounts
{{ dynamics365_label_joins('account', choices, ref('stg_dynamics365__choice_labels')) }}
