with

scoring_models as (
    select
        scoring_model,
        outcome,
        sales_ready_score
    from {{ ref('scoring_models') }}
),

history as (
    select
        history.*,
        scoring_models.outcome,
        scoring_models.sales_ready_score,
        first_outcomes.reached_at,
        clock.as_of,
        -- the first month that begins no earlier than the row
        case
            when history.valid_from = {{ dbt.date_trunc('month', 'history.valid_from') }}
                then history.valid_from
            else {{ dbt.dateadd('month', 1, dbt.date_trunc('month', 'history.valid_from')) }}
        end as first_evaluated_at
    from {{ ref('scoring_model_history') }} as history
    cross join {{ ref('int_as_of') }} as clock
    inner join scoring_models on history.scoring_model = scoring_models.scoring_model
    left join {{ ref('int_first_outcomes') }} as first_outcomes
        on
            history.lead_key = first_outcomes.lead_key
            and scoring_models.outcome = first_outcomes.outcome
),

scores_at_dates as (
    select
        lead_key,
        scoring_model,
        spec_hash,
        model_status,
        outcome,
        grade,
        score,
        score >= sales_ready_score as is_above_threshold,
        reached_at,
        valid_to,
        {{ each_month('first_evaluated_at', 'least(coalesce(valid_to, as_of), as_of)') }}
            as evaluated_at
    from history
    -- most rows end within the month in which they begin
    where
        first_evaluated_at <= as_of
        and (valid_to is null or valid_to > first_evaluated_at)
)

select
    scores_at_dates.lead_key,
    scores_at_dates.scoring_model,
    scores_at_dates.spec_hash,
    scores_at_dates.model_status,
    scores_at_dates.outcome,
    scores_at_dates.grade,
    scores_at_dates.score,
    scores_at_dates.is_above_threshold,
    evaluation_dates.is_matured,
    case
        when evaluation_dates.is_matured
            then coalesce(scores_at_dates.reached_at <= evaluation_dates.horizon_ends_at, false)
    end as is_converted,
    scores_at_dates.evaluated_at
from scores_at_dates
inner join {{ ref('int_evaluation_dates') }} as evaluation_dates
    on scores_at_dates.evaluated_at = evaluation_dates.evaluated_at
where
    (scores_at_dates.valid_to is null or scores_at_dates.valid_to > scores_at_dates.evaluated_at)
    and (
        scores_at_dates.reached_at is null
        or scores_at_dates.reached_at > scores_at_dates.evaluated_at
    )
