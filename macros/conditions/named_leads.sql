{#
    Value changes with the leads' ids, for people to look at.

    value_changes: SQL of lead_key, changed_at, value_change.
    lead_keys:     relation of lead_id, lead_key.
    Columns:       lead_id, changed_at, value_change.
#}
{% macro named_leads(value_changes, lead_keys) %}
select
    lead_keys.lead_id,
    value_changes.changed_at,
    value_changes.value_change
from (
    {{ value_changes | indent(4) }}
) as value_changes
inner join {{ lead_keys }} as lead_keys on value_changes.lead_key = lead_keys.lead_key
{% endmacro %}
