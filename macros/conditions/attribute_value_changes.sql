{#
    When an attribute of a lead begins and stops to satisfy a comparison (semantics C1, C2, C9).

    relations: lead_versions for an attribute of the lead itself, else leads, what walk needs, and the
               versions at the path's end; leads also for is_not_set.
    filter:    mapping of field (a path), operator, value, type, case_sensitive.
    Grain:     one row per lead and end of a span; several at one instant add up.
    Columns:   lead_key, changed_at, value_change (+1 begins, -1 stops).

    Nothing is scored before a lead's creation, so what holds since ever begins there.
#}
{% macro attribute_value_changes(relations, filter) %}
{%- set is_complement = filter.operator == 'is_not_set' -%}
{%- set held = dict(filter, operator='is_set') if is_complement else filter -%}
{%- set hops = filter.field.split('.')[:-1] -%}
{%- set column = 'versions.' ~ filter.field.split('.')[-1] -%}
with

held_spans as (
    select
        {{ 'leads' if hops else 'versions' }}.lead_key,
        {{ span_start(column, held, 'leads.created_at' if hops else 'versions.lead_created_at') }} as begins_at,
        {{ span_end(column, held) }} as ends_at
    {%- if hops %}
    {%- set walked = walk('leads', hops, relations) %}
    from {{ relations.leads }} as leads
    {{ walked.joins | indent(4) }}
    inner join {{ versions_of(walked.table, relations) }} as versions
        on {{ walked.key }} = versions.{{ id_column(walked.table) }}
    {%- else %}
    from {{ relations.lead_versions }} as versions
    {%- endif %}
    {%- if held.operator in ('within_last_days', 'older_than_days') %}
    where {{ column }} is not null
    {%- else %}
    where {{ predicate(column, held) }}
    {%- endif %}
),

nonempty_spans as (
    select *
    from held_spans
    where ends_at is null or ends_at > begins_at
),

value_changes as (
    {{ span_value_changes('nonempty_spans', leads = relations.leads if is_complement) | indent(4) }}
)

select * from value_changes
{% endmacro %}

{#
    When a version begins to satisfy a comparison. No engine's greatest may see a NULL: they disagree on
    what it is.

    column:     SQL of the attribute, of the alias versions.
    filter:     the comparison.
    created_at: SQL of the lead's creation.
#}
{% macro span_start(column, filter, created_at) %}
    {%- set starts = [created_at, 'coalesce(versions.begins_at, ' ~ created_at ~ ')'] -%}
    {%- if filter.operator == 'within_last_days' -%}
        {%- do starts.append(column) -%}
    {%- elif filter.operator == 'older_than_days' -%}
        {%- do starts.append(add_days(column, filter.value)) -%}
    {%- endif -%}
    {{- return('greatest(' ~ starts | join(', ') ~ ')') -}}
{% endmacro %}

{# When it stops to; column, filter: as in span_start. #}
{% macro span_end(column, filter) %}
    {%- if filter.operator == 'within_last_days' -%}
        {%- set end = add_days(column, filter.value) -%}
        {{- return('case when versions.ends_at < ' ~ end ~ ' then versions.ends_at else ' ~ end ~ ' end') -}}
    {%- endif -%}
    {{- return('versions.ends_at') -}}
{% endmacro %}
