{{ config(enabled = var('connector') == 'hubspot') }}
{%- set sources = connector_sources('hubspot') -%}
{%- set properties = hubspot_properties() -%}
{%- set names = [] -%}
{%- for property in properties.values() -%}
    {%- do names.append(text_literal(property.property)) -%}
{%- endfor -%}
with

contacts as (
    select * from {{ ref('stg_hubspot__source_contacts') }}
),

ranked_changes as (
    select
        source_rows.contact_id,
        lower(source_rows.name) as property,
        source_rows.value as told_value,
        source_rows.timestamp as changed_at,
        row_number() over (
            partition by source_rows.contact_id, lower(source_rows.name), source_rows.timestamp
            order by {{ bytewise('source_rows.value') }} desc nulls last
        ) as value_rank
    from (
        {{ source_table(sources['contact_property_history']) | indent(8) }}
    ) as source_rows
    where source_rows.timestamp is not null and lower(source_rows.name) in ({{ names | join(', ') }})
),

-- what was before all changes is a version, too
told_changes as (
    select
        contact_id,
        property,
        told_value,
        changed_at
    from ranked_changes
    where value_rank = 1 and contact_id in (select contacts.contact_id from contacts)
    union all
    select
        contact_id,
        cast(null as text) as property,
        cast(null as text) as told_value,
        cast(null as timestamp) as changed_at
    from contacts
    where contact_id is not null
),

instants as (
    select
        contact_id,
        {%- for column, property in properties.items() %}
        max(case when property = {{ text_literal(property.property) }} then told_value end) as new_{{ column }},
        count(case when property = {{ text_literal(property.property) }} then 1 end) as changes_of_{{ column }},
        {%- endfor %}
        changed_at
    from told_changes
    group by contact_id, changed_at
),

counted_changes as (
    select
        contact_id,
        {%- for column in properties %}
        new_{{ column }},
        sum(changes_of_{{ column }}) over changes_so_far as change_of_{{ column }},
        {%- endfor %}
        changed_at,
        lead(changed_at) over changes_so_far as ended_at
    from instants
    window changes_so_far as (partition by contact_id order by changed_at nulls first)
),

-- each property as its last change before left it
told_versions as (
    select
        contact_id,
        {%- for column in properties %}
        max(new_{{ column }}) over (partition by contact_id, change_of_{{ column }}) as told_{{ column }},
        change_of_{{ column }} = max(change_of_{{ column }}) over (partition by contact_id) as is_last_{{ column }},
        {%- endfor %}
        changed_at,
        ended_at
    from counted_changes
),

-- today's values are the contact's own: also of properties that have no history
versions as (
    select
        told_versions.contact_id,
        {%- for column, property in properties.items() %}
        case
            when told_versions.is_last_{{ column }} then contacts.{{ property.source }}
            else {{ hubspot_told_value('told_' ~ column, property.type) }}
        end as {{ column }},
        {%- endfor %}
        told_versions.changed_at,
        told_versions.ended_at
    from told_versions
    inner join contacts on told_versions.contact_id = contacts.contact_id
)

select
    contact_id,
    {{ hubspot_status('lifecycle_stage', 'lead_status') | indent(4) }} as status,
    {%- for column in properties if column not in ['lifecycle_stage', 'lead_status', 'annual_revenue'] %}
    {{ column }},
    {%- endfor %}
    {{ hubspot_number('annual_revenue') }} as annual_revenue,
    changed_at as valid_from,
    ended_at as valid_to
from versions
