{#
    The SQL type of a declared type.

    type: id, text, integer, number, boolean, timestamp, or points.
#}
{% macro sql_type(type) %}
    {%- set types = {
        'id': 'text',
        'text': 'text',
        'integer': 'bigint',
        'number': 'decimal(28, 10)',
        'points': 'decimal(18, 4)',
        'boolean': 'boolean',
        'timestamp': 'timestamp',
    } -%}
    {{- return(types[type]) -}}
{% endmacro %}
