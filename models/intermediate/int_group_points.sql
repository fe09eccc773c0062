with

clock as (
    select as_of from {{ ref('int_as_of') }}
),

leads as (
    select
        current_scores.lead_key,
        current_scores.scoring_model,
        intervals.scored_from,
        intervals.scored_to
    from {{ ref('int_current_scores') }} as current_scores
    inner join {{ ref('scoring_model_intervals') }} as intervals
        on
            current_scores.scoring_model = intervals.scoring_model
            and current_scores.lead_key = intervals.lead_key
            and current_scores.scored_from = intervals.scored_from
),

group_points as (
    select
        ledger.lead_key,
        ledger.scoring_model,
        ledger.group_number,
        sum(case when ledger.changed_at <= clock.as_of then ledger.points_change else 0 end)
            as points,
        max(case when ledger.changed_at <= clock.as_of then ledger.changed_at end)
            as last_changed_at,
        min(case when ledger.changed_at > clock.as_of then ledger.changed_at end) as expires_at
    from {{ ref('scoring_model_ledger') }} as ledger
    cross join clock
    inner join leads
        on
            ledger.lead_key = leads.lead_key
            and ledger.scoring_model = leads.scoring_model
            and ledger.changed_at >= leads.scored_from
            and (leads.scored_to is null or ledger.changed_at < leads.scored_to)
    where ledger.model_status <> 'stopped'
    group by ledger.lead_key, ledger.scoring_model, ledger.group_number
)

select
    lead_key,
    scoring_model,
    group_number,
    cast(points as decimal(18, 4)) as points,
    last_changed_at,
    expires_at
from group_points
where points <> 0
