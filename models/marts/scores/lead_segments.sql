select
    lead_keys.lead_id,
    current_scores.scoring_model,
    current_scores.spec_hash,
    segments.segment,
    current_scores.score,
    clock.as_of,
    {{ run_id() }} as run_id
from {{ ref('int_current_scores') }} as current_scores
cross join {{ ref('int_as_of') }} as clock
inner join {{ ref('int_lead_keys') }} as lead_keys on current_scores.lead_key = lead_keys.lead_key
inner join {{ ref('scoring_model_segments') }} as segments
    on
        current_scores.scoring_model = segments.scoring_model
        and (segments.score_from is null or floor(current_scores.score) >= segments.score_from)
        and (segments.score_to is null or floor(current_scores.score) <= segments.score_to)
where current_scores.model_status = 'live'
