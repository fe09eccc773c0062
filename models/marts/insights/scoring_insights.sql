with

current_scores as (
    select
        *,
        cast(score as double precision) as score_as_float
    from {{ ref('int_current_scores') }}
),

insights as (
    select
        scoring_model,
        count(*) as leads_scored,
        cast(sum(score) as double precision) / cast(count(*) as double precision) as average_score,
        percentile_cont(0.5) within group (order by score_as_float) as median_score,
        percentile_cont(0.9) within group (order by score_as_float) as top_10_percent_score,
        {{ share('sum(case when is_hot then 1 else 0 end)', 'count(*)') }} as hot_share,
        {{ share('sum(case when is_cold then 1 else 0 end)', 'count(*)') }} as cold_share,
        {{ share('sum(case when score = 0 then 1 else 0 end)', 'count(*)') }} as zero_share
    from current_scores
    group by scoring_model
),

sales_ready as (
    select
        scoring_model,
        count(*) as leads_sales_ready
    from {{ ref('lead_scores') }}
    where is_sales_ready
    group by scoring_model
),

graded_models as (
    select distinct scoring_model from {{ ref('scoring_model_grades') }}
)

select
    scoring_models.scoring_model,
    scoring_models.spec_hash,
    scoring_models.model_status,
    scoring_models.label,
    scoring_models.owner,
    cast(coalesce(insights.leads_scored, 0) as bigint) as leads_scored,
    case
        when scoring_models.model_status = 'live' and scoring_models.sales_ready_score is not null
            then cast(coalesce(sales_ready.leads_sales_ready, 0) as bigint)
    end as leads_sales_ready,
    insights.average_score,
    scoring_models.target_average_score_from,
    scoring_models.target_average_score_to,
    insights.median_score,
    insights.top_10_percent_score,
    case when graded_models.scoring_model is not null then insights.hot_share end as hot_share,
    scoring_models.target_hot_share_from,
    scoring_models.target_hot_share_to,
    case when graded_models.scoring_model is not null then insights.cold_share end as cold_share,
    insights.zero_share,
    insights.average_score >= cast(scoring_models.target_average_score_from as double precision)
    and insights.average_score <= cast(scoring_models.target_average_score_to as double precision)
        as is_average_score_within_target,
    case
        when graded_models.scoring_model is not null
            then
                insights.hot_share
                >= cast(scoring_models.target_hot_share_from as double precision)
                and insights.hot_share
                <= cast(scoring_models.target_hot_share_to as double precision)
    end as is_hot_share_within_target,
    clock.as_of,
    {{ run_id() }} as run_id
from {{ ref('scoring_models') }} as scoring_models
cross join {{ ref('int_as_of') }} as clock
left join insights on scoring_models.scoring_model = insights.scoring_model
left join sales_ready on scoring_models.scoring_model = sales_ready.scoring_model
left join graded_models on scoring_models.scoring_model = graded_models.scoring_model
where scoring_models.model_status <> 'stopped'
