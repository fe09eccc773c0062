{#
    The instant a number of 24-hour days after another.

    instant: SQL of a timestamp without time zone, so that no clock change can bend the day.
    days:    an integer known at compile time, or SQL of one.
#}
{% macro add_days(instant, days) %}
    {{- return(adapter.dispatch('add_days', 'lead_scoring')(instant, days)) -}}
{% endmacro %}

{% macro default__add_days(instant, days) %}
    {%- set duration = days ~ " * interval '24 hours'" if days is string
        else "interval '" ~ days * 24 ~ " hours'" -%}
    {{- return('(' ~ instant ~ ' + ' ~ duration ~ ')') -}}
{% endmacro %}
