{#
    Every row of a related table with every lead that it reaches (semantics C7, P5).

    relations: the table's judged rows under related__<name>_judged, leads, contacts.
    table:     the table's name among the inputs, related__<name>.
    key:       whose id the rows carry: lead, contact or account.
    time:      the time column; none without one: then the rows count since the lead came into being.
    Grain:     one row per lead and row that reaches it.
    Columns:   lead_key, the columns that some spec looks at, is_of_account (by a contact of the lead's
               account), occurred_at.
#}
{% macro lead_related(relations, table, key, time) %}
{%- set columns -%}
    {%- for name in used_columns(table) %}
    {{ 'records.' ~ name }} as {{ related_column(name) }},
    {%- endfor %}
    {{ 'records.' ~ time if time else 'leads.created_at' }} as occurred_at
{%- endset -%}
with

records as (
    select * from {{ relations[table ~ '_judged'] }} where rejected_by is null
)

{% if key == 'lead' -%}
select
    named.surviving_lead_key as lead_key,
    false as is_of_account,
    {{- columns }}
from records
inner join {{ relations.leads }} as named on records.lead_id = named.lead_id
inner join {{ relations.leads }} as leads on named.surviving_lead_key = leads.lead_key
{%- elif key == 'contact' -%}
select
    leads.lead_key,
    false as is_of_account,
    {{- columns }}
from records
inner join {{ relations.leads }} as leads on records.contact_id = leads.contact_id
where not leads.is_merged
{%- if 'account' in used_targets() %}
union all
select
    leads.lead_key,
    true as is_of_account,
    {{- columns }}
from records
inner join {{ relations.contacts }} as contacts on records.contact_id = contacts.contact_id
inner join {{ relations.leads }} as leads on contacts.account_id = leads.account_id
where not leads.is_merged and leads.contact_id is null
{%- endif %}
{%- else -%}
select
    leads.lead_key,
    false as is_of_account,
    {{- columns }}
from {{ relations.leads }} as leads
left join {{ relations.contacts }} as contacts on leads.contact_id = contacts.contact_id
inner join records on coalesce(leads.account_id, contacts.account_id) = records.account_id
where not leads.is_merged
{%- endif %}
{% endmacro %}

{#
    A row's own columns are carried under names of their own, so that none is taken for the lead's.

    name: the column.
#}
{% macro related_column(name) %}
    {{- return(field_column('its_' ~ name)) -}}
{% endmacro %}
