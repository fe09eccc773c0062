{{ config(enabled = var('connector') == 'dynamics365') }}
{%- set send_key = "coalesce(lead_id, '') || '|' || coalesce(contact_id, '') || '|' || coalesce(asset_id, '')"
    ~ " || '|' || coalesce(send_id, '')" -%}
{%- set columns = [
    'lead_id', 'contact_id', 'interaction_type', 'business_unit', 'channel', 'asset_id', 'asset_name',
    'journey_id', 'url', 'referrer', 'source_system', 'duration_seconds', 'is_bot', 'is_test',
] + declared_columns('interactions') | list -%}
with

newest_interactions as (
    select * from {{ ref('stg_dynamics365__newest_interactions') }}
    where not is_superseded
),

-- a submission that made or matched a contact and a lead is told once of each
repeated_submissions as (
    select submission_id
    from newest_interactions
    where interaction_type = 'form_submitted' and submission_id is not null
    group by submission_id
    having count(*) > 1
),

told_submissions as (
    select
        newest_interactions.interaction_id,
        newest_interactions.submission_id,
        newest_interactions.occurred_at,
        coalesce(lead_id, max(lead_id) over (partition by newest_interactions.submission_id)) as lead_id,
        coalesce(contact_id, max(contact_id) over (partition by newest_interactions.submission_id)) as contact_id
    from newest_interactions
    inner join repeated_submissions on newest_interactions.submission_id = repeated_submissions.submission_id
    where interaction_type = 'form_submitted'
),

submissions as (
    select
        interaction_id,
        lead_id,
        contact_id,
        first_value(interaction_id) over (
            partition by submission_id, lead_id, contact_id
            order by occurred_at, {{ bytewise('interaction_id') }}
        ) as first_interaction_id
    from told_submissions
),

-- a bounce that comes late takes its delivery back by a row with a negative count
taken_back_sends as (
    select distinct {{ send_key }} as send_key
    from newest_interactions
    where interaction_type = 'email_delivered' and delivered_count < 0
),

numbered_deliveries as (
    select
        interaction_id,
        sum(coalesce(delivered_count, 1)) over (partition by send_key) as deliveries,
        row_number() over (
            partition by send_key
            order by
                case when coalesce(delivered_count, 1) > 0 then 0 else 1 end,
                occurred_at,
                {{ bytewise('interaction_id') }}
        ) as delivery_number
    from newest_interactions
    inner join taken_back_sends on {{ send_key }} = send_key
    where interaction_type = 'email_delivered'
),

canceled_deliveries as (
    select interaction_id
    from numbered_deliveries
    where delivery_number > deliveries
),

told_interactions as (
    select
        coalesce(submissions.first_interaction_id, interactions.interaction_id) as interaction_id,
        coalesce(submissions.lead_id, interactions.lead_id) as lead_id,
        coalesce(submissions.contact_id, interactions.contact_id) as contact_id,
        case
            when canceled_deliveries.interaction_id is not null then 'email_delivery_canceled'
            else interactions.interaction_type
        end as interaction_type,
        interactions.channel,
        interactions.business_unit,
        interactions.asset_id,
        coalesce(interactions.asset_name, asset_names.asset_name) as asset_name,
        interactions.journey_id,
        interactions.url,
        interactions.referrer,
        interactions.source_system,
        interactions.duration_seconds,
        interactions.is_bot,
        interactions.is_test,
        {%- for column in declared_columns('interactions') %}
        interactions.{{ column }},
        {%- endfor %}
        interactions.is_superseded
        or coalesce(submissions.first_interaction_id <> interactions.interaction_id, false) as is_copy,
        interactions.occurred_at
    from {{ ref('stg_dynamics365__newest_interactions') }} as interactions
    left join submissions on interactions.interaction_id = submissions.interaction_id
    left join canceled_deliveries on interactions.interaction_id = canceled_deliveries.interaction_id
    left join {{ ref('stg_dynamics365__asset_names') }} as asset_names on interactions.asset_id = asset_names.asset_id
)

-- a copy keeps nothing but its id and time: so it is what loses to the original, and is counted as a duplicate
select
    interaction_id,
    {%- for column in columns %}
    case when not is_copy then {{ column }} end as {{ column }},
    {%- endfor %}
    occurred_at
from told_interactions
