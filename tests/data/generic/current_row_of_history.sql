{# Fails where the current scores and the rows at as_of of live models' histories differ. #}
{% test current_row_of_history(model) %}
select
    history.lead_id as history_lead_id,
    current_scores.lead_id,
    history.score as history_score,
    current_scores.score
from (
    select history.*
    from {{ ref('lead_score_history') }} as history
    inner join {{ ref('scoring_models') }} as scoring_models
        on history.scoring_model = scoring_models.scoring_model
    cross join {{ ref('int_as_of') }} as clock
    where
        scoring_models.model_status = 'live'
        and history.valid_from <= clock.as_of
        and (history.valid_to is null or history.valid_to > clock.as_of)
) as history
full outer join {{ model }} as current_scores
    on
        history.lead_id = current_scores.lead_id
        and history.scoring_model = current_scores.scoring_model
where
    history.lead_id is null
    or current_scores.lead_id is null
    or history.score <> current_scores.score
    or coalesce(history.grade, '') <> coalesce(current_scores.grade, '')
{% endtest %}
