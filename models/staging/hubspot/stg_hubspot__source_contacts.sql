{{ config(enabled = var('connector') == 'hubspot') }}
{%- set sources = connector_sources('hubspot') -%}
select
    contacts.id as contact_id,
    {%- for column in sources.contact.columns if column != 'id' %}
    contacts.{{ adapter.quote(column | lower) }}{{ "," if not loop.last }}
    {%- endfor %}
from ({{ hubspot_rows('contact', 'id', sources) | indent(4) }}) as contacts
where not contacts.is_gone
