{#
    The ledger of a scoring model: when which group's points change (semantics S7).

    scoring_model:      the model's name.
    leads:              one row a lead.
    score_closed_leads: a closed lead goes on being scored.
    groups:             list of SQL, the point changes of each group.
    Grain:              one row per lead, group and instant.
    Columns:            lead_id, spec_hash, group_name, points_change, is_opening, changed_at.

    What happened before a lead is scored is one opening row a group at the start of its interval.
#}
{% macro score_ledger(scoring_model, leads, score_closed_leads, groups) %}
with

scored_leads as (
    {{ scored_intervals(leads, score_closed_leads) | indent(4) }}
),

point_changes as (
    {%- for group in groups %}
    select * from (
        {{ group | indent(8) }}
    ) as group_{{ loop.index }}
    {{ "union all" if not loop.last }}
    {%- endfor %}
),

scored_point_changes as (
    select
        point_changes.lead_id,
        point_changes.group_name,
        point_changes.points_change,
        scored_leads.scored_from,
        greatest(point_changes.changed_at, scored_leads.scored_from) as changed_at
    from point_changes
    inner join scored_leads on point_changes.lead_id = scored_leads.lead_id
    where scored_leads.scored_to is null or point_changes.changed_at < scored_leads.scored_to
)

select
    lead_id,
    '{{ spec_hash(scoring_model) }}' as spec_hash,
    group_name,
    cast(sum(points_change) as decimal(18, 4)) as points_change,
    changed_at = scored_from as is_opening,
    changed_at
from scored_point_changes
group by lead_id, group_name, changed_at, scored_from
having sum(points_change) <> 0
{% endmacro %}
