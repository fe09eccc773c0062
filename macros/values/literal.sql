{#
    A value from a spec as a typed SQL literal.

    value: text, or a number or instant spelled as text by the compiler, which checked it.
    type:  id, text, integer, number, boolean, timestamp.
#}
{% macro literal(value, type) %}
    {%- if value is none -%}
        {{- return('cast(null as ' ~ sql_type(type) ~ ')') -}}
    {%- elif type in ('id', 'text') -%}
        {{- return(text_literal(value)) -}}
    {%- elif type == 'timestamp' -%}
        {{- return("cast('" ~ value ~ "' as timestamp)") -}}
    {%- else -%}
        {{- return('cast(' ~ value ~ ' as ' ~ sql_type(type) ~ ')') -}}
    {%- endif -%}
{% endmacro %}
