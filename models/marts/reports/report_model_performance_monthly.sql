select
    performance.scoring_model,
    performance.spec_hash,
    performance.outcome,
    performance.sales_ready_score,
    performance.leads,
    performance.conversions,
    performance.conversion_rate,
    performance.auc,
    performance.precision,
    performance.target_precision,
    performance.recall,
    performance.target_recall,
    performance.new_mqls,
    performance.lead_velocity_rate,
    performance.target_lead_velocity,
    performance.cohort_mqls,
    performance.cohort_sqls,
    performance.mql_to_sql,
    performance.target_mql_to_sql,
    performance.is_matured,
    performance.is_cohort_matured,
    performance.precision >= performance.target_precision as is_precision_on_target,
    performance.recall >= performance.target_recall as is_recall_on_target,
    performance.lead_velocity_rate >= performance.target_lead_velocity
        as is_lead_velocity_on_target,
    performance.mql_to_sql >= performance.target_mql_to_sql as is_mql_to_sql_on_target,
    performance.month,
    performance.as_of,
    {{ run_id() }} as run_id
from {{ ref('model_performance') }} as performance
cross join {{ ref('int_complete_periods') }} as complete_periods
where
    performance.month <= complete_periods.month
    and performance.month > {{ dbt.dateadd('month', -12, 'complete_periods.month') }}
