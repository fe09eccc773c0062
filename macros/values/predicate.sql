{#
    One comparison of a spec as an SQL condition (semantics C1, C8, C9). NULL, so not true, on NULL.

    column: SQL of the value compared.
    filter: mapping of operator, value, type and, for text, case_sensitive.
    at:     SQL of the instant at which time-relative operators are measured.
#}
{% macro predicate(column, filter, at=none) %}
    {%- set operator = filter.operator -%}
    {%- set values = [filter.value] if filter.value is string or filter.value is not sequence
        else filter.value -%}
    {%- if operator == 'is_set' -%}
        {{- return(column ~ ' is not null') -}}
    {%- elif operator == 'is_not_set' -%}
        {{- return(column ~ ' is null') -}}
    {%- elif operator == 'is_true' -%}
        {{- return(column) -}}
    {%- elif operator == 'is_false' -%}
        {{- return('not ' ~ column) -}}
    {%- elif operator == 'within_last_days' -%}
        {{- return(
            '(' ~ column ~ ' <= ' ~ at ~ ' and ' ~ at ~ ' < ' ~ add_days(column, filter.value) ~ ')'
        ) -}}
    {%- elif operator == 'older_than_days' -%}
        {{- return(add_days(column, filter.value) ~ ' <= ' ~ at) -}}
    {%- endif -%}
    {%- set is_exact = filter.type != 'text' or filter.case_sensitive -%}
    {%- set left = comparable_text(column, is_exact) -%}
    {%- set right = [] -%}
    {%- for value in values -%}
        {%- do right.append(comparable_text(literal(value, filter.type), is_exact)) -%}
    {%- endfor -%}
    {%- set forms = {
        'equals': '{0} = {1}',
        'not_equals': '{0} <> {1}',
        'in': '{0} in ({1})',
        'not_in': '{0} not in ({1})',
        'contains': 'position({1} in {0}) > 0',
        'not_contains': 'position({1} in {0}) = 0',
        'begins_with': 'left({0}, length({1})) = {1}',
        'ends_with': 'right({0}, length({1})) = {1}',
        'greater_than': '{0} > {1}',
        'greater_or_equal': '{0} >= {1}',
        'less_than': '{0} < {1}',
        'less_or_equal': '{0} <= {1}',
        'between': '{0} between {1}',
    } -%}
    {{- return(
        '(' ~ forms[operator].format(left, right | join(' and ' if operator == 'between' else ', ')) ~ ')'
    ) -}}
{% endmacro %}
