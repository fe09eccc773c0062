{{ config(enabled = var('connector') == 'hubspot') }}
with

reached as (
    select
        lead_id,
        'qualified' as outcome,
        closed_at as occurred_at,
        cast(null as {{ sql_type('number') }}) as amount
    from {{ ref('stg_hubspot__leads') }}
    where status = 'qualified' and valid_to is null and closed_at is not null
    union all
    select
        contact_id as lead_id,
        status as outcome,
        closed_at as occurred_at,
        amount
    from {{ ref('stg_hubspot__contact_deals') }}
    where status in ('won', 'lost')
)

-- deals that were closed at the same time count as one outcome
select
    lead_id,
    outcome,
    occurred_at,
    sum(amount) as amount
from reached
group by lead_id, outcome, occurred_at
