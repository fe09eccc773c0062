with

leads as (
    select
        outcomes.lead_key,
        outcomes.scoring_model,
        intervals.scored_from,
        outcomes.evaluated_at
    from {{ ref('int_newest_matured_outcomes') }} as outcomes
    inner join {{ ref('scoring_model_intervals') }} as intervals
        on
            outcomes.scoring_model = intervals.scoring_model
            and outcomes.lead_key = intervals.lead_key
            and outcomes.evaluated_at >= intervals.scored_from
            and (intervals.scored_to is null or outcomes.evaluated_at < intervals.scored_to)
)

select
    ledger.lead_key,
    ledger.scoring_model,
    ledger.group_number,
    cast(sum(ledger.points_change) as decimal(18, 4)) as points
from {{ ref('scoring_model_ledger') }} as ledger
inner join leads
    on
        ledger.lead_key = leads.lead_key
        and ledger.scoring_model = leads.scoring_model
        and ledger.changed_at >= leads.scored_from
        and ledger.changed_at <= leads.evaluated_at
where ledger.model_status <> 'stopped'
group by ledger.lead_key, ledger.scoring_model, ledger.group_number
having sum(ledger.points_change) <> 0
