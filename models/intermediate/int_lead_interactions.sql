{%- set columns = input_columns('interactions').keys() | reject('==', 'lead_id') | list -%}
with

leads as (
    select * from {{ ref('int_leads') }}
),

interactions as (
    select
        {% for name in columns -%}
        judged.{{ name }},
        {% endfor -%}
        leads.surviving_lead_id as own_lead_id
    from {{ ref('int_interactions_judged') }} as judged
    left join leads on judged.lead_id = leads.lead_id
    where judged.rejected_by is null
)

select
    own_lead_id as lead_id,
    {% for name in columns -%}
    {{ name }},
    {% endfor -%}
    false as is_from_parent_contact
from interactions
where own_lead_id is not null
union all
-- what reaches the lead both ways counts once, as its own
select
    leads.lead_id,
    {% for name in columns -%}
    interactions.{{ name }},
    {% endfor -%}
    true as is_from_parent_contact
from interactions
inner join leads on interactions.contact_id = leads.contact_id
where
    not leads.is_merged
    and (interactions.own_lead_id is null or interactions.own_lead_id <> leads.lead_id)
