-- Every open lead's score under forty_groups.yml as of now: what someone who knows DuckDB well would
-- write by hand for today's scores alone, in one pass of conditional aggregation.
--
-- Reads the views leads and interactions over the Parquet files, and the variable as_of (a timestamp).
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

known_interactions as (
    select *
    from interactions
    where interaction_id is not null and occurred_at <= getvariable('as_of')
),

-- few have copies, so they are looked for by their ids alone, and ranked apart
repeated as (
    select interaction_id
    from known_interactions
    group by interaction_id
    having count(*) > 1
),

newest_copies as (
    select *
    from known_interactions
    semi join repeated on known_interactions.interaction_id = repeated.interaction_id
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
    anti join repeated on known_interactions.interaction_id = repeated.interaction_id
    union all
    select * from newest_copies
),

-- only the types that the model asks for, and of each what some condition can still count
counted_interactions as (
    select
        lead_id,
        contact_id,
        interaction_type,
        lower(trim(asset_name, ' ')) as asset_name,
        duration_seconds,
        occurred_at,
        getvariable('as_of') - occurred_at as age
    from distinct_interactions
    where
        is_bot is not true
        and is_test is not true
        and (loaded_at is null or occurred_at <= loaded_at + interval 1 day)
        and interaction_type <> 'email_delivered'
),

