{#
    Every interaction with every lead that it reaches, and by which ways (semantics I1 to I5, P5).

    relations:      stg_interactions, interaction_copies, as_of, leads, contacts, accounts,
                    contact_versions, account_versions.
    columns, paths: what filters look at, of the interaction itself and beyond; of all specs by default.
    targets:        those of models; of all specs by default.
    leads_wanted:   relation of lead_key, the only leads wanted; none for all.
    Grain:          one row per lead and interaction that reaches it as its own or by its parent contact;
                    one more where it reaches the lead by its account.
    Columns:        lead_key, own_lead_id (the interaction's own), the columns that filters look at,
                    is_own, is_of_parent_contact, is_of_account, occurred_at.

    What filters look at beyond the interaction's own row is joined as it was when the interaction
    occurred (C3), under its path with __ for dots.
#}
{% macro lead_interactions(relations, columns=none, paths=none, targets=none, leads_wanted=none) %}
{%- set columns = used_columns('interactions') if columns is none else columns -%}
{%- set paths = used_paths() if paths is none else paths -%}
{%- set targets = used_targets() if targets is none else targets -%}
{%- set own = ['interaction_type'] + columns
    | reject('in', ['lead_id', 'contact_id', 'interaction_type', 'occurred_at']) | list -%}
{%- set carried = own + (['contact_id'] if 'contact_id' in columns else []) -%}
with

{% if leads_wanted -%}
{{ wanted_subjects(relations, targets, leads_wanted) }},

{% endif -%}
interactions as (
    {{ counted_interactions(
        relations,
        columns = ['lead_id', 'contact_id'] + own + ['occurred_at'],
        is_of_wanted_subjects = leads_wanted is not none,
    ) | indent(4) }}
),

-- with each contact, once more without a lead: there what is a lead's own finds its row
leads_of_contacts as (
    select
        contact_id,
        lead_key
    from {{ relations.leads }}
    where contact_id is not null and not is_merged
    union all
    select distinct
        contact_id,
        cast(null as integer) as lead_key
    from {{ relations.leads }}
    where contact_id is not null and not is_merged
),

-- what reaches a lead both ways counts once, as its own
lead_interactions as (
    select
        coalesce(leads_of_contacts.lead_key, own_leads.surviving_lead_key) as lead_key,
        {% if 'lead_id' in columns -%}
        interactions.lead_id as own_lead_id,
        {% endif -%}
        {% for name in carried -%}
        interactions.{{ name }},
        {% endfor -%}
        {{ values_along_paths(paths) }}
        leads_of_contacts.lead_key is null as is_own,
        leads_of_contacts.lead_key is not null
        or coalesce(
            interactions.contact_id
            = case when own_leads.is_merged then own_leads.surviving_contact_id else own_leads.contact_id end,
            false
        ) as is_of_parent_contact,
        false as is_of_account,
        interactions.occurred_at
    from interactions
    left join {{ relations.leads }} as own_leads on interactions.lead_id = own_leads.lead_id
    left join leads_of_contacts on interactions.contact_id = leads_of_contacts.contact_id
    {{ joins_along_paths(paths, relations) | indent(4) }}
    where
        coalesce(leads_of_contacts.lead_key, own_leads.surviving_lead_key) is not null
        and (
            leads_of_contacts.lead_key is null
            or own_leads.surviving_lead_key is null
            or leads_of_contacts.lead_key <> own_leads.surviving_lead_key
        )
    {%- if 'account' in targets %}
    union all
    select
        leads.lead_key,
        {% if 'lead_id' in columns -%}
        interactions.lead_id as own_lead_id,
        {% endif -%}
        {% for name in carried -%}
        interactions.{{ name }},
        {% endfor -%}
        {{ values_along_paths(paths) }}
        false as is_own,
        false as is_of_parent_contact,
        true as is_of_account,
        interactions.occurred_at
    from interactions
    inner join {{ relations.contacts }} as contacts on interactions.contact_id = contacts.contact_id
    inner join {{ relations.leads }} as leads on contacts.account_id = leads.account_id
    {{ joins_along_paths(paths, relations) | indent(4) }}
    where not leads.is_merged and leads.contact_id is null
    {%- endif %}
)

select *
from lead_interactions
{%- if leads_wanted %}
where lead_key in (select wanted.lead_key from {{ leads_wanted }} as wanted)
{%- endif %}
{% endmacro %}

{# The columns that are joined, in a select; paths: as in lead_interactions. #}
{% macro values_along_paths(paths) -%}
    {%- for path, names in paths.items() -%}
        {%- for name in names -%}
        {{ field_column(path) }}.{{ name }} as {{ field_column(path ~ '.' ~ name) }},
        {% endfor -%}
    {%- endfor -%}
{%- endmacro %}

{# What they are joined from; paths, relations: as in lead_interactions. #}
{% macro joins_along_paths(paths, relations) -%}
    {%- for path in paths -%}
{{ versions_at('interactions.occurred_at', walk_of_interaction('interactions', path, relations), relations, field_column(path)) }}
{% endfor -%}
{%- endmacro %}

{#
    The ids by which interactions name one of the leads wanted, as the CTEs that counted_interactions
    joins. Joined, since PostgreSQL is slow to look into long lists.

    relations, targets, leads_wanted: as in lead_interactions.
#}
{% macro wanted_subjects(relations, targets, leads_wanted) -%}
wanted_lead_ids as (
    select distinct leads.lead_id
    from {{ relations.leads }} as leads
    inner join {{ leads_wanted }} as wanted on leads.surviving_lead_key = wanted.lead_key
),

wanted_contact_ids as (
    select leads.contact_id
    from {{ relations.leads }} as leads
    inner join {{ leads_wanted }} as wanted on leads.lead_key = wanted.lead_key
    where leads.contact_id is not null
    {%- if 'account' in targets %}
    union
    select contacts.contact_id
    from {{ relations.leads }} as leads
    inner join {{ leads_wanted }} as wanted on leads.lead_key = wanted.lead_key
    inner join {{ relations.contacts }} as contacts on leads.account_id = contacts.account_id
    where leads.contact_id is null
    {%- else %}
    group by leads.contact_id
    {%- endif %}
)
{%- endmacro %}

{# the same as a table that is kept by lead. relations: also interaction_fingerprints. #}
{% macro kept_lead_interactions(relations) %}
{{ lead_interactions(relations, leads_wanted = leads_to_replace(relations.interaction_fingerprints)) }}
{% endmacro %}
