{#
    Text with NULL for what is empty or nothing but blanks (semantics C1).

    text: SQL of a text value.

    What sorts at or after the first printable character is no blank; asking that first spares most
    values the costlier trim.
#}
{% macro blank_as_null(text) %}
    {{- return(
        'case when ' ~ bytewise(text) ~ " >= '!' or trim(both ' ' from " ~ text ~ ") <> '' then "
        ~ text ~ ' end'
    ) -}}
{% endmacro %}
