-- what a merged lead reached is its survivor's (semantics P5)
select
    leads.surviving_lead_key as lead_key,
    outcomes.outcome,
    min(outcomes.occurred_at) as reached_at
from {{ ref('int_outcomes_judged') }} as outcomes
inner join {{ ref('int_leads') }} as leads on outcomes.lead_id = leads.lead_id
where outcomes.rejected_by is null
group by leads.surviving_lead_key, outcomes.outcome
