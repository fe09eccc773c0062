with

scoring_models as (
    select
        scoring_model,
        outcome,
        sales_ready_score
    from {{ ref('scoring_models') }}
),

evaluation_dates as (
    select * from {{ ref('int_evaluation_dates') }}
),

-- the first month that begins no earlier than the row: most rows end before it
history as (
    select
        *,
        case
            when valid_from = {{ dbt.date_trunc('month', 'valid_from') }} then valid_from
            else {{ dbt.dateadd('month', 1, dbt.date_trunc('month', 'valid_from')) }}
        end as first_evaluated_at
    from {{ ref('scoring_model_history') }}
),

scores_at_dates as (
    select
        history.lead_key,
        history.scoring_model,
        history.spec_hash,
        history.model_status,
        history.grade,
        history.score,
        evaluation_dates.is_matured,
        evaluation_dates.evaluated_at,
        evaluation_dates.horizon_ends_at
    from history
    inner join evaluation_dates
        on
            history.first_evaluated_at <= evaluation_dates.evaluated_at
            and (history.valid_to is null or history.valid_to > evaluation_dates.evaluated_at)
    where history.valid_to is null or history.valid_to > history.first_evaluated_at
)

select
    scores_at_dates.lead_key,
    scores_at_dates.scoring_model,
    scores_at_dates.spec_hash,
    scores_at_dates.model_status,
    scoring_models.outcome,
    scores_at_dates.grade,
    scores_at_dates.score,
    scores_at_dates.score >= scoring_models.sales_ready_score as is_above_threshold,
    scores_at_dates.is_matured,
    case
        when scores_at_dates.is_matured
            then coalesce(first_outcomes.reached_at <= scores_at_dates.horizon_ends_at, false)
    end as is_converted,
    scores_at_dates.evaluated_at
from scores_at_dates
inner join scoring_models on scores_at_dates.scoring_model = scoring_models.scoring_model
left join {{ ref('int_first_outcomes') }} as first_outcomes
    on
        scores_at_dates.lead_key = first_outcomes.lead_key
        and scoring_models.outcome = first_outcomes.outcome
where first_outcomes.reached_at is null or first_outcomes.reached_at > scores_at_dates.evaluated_at
