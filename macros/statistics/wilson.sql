{# Stand-in. #}
{% macro wilson_lower(successes, trials) %}
    {{- return(wilson_bound(successes, trials, '-')) -}}
{% endmacro %}

{% macro wilson_upper(successes, trials) %}
    {{- return(wilson_bound(successes, trials, '+')) -}}
{% endmacro %}

{% macro wilson_bound(successes, trials, sign) %}
    {%- set z2 = '3.841458820694124' -%}
    {%- set k = 'cast(' ~ successes ~ ' as double precision)' -%}
    {%- set n = 'nullif(cast(' ~ trials ~ ' as double precision), 0)' -%}
    {{- return(
        '((' ~ k ~ ' + ' ~ z2 ~ ' / 2 ' ~ sign ~ ' 1.959963984540054 * sqrt(' ~ k ~ ' * (' ~ n ~ ' - ' ~ k
        ~ ') / ' ~ n ~ ' + ' ~ z2 ~ ' / 4)) / (' ~ n ~ ' + ' ~ z2 ~ '))'
    ) -}}
{% endmacro %}
