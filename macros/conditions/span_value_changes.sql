{#
    The value changes of a condition that holds on spans of time, or of its complement.

    spans:   relation of lead_key, begins_at, ends_at; an end that is NULL doesn't show. No span is
             empty, and none overlap but where an end is NULL.
    leads:   only for the complement: relation of lead_key, created_at; it holds from there on but for
             the spans.
    Grain:   one row per lead and end of a span; touching ends may cancel each other.
    Columns: lead_key, changed_at, value_change.
#}
{% macro span_value_changes(spans, leads=none) %}
{%- if leads -%}
select
    lead_key,
    created_at as changed_at,
    1 as value_change
from {{ leads }}
union all
{% endif -%}
select
    lead_key,
    begins_at as changed_at,
    {{ '-' if leads }}1 as value_change
from {{ spans }}
where begins_at is not null
union all
select
    lead_key,
    ends_at as changed_at,
    {{ '-' if not leads }}1 as value_change
from {{ spans }}
where ends_at is not null
{%- endmacro %}
