{{ config(pre_hook = "{{ refuse_several_versions(ref('stg_leads')) }}") }}
{%- set kept = [
    'lead_id', 'contact_id', 'account_id', 'business_unit', 'merged_into_lead_id',
    'created_at', 'closed_at', 'valid_from', 'valid_to',
] -%}
{%- set columns = kept + columns_looked_at('leads', kept) -%}
select
    {{ known_at_as_of(columns, ends = ['closed_at', 'valid_to']) }}
from {{ ref('int_leads_judged') }}
where rejected_by is null
