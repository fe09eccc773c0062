{#
    Text ordered by its bytes, whatever the database's locale.

    text: SQL of a text value.
#}
{% macro bytewise(text) %}
    {{- return(adapter.dispatch('bytewise', 'lead_scoring')(text)) -}}
{% endmacro %}

{# DuckDB compares bytes unless told otherwise #}
{% macro default__bytewise(text) %}
    {{- return(text) -}}
{% endmacro %}

{% macro postgres__bytewise(text) %}
    {{- return('(' ~ text ~ ') collate "C"') -}}
{% endmacro %}
