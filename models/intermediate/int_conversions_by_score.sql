-- conversions within horizons that don't overlap, so that none is counted twice
select
    score_outcomes.scoring_model,
    score_outcomes.outcome,
    score_outcomes.score,
    count(*) as leads,
    cast(sum(case when score_outcomes.is_converted then 1 else 0 end) as bigint) as conversions
from {{ ref('int_score_outcomes') }} as score_outcomes
inner join {{ ref('int_evaluation_dates') }} as evaluation_dates
    on score_outcomes.evaluated_at = evaluation_dates.evaluated_at
where evaluation_dates.is_pooled
group by score_outcomes.scoring_model, score_outcomes.outcome, score_outcomes.score
