{#
    A condition tree as one SQL condition.

    node:       {'all': [...]} or {'any': [...]} of nodes and leaves.
    leaf_macro: what turns a leaf and `at` into an SQL condition: interaction_leaf, related_leaf, condition_leaf.
    at:         SQL of the instant at which time-relative operators are measured.
#}
{% macro tree(node, leaf_macro, at=none) %}
    {%- set is_all = 'all' in node -%}
    {%- set parts = [] -%}
    {%- for branch in (node['all'] if is_all else node['any']) -%}
        {%- if branch is mapping and ('all' in branch or 'any' in branch) -%}
            {%- do parts.append(tree(branch, leaf_macro, at)) -%}
        {%- else -%}
            {%- do parts.append(leaf_macro(branch, at)) -%}
        {%- endif -%}
    {%- endfor -%}
    {{- return('(' ~ parts | join(' and ' if is_all else ' or ') ~ ')') -}}
{% endmacro %}

{#
    A leaf of a group's tree: a condition, true while its value is above zero; below it is only the worth
    of decaying records whose points are negative.

    leaf: the condition's name.
    at:   of no use here.
#}
{% macro condition_leaf(leaf, at) %}
    {{- return('value_of_' ~ leaf ~ ' <> 0') -}}
{% endmacro %}
