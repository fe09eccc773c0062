{{ config(materialized = 'ephemeral') }}
with

leads as (
    select * from {{ ref('int_leads') }}
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
from {{ ref('int_interactions_judged') }} as judged
inner join leads on judged.lead_id = leads.lead_id
where judged.rejected_by is null
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
