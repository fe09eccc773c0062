{#
    The SHA-256 of a text's UTF-8 bytes, as 64 hexadecimal digits.

    text: SQL of a text value.
#}
{% macro text_hash(text) %}
    {{- return(adapter.dispatch('text_hash', 'lead_scoring')(text)) -}}
{% endmacro %}

{% macro default__text_hash(text) -%}
    sha256({{ text }})
{%- endmacro %}

{% macro postgres__text_hash(text) -%}
    encode(sha256(convert_to({{ text }}, 'UTF8')), 'hex')
{%- endmacro %}

{% macro spark__text_hash(text) -%}
    sha2({{ text }}, 256)
{%- endmacro %}
