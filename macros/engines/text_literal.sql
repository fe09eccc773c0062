{#
    A text value as an SQL literal that is nothing but that value.

    value: the text, any characters but NUL.
    Spark overrides it one day: there a backslash escapes.
#}
{% macro text_literal(value) %}
    {{- return(adapter.dispatch('text_literal', 'lead_scoring')(value)) -}}
{% endmacro %}

{% macro default__text_literal(value) %}
    {{- return("'" ~ value | replace("'", "''") ~ "'") -}}
{% endmacro %}
