with

history as (
    select * from {{ ref('scoring_model_history') }} where model_status <> 'draft'
),

crossings as (
    select
        history.lead_key,
        history.scoring_model,
        history.spec_hash,
        history.score,
        history.previous_score,
        scoring_models.sales_ready_score,
        history.valid_from as transitioned_at,
        history.score >= scoring_models.sales_ready_score as is_above,
        -- a lead that has just come to be scored was not above
        coalesce(history.previous_score >= scoring_models.sales_ready_score, false) as was_above
    from history
    inner join {{ ref('scoring_models') }} as scoring_models
        on history.scoring_model = scoring_models.scoring_model
    cross join {{ ref('int_as_of') }} as clock
    where
        scoring_models.sales_ready_score is not null
        and history.valid_from <= clock.as_of
)

select
    lead_keys.lead_id,
    crossings.scoring_model,
    crossings.spec_hash,
    case when crossings.is_above then 'up' else 'down' end as direction,
    crossings.score,
    crossings.previous_score,
    crossings.sales_ready_score,
    crossings.transitioned_at,
    {{ run_id() }} as run_id
from crossings
inner join {{ ref('int_lead_keys') }} as lead_keys on crossings.lead_key = lead_keys.lead_key
where crossings.is_above <> crossings.was_above
