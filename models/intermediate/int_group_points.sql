with

clock as (
    select
        as_of,
        {{ add_days('as_of', -30) }} as as_of_30_days_ago
    from {{ ref('int_as_of') }}
),

evaluated_leads as (
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
),

-- both instants at once, so that the ledger is read once
leads as (
    select
        coalesce(current_scores.lead_key, evaluated_leads.lead_key) as lead_key,
        coalesce(current_scores.scoring_model, evaluated_leads.scoring_model) as scoring_model,
        current_scores.scored_from,
        evaluated_leads.scored_from as evaluated_from,
        evaluated_leads.evaluated_at
    from {{ ref('int_current_scores') }} as current_scores
    full outer join evaluated_leads
        on
            current_scores.scoring_model = evaluated_leads.scoring_model
            and current_scores.lead_key = evaluated_leads.lead_key
),

group_points as (
    select
        ledger.lead_key,
        ledger.scoring_model,
        ledger.group_number,
        sum(case when ledger.changed_at >= leads.scored_from then ledger.points_change else 0 end)
            as points,
        sum(
            case
                when
                    ledger.changed_at >= leads.scored_from
                    and ledger.changed_at > clock.as_of_30_days_ago
                    and ledger.points_change < 0
                    then -ledger.points_change
                else 0
            end
        ) as points_lost_30_days,
        sum(
            case
                when
                    ledger.changed_at >= leads.evaluated_from
                    and ledger.changed_at <= leads.evaluated_at
                    then ledger.points_change
                else 0
            end
        ) as points_evaluated
    from {{ ref('scoring_model_ledger') }} as ledger
    cross join clock
    inner join leads
        on
            ledger.scoring_model = leads.scoring_model
            and ledger.lead_key = leads.lead_key
    where ledger.model_status <> 'stopped' and ledger.changed_at <= clock.as_of
    group by ledger.lead_key, ledger.scoring_model, ledger.group_number
)

select
    lead_key,
    scoring_model,
    group_number,
    cast(points as decimal(18, 4)) as points,
    cast(points_lost_30_days as decimal(18, 4)) as points_lost_30_days,
    cast(points_evaluated as decimal(18, 4)) as points_evaluated
from group_points
where points <> 0 or points_lost_30_days <> 0 or points_evaluated <> 0
