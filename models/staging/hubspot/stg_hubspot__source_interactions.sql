{{ config(enabled = var('connector') == 'hubspot') }}
{%- set sources = connector_sources('hubspot') -%}
{%- set declared = declared_columns('interactions') -%}
{%- set email_events = hubspot_email_events() -%}
{%- set number = sql_type('number') -%}
with

-- what the tables of single types add; an event that only they know has no recipient and no time
email_details as (
    {% for name, event in email_events.items() if event.get('table') -%}
    select
        id,
        '{{ name }}' as event_type,
        {{ 'url' if name == 'CLICK' else 'cast(null as text)' }} as url,
        {{ 'referer' if name == 'CLICK' else 'cast(null as text)' }} as referrer,
        {{ 'cast(duration * 0.001 as ' ~ number ~ ')' if name == 'OPEN' else 'cast(null as ' ~ number ~ ')' }} as duration_seconds,
        {% if name == 'STATUSCHANGE' -%}
        portal_subscription_status = 'UNSUBSCRIBED' and not coalesce(bounced, false) as is_unsubscribed
        {%- else -%}
        false as is_unsubscribed
        {%- endif %}
    from ({{ source_table(sources[event.table]) | indent(4) }}) as {{ event.table }}_rows
    {{ "union all" if not loop.last }}
    {% endfor %}
),

email_events as (
    {{ source_table(sources['email_event']) | indent(4) }}
),

typed_events as (
    select
        coalesce(email_events.id, email_details.id) as event_id,
        upper(replace(coalesce(email_events.{{ adapter.quote('type') }}, email_details.event_type), '_', '')) as event_type,
        email_events.recipient,
        email_events.email_campaign_id,
        email_details.url,
        email_details.referrer,
        email_details.duration_seconds,
        email_details.is_unsubscribed,
        email_events.filtered_event,
        {%- for column in declared %}
        email_events.{{ column }},
        {%- endfor %}
        email_events._fivetran_synced,
        email_events.created
    from email_events
    full outer join email_details on email_events.id = email_details.id
),

campaigns as (
    {{ hubspot_rows('email_campaign', 'id', sources) | indent(4) }}
),

email_interactions as (
    select
        case typed_events.event_type
            when 'STATUSCHANGE'
                then case
                    when typed_events.is_unsubscribed then '{{ email_events.STATUSCHANGE.type }}'
                    else 'email_status_changed'
                end
            {%- for name, event in email_events.items() if name != 'STATUSCHANGE' %}
            when '{{ name }}' then '{{ event.type }}'
            {%- endfor %}
            else 'email_' || lower(typed_events.event_type)
        end as interaction_type,
        'email:' || coalesce(superseded.counted_event_id, typed_events.event_id) as source_id,
        'address' as told_by,
        lower(trim(both ' ' from typed_events.recipient)) as told,
        'email' as channel,
        typed_events.email_campaign_id as asset_id,
        coalesce(campaigns.name, campaigns.subject) as asset_name,
        typed_events.url,
        typed_events.referrer,
        typed_events.duration_seconds,
        coalesce(typed_events.filtered_event, false) as is_bot,
        superseded.event_id is not null as is_copy,
        {%- for column in declared %}
        typed_events.{{ column }},
        {%- endfor %}
        typed_events._fivetran_synced as loaded_at,
        typed_events.created as occurred_at
    from typed_events
    left join {{ ref('stg_hubspot__superseded_events') }} as superseded
        on typed_events.event_id = superseded.event_id
    left join campaigns on typed_events.email_campaign_id = campaigns.id
),

forms as (
    {{ hubspot_rows('form', 'guid', sources) | indent(4) }}
),

