{%- set horizon_days = var('outcome_horizon_days') -%}
with

scoring_models as (
    select * from {{ ref('scoring_models') }} where model_status <> 'stopped'
),

scores as (
    select
        scoring_model,
        outcome,
        score,
        sum(leads) over (partition by scoring_model order by score desc nulls last) as flagged,
        sum(conversions) over (partition by scoring_model order by score desc nulls last)
            as flagged_conversions,
        sum(leads) over (partition by scoring_model) as leads,
        sum(conversions) over (partition by scoring_model) as conversions,
        row_number() over (partition by scoring_model order by score nulls last) - 1 as count_lower,
        count(*) over (partition by scoring_model) - 1 as count_others
    from {{ ref('int_conversions_by_score') }}
),

-- the lowest score of each percent of the scores: all of them where they are no more than 101
ranked_scores as (
    select
        *,
        row_number() over (
            partition by
                scoring_model,
                floor(coalesce({{ share('100 * count_lower', 'count_others') }}, 0))
            order by score nulls last
        ) as position_in_percent
    from scores
),

thresholds as (
    select * from ranked_scores where position_in_percent = 1
),

highest_scores as (
    select
        history.scoring_model,
        history.lead_key,
        max(history.score) as highest_score,
        max(
            case
                when {{ add_days('history.valid_from', horizon_days) }} <= clock.as_of
                    then history.score
            end
        ) as earlier_highest_score
    from {{ ref('scoring_model_history') }} as history
    cross join {{ ref('int_as_of') }} as clock
    where history.valid_from <= clock.as_of and history.model_status <> 'stopped'
    group by history.scoring_model, history.lead_key
),

-- a lead newly reaches all thresholds above its earlier highest score, up to the highest one
score_steps as (
    select
        scoring_model,
        highest_score as score,
        1 as leads_reaching,
        false as is_threshold
    from highest_scores
    where earlier_highest_score is null or highest_score > earlier_highest_score
    union all
    select
        scoring_model,
        earlier_highest_score as score,
        -1 as leads_reaching,
        false as is_threshold
    from highest_scores
    where highest_score > earlier_highest_score
    union all
    select
        scoring_model,
        score,
        0 as leads_reaching,
        true as is_threshold
    from thresholds
),

leads_reaching as (
    select
        scoring_model,
        score,
        sum(sum(leads_reaching)) over (partition by scoring_model order by score desc nulls last)
            as new_leads,
        max(case when is_threshold then 1 else 0 end) as is_threshold
    from score_steps
    group by scoring_model, score
),

measured_thresholds as (
    select
        thresholds.scoring_model,
        scoring_models.spec_hash,
        scoring_models.model_status,
        thresholds.outcome,
        scoring_models.threshold_objective,
        scoring_models.threshold_precision,
        scoring_models.threshold_capacity_per_week,
        scoring_models.threshold_win_value,
        scoring_models.threshold_contact_cost,
        scoring_models.sales_ready_score,
        thresholds.score as threshold,
        cast(thresholds.leads as bigint) as leads,
        cast(thresholds.conversions as bigint) as conversions,
        cast(thresholds.flagged as bigint) as flagged,
        cast(thresholds.flagged_conversions as bigint) as flagged_conversions,
        cast(leads_reaching.new_leads as bigint) as new_leads
    from thresholds
    inner join scoring_models on thresholds.scoring_model = scoring_models.scoring_model
    inner join leads_reaching
        on
            thresholds.scoring_model = leads_reaching.scoring_model
            and thresholds.score = leads_reaching.score
    where leads_reaching.is_threshold = 1
),

judged_thresholds as (
    select
        *,
        {{ share('flagged_conversions', 'flagged') }} as precision,
        {{ share('flagged_conversions', 'conversions') }} as recall,
        case
            when conversions > 0
                then {{ share('2 * flagged_conversions', 'flagged + conversions') }}
        end as f1,
        {{ share('new_leads * 7', horizon_days) }} as new_leads_per_week,
        max(new_leads) over (partition by scoring_model order by threshold desc nulls last)
            as most_new_leads,
        -- both are NULL unless the objective is cost
        threshold_win_value * flagged_conversions - threshold_contact_cost * flagged as gain
    from measured_thresholds
),

-- what sales can take on bounds a threshold and all above it: leads that came long ago are not new
bounded_thresholds as (
    select
        *,
        case threshold_objective
            when 'precision_at_least'
                then flagged_conversions >= flagged * cast(threshold_precision as decimal(12, 10))
            when 'capacity_per_week'
                then most_new_leads * 7 <= {{ horizon_days }} * threshold_capacity_per_week
            else true
        end as is_within_bound
    from judged_thresholds
),

-- within the bound that the objective sets, the more the better; beyond it, the nearest to it
ranked_thresholds as (
    select
        *,
        row_number() over (
            partition by scoring_model
            order by
                case when is_within_bound then 1 else 0 end desc nulls last,
                gain desc nulls last,
                case
                    when threshold_objective = 'f1' then f1
                    when threshold_objective = 'cost' then null
                    when is_within_bound then recall
                    when threshold_objective = 'precision_at_least' then precision
                    else -most_new_leads
                end desc nulls last,
                threshold desc nulls last
        ) as place
    from bounded_thresholds
)

select
    ranked_thresholds.scoring_model,
    ranked_thresholds.spec_hash,
    ranked_thresholds.model_status,
    ranked_thresholds.outcome,
    ranked_thresholds.threshold_objective,
    ranked_thresholds.threshold,
    ranked_thresholds.sales_ready_score,
    ranked_thresholds.leads,
    ranked_thresholds.conversions,
    ranked_thresholds.flagged,
    {{ share('ranked_thresholds.flagged', 'ranked_thresholds.leads') }} as flagged_share,
    ranked_thresholds.flagged_conversions,
    ranked_thresholds.precision,
    {{ wilson_lower('ranked_thresholds.flagged_conversions', 'ranked_thresholds.flagged') }}
        as precision_lower,
    {{ wilson_upper('ranked_thresholds.flagged_conversions', 'ranked_thresholds.flagged') }}
        as precision_upper,
    ranked_thresholds.recall,
    {{ wilson_lower('ranked_thresholds.flagged_conversions', 'ranked_thresholds.conversions') }}
        as recall_lower,
    {{ wilson_upper('ranked_thresholds.flagged_conversions', 'ranked_thresholds.conversions') }}
        as recall_upper,
    ranked_thresholds.f1,
    {{ share(
        'ranked_thresholds.flagged_conversions * ranked_thresholds.leads',
        'ranked_thresholds.flagged * ranked_thresholds.conversions',
    ) }} as lift,
    ranked_thresholds.new_leads_per_week,
    cast(ranked_thresholds.gain as decimal(38, 4)) as gain,
    ranked_thresholds.place = 1 and ranked_thresholds.conversions > 0 as is_recommended,
    clock.as_of,
    {{ run_id() }} as run_id
from ranked_thresholds
cross join {{ ref('int_as_of') }} as clock
