{{ config(enabled = var('connector') == 'hubspot') }}
{%- set sources = connector_sources('hubspot') -%}
with

deals as (
    {{ hubspot_rows('deal', 'deal_id', sources) | indent(4) }}
),

stages as (
    {{ hubspot_rows('deal_pipeline_stage', 'stage_id', sources) | indent(4) }}
),

stage_entries as (
    select
        source_rows.deal_id,
        source_rows.value as stage_id,
        max(source_rows.date_entered) as entered_at
    from (
        {{ source_table(sources['deal_stage']) | indent(8) }}
    ) as source_rows
    group by source_rows.deal_id, source_rows.value
),

-- a deal and a contact are linked once a kind of link, and once a contact that was merged
links as (
    select distinct
        deal_contacts.deal_id,
        contact_keys.contact_id
    from (
        {{ source_table(sources['deal_contact']) | indent(8) }}
    ) as deal_contacts
    inner join {{ ref('stg_hubspot__contact_keys') }} as contact_keys
        on deal_contacts.contact_id = contact_keys.told and contact_keys.told_by = 'id'
    where not coalesce(deal_contacts._fivetran_deleted, false)
),

merged_deals as (
    select source_rows.merged_deal_id as deal_id
    from (
        {{ source_table(sources['merged_deal']) | indent(8) }}
    ) as source_rows
    where source_rows.merged_deal_id is not null
)

select
    links.contact_id,
    links.deal_id,
    case
        -- the stages that each portal begins with are called so
        when stages.stage_id is null
            then case deals.deal_pipeline_stage_id
                when 'closedwon' then 'won'
                when 'closedlost' then 'lost'
                else 'open'
            end
        -- before there was is_closed, nothing but a certain end told it
        when not coalesce(
            stages.is_closed,
            coalesce(stages.closed_won, false) or coalesce(stages.probability in (0, 1), false)
        ) then 'open'
        when stages.probability = 1 then 'won'
        when stages.probability = 0 then 'lost'
        when stages.closed_won then 'won'
        else 'lost'
    end as status,
    deals.property_amount as amount,
    coalesce(deals.property_closedate, stage_entries.entered_at) as closed_at
from links
inner join deals on links.deal_id = deals.deal_id
left join stages on deals.deal_pipeline_stage_id = stages.stage_id
left join stage_entries
    on
        deals.deal_id = stage_entries.deal_id
        and deals.deal_pipeline_stage_id = stage_entries.stage_id
where not deals.is_gone and deals.deal_id not in (select merged_deals.deal_id from merged_deals)
