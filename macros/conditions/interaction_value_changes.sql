{#
    When the value of an interaction condition changes (semantics I1 to I3, C3 to C6, G4).

    relations:        lead_interactions; leads for frequency none.
    interaction_type: the type that matches.
    target:           lead, contact or account: whose interactions count.
    count_parent_contact_interactions: with target lead, also those of the lead's parent contact.
    frequency, where, within_days, since, min_age_days, decay: as in record_value_changes.
    Grain:            one row per lead and change; several at one instant add up.
    Columns:          lead_key, changed_at, value_change.
#}
{% macro interaction_value_changes(
    relations,
    interaction_type,
    target,
    count_parent_contact_interactions,
    frequency,
    where=none,
    within_days=none,
    since=none,
    min_age_days=none,
    decay=none
) %}
{%- set ways = {
    'lead': 'not is_of_account' if count_parent_contact_interactions else 'is_own',
    'contact': 'is_of_parent_contact',
    'account': 'is_of_account',
} -%}
{%- set matching = ['interaction_type = ' ~ literal(interaction_type, 'id'), ways[target]] -%}
{%- if where -%}
    {%- do matching.append(tree(where, interaction_leaf, at = 'occurred_at')) -%}
{%- endif -%}
{{ record_value_changes(
    records = relations.lead_interactions,
    matching = matching,
    leads = relations.leads,
    frequency = frequency,
    within_days = within_days,
    since = since,
    min_age_days = min_age_days,
    decay = decay,
) }}
{% endmacro %}

{#
    A leaf of a tree over interactions as an SQL condition: lead_key is the lead that the interaction
    counts for, own_lead_id the one it names itself.

    leaf: a filter.
    at:   SQL of the instant at which time-relative operators are measured.
#}
{% macro interaction_leaf(leaf, at) %}
    {{- return(predicate('own_lead_id' if leaf.field == 'lead_id' else field_column(leaf.field), leaf, at)) -}}
{% endmacro %}
