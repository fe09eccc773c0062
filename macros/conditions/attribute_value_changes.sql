{#
    When an attribute of a lead begins and stops to satisfy a comparison (semantics C1, C2, C9).

    lead_versions: one row per lead and version, with created_at, valid_from, valid_to.
    filter:        mapping of field, operator, value, type, case_sensitive.
    Grain:         one row per lead and instant at which the condition's value changes.
    Columns:       lead_id, changed_at, value_change (+1 begins, -1 stops).

    Nothing is scored before a lead's creation, so what holds since ever begins there.
#}
{% macro attribute_value_changes(lead_versions, filter) %}
{%- set is_complement = filter.operator == 'is_not_set' -%}
{%- set held = dict(filter, operator='is_set') if is_complement else filter -%}
with

held_spans as (
    select
        lead_id,
        {{ span_start(held) }} as begins_at,
        {{ span_end(held) }} as ends_at
    from {{ lead_versions }}
    {%- if held.operator in ('within_last_days', 'older_than_days') %}
    where {{ held.field }} is not null
    {%- else %}
    where {{ predicate(held.field, held) }}
    {%- endif %}
),

nonempty_spans as (
    select *
    from held_spans
    where ends_at is null or ends_at > begins_at
),

{% if is_complement -%}
leads as (
    select
        lead_id,
        min(created_at) as created_at
    from {{ lead_versions }}
    group by lead_id
),

{% endif -%}
value_changes as (
    {{ span_value_changes('nonempty_spans', leads = 'leads' if is_complement) | indent(4) }}
)

select * from value_changes
{% endmacro %}

{% macro span_start(filter) %}
    {%- set starts = ['created_at', 'coalesce(valid_from, created_at)'] -%}
    {%- if filter.operator == 'within_last_days' -%}
        {%- do starts.append(filter.field) -%}
    {%- elif filter.operator == 'older_than_days' -%}
        {%- do starts.append(add_days(filter.field, filter.value)) -%}
    {%- endif -%}
    {{- return('greatest(' ~ starts | join(', ') ~ ')') -}}
{% endmacro %}

{# engines disagree on least(x, null), so the open end is asked for first #}
{% macro span_end(filter) %}
    {%- if filter.operator == 'within_last_days' -%}
        {%- set end = add_days(filter.field, filter.value) -%}
        {{- return('case when valid_to < ' ~ end ~ ' then valid_to else ' ~ end ~ ' end') -}}
    {%- endif -%}
    {{- return('valid_to') -}}
{% endmacro %}
