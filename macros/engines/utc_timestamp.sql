{#
    Any column that tells a time as a UTC timestamp without time zone, microseconds truncated.

    value:     SQL of the column.
    data_type: its type as the engine names it. Text is an ISO time that may end in Z, an offset or a
               zone's name; without one it is UTC. A date is its 00:00:00.
#}
{% macro utc_timestamp(value, data_type) %}
    {{- return(adapter.dispatch('utc_timestamp', 'lead_scoring')(value, data_type | lower)) -}}
{% endmacro %}

{% macro default__utc_timestamp(value, data_type) %}
    {%- if 'with time zone' in data_type or data_type == 'timestamptz' -%}
        {{- return("timezone('UTC', " ~ value ~ ")") -}}
    {%- elif data_type in ('timestamp_ns', 'timestamptz_ns') -%}
        {# a cast would round to the nearest microsecond #}
        {%- set nanoseconds = 'epoch_ns(' ~ value ~ ')' -%}
        {{- return(
            'make_timestamp((' ~ nanoseconds ~ ' - (' ~ nanoseconds ~ ' % 1000 + 1000) % 1000) // 1000)'
        ) -}}
    {%- elif data_type in ('varchar', 'text', 'character varying') -%}
        {{- return(
            "case when not regexp_matches(" ~ value ~ ", '" ~ iso_date_pattern() ~ "')"
            ~ " then cast('no ISO time: ' || " ~ value ~ " as timestamp)"
            ~ " when regexp_matches(" ~ value ~ ", '" ~ zone_pattern() ~ "')"
            ~ " then timezone('UTC', cast(" ~ value ~ " as timestamp with time zone))"
            ~ " else cast(" ~ value ~ " as timestamp) end"
        ) -}}
    {%- else -%}
        {{- return('cast(' ~ value ~ ' as timestamp)') -}}
    {%- endif -%}
{% endmacro %}

{% macro postgres__utc_timestamp(value, data_type) %}
    {%- if 'with time zone' in data_type or data_type == 'timestamptz' -%}
        {{- return("timezone('UTC', " ~ value ~ ")") -}}
    {%- elif data_type.startswith('character') or data_type == 'text' -%}
        {# a cast would round to the nearest microsecond #}
        {%- set truncated = "regexp_replace(" ~ value ~ ", '([.][0-9]{6})[0-9]+', '\\1')" -%}
        {{- return(
            "case when " ~ value ~ " !~ '" ~ iso_date_pattern() ~ "'"
            ~ " then cast('no ISO time: ' || " ~ value ~ " as timestamp)"
            ~ " when " ~ value ~ " ~ '" ~ zone_pattern() ~ "'"
            ~ " then timezone('UTC', cast(" ~ truncated ~ " as timestamp with time zone))"
            ~ " else cast(" ~ truncated ~ " as timestamp) end"
        ) -}}
    {%- else -%}
        {{- return('cast(' ~ value ~ ' as timestamp)') -}}
    {%- endif -%}
{% endmacro %}

{# Words like now, and 03/04/2026, mean one thing here and another there, or another tomorrow. #}
{% macro iso_date_pattern() %}
    {{- return('^ *[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}') -}}
{% endmacro %}

{# A time of day, then a letter or a sign: 2026-01-31 alone has none. A plain cast would drop the zone. #}
{% macro zone_pattern() %}
    {{- return(adapter.dispatch('zone_pattern', 'lead_scoring')()) -}}
{% endmacro %}

{% macro default__zone_pattern() %}
    {{- return(':[0-9.]+ *[A-Za-z+-]') -}}
{% endmacro %}

{# PostgreSQL reads 10:00 PM as a time without a zone #}
{% macro postgres__zone_pattern() %}
    {{- return(':[0-9.]+ *(?![AaPp][Mm] *$)[A-Za-z+-]') -}}
{% endmacro %}
