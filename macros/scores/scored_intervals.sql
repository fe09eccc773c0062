{#
    When each lead is scored (semantics P2, P5).

    leads:              one row a lead.
    score_closed_leads: a closed lead goes on being scored.
    Grain:              one row per lead that is ever scored.
    Columns:            lead_id, scored_from, scored_to (NULL: open).
#}
{% macro scored_intervals(leads, score_closed_leads) -%}
select
    lead_id,
    created_at as scored_from,
    {{ 'cast(null as timestamp)' if score_closed_leads else 'closed_at' }} as scored_to
from {{ leads }}
where
    not is_merged
    {%- if not score_closed_leads %}
    and (closed_at is null or closed_at > created_at)
    {%- endif %}
{%- endmacro %}
