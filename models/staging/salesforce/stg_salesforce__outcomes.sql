{{ config(enabled = var('connector') == 'salesforce') }}
with

reached as (
    select
        lead_id,
        'qualified' as outcome,
        converted_at as occurred_at,
        cast(null as {{ sql_type('number') }}) as amount
    from {{ ref('stg_salesforce__conversions') }}
    union all
    select
        lead_id,
        status as outcome,
        closed_at as occurred_at,
        amount
    from {{ ref('stg_salesforce__lead_opportunities') }}
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
