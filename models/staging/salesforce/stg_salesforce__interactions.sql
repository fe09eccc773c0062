{{ config(enabled = var('connector') == 'salesforce') }}
{%- set sources = connector_sources('salesforce') -%}
{%- set declared = declared_columns('interactions') -%}
with

tasks as (
    {{ salesforce_rows('task', sources) | indent(4) }}
),

events as (
    {{ salesforce_rows('event', sources) | indent(4) }}
),

people as (
    {% for table in ['lead', 'contact'] -%}
    select
        id as person_id,
        '{{ table }}' as person_kind
    from ({{ salesforce_newest_rows(table, sources) | indent(4) }}) as {{ table }}s
    where id is not null
    {{ "union all" if not loop.last }}
    {% endfor %}
),

-- a task that is open has not happened, the head of a series is none of it, and nobody's tells of nobody
happened_activities as (
    select
        'task' as activity,
        id,
        who_id,
        lower(case when lower(task_subtype) <> 'task' then task_subtype else type end) as kind,
        call_duration_in_seconds as duration_seconds,
        {%- for column in declared %}
        {{ column }},
        {%- endfor %}
        coalesce(completed_date_time, least(activity_date, last_modified_date), created_date) as occurred_at
    from tasks
    where
        who_id is not null
        and coalesce(is_closed, lower(status) = 'completed', false)
        and not coalesce(is_recurrence, false)
    union all
    -- each colleague who is invited has a copy of the event, a child
    select
        'event' as activity,
        id,
        who_id,
        lower(case when lower(event_subtype) <> 'event' then event_subtype else type end) as kind,
        duration_in_minutes * 60 as duration_seconds,
        {%- for column in declared %}
        {{ column }},
        {%- endfor %}
        coalesce(start_date_time, activity_date_time, activity_date, created_date) as occurred_at
    from events
    where
        who_id is not null
        and not coalesce(is_child, false)
        and not coalesce(is_recurrence, false)
),

activities as (
    select
        happened_activities.*,
        case activity
            when 'task' then {{ salesforce_first_fit('task', 'type') | indent(16) }}
            else {{ salesforce_first_fit('event', 'type') | indent(16) }}
        end as interaction_type,
        case activity
            when 'task' then {{ salesforce_first_fit('task', 'channel') | indent(16) }}
            else {{ salesforce_first_fit('event', 'channel') | indent(16) }}
        end as channel,
        -- the ids of leads begin with 00Q, those of contacts with 003
        coalesce(
            people.person_kind, case substr(who_id, 1, 3) when '00Q' then 'lead' when '003' then 'contact' end
        ) as person_kind
    from happened_activities
    left join people on happened_activities.who_id = people.person_id
),

interactions as (
    select
        id,
        case when person_kind = 'lead' then who_id end as lead_id,
        case when person_kind = 'contact' then coalesce(surviving_contacts.surviving_id, who_id) end as contact_id,
        interaction_type,
        channel,
        cast(null as text) as campaign_id,
        cast(null as text) as campaign_name,
        duration_seconds,
        {%- for column in declared %}
        {{ column }},
        {%- endfor %}
        occurred_at
    from activities
    left join {{ ref('stg_salesforce__survivors') }} as surviving_contacts
        on activities.who_id = surviving_contacts.merged_id
    union all
    select
        id,
        lead_id,
        contact_id,
        interaction_type,
        channel,
        campaign_id,
        campaign_name,
        cast(null as {{ sql_type('number') }}) as duration_seconds,
        {%- for column in declared %}
        {{ column }},
        {%- endfor %}
        occurred_at
    from {{ ref('stg_salesforce__campaign_responses') }}
)

select
    interactions.id as interaction_id,
    interactions.lead_id,
    interactions.contact_id,
    interactions.interaction_type,
    interactions.channel,
    interactions.campaign_id as asset_id,
    interactions.campaign_name as asset_name,
    interactions.campaign_id,
    interactions.duration_seconds,
    {%- for column in declared %}
    interactions.{{ column }},
    {%- endfor %}
    interactions.occurred_at
from interactions