form_interactions as (
    select
        'form_submitted' as interaction_type,
        'form:' || coalesce(
            submissions.conversion_id,
            submissions.form_id || '@' || cast(submissions.timestamp as text)
        ) as source_id,
        'id' as told_by,
        submissions.contact_id as told,
        'web' as channel,
        submissions.form_id as asset_id,
        coalesce(forms.name, submissions.title) as asset_name,
        submissions.page_url as url,
        cast(null as text) as referrer,
        cast(null as {{ number }}) as duration_seconds,
        false as is_bot,
        false as is_copy,
        {%- for column in declared %}
        submissions.{{ column }},
        {%- endfor %}
        submissions._fivetran_synced as loaded_at,
        submissions.timestamp as occurred_at
    from (
        {{ source_table(sources['contact_form_submission']) | indent(8) }}
    ) as submissions
    left join forms on submissions.form_id = forms.guid
    where not coalesce(submissions._fivetran_deleted, false)
),

meetings as (
    {{ hubspot_rows('engagement_meeting', 'engagement_id', sources) | indent(4) }}
),

attendees as (
    select distinct
        source_rows.engagement_id,
        source_rows.contact_id
    from (
        {{ source_table(sources['engagement_contact']) | indent(8) }}
    ) as source_rows
    where not coalesce(source_rows._fivetran_deleted, false)
),

timed_meetings as (
    select
        meetings.*,
        upper(coalesce(meeting_outcome, property_hs_meeting_outcome, 'COMPLETED')) as told_outcome,
        coalesce(start_time, property_hs_meeting_start_time, meetings.timestamp) as started_at,
        coalesce(end_time, property_hs_meeting_end_time) as ended_at
    from meetings
    where not is_gone
),

meeting_interactions as (
    select
        case timed_meetings.told_outcome
            {%- for outcome, type in hubspot_meeting_types().items() %}
            when '{{ outcome }}' then '{{ type }}'
            {%- endfor %}
            else 'meeting_held'
        end as interaction_type,
        'meeting:' || timed_meetings.engagement_id as source_id,
        'id' as told_by,
        attendees.contact_id as told,
        'meeting' as channel,
        timed_meetings.engagement_id as asset_id,
        coalesce(timed_meetings.title, timed_meetings.property_hs_meeting_title) as asset_name,
        cast(null as text) as url,
        cast(null as text) as referrer,
        cast(extract(epoch from timed_meetings.ended_at - timed_meetings.started_at) as {{ number }}) as duration_seconds,
        false as is_bot,
        false as is_copy,
        {%- for column in declared %}
        timed_meetings.{{ column }},
        {%- endfor %}
        -- a meeting is loaded before it begins
        cast(null as timestamp) as loaded_at,
        timed_meetings.started_at as occurred_at
    from timed_meetings
    left join attendees on timed_meetings.engagement_id = attendees.engagement_id
),

all_interactions as (
    select * from email_interactions
    union all
    select * from form_interactions
    union all
    select * from meeting_interactions
)

select
    all_interactions.interaction_type,
    -- a submission and a meeting are each contact's own; those of merged contacts are one
    case
        when all_interactions.told_by = 'address' then all_interactions.source_id
        else all_interactions.source_id || ':' || coalesce(contact_keys.contact_id, all_interactions.told, '')
    end as interaction_id,
    contact_keys.contact_id,
    case
        when contact_keys.contact_id is not null then null
        when all_interactions.told is null then 'names_nobody'
        when all_interactions.told_by = 'id' then 'unknown_contact'
        when contact_keys.told is null then 'unknown_address'
        else 'ambiguous_address'
    end as unresolved_because,
    all_interactions.channel,
    all_interactions.asset_id,
    all_interactions.asset_name,
    -- links often carry the address of whom they were sent to
    case when contact_keys.contact_id is not null then all_interactions.url end as url,
    case when contact_keys.contact_id is not null then all_interactions.referrer end as referrer,
    all_interactions.duration_seconds,
    all_interactions.is_bot,
    all_interactions.is_copy,
    {%- for column in declared %}
    all_interactions.{{ column }},
    {%- endfor %}
    all_interactions.loaded_at,
    all_interactions.occurred_at
from all_interactions
left join {{ ref('stg_hubspot__contact_keys') }} as contact_keys
    on all_interactions.told = contact_keys.told and all_interactions.told_by = contact_keys.told_by
