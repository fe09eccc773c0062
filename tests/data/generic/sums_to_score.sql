{#
    Fails on leads whose contributions don't sum to their score (semantics S2), or that have none to
    explain it.
#}
{% test sums_to_score(model) %}
select
    lead_scores.lead_id,
    lead_scores.scoring_model,
    lead_scores.score,
    contributed.points
from {{ ref('lead_scores') }} as lead_scores
full outer join (
    select
        lead_id,
        scoring_model,
        sum(points) as points
    from {{ model }}
    group by lead_id, scoring_model
) as contributed
    on
        lead_scores.lead_id = contributed.lead_id
        and lead_scores.scoring_model = contributed.scoring_model
where lead_scores.lead_id is null or lead_scores.score <> coalesce(contributed.points, 0)
{% endtest %}
