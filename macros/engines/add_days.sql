{#
    The instant a number of 24-hour days after another.

    instant: SQL of a timestamp without time zone, so that no clock change can bend the day.
    days:    an integer known at compile time.
#}
{% macro add_days(instant, days) %}
    {{- return(adapter.dispatch('add_days', 'lead_scoring')(instant, days)) -}}
{% endmacro %}

{% macro default__add_days(instant, days) %}
    {{- return("(" ~ instant ~ " + interval '" ~ days * 24 ~ " hours')") -}}
{% endmacro %}
