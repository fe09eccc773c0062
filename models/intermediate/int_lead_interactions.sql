{%- set kept = ['lead_id', 'interaction_type', 'occurred_at'] -%}
{%- set columns = ['interaction_type'] + columns_looked_at('interactions', kept) -%}
with

interactions as (
    select
        judged.lead_id as own_lead_id,
        judged.contact_id as parent_contact_id,
        leads.surviving_lead_id,
        {% for name in columns -%}
        judged.{{ name }},
        {% endfor -%}
        judged.occurred_at
    from {{ ref('int_interactions_judged') }} as judged
    left join {{ ref('int_leads') }} as leads on judged.lead_id = leads.lead_id
    where judged.rejected_by is null
)

select
    interactions.surviving_lead_id as lead_id,
    {% if 'lead_id' in used_columns('interactions') -%}
    interactions.own_lead_id,
    {% endif -%}
    {% for name in columns -%}
    interactions.{{ name }},
    {% endfor -%}
    false as is_from_parent_contact,
    interactions.occurred_at
from interactions
where interactions.surviving_lead_id is not null
union all
-- what reaches the lead both ways counts once, as its own
select
    leads.lead_id,
    {% if 'lead_id' in used_columns('interactions') -%}
    interactions.own_lead_id,
    {% endif -%}
    {% for name in columns -%}
    interactions.{{ name }},
    {% endfor -%}
    true as is_from_parent_contact,
    interactions.occurred_at
from interactions
inner join {{ ref('int_leads') }} as leads on interactions.parent_contact_id = leads.contact_id
where
    not leads.is_merged
    and (interactions.surviving_lead_id is null or interactions.surviving_lead_id <> leads.lead_id)
