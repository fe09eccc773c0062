with

arms as (
    select
        arms.experiment,
        arms.label,
        arms.arm,
        arms.scoring_model,
        arms.outcome,
        arms.horizon_days,
        cast(arms.planned_share as double precision) as planned_share,
        arms.starts_at,
        arms.ends_at,
        clock.as_of,
        coalesce({{ add_days('arms.ends_at', 'arms.horizon_days') }} <= clock.as_of, false)
            as is_mature
    from {{ ref('scoring_experiment_arms') }} as arms
    cross join {{ ref('int_as_of') }} as clock
),

counts as (
    select
        experiment,
        arm,
        count(*) as leads,
        sum(case when is_matured then 1 else 0 end) as matured_leads,
        sum(case when is_mql then 1 else 0 end) as mqls,
        sum(case when is_converted then 1 else 0 end) as conversions
    from {{ ref('int_experiment_leads') }}
    group by experiment, arm
),

arm_counts as (
    select
        arms.experiment,
        arms.arm,
        arms.planned_share,
        arms.is_mature,
        coalesce(counts.leads, 0) as leads,
        coalesce(counts.matured_leads, 0) as matured_leads,
        coalesce(counts.mqls, 0) as mqls,
        coalesce(counts.conversions, 0) as conversions
    from arms
    left join counts
        on
            arms.experiment = counts.experiment
            and arms.arm = counts.arm
),

rates as (
    select
        *,
        {{ share('conversions', 'matured_leads') }} as rate,
        {{ wilson_lower('conversions', 'matured_leads') }} as rate_lower,
        {{ wilson_upper('conversions', 'matured_leads') }} as rate_upper
    from arm_counts
),

-- the difference's ends are Newcombe's, from the Wilson intervals of the two rates
differences as (
    select
        challenger.experiment,
        challenger.is_mature,
        challenger.rate - control.rate as difference,
        challenger.rate - control.rate - sqrt(
            power(challenger.rate - challenger.rate_lower, 2)
            + power(control.rate_upper - control.rate, 2)
        ) as difference_lower,
        challenger.rate - control.rate + sqrt(
            power(challenger.rate_upper - challenger.rate, 2)
            + power(control.rate - control.rate_lower, 2)
        ) as difference_upper,
        power(
            challenger.leads * control.planned_share - control.leads * challenger.planned_share,
            2
        ) / nullif(
            (challenger.leads + control.leads)
            * challenger.planned_share * control.planned_share,
            0
        ) as chi_square
    from rates as challenger
    inner join rates as control
        on
            challenger.experiment = control.experiment
            and control.arm = 'control'
    where challenger.arm = 'challenger'
),

verdicts as (
    select
        *,
        -- the 99.9 % quantile of chi-square with one degree of freedom
        chi_square > 10.828 as has_sample_ratio_mismatch,
        case
            when not is_mature or chi_square > 10.828 then null
            when difference_lower > 0 then 'challenger'
            when difference_upper < 0 then 'control'
        end as winner
    from differences
)

select
    arms.experiment,
    arms.label,
    arms.arm,
    arms.scoring_model,
    scoring_models.spec_hash,
    arms.outcome,
    verdicts.winner,
    arms.horizon_days,
    arms.planned_share,
    cast(rates.leads as bigint) as leads,
    cast(rates.matured_leads as bigint) as matured_leads,
    case when scoring_models.sales_ready_score is not null then cast(rates.mqls as bigint) end
        as mqls,
    case
        when scoring_models.sales_ready_score is not null
            then {{ share('rates.mqls', 'rates.matured_leads') }}
    end as mql_rate,
    cast(rates.conversions as bigint) as conversions,
    rates.rate as conversion_rate,
    rates.rate_lower as conversion_rate_lower,
    rates.rate_upper as conversion_rate_upper,
    case when arms.arm = 'challenger' then verdicts.difference end
        as conversion_rate_difference,
    case when arms.arm = 'challenger' then verdicts.difference_lower end
        as conversion_rate_difference_lower,
    case when arms.arm = 'challenger' then verdicts.difference_upper end
        as conversion_rate_difference_upper,
    verdicts.chi_square as sample_ratio_chi_square,
    verdicts.has_sample_ratio_mismatch,
    arms.is_mature,
    arms.starts_at,
    arms.ends_at,
    arms.as_of,
    {{ run_id() }} as run_id
from arms
inner join rates
    on
        arms.experiment = rates.experiment
        and arms.arm = rates.arm
inner join verdicts on arms.experiment = verdicts.experiment
inner join {{ ref('scoring_models') }} as scoring_models
    on arms.scoring_model = scoring_models.scoring_model
