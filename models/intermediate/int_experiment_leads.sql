with

clock as (
    select * from {{ ref('int_as_of') }}
),

arms as (
    select * from {{ ref('scoring_experiment_arms') }}
),

leads as (
    select * from {{ ref('int_leads') }}
),

first_scored as (
    select
        arms.experiment,
        arms.arm,
        intervals.lead_key,
        min(intervals.scored_from) as scored_from
    from {{ ref('scoring_model_intervals') }} as intervals
    cross join clock
    inner join arms on intervals.scoring_model = arms.scoring_model
    inner join leads on intervals.lead_key = leads.lead_key
    where
        leads.created_at >= arms.starts_at
        and (arms.ends_at is null or intervals.scored_from < arms.ends_at)
        and intervals.scored_from <= clock.as_of
    group by arms.experiment, arms.arm, intervals.lead_key
),

-- a lead enters once both models score it: which of them it goes by must not decide that
entries as (
    select
        experiment,
        lead_key,
        max(scored_from) as entered_at
    from first_scored
    group by experiment, lead_key
    having count(*) = 2
),

hashed_entries as (
    select
        entries.experiment,
        entries.lead_key,
        entries.entered_at,
        {{ hash_number("entries.experiment || ':' || leads.lead_id") }} as hash_number
    from entries
    inner join leads on entries.lead_key = leads.lead_key
),

assigned_leads as (
    select
        entries.experiment,
        entries.lead_key,
        entries.entered_at,
        arms.arm,
        arms.scoring_model,
        first_outcomes.reached_at,
        {{ add_days('entries.entered_at', 'arms.horizon_days') }} as horizon_ends_at
    from hashed_entries as entries
    inner join arms
        on
            entries.experiment = arms.experiment
            and entries.hash_number >= arms.hash_from
            and entries.hash_number < arms.hash_to
    left join {{ ref('int_first_outcomes') }} as first_outcomes
        on
            entries.lead_key = first_outcomes.lead_key
            and arms.outcome = first_outcomes.outcome
    where first_outcomes.reached_at is null or first_outcomes.reached_at > entries.entered_at
),

mqls as (
    select distinct
        assigned_leads.experiment,
        assigned_leads.lead_key
    from assigned_leads
    inner join {{ ref('scoring_models') }} as scoring_models
        on assigned_leads.scoring_model = scoring_models.scoring_model
    inner join {{ ref('scoring_model_history') }} as history
        on
            assigned_leads.scoring_model = history.scoring_model
            and assigned_leads.lead_key = history.lead_key
    where
        history.score >= scoring_models.sales_ready_score
        and history.valid_from <= assigned_leads.horizon_ends_at
        and (history.valid_to is null or history.valid_to > assigned_leads.entered_at)
)

select
    leads.lead_key,
    leads.experiment,
    leads.arm,
    leads.scoring_model,
    leads.horizon_ends_at <= clock.as_of as is_matured,
    case when leads.horizon_ends_at <= clock.as_of then mqls.lead_key is not null end as is_mql,
    case
        when leads.horizon_ends_at <= clock.as_of
            then coalesce(leads.reached_at <= leads.horizon_ends_at, false)
    end as is_converted,
    leads.entered_at
from assigned_leads as leads
cross join clock
left join mqls
    on
        leads.experiment = mqls.experiment
        and leads.lead_key = mqls.lead_key
