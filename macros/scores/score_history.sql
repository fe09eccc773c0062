{#
    The history of a scoring model: every lead's score from instant to instant (semantics S1, S3, S5).

    scoring_model:    the model's name.
    ledger:           the model's ledger.
    scored_intervals: one row per lead and interval in which it is scored.
    is_scored_once:   no lead has several intervals.
    score_range:      mapping of min and max, none where open.
    grades:           list of mappings of name, lower and upper (inclusive, none where open).
    Grain:            one row per lead and valid_from.
    Columns:          lead_id, spec_hash, grade, score, previous_score, scored_from, valid_from, valid_to.
#}
{% macro score_history(scoring_model, ledger, scored_intervals, is_scored_once, score_range, grades) %}
{#- the running sum begins anew with each interval; sorting by one column less is faster -#}
{%- set interval = 'lead_id' if is_scored_once else 'lead_id, scored_from' -%}
with

point_changes as (
    select
        lead_id,
        points_change,
        scored_from,
        changed_at
    from {{ ledger }}
    union all
    -- a lead without points has the score 0, and a row (semantics P6)
    select
        lead_id,
        0 as points_change,
        scored_from,
        scored_from as changed_at
    from {{ scored_intervals }}
),

instants as (
    select
        lead_id,
        scored_from,
        changed_at,
        sum(points_change) as points_change
    from point_changes
    group by lead_id, scored_from, changed_at
),

running_points as (
    select
        lead_id,
        scored_from,
        changed_at,
        sum(points_change) over (
            partition by {{ interval }} order by changed_at nulls last rows unbounded preceding
        ) as points
    from instants
),

scores as (
    select
        lead_id,
        scored_from,
        changed_at,
        cast({{ clamped('points', score_range) }} as decimal(18, 4)) as score
    from running_points
),

score_changes as (
    select
        lead_id,
        scored_from,
        changed_at,
        score,
        lag(score) over (partition by {{ interval }} order by changed_at nulls last) as previous_score
    from scores
),

-- a grade follows from the score, so neighbours of one score are of one grade
spans as (
    select
        lead_id,
        score,
        previous_score,
        scored_from,
        changed_at as valid_from,
        lead(changed_at) over (partition by {{ interval }} order by changed_at nulls last) as next_changed_at
    from score_changes
    where previous_score is null or previous_score <> score
)

select
    spans.lead_id,
    '{{ spec_hash(scoring_model) }}' as spec_hash,
    {{ graded('spans.score', grades) | indent(4) }} as grade,
    spans.score,
    spans.previous_score,
    spans.scored_from,
    spans.valid_from,
    coalesce(spans.next_changed_at, intervals.scored_to) as valid_to
from spans
inner join {{ scored_intervals }} as intervals
    on
        spans.lead_id = intervals.lead_id
        and spans.scored_from = intervals.scored_from
{% endmacro %}
