{#
    The date at an instant in the reporting time zone. It decides where days and weeks of the trends
    and reports begin, and nothing else.

    instant: SQL of a UTC timestamp.
#}
{% macro reporting_date(instant) %}
    {{- return(adapter.dispatch('reporting_date', 'lead_scoring')(instant, var('reporting_timezone'))) -}}
{% endmacro %}

{% macro default__reporting_date(instant, time_zone) %}
    {%- if time_zone == 'UTC' -%}
        {{- return('cast(' ~ instant ~ ' as date)') -}}
    {%- endif -%}
    {%- set zoned = "timezone('UTC', " ~ instant ~ ")" -%}
    {{- return('cast(timezone(' ~ text_literal(time_zone) ~ ', ' ~ zoned ~ ') as date)') -}}
{% endmacro %}
