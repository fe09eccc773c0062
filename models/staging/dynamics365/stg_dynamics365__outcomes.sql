{{ config(enabled = var('connector') == 'dynamics365') }}
with

opportunities as (
    select * from {{ ref('stg_dynamics365__lead_opportunities') }}
),

qualified_leads as (
    select
        lead_id,
        min(opened_at) as qualified_at
    from opportunities
    where is_qualifying
    group by lead_id
),

reached as (
    select
        lead_id,
        'qualified' as outcome,
        qualified_at as occurred_at,
        cast(null as {{ sql_type('number') }}) as amount
    from qualified_leads
    union all
    -- qualified without an opportunity
    select
        leads.lead_id,
        'qualified' as outcome,
        leads.closed_at as occurred_at,
        cast(null as {{ sql_type('number') }}) as amount
    from {{ ref('stg_dynamics365__leads') }} as leads
    left join qualified_leads on leads.lead_id = qualified_leads.lead_id
    where leads.status = 'qualified' and qualified_leads.lead_id is null
    union all
    select
        lead_id,
        status as outcome,
        closed_at as occurred_at,
        amount
    from opportunities
    where status in ('won', 'lost')
)

-- opportunities that were closed on the same day count as one outcome
select
    lead_id,
    outcome,
    occurred_at,
    sum(amount) as amount
from reached
group by lead_id, outcome, occurred_at
