{#
    The Monday on which a date's ISO week begins.

    day: SQL of a date.
#}
{% macro monday(day) %}
    {#- of a timestamp without time zone, so that no session's time zone counts -#}
    {{- return('cast(' ~ dbt.date_trunc('week', 'cast(' ~ day ~ ' as timestamp)') ~ ' as date)') -}}
{% endmacro %}
