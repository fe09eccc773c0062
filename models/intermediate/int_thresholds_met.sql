with

history as (
    select * from {{ ref('scoring_model_history') }}
),

scoring_models as (
    select * from {{ ref('scoring_models') }}
)

select
    history.lead_id,
    history.scoring_model,
    min(
        case when history.score >= scoring_models.sales_ready_score then history.valid_from end
    ) as met_at
from history
inner join scoring_models on history.scoring_model = scoring_models.scoring_model
cross join {{ ref('int_as_of') }} as clock
where
    scoring_models.model_status = 'live'
    and scoring_models.sales_ready_score is not null
    and history.valid_from <= clock.as_of
group by history.lead_id, history.scoring_model
