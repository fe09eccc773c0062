{{ config(materialized = 'ephemeral') }}
{%- set relations = {
    'stg_interactions': ref('stg_interactions'),
    'interaction_copies': ref('int_interaction_copies'),
    'as_of': ref('int_as_of'),
} -%}
with

leads as (
    select * from {{ ref('int_leads') }}
),

-- the judged rows would tell the same, at three times the cost
counted_interactions as (
    {{ counted_interactions(relations, columns = ['lead_id']) | indent(4) }}
),

reached_leads as (
    select
        lead_key,
        count(case when is_own then 1 end) as own_rows
    from {{ ref('int_lead_interactions') }}
    group by lead_key
)

-- each interaction that counts and names a lead stands once as a lead's own
select
    'own_rows' as measure,
    'interactions' as relation,
    cast(coalesce(sum(own_rows), 0) as double precision) as figure
from reached_leads
union all
select
    'rows_of_leads' as measure,
    'interactions' as relation,
    cast(count(*) as double precision) as figure
from counted_interactions
inner join leads on counted_interactions.lead_id = leads.lead_id
union all
select
    'leads_known' as measure,
    'leads' as relation,
    cast(count(*) as double precision) as figure
from leads
where not is_merged
union all
select
    'leads_not_reached' as measure,
    'leads' as relation,
    cast(count(*) as double precision) as figure
from leads
left join reached_leads on leads.lead_key = reached_leads.lead_key
where not leads.is_merged and reached_leads.lead_key is null
