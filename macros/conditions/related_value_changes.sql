{#
    When the value of a condition over a related table changes (semantics C4 to C7, G4).

    relations: lead_related__<table>; leads for frequency none.
    table:     the declared table.
    key:       whose id its rows carry: lead, contact or account.
    target:    lead, contact or account.
    frequency, where, within_days, since, min_age_days, decay: as in record_value_changes.
    Grain:     one row per lead and change; several at one instant add up.
    Columns:   lead_key, changed_at, value_change.
#}
{% macro related_value_changes(
    relations,
    table,
    key,
    target,
    frequency,
    where=none,
    within_days=none,
    since=none,
    min_age_days=none,
    decay=none
) %}
{%- set matching = [] -%}
{%- if key == 'contact' -%}
    {%- do matching.append('is_of_account' if target == 'account' else 'not is_of_account') -%}
{%- endif -%}
{%- if where -%}
    {%- do matching.append(tree(where, related_leaf, at = 'occurred_at')) -%}
{%- endif -%}
{{ record_value_changes(
    records = relations['lead_related__' ~ table],
    matching = matching,
    leads = relations.leads,
    frequency = frequency,
    within_days = within_days,
    since = since,
    min_age_days = min_age_days,
    decay = decay,
) }}
{% endmacro %}

{# A leaf of a tree over related rows; leaf, at: as in interaction_leaf. #}
{% macro related_leaf(leaf, at) %}
    {{- return(predicate(related_column(leaf.field), leaf, at)) -}}
{% endmacro %}
