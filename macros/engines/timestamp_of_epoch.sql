{#
    A UTC timestamp without time zone.

    seconds: SQL of the seconds since 1970, with fractions.
#}
{% macro timestamp_of_epoch(seconds) %}
    {{- return(adapter.dispatch('timestamp_of_epoch', 'lead_scoring')(seconds)) -}}
{% endmacro %}

{% macro default__timestamp_of_epoch(seconds) %}
    {{- return("timezone('UTC', to_timestamp(" ~ seconds ~ '))') -}}
{% endmacro %}
