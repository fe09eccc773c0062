with

clock as (
    select * from {{ ref('int_as_of') }}
),

scoring_models as (
    select * from {{ ref('scoring_models') }} where model_status = 'live'
),

first_scored as (
    select
        scoring_model,
        min(scored_from) as scored_from
    from {{ ref('scoring_model_intervals') }}
    group by scoring_model
),

months as (
    select
        scoring_models.scoring_model,
        scoring_models.sales_ready_score is not null as has_threshold,
        evaluation_dates.evaluated_at,
        evaluation_dates.is_matured,
        {{ dbt.dateadd('month', 1, 'evaluation_dates.evaluated_at') }} as ends_at
    from scoring_models
    inner join first_scored on scoring_models.scoring_model = first_scored.scoring_model
    inner join {{ ref('int_evaluation_dates') }} as evaluation_dates
        on {{ dbt.dateadd('month', 1, 'evaluation_dates.evaluated_at') }} > first_scored.scored_from
),

counts_by_score as (
    select
        scoring_model,
        score,
        is_above_threshold,
        is_matured,
        evaluated_at,
        count(*) as leads,
        sum(case when is_converted then 1 else 0 end) as conversions,
        sum(case when is_converted then 0 else 1 end) as others
    from {{ ref('int_score_outcomes') }}
    where model_status = 'live'
    group by scoring_model, score, is_above_threshold, is_matured, evaluated_at
),

counts as (
    select
        scoring_model,
        evaluated_at,
        sum(leads) as leads,
        sum(conversions) as conversions,
        sum(case when is_above_threshold then leads else 0 end) as flagged,
        sum(case when is_above_threshold then conversions else 0 end) as flagged_conversions
    from counts_by_score
    group by scoring_model, evaluated_at
),

matured_counts as (
    select * from counts_by_score where is_matured
),

areas as (
    {{ auc('matured_counts', keys = ['scoring_model', 'evaluated_at']) | indent(4) }}
),

-- sales has accepted a lead where it has this outcome
sqls as (
    select
        lead_key,
        reached_at
    from {{ ref('int_first_outcomes') }}
    where outcome = 'qualified'
),

mqls as (
    select
        thresholds_met.scoring_model,
        {{ dbt.date_trunc('month', 'thresholds_met.met_at') }} as met_in,
        sqls.reached_at is null or sqls.reached_at > thresholds_met.met_at as is_awaited,
        sqls.reached_at
        <= {{ add_days('thresholds_met.met_at', var('outcome_horizon_days')) }} as is_accepted
    from {{ ref('int_thresholds_met') }} as thresholds_met
    left join sqls on thresholds_met.lead_key = sqls.lead_key
    where thresholds_met.met_at is not null
),

cohorts as (
    select
        scoring_model,
        met_in,
        count(*) as new_mqls,
        sum(case when is_awaited then 1 else 0 end) as cohort_mqls,
        sum(case when is_awaited and is_accepted then 1 else 0 end) as cohort_sqls
    from mqls
    group by scoring_model, met_in
),

monthly_figures as (
    select
        months.scoring_model,
        months.evaluated_at,
        months.is_matured,
        months.has_threshold,
        months.ends_at <= clock.as_of as is_complete,
        {{ add_days('months.ends_at', var('outcome_horizon_days')) }} <= clock.as_of
            as is_cohort_matured,
        (select count(*) from sqls) > 0 as has_sqls,
        coalesce(counts.leads, 0) as leads,
        case when months.is_matured then coalesce(counts.conversions, 0) end as conversions,
        counts.flagged,
        counts.flagged_conversions,
        areas.auc,
        coalesce(cohorts.new_mqls, 0) as new_mqls,
        lag(coalesce(cohorts.new_mqls, 0)) over (
            partition by months.scoring_model order by months.evaluated_at nulls last
        ) as previous_new_mqls,
        coalesce(cohorts.cohort_mqls, 0) as cohort_mqls,
        coalesce(cohorts.cohort_sqls, 0) as cohort_sqls
    from months
    cross join clock
    left join counts
        on
            months.scoring_model = counts.scoring_model
            and months.evaluated_at = counts.evaluated_at
    left join areas
        on
            months.scoring_model = areas.scoring_model
            and months.evaluated_at = areas.evaluated_at
    left join cohorts
        on
            months.scoring_model = cohorts.scoring_model
            and months.evaluated_at = cohorts.met_in
)

select
    figures.scoring_model,
    scoring_models.spec_hash,
    scoring_models.model_status,
    scoring_models.outcome,
    scoring_models.sales_ready_score,
    cast(figures.leads as bigint) as leads,
    cast(figures.conversions as bigint) as conversions,
    {{ share('figures.conversions', 'figures.leads') }} as conversion_rate,
    figures.auc,
    case
        when figures.has_threshold and figures.is_matured
            then {{ share('figures.flagged_conversions', 'figures.flagged') }}
    end as precision,
    scoring_models.target_precision,
    case
        when figures.has_threshold and figures.is_matured
            then {{ share('figures.flagged_conversions', 'figures.conversions') }}
    end as recall,
    scoring_models.target_recall,
    case when figures.has_threshold then cast(figures.new_mqls as bigint) end as new_mqls,
    case
        when figures.has_threshold and figures.is_complete
            then {{ share(
                'figures.new_mqls - figures.previous_new_mqls',
                'figures.previous_new_mqls',
            ) }}
    end as lead_velocity_rate,
    scoring_models.target_lead_velocity,
    case when figures.has_threshold then cast(figures.cohort_mqls as bigint) end as cohort_mqls,
    case
        when figures.has_threshold and figures.has_sqls and figures.is_cohort_matured
            then cast(figures.cohort_sqls as bigint)
    end as cohort_sqls,
    case
        when figures.has_threshold and figures.has_sqls and figures.is_cohort_matured
            then {{ share('figures.cohort_sqls', 'figures.cohort_mqls') }}
    end as mql_to_sql,
    scoring_models.target_mql_to_sql,
    figures.is_matured,
    figures.is_cohort_matured,
    cast(figures.evaluated_at as date) as month,
    clock.as_of,
    {{ run_id() }} as run_id
from monthly_figures as figures
cross join clock
inner join scoring_models on figures.scoring_model = scoring_models.scoring_model
