with

weeks as (
    select
        scoring_model,
        leads_scored,
        leads_scored - lag(leads_scored) over (
            partition by scoring_model order by week nulls last
        ) as leads_scored_change,
        leads_hot,
        leads_hot - lag(leads_hot) over (
            partition by scoring_model order by week nulls last
        ) as leads_hot_change,
        new_mqls,
        new_mqls - lag(new_mqls) over (
            partition by scoring_model order by week nulls last
        ) as new_mqls_change,
        average_score,
        average_score - lag(average_score) over (
            partition by scoring_model order by week nulls last
        ) as average_score_change,
        week
    from {{ ref('score_trend_weekly') }}
)

select
    movement.scoring_model,
    movement.spec_hash,
    weeks.leads_scored,
    weeks.leads_scored_change,
    weeks.leads_hot,
    weeks.leads_hot_change,
    weeks.new_mqls,
    weeks.new_mqls_change,
    weeks.average_score,
    weeks.average_score_change,
    movement.leads_compared as leads_compared_30_days,
    movement.increased_share as increased_share_30_days,
    movement.decreased_share as decreased_share_30_days,
    movement.unchanged_share as unchanged_share_30_days,
    movement.average_change as average_change_30_days,
    complete_periods.week,
    movement.as_of,
    {{ run_id() }} as run_id
from {{ ref('score_movement') }} as movement
cross join {{ ref('int_complete_periods') }} as complete_periods
left join weeks
    on
        movement.scoring_model = weeks.scoring_model
        and complete_periods.week = weeks.week
