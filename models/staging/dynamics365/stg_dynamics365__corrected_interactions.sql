{{ config(enabled = var('connector') == 'dynamics365') }}
with

interactions as (
    select * from {{ ref('stg_dynamics365__source_interactions') }}
),

-- of several rows of one interaction the newest version counts, and a bot's before a person's
repeated_ids as (
    select interaction_id
    from interactions
    where interaction_id is not null
    group by interaction_id
    having count(*) > 1
),

ranked_versions as (
    select
        interactions.source_row,
        row_number() over (
            partition by interactions.interaction_id
            order by
                interactions.source_version desc nulls last,
                interactions.is_bot desc
                {%- for column in dynamics365_interaction_columns()
                    if column not in ['interaction_type', 'source_id', 'source_version', 'is_bot'] %},
                {{ bytewise('cast(interactions.' ~ column ~ ' as text)') }} desc nulls last
                {%- endfor %}
        ) as version_rank
    from interactions
    inner join repeated_ids on interactions.interaction_id = repeated_ids.interaction_id
),

older_versions as (
    select source_row
    from ranked_versions
    where version_rank > 1
),

submissions_and_deliveries as (
    select
        interactions.*,
        coalesce(interactions.lead_id, '') || '|' || coalesce(interactions.contact_id, '')
        || '|' || coalesce(interactions.asset_id, '')
        || '|' || coalesce(interactions.send_id, '') as send_key,
        coalesce(interactions.delivered_count, 1) as count_delivered
    from interactions
    left join older_versions on interactions.source_row = older_versions.source_row
    where
        older_versions.source_row is null
        and interactions.interaction_type in ('form_submitted', 'email_delivered')
),

-- a submission that made or matched a contact and a lead is told once of each
repeated_submissions as (
    select submission_id
    from submissions_and_deliveries
    where interaction_type = 'form_submitted' and submission_id is not null
    group by submission_id
    having count(*) > 1
),

told_submissions as (
    select
        told.source_row,
        told.interaction_id,
        told.submission_id,
        coalesce(told.lead_id, max(told.lead_id) over (partition by told.submission_id)) as lead_id,
        coalesce(
            told.contact_id, max(told.contact_id) over (partition by told.submission_id)
        ) as contact_id,
        told.occurred_at
    from submissions_and_deliveries as told
    inner join repeated_submissions on told.submission_id = repeated_submissions.submission_id
    where told.interaction_type = 'form_submitted'
),

submissions as (
    select
        source_row,
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
    select distinct send_key
    from submissions_and_deliveries
    where interaction_type = 'email_delivered' and count_delivered < 0
),

numbered_deliveries as (
    select
        told.source_row,
        sum(told.count_delivered) over (partition by told.send_key) as deliveries,
        row_number() over (
            partition by told.send_key
            order by
                case when told.count_delivered > 0 then 0 else 1 end,
                told.occurred_at,
                {{ bytewise('told.interaction_id') }}
        ) as delivery_number
    from submissions_and_deliveries as told
    inner join taken_back_sends on told.send_key = taken_back_sends.send_key
    where told.interaction_type = 'email_delivered'
)

select
    source_row,
    cast(null as text) as first_interaction_id,
    cast(null as text) as lead_id,
    cast(null as text) as contact_id,
    true as is_copy,
    false as is_canceled
from older_versions
union all
select
    source_row,
    first_interaction_id,
    lead_id,
    contact_id,
    first_interaction_id <> interaction_id as is_copy,
    false as is_canceled
from submissions
union all
select
    source_row,
    cast(null as text) as first_interaction_id,
    cast(null as text) as lead_id,
    cast(null as text) as contact_id,
    false as is_copy,
    true as is_canceled
from numbered_deliveries
where delivery_number > deliveries
