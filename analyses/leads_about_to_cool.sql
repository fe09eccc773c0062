-- Leads above the threshold that will fall below it within seven days if nothing else happens,
-- the next to fall first: whom to write to today.
select
    lead_scores.lead_id,
    lead_scores.scoring_model,
    lead_scores.score,
    lead_scores.next_score,
    lead_scores.next_change_at
from {{ ref('lead_scores') }} as lead_scores
inner join {{ ref('scoring_models') }} as scoring_models
    on lead_scores.scoring_model = scoring_models.scoring_model
where
    lead_scores.is_above_threshold
    and lead_scores.next_score < scoring_models.sales_ready_score
    and lead_scores.next_change_at < {{ add_days('lead_scores.as_of', 7) }}
order by lead_scores.next_change_at nulls last, lead_scores.lead_id nulls last
