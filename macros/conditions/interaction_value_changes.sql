{#
    When the value of an interaction condition changes (semantics C3 to C5).

    interactions:     one row per lead and interaction that reaches it.
    interaction_type: the type that matches.
    where:            condition tree over the interaction's own columns, or none.
    frequency:        'each', 'none', or {'at_least': n}.
    within_days:      how many 24-hour days an interaction counts, or none.
    since:            the instant from which interactions count, or none.
    count_parent_contact_interactions: also those that reach the lead by its parent contact only.
    leads:            for 'none' only: relation of lead_id, created_at.
    Grain:            one row per lead and change; several at one instant add up.
    Columns:          lead_id, changed_at, value_change.
#}
{% macro interaction_value_changes(
    interactions,
    interaction_type,
    frequency,
    count_parent_contact_interactions,
    where=none,
    within_days=none,
    since=none,
    leads=none
) %}
with

matching_interactions as (
    select
        lead_id,
        occurred_at
    from {{ interactions }}
    where
        interaction_type = {{ literal(interaction_type, 'id') }}
        {%- if not count_parent_contact_interactions %}
        and not is_from_parent_contact
        {%- endif %}
        {%- if since %}
        and occurred_at >= {{ literal(since, 'timestamp') }}
        {%- endif %}
        {%- if where %}
        and {{ tree(where, field_leaf, at = 'occurred_at') }}
        {%- endif %}
),

{% if frequency != 'each' -%}
spans as (
    {{ at_least_spans(
        'matching_interactions',
        at_least = 1 if frequency == 'none' else frequency.at_least,
        within_days = within_days,
    ) | indent(4) }}
),

{% endif -%}
value_changes as (
    {%- if frequency == 'each' %}
    {{ each_value_changes('matching_interactions', within_days) | indent(4) }}
    {%- else %}
    {{ span_value_changes('spans', leads = leads if frequency == 'none') | indent(4) }}
    {%- endif %}
)

select * from value_changes
{% endmacro %}
