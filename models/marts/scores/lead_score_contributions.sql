with

current_scores as (
    select * from {{ ref('int_current_scores') }} where model_status = 'live'
),

clock as (
    select * from {{ ref('int_as_of') }}
),

group_points as (
    select
        ledger.lead_id,
        ledger.scoring_model,
        ledger.group_name,
        ledger.scored_from,
        sum(case when ledger.is_scheduled then 0 else ledger.points_change end) as points,
        max(case when not ledger.is_scheduled then ledger.changed_at end) as last_changed_at,
        min(case when ledger.is_scheduled then ledger.changed_at end) as expires_at
    from {{ ref('lead_score_changes') }} as ledger
    group by ledger.lead_id, ledger.scoring_model, ledger.group_name, ledger.scored_from
),

-- where the score range cuts the sum, one more row makes up the difference (semantics S2)
range_adjustments as (
    select
        current_scores.lead_id,
        current_scores.scoring_model,
        'score_range' as group_name,
        current_scores.scored_from,
        current_scores.score - coalesce(sum(group_points.points), 0) as points,
        cast(null as timestamp) as last_changed_at,
        cast(null as timestamp) as expires_at
    from current_scores
    inner join {{ ref('scoring_models') }} as scoring_models
        on current_scores.scoring_model = scoring_models.scoring_model
    left join group_points
        on
            current_scores.lead_id = group_points.lead_id
            and current_scores.scoring_model = group_points.scoring_model
            and current_scores.scored_from = group_points.scored_from
    where scoring_models.score_min is not null or scoring_models.score_max is not null
    group by
        current_scores.lead_id,
        current_scores.scoring_model,
        current_scores.scored_from,
        current_scores.score
),

contributions as (
    select * from group_points
    union all
    select * from range_adjustments
)

select
    contributions.lead_id,
    contributions.scoring_model,
    current_scores.spec_hash,
    contributions.group_name,
    groups.category,
    groups.subcategory,
    cast(contributions.points as decimal(18, 4)) as points,
    contributions.last_changed_at,
    contributions.expires_at,
    clock.as_of
from contributions
cross join clock
inner join current_scores
    on
        contributions.lead_id = current_scores.lead_id
        and contributions.scoring_model = current_scores.scoring_model
        and contributions.scored_from = current_scores.scored_from
left join {{ ref('scoring_model_groups') }} as groups
    on
        contributions.scoring_model = groups.scoring_model
        and contributions.group_name = groups.group_name
where contributions.points <> 0
