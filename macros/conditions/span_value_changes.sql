{#
    The value changes of a condition that holds on spans of time, or of its complement.

    spans:   relation of lead_id, begins_at, ends_at (NULL: open), disjoint or touching; empty ones are
             left out here.
    leads:   only for the complement: relation of lead_id, created_at; it holds from there on but for
             the spans.
    Grain:   one row per lead and end of a span; touching ends may cancel each other.
    Columns: lead_id, changed_at, value_change.
#}
{% macro span_value_changes(spans, leads=none) %}
{%- set sign = '-' if leads else '' -%}
{%- if leads -%}
select
    lead_id,
    created_at as changed_at,
    1 as value_change
from {{ leads }}
union all
{% endif -%}
select
    lead_id,
    begins_at as changed_at,
    {{ sign }}1 as value_change
from {{ spans }}
where ends_at is null or ends_at > begins_at
union all
select
    lead_id,
    ends_at as changed_at,
    {{ '' if leads else '-' }}1 as value_change
from {{ spans }}
where ends_at > begins_at
{%- endmacro %}
