{#
    When each lead is scored (semantics P1 to P5, L3).

    relations:          leads; what the audience's filters need.
    target:             lead, contact or account.
    business_unit:      the id of the only business unit whose leads are scored, or none.
    score_closed_leads: a closed lead goes on being scored.
    audience:           {'match': tree of leaf names, 'filters': mapping of leaf name to filter}, or none.
    stopped_at:         the instant at which the model was stopped, or none.
    Grain:              one row per lead and interval, none empty, none adjoining.
    Columns:            lead_key, scored_from, scored_to (NULL: open).
#}
{% macro scored_intervals(relations, target, business_unit, score_closed_leads, audience, stopped_at) %}
with

leads as (
    select
        lead_key,
        created_at as scored_from,
        {{ scored_to(score_closed_leads, stopped_at) }} as scored_to
    from {{ relations.leads }}
    where
        not is_merged
        {%- if target == 'contact' %}
        and contact_id is not null
        {%- elif target == 'account' %}
        and account_id is not null
        and contact_id is null
        {%- endif %}
        {%- if business_unit %}
        and business_unit = {{ literal(business_unit, 'id') }}
        {%- endif %}
),

{% if audience -%}
audience_spans as (
    {{ audience_spans(relations, audience) | indent(4) }}
),

intervals as (
    select
        leads.lead_key,
        greatest(leads.scored_from, audience_spans.begins_at) as scored_from,
        case
            when audience_spans.ends_at < leads.scored_to then audience_spans.ends_at
            else coalesce(leads.scored_to, audience_spans.ends_at)
        end as scored_to
    from leads
    inner join audience_spans on leads.lead_key = audience_spans.lead_key
)
{%- else -%}
intervals as (
    select * from leads
)
{%- endif %}

select *
from intervals
where scored_to is null or scored_to > scored_from
{% endmacro %}

{#
    SQL of when a lead is scored no more: a closing after the stop is not known to a stopped model.

    score_closed_leads, stopped_at: as in scored_intervals.
#}
{% macro scored_to(score_closed_leads, stopped_at) %}
    {%- set stop = literal(stopped_at, 'timestamp') -%}
    {{- return(stop if score_closed_leads else 'coalesce(closed_at, ' ~ stop ~ ')' if stopped_at else 'closed_at') -}}
{% endmacro %}
