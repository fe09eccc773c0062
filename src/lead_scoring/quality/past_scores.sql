-- How many scores of the last release are no longer what they were at its as_of: one row per scoring
-- model and spec_hash. A lead that is gone counts among them.
with

past_scores as (
    select
        history.lead_id,
        history.scoring_model,
        history.spec_hash,
        history.grade,
        history.score
    from {lead_score_history} as history
    cross join (select max(as_of) as as_of from {last_lead_scores}) as clock
    where
        history.valid_from <= clock.as_of
        and (history.valid_to is null or history.valid_to > clock.as_of)
)

select
    last_scores.scoring_model,
    last_scores.spec_hash,
    count(*) as leads,
    sum(
        case
            when
                past_scores.lead_id is null
                or past_scores.score <> last_scores.score
                or coalesce(past_scores.grade, '') <> coalesce(last_scores.grade, '')
                then 1
            else 0
        end
    ) as changed_leads
from {last_lead_scores} as last_scores
left join past_scores
    on
        last_scores.lead_id = past_scores.lead_id
        and last_scores.scoring_model = past_scores.scoring_model
        and last_scores.spec_hash = past_scores.spec_hash
group by last_scores.scoring_model, last_scores.spec_hash
