{#
    The number of matching records that count, as changes.

    matching_records: relation of lead_key, occurred_at.
    within_days:           how many 24-hour days one counts, or none.
    Columns:               lead_key, changed_at, value_change.
#}
{% macro each_value_changes(matching_records, within_days) -%}
select
    lead_key,
    occurred_at as changed_at,
    1 as value_change
from {{ matching_records }}
{%- if within_days %}
union all
select
    lead_key,
    {{ add_days('occurred_at', within_days) }} as changed_at,
    -1 as value_change
from {{ matching_records }}
{%- endif %}
{%- endmacro %}
