{#
    The first instants of months from one to another, both included, as a column that makes of each row one
    a month, and none of a row whose last is before its first.

    first, last: SQL of timestamps, the first one being the first instant of a month.
#}
{% macro each_month(first, last) %}
    {{- return(adapter.dispatch('each_month', 'lead_scoring')(first, last)) -}}
{% endmacro %}

{% macro default__each_month(first, last) %}
    {{- return('unnest(' ~ postgres__each_month(first, last) ~ ')') -}}
{% endmacro %}

{# there the function returns rows, not a list #}
{% macro postgres__each_month(first, last) %}
    {{- return('generate_series(' ~ first ~ ', ' ~ last ~ ", interval '1 month')") -}}
{% endmacro %}
