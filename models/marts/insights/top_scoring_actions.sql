with

clock as (
    select
        as_of,
        {{ add_days('as_of', -30) }} as as_of_30_days_ago
    from {{ ref('int_as_of') }}
),

groups as (
    select
        scoring_models.spec_hash,
        groups.*,
        groups.points > 0 as is_positive
    from {{ ref('scoring_model_groups') }} as groups
    inner join {{ ref('scoring_models') }} as scoring_models
        on groups.scoring_model = scoring_models.scoring_model
    where scoring_models.model_status = 'live'
),

-- what a lead brings along when it begins to be scored is no action (semantics S7)
awards as (
    select
        ledger.scoring_model,
        ledger.group_number,
        -- one instant may hold several of them; points that are cut to less are still one
        sum(ceil(
            cast(ledger.points_change as double precision) / cast(groups.points as double precision)
        )) as actions,
        sum(ledger.points_change) as points_awarded
    from {{ ref('scoring_model_ledger') }} as ledger
    cross join clock
    inner join groups
        on
            ledger.scoring_model = groups.scoring_model
            and ledger.group_number = groups.group_number
    left join {{ ref('scoring_model_intervals') }} as openings
        on
            ledger.scoring_model = openings.scoring_model
            and ledger.lead_key = openings.lead_key
            and ledger.changed_at = openings.scored_from
    where
        ledger.model_status = 'live'
        and ledger.changed_at > clock.as_of_30_days_ago
        and ledger.changed_at <= clock.as_of
        and groups.is_positive = (ledger.points_change > 0)
        and openings.lead_key is null
    group by ledger.scoring_model, ledger.group_number
),

actions as (
    select
        groups.scoring_model,
        groups.spec_hash,
        groups.group_name,
        groups.label,
        groups.category,
        groups.subcategory,
        groups.points as points_per_action,
        cast(coalesce(awards.actions, 0) as bigint) as actions_30_days,
        cast(coalesce(awards.points_awarded, 0) as decimal(18, 4)) as points_awarded_30_days,
        groups.is_positive
    from groups
    left join awards
        on
            groups.scoring_model = awards.scoring_model
            and groups.group_number = awards.group_number
)

select
    actions.scoring_model,
    actions.spec_hash,
    actions.group_name,
    actions.label,
    actions.category,
    actions.subcategory,
    actions.points_per_action,
    actions.actions_30_days,
    actions.points_awarded_30_days,
    rank() over (
        partition by actions.scoring_model, actions.is_positive
        order by abs(actions.points_per_action) desc nulls last
    ) as points_per_action_rank,
    rank() over (
        partition by actions.scoring_model, actions.is_positive
        order by actions.actions_30_days desc nulls last
    ) as actions_rank,
    rank() over (
        partition by actions.scoring_model, actions.is_positive
        order by abs(actions.points_awarded_30_days) desc nulls last
    ) as points_awarded_rank,
    actions.is_positive,
    clock.as_of,
    {{ run_id() }} as run_id
from actions
cross join clock
