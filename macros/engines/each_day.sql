{#
    All dates from one to another, both included, as a column that makes of each row one a date.

    first_day, last_day: SQL of dates.
#}
{% macro each_day(first_day, last_day) %}
    {{- return(adapter.dispatch('each_day', 'lead_scoring')(first_day, last_day)) -}}
{% endmacro %}

{% macro default__each_day(first_day, last_day) %}
    {{- return('cast(unnest(' ~ instants_of_days(first_day, last_day) ~ ') as date)') -}}
{% endmacro %}

{# there the function returns rows, not a list #}
{% macro postgres__each_day(first_day, last_day) %}
    {{- return('cast(' ~ instants_of_days(first_day, last_day) ~ ' as date)') -}}
{% endmacro %}

{# The first instants of the days; first_day, last_day: as in each_day. #}
{% macro instants_of_days(first_day, last_day) %}
    {{- return(
        'generate_series(cast(' ~ first_day ~ ' as timestamp), cast(' ~ last_day ~ " as timestamp)"
        ~ ", interval '1 day')"
    ) -}}
{% endmacro %}
