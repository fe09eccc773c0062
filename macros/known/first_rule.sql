{#
    The first rule of several that holds, NULL if none does.

    rules: list of (rule, SQL condition).
#}
{% macro first_rule(rules) %}
    case
        {%- for rule, predicate in rules %}
        when {{ predicate }} then '{{ rule }}'
        {%- endfor %}
    end
{%- endmacro %}
