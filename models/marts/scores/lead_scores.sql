with

current_scores as (
    select * from {{ ref('int_current_scores') }} where model_status = 'live'
),

clock as (
    select
        as_of,
        {{ add_days('as_of', -30) }} as as_of_30_days_ago
    from {{ ref('int_as_of') }}
),

-- the rows of the history that hold 30 days ago or begin after as_of
earlier_and_later_scores as (
    select
        history.lead_key,
        history.scoring_model,
        history.valid_from,
        history.score,
        history.valid_from > clock.as_of as is_scheduled
    from {{ ref('scoring_model_history') }} as history
    cross join clock
    where
        history.model_status = 'live'
        and (
            history.valid_from > clock.as_of
            or (
                history.valid_from <= clock.as_of_30_days_ago
                and (history.valid_to is null or history.valid_to > clock.as_of_30_days_ago)
            )
        )
)

select
    lead_keys.lead_id,
    current_scores.scoring_model,
    current_scores.spec_hash,
    current_scores.grade,
    current_scores.score,
    scores_30_days_ago.score as score_30_days_ago,
    cast(current_scores.score - scores_30_days_ago.score as decimal(18, 4)) as score_change_30_days,
    scheduled_scores.score as next_score,
    percent_rank() over (
        partition by current_scores.scoring_model order by current_scores.score nulls last
    ) as score_percentile,
    current_scores.is_hot,
    coalesce(current_scores.score >= scoring_models.sales_ready_score, false) as is_above_threshold,
    thresholds_met.met_at is not null as is_sales_ready,
    thresholds_met.met_at as sales_ready_at,
    current_scores.valid_from as last_changed_at,
    scheduled_scores.valid_from as next_change_at,
    clock.as_of,
    {{ run_id() }} as run_id
from current_scores
cross join clock
inner join {{ ref('int_lead_keys') }} as lead_keys on current_scores.lead_key = lead_keys.lead_key
inner join {{ ref('scoring_models') }} as scoring_models
    on current_scores.scoring_model = scoring_models.scoring_model
left join {{ ref('int_thresholds_met') }} as thresholds_met
    on
        current_scores.lead_key = thresholds_met.lead_key
        and current_scores.scoring_model = thresholds_met.scoring_model
left join earlier_and_later_scores as scores_30_days_ago
    on
        current_scores.lead_key = scores_30_days_ago.lead_key
        and current_scores.scoring_model = scores_30_days_ago.scoring_model
        and not scores_30_days_ago.is_scheduled
left join earlier_and_later_scores as scheduled_scores
    on
        current_scores.lead_key = scheduled_scores.lead_key
        and current_scores.scoring_model = scheduled_scores.scoring_model
        and current_scores.valid_to = scheduled_scores.valid_from
        and scheduled_scores.is_scheduled
