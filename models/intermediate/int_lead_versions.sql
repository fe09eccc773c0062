{{ config(pre_hook = "{{ refuse_several_versions(ref('stg_leads')) }}") }}
{%- set links = [
    'lead_id', 'contact_id', 'account_id', 'business_unit', 'merged_into_lead_id',
    'created_at', 'closed_at', 'valid_from', 'valid_to',
] -%}
select
    {{ known_at_as_of(links, ends = ['closed_at', 'valid_to']) }}
    {%- for name in used_columns('leads') if name not in links %},
    {{ name }}
    {%- endfor %}
from {{ ref('int_leads_judged') }}
where rejected_by is null
