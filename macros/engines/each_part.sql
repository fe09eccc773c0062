{#
    The parts of a text, as a column that makes of each row one a part, and none of a row without the text.

    text:      SQL of a text value.
    separator: what stands between two parts.
#}
{% macro each_part(text, separator) %}
    {{- return(adapter.dispatch('each_part', 'lead_scoring')(text, separator)) -}}
{% endmacro %}

{% macro default__each_part(text, separator) %}
    {{- return('unnest(string_to_array(' ~ text ~ ', ' ~ text_literal(separator) ~ '))') -}}
{% endmacro %}
