{#
    When leads belong to a model's audience (semantics P3, N25).

    relations: what the filters need.
    audience:  {'match': tree of leaf names, 'filters': mapping of leaf name to filter}.
    Grain:     one row per lead and span, none adjoining.
    Columns:   lead_key, begins_at, ends_at (NULL: open).

    The audience is evaluated like a group that is worth one point.
#}
{% macro audience_spans(relations, audience) %}
{%- set conditions = {} -%}
{%- for name, filter in audience.filters.items() -%}
    {%- do conditions.update({name: {'changes': attribute_value_changes(relations, filter)}}) -%}
{%- endfor -%}
select
    lead_key,
    changed_at as begins_at,
    next_changed_at as ends_at
from (
    select
        lead_key,
        changed_at,
        points_change,
        lead(changed_at) over (partition by lead_key order by changed_at nulls last) as next_changed_at
    from (
        {{ tree_point_changes(1, none, audience.match, conditions) | indent(8) }}
    ) as changes
    where points_change <> 0
) as entries_and_exits
where points_change > 0
{% endmacro %}
