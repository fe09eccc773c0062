{#
    One source column cast to its canonical type.

    column: the source's column, none where the source lacks it.
    type:   id, text, integer, number, boolean, timestamp.
#}
{% macro canonical_value(column, type) %}
    {%- set data_type = sql_type(type) -%}
    {%- if not column -%}
        {{- return('cast(null as ' ~ data_type ~ ')') -}}
    {%- endif -%}
    {%- set value = adapter.quote(column.name) -%}
    {%- set is_text = column.is_string() -%}
    {%- if is_text or type in ('id', 'text') -%}
        {%- set value = blank_as_null('cast(' ~ value ~ ' as ' ~ sql_type('text') ~ ')') -%}
    {%- endif -%}
    {%- if type in ('id', 'text') -%}
        {{- return(value) -}}
    {%- elif type == 'timestamp' -%}
        {{- return(utc_timestamp(value, 'text' if is_text else column.dtype)) -}}
    {%- elif type == 'boolean' and is_text -%}
        {# engines disagree on which words are true; any other word must stop the run #}
        {{- return(
            "case when lower(trim(both ' ' from " ~ value ~ ")) in ('true', 't', 'yes', 'y', '1') then true"
            ~ " when lower(trim(both ' ' from " ~ value ~ ")) in ('false', 'f', 'no', 'n', '0') then false"
            ~ " else cast('no boolean: ' || " ~ value ~ " as boolean) end"
        ) -}}
    {%- elif type == 'integer' and is_text -%}
        {{- return('cast(cast(' ~ value ~ ' as ' ~ sql_type('number') ~ ') as ' ~ data_type ~ ')') -}}
    {%- else -%}
        {{- return('cast(' ~ value ~ ' as ' ~ data_type ~ ')') -}}
    {%- endif -%}
{% endmacro %}
