{#
    Fails on rows of a score history that overlap the next one, leave a gap before it though it goes on
    from them, repeat its score and grade, or are empty (semantics S5).
#}
{% test contiguous_history(model) %}
select *
from (
    select
        lead_id,
        scoring_model,
        valid_from,
        valid_to,
        score,
        grade,
        lead(valid_from) over history as next_valid_from,
        lead(score) over history as next_score,
        lead(grade) over history as next_grade,
        lead(previous_score) over history as next_previous_score
    from {{ model }}
    window history as (partition by lead_id, scoring_model order by valid_from nulls last)
) as neighbours
where
    valid_to <= valid_from
    or (
        next_valid_from is not null
        and (
            valid_to is null
            or valid_to > next_valid_from
            or (next_previous_score is not null and valid_to < next_valid_from)
            or (valid_to = next_valid_from and next_previous_score is null)
            or next_previous_score <> score
            or (valid_to = next_valid_from and next_score = score)
        )
    )
{% endtest %}
