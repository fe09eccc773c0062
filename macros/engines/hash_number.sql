{#
    A whole number from 0 to 2^32 - 1 that is the same for the same text in every engine and for good: the
    first eight hexadecimal digits of its MD5.

    text: SQL of a text value.
#}
{% macro hash_number(text) %}
    {{- return(adapter.dispatch('hash_number', 'lead_scoring')(text)) -}}
{% endmacro %}

{% macro default__hash_number(text) %}
    {{- return("cast('0x' || substring(md5(" ~ text ~ "), 1, 8) as bigint)") -}}
{% endmacro %}

{# by way of bits, since PostgreSQL reads hexadecimal numbers from version 16 on only #}
{% macro postgres__hash_number(text) %}
    {{- return("cast(cast('x' || substring(md5(" ~ text ~ "), 1, 8) as bit(32)) as bigint)") -}}
{% endmacro %}
