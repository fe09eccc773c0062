with

clock as (
    select * from {{ ref('int_as_of') }}
),

current_scores as (
    select * from {{ ref('int_current_scores') }} where model_status = 'live'
),

group_points as (
    select * from {{ ref('int_group_points') }}
),

-- where the score range cuts the sum, one more row makes up the difference (semantics S2)
range_adjustments as (
    select
        current_scores.lead_key,
        current_scores.scoring_model,
        cast(null as integer) as group_number,
        current_scores.score - coalesce(sum(group_points.points), 0) as points,
        cast(null as timestamp) as last_changed_at,
        cast(null as timestamp) as expires_at
    from current_scores
    inner join {{ ref('scoring_models') }} as scoring_models
        on current_scores.scoring_model = scoring_models.scoring_model
    left join group_points
        on
            current_scores.lead_key = group_points.lead_key
            and current_scores.scoring_model = group_points.scoring_model
    where scoring_models.score_min is not null or scoring_models.score_max is not null
    group by
        current_scores.lead_key,
        current_scores.scoring_model,
        current_scores.score
),

contributions as (
    select * from group_points
    union all
    select * from range_adjustments where points <> 0
)

select
    lead_keys.lead_id,
    contributions.scoring_model,
    current_scores.spec_hash,
    coalesce(groups.group_name, 'score_range') as group_name,
    groups.category,
    groups.subcategory,
    cast(contributions.points as decimal(18, 4)) as points,
    contributions.last_changed_at,
    contributions.expires_at,
    clock.as_of,
    {{ run_id() }} as run_id
from contributions
cross join clock
inner join current_scores
    on
        contributions.lead_key = current_scores.lead_key
        and contributions.scoring_model = current_scores.scoring_model
inner join {{ ref('int_lead_keys') }} as lead_keys on contributions.lead_key = lead_keys.lead_key
left join {{ ref('scoring_model_groups') }} as groups
    on
        contributions.scoring_model = groups.scoring_model
        and contributions.group_number = groups.group_number
