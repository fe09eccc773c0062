{{ config(enabled = var('connector') == 'dynamics365') }}
{%- set sources = connector_sources('dynamics365') -%}
with

leads as (
    {{ dynamics365_rows('lead', 'leadid', sources) | indent(4) }}
),

opportunities as (
    {{ dynamics365_rows('opportunity', 'opportunityid', sources) | indent(4) }}
),

-- a lead names the opportunity that qualified it, and opportunities the lead that they come from
links as (
    select
        leadid as lead_id,
        qualifyingopportunityid as opportunity_id
    from leads
    union
    select
        originatingleadid as lead_id,
        opportunityid as opportunity_id
    from opportunities
)

select
    links.lead_id,
    links.opportunity_id,
    case opportunities.statecode
        when 0 then 'open'
        when 1 then 'won'
        when 2 then 'lost'
    end as status,
    opportunities.actualvalue as amount,
    coalesce(leads.qualifyingopportunityid = links.opportunity_id, true) as is_qualifying,
    opportunities.createdon as opened_at,
    opportunities.actualclosedate as closed_at
from links
inner join leads on links.lead_id = leads.leadid
inner join opportunities on links.opportunity_id = opportunities.opportunityid
