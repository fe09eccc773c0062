{#
    The history of a scoring model: every lead's score from instant to instant (semantics S1, S3, S5).

    scoring_model:      the model's name.
    ledger:             the model's ledger.
    leads:              one row a lead.
    score_closed_leads: a closed lead goes on being scored.
    score_range:        mapping of min and max, none where open.
    grades:             list of mappings of name, lower and upper (inclusive, none where open).
    Grain:              one row per lead and valid_from.
    Columns:            lead_id, spec_hash, grade, score, previous_score, valid_from, valid_to.
#}
{% macro score_history(scoring_model, ledger, leads, score_closed_leads, score_range, grades) %}
with

scored_leads as (
    {{ scored_intervals(leads, score_closed_leads) | indent(4) }}
),

point_changes as (
    select
        lead_id,
        points_change,
        changed_at
    from {{ ledger }}
    union all
    -- a lead without points has the score 0, and a row (semantics P6)
    select
        lead_id,
        0 as points_change,
        scored_from as changed_at
    from scored_leads
),

instants as (
    select
        lead_id,
        changed_at,
        sum(points_change) as points_change
    from point_changes
    group by lead_id, changed_at
),

running_points as (
    select
        lead_id,
        changed_at,
        sum(points_change) over (
            partition by lead_id order by changed_at nulls last rows unbounded preceding
        ) as points
    from instants
),

scores as (
    select
        lead_id,
        changed_at,
        cast({{ clamped('points', score_range) }} as decimal(18, 4)) as score
    from running_points
),

score_changes as (
    select
        lead_id,
        changed_at,
        score,
        lag(score) over (partition by lead_id order by changed_at nulls last) as previous_score
    from scores
),

-- a grade follows from the score, so neighbours of one score are of one grade
spans as (
    select
        lead_id,
        score,
        previous_score,
        changed_at as valid_from,
        lead(changed_at) over (partition by lead_id order by changed_at nulls last) as next_changed_at
    from score_changes
    where previous_score is null or previous_score <> score
)

select
    spans.lead_id,
    '{{ spec_hash(scoring_model) }}' as spec_hash,
    {{ graded('spans.score', grades) | indent(4) }} as grade,
    spans.score,
    spans.previous_score,
    spans.valid_from,
    coalesce(spans.next_changed_at, scored_leads.scored_to) as valid_to
from spans
inner join scored_leads on spans.lead_id = scored_leads.lead_id
{% endmacro %}
