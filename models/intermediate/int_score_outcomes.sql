-- stand-in
with recursive

evaluation_dates as (
    select cast(date_trunc('month', min(history.valid_from)) as timestamp) as evaluated_at
    from {{ ref('scoring_model_history') }} as history
    union all
    select cast(evaluated_at + interval '1 month' as timestamp) as evaluated_at
    from evaluation_dates
    cross join {{ ref('int_as_of') }} as clock
    where evaluated_at + interval '1 month' <= clock.as_of
),

outcomes as (
    select
        leads.surviving_lead_key as lead_key,
        outcomes.outcome,
        outcomes.occurred_at
    from {{ ref('int_outcomes_judged') }} as outcomes
    inner join {{ ref('int_leads') }} as leads on outcomes.lead_id = leads.lead_id
    where outcomes.rejected_by is null
),

first_outcomes as (
    select
        lead_key,
        outcome,
        min(occurred_at) as converted_at
    from outcomes
    group by lead_key, outcome
)

select
    history.lead_key,
    history.scoring_model,
    history.spec_hash,
    history.model_status,
    coalesce(scoring_models.outcome, 'won') as outcome,
    evaluation_dates.evaluated_at,
    history.grade,
    history.score,
    history.score >= scoring_models.sales_ready_score as is_above_threshold,
    {{ add_days('evaluation_dates.evaluated_at', 90) }} <= clock.as_of as is_matured,
    case
        when {{ add_days('evaluation_dates.evaluated_at', 90) }} <= clock.as_of
            then
                coalesce(
                    first_outcomes.converted_at
                    <= {{ add_days('evaluation_dates.evaluated_at', 90) }},
                    false
                )
    end as is_converted
from {{ ref('scoring_model_history') }} as history
cross join {{ ref('int_as_of') }} as clock
inner join {{ ref('scoring_models') }} as scoring_models
    on history.scoring_model = scoring_models.scoring_model
inner join evaluation_dates
    on
        history.valid_from <= evaluation_dates.evaluated_at
        and (history.valid_to is null or history.valid_to > evaluation_dates.evaluated_at)
left join first_outcomes
    on
        history.lead_key = first_outcomes.lead_key
        and coalesce(scoring_models.outcome, 'won') = first_outcomes.outcome
where
    first_outcomes.converted_at is null
    or first_outcomes.converted_at > evaluation_dates.evaluated_at
