{#- The columns that no spec looks at are left behind: writing them costs more than all the rest. -#}
{%- set columns = ['interaction_type'] -%}
{%- for name in used_columns('interactions') if name not in ('lead_id', 'interaction_type', 'occurred_at') -%}
    {%- do columns.append(name) -%}
{%- endfor -%}
select
    own_lead.surviving_lead_id as lead_id,
    {% if 'lead_id' in used_columns('interactions') -%}
    judged.lead_id as own_lead_id,
    {% endif -%}
    {% for name in columns -%}
    judged.{{ name }},
    {% endfor -%}
    false as is_from_parent_contact,
    judged.occurred_at
from {{ ref('int_interactions_judged') }} as judged
inner join {{ ref('int_leads') }} as own_lead on judged.lead_id = own_lead.lead_id
where judged.rejected_by is null
union all
-- what reaches the lead both ways counts once, as its own
select
    leads.lead_id,
    {% if 'lead_id' in used_columns('interactions') -%}
    judged.lead_id as own_lead_id,
    {% endif -%}
    {% for name in columns -%}
    judged.{{ name }},
    {% endfor -%}
    true as is_from_parent_contact,
    judged.occurred_at
from {{ ref('int_interactions_judged') }} as judged
inner join {{ ref('int_leads') }} as leads on judged.contact_id = leads.contact_id
left join {{ ref('int_leads') }} as own_lead on judged.lead_id = own_lead.lead_id
where
    judged.rejected_by is null
    and not leads.is_merged
    and (own_lead.surviving_lead_id is null or own_lead.surviving_lead_id <> leads.lead_id)
