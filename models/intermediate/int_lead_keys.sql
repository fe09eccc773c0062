{{ config(materialized = 'incremental', incremental_strategy = 'append') }}
with

new_lead_ids as (
    select distinct leads.lead_id
    from {{ ref('stg_leads') }} as leads
    {% if is_incremental() -%}
    left join {{ this }} as known on leads.lead_id = known.lead_id
    {% endif -%}
    where
        leads.lead_id is not null
        {% if is_incremental() -%}
        and known.lead_id is null
        {%- endif %}
)

select
    lead_id,
    cast(
        row_number() over (order by {{ bytewise('lead_id') }})
        {%- if is_incremental() %}
        + (select coalesce(max(known.lead_key), 0) from {{ this }} as known)
        {%- endif %}
        as integer
    ) as lead_key
from new_lead_ids
