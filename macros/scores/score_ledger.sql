{#
    The ledger of a scoring model: when which group's points change (semantics S7).

    scoring_model:    the model's name.
    scored_intervals: one row per lead and interval in which it is scored.
    groups:           list of SQL, the point changes of each group.
    Grain:            one row per lead, interval, group and instant.
    Columns:          lead_id, spec_hash, group_name, points_change, is_opening, scored_from,
                      changed_at.

    What happened before an interval is one opening row a group at its start.
#}
{% macro score_ledger(scoring_model, scored_intervals, groups) %}
with

point_changes as (
    {%- for group in groups %}
    select * from (
        {{ group | indent(8) }}
    ) as group_{{ loop.index }}
    {{ "union all" if not loop.last }}
    {%- endfor %}
),

scored_point_changes as (
    select
        point_changes.lead_id,
        point_changes.group_name,
        point_changes.points_change,
        intervals.scored_from,
        greatest(point_changes.changed_at, intervals.scored_from) as changed_at
    from point_changes
    inner join {{ scored_intervals }} as intervals on point_changes.lead_id = intervals.lead_id
    where intervals.scored_to is null or point_changes.changed_at < intervals.scored_to
)

select
    lead_id,
    '{{ spec_hash(scoring_model) }}' as spec_hash,
    group_name,
    cast(sum(points_change) as decimal(18, 4)) as points_change,
    changed_at = scored_from as is_opening,
    scored_from,
    changed_at
from scored_point_changes
group by lead_id, group_name, changed_at, scored_from
having sum(points_change) <> 0
{% endmacro %}
