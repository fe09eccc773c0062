-- Every open lead's score under forty_groups.yml as of now: what someone who knows DuckDB well
-- would write by hand for today's scores alone, in one pass of conditional aggregation.
--
-- Reads the views leads and interactions over the Parquet files, and the timestamp variable as_of.
-- Takes for granted that leads has one row a lead. What belongs to nobody (neither to a lead nor to
-- a lead's parent contact) reaches no lead, so it needs no rule of its own.
with recursive

known_leads as (
    select *
    from leads
    where lead_id is not null and created_at <= getvariable('as_of')
),

-- a merge into a lead that isn't known is no merge
merges as (
    select
        merged.lead_id,
        merged.merged_into_lead_id as ancestor_id
    from known_leads as merged
    semi join known_leads as known on merged.merged_into_lead_id = known.lead_id
),

merge_paths as (
    select * from merges
    union
    select
        merge_paths.lead_id,
        merges.ancestor_id
    from merge_paths
    inner join merges on merge_paths.ancestor_id = merges.lead_id
),

survivors as (
    select * from merge_paths
    anti join merges on merge_paths.ancestor_id = merges.lead_id
),

open_leads as (
    select *
    from known_leads
    anti join merges on known_leads.lead_id = merges.lead_id
    where closed_at is null or closed_at > getvariable('as_of')
),

-- read again for each purpose, with the columns that it needs: cheaper than keeping them all
known_interactions as not materialized (
    select *
    from interactions
    where interaction_id is not null and occurred_at <= getvariable('as_of')
),

-- few have copies: what may have one is found by a hash, cheaper than the id, and ranked apart
repeated as (
    select hash(interaction_id) as id_hash
    from known_interactions
    group by id_hash
    having count(*) > 1
),

newest_copies as (
    select *
    from known_interactions
    semi join repeated on hash(known_interactions.interaction_id) = repeated.id_hash
    qualify row_number() over (
        partition by interaction_id
        order by
            loaded_at desc nulls last,
            asset_name desc nulls last,
            campaign_id desc nulls last,
            channel desc nulls last,
            contact_id desc nulls last,
            cast(cast(duration_seconds as decimal(28, 10)) as text) desc nulls last,
            interaction_type desc nulls last,
            cast(is_bot as text) desc nulls last,
            cast(is_test as text) desc nulls last,
            lead_id desc nulls last,
            cast(occurred_at as text) desc nulls last,
            source_system desc nulls last
    ) = 1
),

distinct_interactions as (
    select *
    from known_interactions
    anti join repeated on hash(known_interactions.interaction_id) = repeated.id_hash
    union all
    select * from newest_copies
),

-- what no condition can count any more is left out before anything is joined or grouped
counted_interactions as materialized (
    select
        interaction_type,
        lead_id,
        contact_id,
        lower(trim(asset_name, ' ')) as asset_name,
        duration_seconds,
        (epoch_us(getvariable('as_of')) - epoch_us(occurred_at)) // 86400000000 as days_ago,
        occurred_at
    from distinct_interactions
    where
        is_bot is not true
        and is_test is not true
        and (loaded_at is null or occurred_at <= loaded_at + interval 1 day)
        and case interaction_type
            when 'website_visited' then days_ago < 90
            when 'website_clicked' then days_ago < 30
            when 'pricing_viewed' then days_ago < 60
            when 'resource_downloaded' then days_ago < 180
            when 'email_sent' then days_ago < 90
            when 'email_opened' then days_ago < 120
            when 'email_clicked' then days_ago < 180
            when 'email_replied' then days_ago < 180
            when 'form_visited' then days_ago < 30
            when 'form_submitted' then days_ago < 180
            when 'event_registered' then days_ago < 180
            else interaction_type in ('email_unsubscribed', 'demo_requested', 'event_checked_in')
        end
),

-- what reaches a lead both by itself and by its contact counts once
lead_interactions as (
    select
        open_leads.lead_id,
        counted_interactions.* exclude (lead_id, contact_id)
    from counted_interactions
    left join survivors on counted_interactions.lead_id = survivors.lead_id
    inner join open_leads
        on coalesce(survivors.ancestor_id, counted_interactions.lead_id) = open_leads.lead_id
    union all
    select
        open_leads.lead_id,
        counted_interactions.* exclude (lead_id, contact_id)
    from counted_interactions
    inner join open_leads on counted_interactions.contact_id = open_leads.contact_id
    left join survivors on counted_interactions.lead_id = survivors.lead_id
    where
        open_leads.lead_id
        is distinct from coalesce(survivors.ancestor_id, counted_interactions.lead_id)
),

-- the one pass: what counts now, condition by condition
values_now as (
    select
        lead_id,
        count(*) filter (interaction_type = 'website_visited' and days_ago < 7) as visits_7,
        count(*) filter (interaction_type = 'website_visited' and days_ago < 30) as visits_30,
        count(*) filter (interaction_type = 'website_visited' and days_ago < 60) as visits_60,
        count(*) filter (interaction_type = 'website_visited' and days_ago < 90) as visits_90,
        count(*) filter (
            interaction_type = 'website_visited' and days_ago < 60 and duration_seconds >= 120
        ) as long_visits_60,
        count(*) filter (
            interaction_type = 'website_visited'
            and days_ago < 45
            and asset_name in ('comparison', 'buying guide', 'customers')
        ) as buyer_pages_45,
        count(*) filter (interaction_type = 'website_clicked' and days_ago < 30) as site_clicks_30,
        count(*) filter (interaction_type = 'pricing_viewed' and days_ago < 14) as prices_14,
        count(*) filter (interaction_type = 'pricing_viewed' and days_ago < 30) as prices_30,
        count(*) filter (interaction_type = 'pricing_viewed' and days_ago < 60) as prices_60,
        count(*) filter (interaction_type = 'resource_downloaded' and days_ago < 30) as papers_30,
        count(*) filter (interaction_type = 'resource_downloaded' and days_ago < 45) as papers_45,
        count(*) filter (interaction_type = 'resource_downloaded' and days_ago < 180) as papers_180,
        count(*) filter (
            interaction_type = 'resource_downloaded'
            and days_ago < 120
            and ends_with(asset_name, 'white paper')
        ) as white_papers_120,
        count(*) filter (interaction_type = 'email_sent' and days_ago < 90) as mails_90,
        count(*) filter (interaction_type = 'email_opened' and days_ago < 14) as opens_14,
        count(*) filter (interaction_type = 'email_opened' and days_ago < 28) as opens_28,
        count(*) filter (interaction_type = 'email_opened' and days_ago < 90) as opens_90,
        count(*) filter (
            interaction_type = 'email_opened'
            and days_ago < 120
            and contains(asset_name, 'newsletter')
        ) as newsletters_120,
        count(*) filter (interaction_type = 'email_clicked' and days_ago < 30) as clicks_30,
        -- a fifth of a click is lost every fortnight
        sum(5 - days_ago // 14) filter (
            interaction_type = 'email_clicked' and days_ago < 60
        ) as fifths_of_clicks_60,
        count(*) filter (interaction_type = 'email_clicked' and days_ago < 90) as clicks_90,
        count(*) filter (
            interaction_type = 'email_clicked'
            and days_ago < 180
            and starts_with(asset_name, 'product')
        ) as product_mails_180,
        count(*) filter (interaction_type = 'email_replied' and days_ago < 60) as replies_60,
        count(*) filter (interaction_type = 'email_replied' and days_ago < 180) as replies_180,
        count(*) filter (interaction_type = 'email_unsubscribed') as unsubscriptions,
        count(*) filter (interaction_type = 'form_visited' and days_ago < 30) as form_visits_30,
        count(*) filter (interaction_type = 'form_submitted' and days_ago < 30) as forms_30,
        count(*) filter (interaction_type = 'form_submitted' and days_ago < 90) as forms_90,
        count(*) filter (
            interaction_type = 'form_submitted'
            and days_ago < 180
            and (contains(asset_name, 'demo') or asset_name = 'ask an expert')
        ) as demo_forms_180,
        count(*) filter (interaction_type = 'demo_requested' and days_ago < 90) as demos_90,
        count(*) filter (
            interaction_type = 'demo_requested' and occurred_at >= timestamp '2026-01-01 00:00:00'
        ) as demos_since_january,
        count(*) filter (interaction_type = 'event_registered' and days_ago < 60) as signups_60,
        count(*) filter (interaction_type = 'event_registered' and days_ago < 180) as signups_180,
        count(*) filter (interaction_type = 'event_checked_in') as check_ins,
        count(*) filter (interaction_type = 'event_checked_in' and days_ago < 120) as check_ins_120,
        count(*) filter (interaction_type = 'event_checked_in' and days_ago < 180) as check_ins_180
    from lead_interactions
    group by lead_id
),

described_leads as (
    select
        lead_id,
        lower(trim(country, ' ')) as country,
        lower(trim(industry, ' ')) as industry,
        lower(trim(job_title, ' ')) as job_title,
        employee_count
    from open_leads
)

select
    described_leads.lead_id,
    cast(
        case when visits_7 >= 1 then 3 else 0 end
        + case when visits_30 >= 5 then 5 else 0 end
        + case when visits_90 >= 10 then 6 else 0 end
        + 1 * coalesce(visits_60, 0)
        + case when long_visits_60 >= 2 then 4 else 0 end
        + case when site_clicks_30 >= 3 then 2 else 0 end
        + case when buyer_pages_45 >= 1 then 4 else 0 end
        + case when visits_60 >= 1 then 0 else -10 end
        + case when prices_14 >= 1 then 10 else 0 end
        + case when prices_60 >= 3 then 12 else 0 end
        + case when papers_45 >= 1 then 6 else 0 end
        + case when papers_180 >= 3 then 8 else 0 end
        + 3 * coalesce(white_papers_120, 0)
        + case when prices_30 >= 1 and papers_30 >= 1 then 10 else 0 end
        + case when opens_14 >= 1 then 2 else 0 end
        + case when opens_90 >= 5 then 4 else 0 end
        + 1 * coalesce(opens_28, 0)
        + case when newsletters_120 >= 2 then 3 else 0 end
        + case when clicks_30 >= 1 then 5 else 0 end
        + case when clicks_90 >= 3 then 6 else 0 end
        + 0.4 * cast(coalesce(fifths_of_clicks_60, 0) as integer)
        + case when product_mails_180 >= 1 then 4 else 0 end
        + case when replies_60 >= 1 then 10 else 0 end
        + 5 * coalesce(replies_180, 0)
        + case when opens_90 >= 1 then 0 else -4 end
        + case when mails_90 >= 3 and clicks_90 = 0 then -6 else 0 end
        + case when unsubscriptions >= 1 then -25 else 0 end
        + case when forms_90 >= 1 then 10 else 0 end
        + 20 * coalesce(demo_forms_180, 0)
        + case when form_visits_30 >= 1 and forms_30 = 0 then 2 else 0 end
        + case when demos_90 >= 1 then 30 else 0 end
        + case when demos_since_january >= 1 then 5 else 0 end
        + case when signups_60 >= 1 then 8 else 0 end
        + case when check_ins_120 >= 1 then 15 else 0 end
        + 6 * coalesce(check_ins, 0)
        + case when signups_180 >= 1 and check_ins_180 = 0 then -3 else 0 end
        + case when country in ('united states', 'canada', 'united kingdom') then 5 else 0 end
        + case
            when
                employee_count between 50 and 1000
                and industry in ('software', 'finance', 'consulting')
                then 8
            else 0
        end
        + case when industry = 'education' or contains(job_title, 'student') then -8 else 0 end
        + case when employee_count >= 200 then 6 * coalesce(forms_90, 0) else 0 end
        as decimal(18, 4)
    ) as score
from described_leads
left join values_now on described_leads.lead_id = values_now.lead_id
