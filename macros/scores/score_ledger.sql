{#
    The ledger of a scoring model: when which group's points change (semantics S7).

    scored_intervals: one row per lead and interval in which it is scored.
    groups:           mapping of group number to SQL, the point changes of each group.
    restricted:       CTEs of restricted_relations, which the others read.
    Grain:            one row per lead, interval, group and instant.
    Columns:          lead_key, group_number, points_change, changed_at.

    What happened before an interval is one opening row a group at its start. Intervals don't overlap, so
    the instant tells to which one a row belongs.
#}
{% macro score_ledger(scored_intervals, groups, restricted) %}
with

{{ restricted -}}
point_changes as (
    {%- for number, group in groups.items() %}
    select
        lead_key,
        cast({{ number }} as smallint) as group_number,
        changed_at,
        points_change
    from (
        {{ group | indent(8) }}
    ) as group_{{ number }}
    {{ "union all" if not loop.last }}
    {%- endfor %}
),

scored_point_changes as (
    select
        point_changes.lead_key,
        point_changes.group_number,
        point_changes.points_change,
        greatest(point_changes.changed_at, intervals.scored_from) as changed_at
    from point_changes
    inner join {{ scored_intervals }} as intervals on point_changes.lead_key = intervals.lead_key
    where
        -- a tree is evaluated more often than its worth changes
        point_changes.points_change <> 0
        and (intervals.scored_to is null or point_changes.changed_at < intervals.scored_to)
)

select
    lead_key,
    group_number,
    cast(sum(points_change) as decimal(18, 4)) as points_change,
    changed_at
from scored_point_changes
group by lead_key, group_number, changed_at
having sum(points_change) <> 0
{% endmacro %}