lead_interactions as (
    select
        coalesce(survivors.ancestor_id, counted_interactions.lead_id) as lead_id,
        counted_interactions.* exclude (lead_id, contact_id)
    from counted_interactions
    left join survivors on counted_interactions.lead_id = survivors.lead_id
    where counted_interactions.lead_id is not null
    union all
    select
        open_leads.lead_id,
        counted_interactions.* exclude (lead_id, contact_id)
    from counted_interactions
    inner join open_leads on counted_interactions.contact_id = open_leads.contact_id
    left join survivors on counted_interactions.lead_id = survivors.lead_id
    where open_leads.lead_id is distinct from coalesce(survivors.ancestor_id, counted_interactions.lead_id)
),
-- the one pass: what counts now, condition by condition
values_now as (
    select
        lead_id,
        count(*) filter (interaction_type = 'website_visited' and age < interval 7 days) as visits_7,
        count(*) filter (interaction_type = 'website_visited' and age < interval 30 days) as visits_30,
        count(*) filter (interaction_type = 'website_visited' and age < interval 60 days) as visits_60,
        count(*) filter (interaction_type = 'website_visited' and age < interval 90 days) as visits_90,
        count(*) filter (
            interaction_type = 'website_visited' and age < interval 60 days and duration_seconds >= 120
        ) as long_visits_60,
        count(*) filter (
            interaction_type = 'website_visited'
            and age < interval 45 days
            and asset_name in ('comparison', 'buying guide', 'customers')
        ) as buyer_pages_45,
        count(*) filter (interaction_type = 'website_clicked' and age < interval 30 days) as site_clicks_30,
        count(*) filter (interaction_type = 'pricing_viewed' and age < interval 14 days) as prices_14,
        count(*) filter (interaction_type = 'pricing_viewed' and age < interval 30 days) as prices_30,
        count(*) filter (interaction_type = 'pricing_viewed' and age < interval 60 days) as prices_60,
        count(*) filter (interaction_type = 'resource_downloaded' and age < interval 30 days) as downloads_30,
        count(*) filter (interaction_type = 'resource_downloaded' and age < interval 45 days) as downloads_45,
        count(*) filter (interaction_type = 'resource_downloaded' and age < interval 180 days) as downloads_180,
        count(*) filter (
            interaction_type = 'resource_downloaded'
            and age < interval 120 days
            and ends_with(asset_name, 'white paper')
        ) as white_papers_120,
        count(*) filter (interaction_type = 'email_sent' and age < interval 90 days) as mails_90,
        count(*) filter (interaction_type = 'email_opened' and age < interval 14 days) as opens_14,
        count(*) filter (interaction_type = 'email_opened' and age < interval 28 days) as opens_28,
        count(*) filter (interaction_type = 'email_opened' and age < interval 90 days) as opens_90,
        count(*) filter (
            interaction_type = 'email_opened'
            and age < interval 120 days
            and contains(asset_name, 'newsletter')
        ) as newsletters_120,
        count(*) filter (interaction_type = 'email_clicked' and age < interval 30 days) as clicks_30,
        count(*) filter (interaction_type = 'email_clicked' and age < interval 60 days) as clicks_60,
        count(*) filter (interaction_type = 'email_clicked' and age < interval 90 days) as clicks_90,
        count(*) filter (
            interaction_type = 'email_clicked'
            and age < interval 180 days
            and starts_with(asset_name, 'product')
        ) as product_mails_180,
        count(*) filter (interaction_type = 'email_replied' and age < interval 60 days) as replies_60,
        count(*) filter (interaction_type = 'email_replied' and age < interval 180 days) as replies_180,
        count(*) filter (interaction_type = 'email_unsubscribed') as unsubscriptions,
        count(*) filter (interaction_type = 'form_visited' and age < interval 30 days) as form_visits_30,
        count(*) filter (interaction_type = 'form_submitted' and age < interval 30 days) as forms_30,
        count(*) filter (interaction_type = 'form_submitted' and age < interval 90 days) as forms_90,
        count(*) filter (
            interaction_type = 'form_submitted'
            and age < interval 180 days
            and (contains(asset_name, 'demo') or asset_name = 'ask an expert')
        ) as demo_forms_180,
        count(*) filter (interaction_type = 'demo_requested' and age < interval 90 days) as demos_90,
        count(*) filter (
            interaction_type = 'demo_requested' and occurred_at >= timestamp '2026-01-01 00:00:00'
        ) as demos_since_january,
        count(*) filter (interaction_type = 'event_registered' and age < interval 60 days) as registrations_60,
        count(*) filter (interaction_type = 'event_registered' and age < interval 180 days) as registrations_180,
        count(*) filter (interaction_type = 'event_checked_in') as check_ins,
        count(*) filter (interaction_type = 'event_checked_in' and age < interval 120 days) as check_ins_120,
        count(*) filter (interaction_type = 'event_checked_in' and age < interval 180 days) as check_ins_180
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
        + case when downloads_45 >= 1 then 6 else 0 end
        + case when downloads_180 >= 3 then 8 else 0 end
        + 3 * coalesce(white_papers_120, 0)
        + case when prices_30 >= 1 and downloads_30 >= 1 then 10 else 0 end
        + case when opens_14 >= 1 then 2 else 0 end
        + case when opens_90 >= 5 then 4 else 0 end
        + 1 * coalesce(opens_28, 0)
        + case when newsletters_120 >= 2 then 3 else 0 end
        + case when clicks_30 >= 1 then 5 else 0 end
        + case when clicks_90 >= 3 then 6 else 0 end
        + 2 * coalesce(clicks_60, 0)
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
        + case when registrations_60 >= 1 then 8 else 0 end
        + case when check_ins_120 >= 1 then 15 else 0 end
        + 6 * coalesce(check_ins, 0)
        + case when registrations_180 >= 1 and check_ins_180 = 0 then -3 else 0 end
        + case when country in ('united states', 'canada', 'united kingdom') then 5 else 0 end
        + case
            when employee_count between 50 and 1000 and industry in ('software', 'finance', 'consulting')
                then 8
            else 0
        end
        + case when industry = 'education' or contains(job_title, 'student') then -8 else 0 end
        + case when employee_count >= 200 then 6 * coalesce(forms_90, 0) else 0 end
        as decimal(18, 4)
    ) as score
from described_leads
left join values_now on described_leads.lead_id = values_now.lead_id
