{#
    The SQL type of a declared type.

    type: id, text, integer, number, boolean, timestamp.
#}
{% macro sql_type(type) %}
    {%- set types = {
        'id': 'text',
        'text': 'text',
        'integer': 'bigint',
        'number': 'decimal(28, 10)',
        'boolean': 'boolean',
        'timestamp': 'timestamp',
    } -%}
    {{- return(types[type]) -}}
{% endmacro %}
