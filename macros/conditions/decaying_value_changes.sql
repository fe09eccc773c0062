{#
    What matching records are worth as they grow old, as changes (semantics G4).

    matching_records: relation of lead_key, occurred_at.
    decay:            list of {'age_days', 'worth_change'}; the worth changes at these ages.
    Columns:          lead_key, changed_at, value_change.
#}
{% macro decaying_value_changes(matching_records, decay) -%}
select
    matching_records.lead_key,
    {{ add_days('matching_records.occurred_at', 'steps.age_days') }} as changed_at,
    steps.worth_change as value_change
from {{ matching_records }} as matching_records
cross join (
    {{ literal_rows(columns = {'age_days': 'integer', 'worth_change': 'points'}, rows = decay) | indent(4) }}
) as steps
{%- endmacro %}
