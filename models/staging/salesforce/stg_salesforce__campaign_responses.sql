{{ config(enabled = var('connector') == 'salesforce') }}
{%- set sources = connector_sources('salesforce') -%}
{%- set declared = declared_columns('interactions') -%}
with

campaign_members as (
    {{ salesforce_rows('campaign_member', sources) | indent(4) }}
),

-- what was deleted since had a name and a type, too
campaigns as (
    {{ salesforce_newest_rows('campaign', sources) | indent(4) }}
),

members as (
    select
        campaign_members.id,
        campaign_members.campaign_id,
        campaign_members.lead_id,
        coalesce(surviving_contacts.surviving_id, campaign_members.contact_id) as contact_id,
        campaigns.name as campaign_name,
        lower(coalesce(campaigns.type, '')) as kind,
        lower(coalesce(campaign_members.status, '')) as status,
        {%- for column in declared %}
        campaign_members.{{ column }},
        {%- endfor %}
        coalesce(campaign_members.has_responded, false) as has_responded,
        campaign_members.first_responded_date,
        campaign_members.created_date,
        campaign_members.last_modified_date
    from campaign_members
    left join campaigns on campaign_members.campaign_id = campaigns.id
    left join {{ ref('stg_salesforce__survivors') }} as surviving_contacts
        on campaign_members.contact_id = surviving_contacts.merged_id
),

judged_members as (
    select
        members.*,
        {{ salesforce_first_fit('campaign_member', 'type') | indent(8) }} as interaction_type,
        {{ salesforce_first_fit('campaign_member', 'channel') | indent(8) }} as channel
    from members
)

select
    id,
    lead_id,
    contact_id,
    interaction_type,
    channel,
    campaign_id,
    campaign_name,
    {%- for column in declared %}
    {{ column }},
    {%- endfor %}
    coalesce(first_responded_date, created_date) as responded_at,
    case
        when interaction_type = 'email_sent' then created_date
        else coalesce(first_responded_date, last_modified_date, created_date)
    end as occurred_at
from judged_members
-- who is on the list of a campaign and did nothing yet, has done nothing
where interaction_type is not null
