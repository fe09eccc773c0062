{#
    Value changes of a condition that can hold only from some age of the lead on (semantics C6).

    value_changes: relation of lead_key, changed_at, value_change.
    leads:         relation of lead_key, created_at.
    min_age_days:  the age in 24-hour days.

    What changed before that age is there at once when it is reached.
#}
{% macro value_changes_from_age(value_changes, leads, min_age_days) -%}
select
    value_changes.lead_key,
    greatest(value_changes.changed_at, {{ add_days('leads.created_at', min_age_days) }}) as changed_at,
    value_changes.value_change
from {{ value_changes }} as value_changes
inner join {{ leads }} as leads on value_changes.lead_key = leads.lead_key
{%- endmacro %}
