with

current_scores as (
    select * from {{ ref('int_current_scores') }} where model_status = 'live'
),

history as (
    select * from {{ ref('scoring_model_history') }} where model_status = 'live'
),

clock as (
    select * from {{ ref('int_as_of') }}
),

scores_30_days_ago as (
    select
        history.lead_id,
        history.scoring_model,
        history.score
    from history
    cross join clock
    where
        {{ add_days('history.valid_from', 30) }} <= clock.as_of
        and (history.valid_to is null or {{ add_days('history.valid_to', 30) }} > clock.as_of)
),

scheduled_scores as (
    select
        history.lead_id,
        history.scoring_model,
        history.valid_from,
        history.score
    from history
    cross join clock
    where history.valid_from > clock.as_of
)

select
    current_scores.lead_id,
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
    clock.as_of
from current_scores
cross join clock
inner join {{ ref('scoring_models') }} as scoring_models
    on current_scores.scoring_model = scoring_models.scoring_model
left join {{ ref('int_thresholds_met') }} as thresholds_met
    on
        current_scores.lead_id = thresholds_met.lead_id
        and current_scores.scoring_model = thresholds_met.scoring_model
left join scores_30_days_ago
    on
        current_scores.lead_id = scores_30_days_ago.lead_id
        and current_scores.scoring_model = scores_30_days_ago.scoring_model
left join scheduled_scores
    on
        current_scores.lead_id = scheduled_scores.lead_id
        and current_scores.scoring_model = scheduled_scores.scoring_model
        and current_scores.valid_to = scheduled_scores.valid_from
