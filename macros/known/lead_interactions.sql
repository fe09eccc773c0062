{#
    Every interaction with every lead that it reaches, and by which ways (semantics I1 to I5, P5).

    relations: interactions_judged, leads, contacts, accounts, contact_versions, account_versions.
    Grain:     one row per lead and interaction that reaches it as its own or by its parent contact; one
               more where it reaches the lead by its account.
    Columns:   lead_id, own_lead_id (the interaction's own), the columns that some spec looks at,
               is_own, is_of_parent_contact, is_of_account, occurred_at.

    What filters look at beyond the interaction's own row is joined as it was when the interaction
    occurred (C3), under its path with __ for dots.
#}
{% macro lead_interactions(relations) %}
{%- set own = ['interaction_type'] + used_columns('interactions')
    | reject('in', ['lead_id', 'interaction_type', 'occurred_at']) | list -%}
{%- set columns = own + ['own_lead_id'] if 'lead_id' in used_columns('interactions') else own -%}
{%- set joined = [] -%}
{%- for path, names in used_paths().items() -%}
    {%- for name in names -%}
        {%- do joined.append(field_column(path ~ '.' ~ name)) -%}
    {%- endfor -%}
{%- endfor -%}
with

interactions as (
    select
        judged.lead_id as own_lead_id,
        judged.contact_id as own_contact_id,
        leads.surviving_lead_id,
        leads.surviving_contact_id,
        {% for name in own -%}
        judged.{{ name }},
        {% endfor -%}
        {% for path, names in used_paths().items() -%}
        {% for name in names -%}
        {{ field_column(path) }}.{{ name }} as {{ field_column(path ~ '.' ~ name) }},
        {% endfor -%}
        {% endfor -%}
        judged.occurred_at
    from {{ relations.interactions_judged }} as judged
    left join {{ relations.leads }} as leads on judged.lead_id = leads.lead_id
    {%- for path in used_paths() %}
    {{ versions_at('judged.occurred_at', walk_of_interaction('judged', path, relations), relations, field_column(path)) | indent(4) }}
    {%- endfor %}
    where judged.rejected_by is null
)

select
    interactions.surviving_lead_id as lead_id,
    {% for name in columns + joined -%}
    interactions.{{ name }},
    {% endfor -%}
    true as is_own,
    coalesce(interactions.own_contact_id = interactions.surviving_contact_id, false) as is_of_parent_contact,
    false as is_of_account,
    interactions.occurred_at
from interactions
where interactions.surviving_lead_id is not null
union all
-- what reaches the lead both ways counts once, as its own
select
    leads.lead_id,
    {% for name in columns + joined -%}
    interactions.{{ name }},
    {% endfor -%}
    false as is_own,
    true as is_of_parent_contact,
    false as is_of_account,
    interactions.occurred_at
from interactions
inner join {{ relations.leads }} as leads on interactions.own_contact_id = leads.contact_id
where
    not leads.is_merged
    and (interactions.surviving_lead_id is null or interactions.surviving_lead_id <> leads.lead_id)
{%- if 'account' in used_targets() %}
union all
select
    leads.lead_id,
    {% for name in columns + joined -%}
    interactions.{{ name }},
    {% endfor -%}
    false as is_own,
    false as is_of_parent_contact,
    true as is_of_account,
    interactions.occurred_at
from interactions
inner join {{ relations.contacts }} as contacts on interactions.own_contact_id = contacts.contact_id
inner join {{ relations.leads }} as leads on contacts.account_id = leads.account_id
where not leads.is_merged and leads.contact_id is null
{%- endif %}
{% endmacro %}
