{#
    When the points of a group change (semantics G1 to G4).

    points:     what it is worth while its tree is true; times the value of the `each` condition if one is.
    max_points: the bound M of its worth, [-M, M]; none without one.
    match:      tree of condition names.
    conditions: mapping of condition name to {'changes': SQL of its value changes, 'is_each': boolean,
                'is_decaying': boolean: its value is in points already}.
    Grain:      one row per lead and change; several at one instant add up.
    Columns:    lead_key, changed_at, points_change.

    The changes of a single condition without a bound only need multiplying; anything else is evaluated at
    each instant of change.
#}
{% macro group_point_changes(points, match, conditions, max_points=none) %}
    {%- if conditions | length == 1 and max_points is none -%}
        {{- return(single_condition_point_changes(points, conditions.values() | first)) -}}
    {%- endif -%}
    {{- return(tree_point_changes(points, max_points, match, conditions)) -}}
{% endmacro %}

{# Of a group of one condition without a bound; points: the group's; condition: one of conditions. #}
{% macro single_condition_point_changes(points, condition) %}
select
    lead_key,
    changed_at,
    {{ 'value_change' if condition.is_decaying else points ~ ' * value_change' }} as points_change
from (
    {{ condition.changes | indent(4) }}
) as value_changes
{%- endmacro %}

{# Of any other group; points, max_points, match, conditions: the group's. #}
{% macro tree_point_changes(points, max_points, match, conditions) %}
{%- set bounds = {'min': -max_points if max_points else none, 'max': max_points} -%}
{%- set worth = namespace(of_tree = points | string) -%}
{%- for name, condition in conditions.items() if condition.is_each -%}
    {%- set factor = '' if condition.is_decaying else points ~ ' * ' -%}
    {%- set worth.of_tree = factor ~ 'value_of_' ~ name -%}
{%- endfor -%}
select
    lead_key,
    changed_at,
    worth - coalesce(lag(worth) over (partition by lead_key order by changed_at nulls last), 0) as points_change
from (
    select
        lead_key,
        changed_at,
        {{ clamped(
            'case when ' ~ tree(match, condition_leaf) ~ ' then ' ~ worth.of_tree ~ ' else 0 end',
            bounds,
        ) }} as worth
    from (
        select
            lead_key,
            changed_at,
            {%- for name in conditions %}
            sum(change_of_{{ name }}) over (
                partition by lead_key order by changed_at nulls last rows unbounded preceding
            ) as value_of_{{ name }}{{ "," if not loop.last }}
            {%- endfor %}
        from (
            select
                lead_key,
                changed_at,
                {%- for name in conditions %}
                sum(case when condition_name = '{{ name }}' then value_change else 0 end) as change_of_{{ name }}{{ "," if not loop.last }}
                {%- endfor %}
            from (
                {%- for name, condition in conditions.items() %}
                select
                    lead_key,
                    '{{ name }}' as condition_name,
                    changed_at,
                    value_change
                from (
                    {{ condition.changes | indent(20) }}
                ) as changes_of_{{ name }}
                {{ "union all" if not loop.last }}
                {%- endfor %}
            ) as value_changes
            group by lead_key, changed_at
        ) as instants
    ) as values_at_instants
) as worths
{%- endmacro %}
