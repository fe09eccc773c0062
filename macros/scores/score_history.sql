{#
    The history of a scoring model: every lead's score from instant to instant (semantics S1, S3, S5).

    ledger:           the model's ledger.
    scored_intervals: one row per lead and interval in which it is scored.
    leads_wanted:     relation of lead_key, the only leads wanted; none for all.
    is_scored_once:   no lead has several intervals.
    score_range:      mapping of min and max, none where open.
    grades:           list of mappings of name, lower and upper (inclusive, none where open).
    Grain:            one row per lead and valid_from.
    Columns:          lead_key, grade, score, previous_score, scored_from, valid_from, valid_to.

    What changes is known with each change, so one pass in the order of time gives both the running sum
    and the end of each row; only a score range, which can swallow changes, takes a second one.
#}
{% macro score_history(ledger, scored_intervals, is_scored_once, score_range, grades, leads_wanted=none) %}
{%- set wanted = restricted_relations({'ledger': ledger, 'scored_intervals': scored_intervals}, leads_wanted) -%}
{#- grouping and sorting by one column less is faster -#}
{%- set interval = 'lead_key' if is_scored_once else 'lead_key, scored_from' -%}
{%- set is_clamped = score_range.min is not none or score_range.max is not none -%}
{%- set in_time = '(partition by ' ~ interval ~ ' order by changed_at nulls last' -%}
with

{{ wanted.ctes -}}
point_changes as (
    select
        ledger.lead_key,
        ledger.points_change,
        1 as is_change,
        {% if not is_scored_once -%}
        intervals.scored_from,
        {% endif -%}
        ledger.changed_at
    from {{ wanted.relations.ledger }} as ledger
    {%- if not is_scored_once %}
    inner join {{ wanted.relations.scored_intervals }} as intervals
        on
            ledger.lead_key = intervals.lead_key
            and ledger.changed_at >= intervals.scored_from
            and (intervals.scored_to is null or ledger.changed_at < intervals.scored_to)
    {%- endif %}
    union all
    -- each interval has a row at its start, with the score 0 if there are no points (semantics P6)
    select
        lead_key,
        0 as points_change,
        0 as is_change,
        {% if not is_scored_once -%}
        scored_from,
        {% endif -%}
        scored_from as changed_at
    from {{ wanted.relations.scored_intervals }}
),

instants as (
    select
        {{ interval }},
        changed_at,
        sum(points_change) as points_change,
        min(is_change) as is_change
    from point_changes
    group by {{ interval }}, changed_at
    having sum(points_change) <> 0 or min(is_change) = 0
),

running_points as (
    select
        {{ interval }},
        changed_at,
        points_change,
        is_change,
        {% if not is_clamped -%}
        lead(changed_at) over {{ in_time }}) as next_changed_at,
        {% endif -%}
        sum(points_change) over {{ in_time }} rows unbounded preceding) as points
    from instants
),

scores as (
    select
        {{ interval }},
        changed_at,
        {% if not is_clamped -%}
        next_changed_at,
        {% endif -%}
        cast({{ clamped('points', score_range) }} as decimal(18, 4)) as score,
        case
            when is_change = 1
                then cast({{ clamped('points - points_change', score_range) }} as decimal(18, 4))
        end as previous_score
    from running_points
),

-- a grade follows from the score, so neighbours of one score are of one grade
spans as (
    select
        {{ interval }},
        changed_at,
        {{ 'lead(changed_at) over ' ~ in_time ~ ') as next_changed_at' if is_clamped else 'next_changed_at' }},
        score,
        previous_score
    from scores
    {%- if is_clamped %}
    where previous_score is null or previous_score <> score
    {%- endif %}
)

select
    spans.lead_key,
    {{ graded('spans.score', grades) | indent(4) }} as grade,
    spans.score,
    spans.previous_score,
    intervals.scored_from,
    spans.changed_at as valid_from,
    coalesce(spans.next_changed_at, intervals.scored_to) as valid_to
from spans
inner join {{ wanted.relations.scored_intervals }} as intervals
    on
        spans.lead_key = intervals.lead_key
        {%- if not is_scored_once %}
        and spans.scored_from = intervals.scored_from
        {%- endif %}
{% endmacro %}
