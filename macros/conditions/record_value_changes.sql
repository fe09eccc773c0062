{#
    When the value of a condition over records changes (semantics C4 to C6, G4).

    records:      relation of one row per lead and record that reaches it, with occurred_at.
    matching:     list of SQL conditions that a record must satisfy.
    frequency:    'each', 'none', or {'at_least': n}.
    within_days:  how many 24-hour days a record counts, or none.
    since:        the instant from which records count, or none.
    min_age_days: with 'none': how old a lead must be, in 24-hour days, or none.
    decay:        with 'each': list of {'age_days', 'worth_change'}, what a record is worth from which
                  age on, as changes; the value is then the worth of the records, not their number.
    leads:        for 'none' only: relation of lead_key, created_at.
    Grain:        one row per lead and change; several at one instant add up.
    Columns:      lead_key, changed_at, value_change.
#}
{% macro record_value_changes(records, matching, leads, frequency, within_days, since, min_age_days, decay) %}
{%- if since -%}
    {%- set matching = matching + ['occurred_at >= ' ~ literal(since, 'timestamp')] -%}
{%- endif -%}
with

matching_records as (
    select
        lead_key,
        occurred_at
    from {{ records }}
    {%- if matching %}
    where
        {{ matching | join('\n        and ') }}
    {%- endif %}
),

{% if frequency != 'each' -%}
spans as (
    {{ at_least_spans(
        'matching_records',
        at_least = 1 if frequency == 'none' else frequency.at_least,
        within_days = within_days,
    ) | indent(4) }}
),

{% endif -%}
value_changes as (
    {%- if decay %}
    {{ decaying_value_changes('matching_records', decay) | indent(4) }}
    {%- elif frequency == 'each' %}
    {{ each_value_changes('matching_records', within_days) | indent(4) }}
    {%- else %}
    {{ span_value_changes('spans', leads = leads if frequency == 'none') | indent(4) }}
    {%- endif %}
)

{% if min_age_days -%}
{{ value_changes_from_age('value_changes', leads, min_age_days) }}
{%- else -%}
select * from value_changes
{%- endif %}
{% endmacro %}
