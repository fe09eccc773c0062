{#
    The lower end of the 95 % Wilson score interval of a share, within 0 and 1, NULL without trials.

    successes, trials: SQL of counts.
#}
{% macro wilson_lower(successes, trials) %}
    {{- return(wilson_end(successes, trials, '-')) -}}
{% endmacro %}

{# The upper end; successes, trials: as in wilson_lower. #}
{% macro wilson_upper(successes, trials) %}
    {{- return(wilson_end(successes, trials, '+')) -}}
{% endmacro %}

{#
    z is the 97.5 % quantile of the normal distribution; rounding may carry an end past 0 or 1.

    successes, trials: as in wilson_lower.
    sign:              - for the lower end, + for the upper.
#}
{% macro wilson_end(successes, trials, sign) %}
    {%- set z = 1.959963984540054 -%}
    {%- set part = 'cast(' ~ successes ~ ' as double precision)' -%}
    {%- set whole = 'cast(' ~ trials ~ ' as double precision)' -%}
    {{- return(
        'case when ' ~ trials ~ ' > 0 then greatest(0, least(1, ('
        ~ part ~ ' + ' ~ z * z / 2 ~ ' ' ~ sign ~ ' ' ~ z
        ~ ' * sqrt(' ~ part ~ ' * (' ~ whole ~ ' - ' ~ part ~ ') / nullif(' ~ whole ~ ', 0) + ' ~ z * z / 4 ~ ')'
        ~ ') / (' ~ whole ~ ' + ' ~ z * z ~ '))) end'
    ) -}}
{% endmacro %}
