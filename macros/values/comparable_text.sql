{#
    Text as it is compared (semantics C8): without outer blanks and in lower case, or as it is.

    text:           SQL of a text value.
    is_exact:       compare as it is.
#}
{% macro comparable_text(text, is_exact) %}
    {{- return(text if is_exact else "lower(trim(both ' ' from " ~ text ~ "))") -}}
{% endmacro %}
