-- The benchmark's input tables as views, in the canonical shape. DuckDB only; run by make_data.py,
-- which sets the variables seed, count_leads and count_interactions.
--
-- Every value is drawn by hashing the row's number, so nothing depends on row order or threads, and
-- an interaction finds the id and the contact of its lead without a join. Both leads and
-- interactions are numbered in the order of their times, as an event log arrives.

-- a number in [0, 1): the same for the same row, purpose and seed
create macro uniform(number, purpose) as
    (hash(number, purpose, getvariable('seed')) >> 11) / 9007199254740992.0;

create macro whole(value) as
    cast(floor(value) as bigint);

create macro uuid_of(kind, number) as
    cast(cast(md5(concat_ws(' ', kind, number, getvariable('seed'))) as uuid) as text);

create macro pick(choices, draw) as
    choices[1 + whole(len(choices) * draw)];

-- the year before as_of (2026-06-30 00:00) and nine hours more: what comes after as_of is not read;
-- the later, the busier
create macro instant_at(share) as
    timestamp '2025-06-30 00:00:00'
    + to_microseconds(cast(pow(share, 0.8) * (365 * 24 + 9) * 3600e6 as bigint));

create macro seconds(count_seconds) as
    to_microseconds(1000000 * cast(count_seconds as bigint));

-- one in five leads has a parent contact, and now and then two leads share one
create macro has_contact(lead_number) as
    uniform(lead_number, 'has contact') < 0.2;

create macro contact_of_lead(lead_number) as
    uuid_of('contact', lead_number * 3 // 20);

create view contacts as
select
    uuid_of('contact', number) as contact_id,
    case
        when uniform(number, 'has account') < 0.8 then uuid_of('account', number * 2 // 3)
    end as account_id,
    concat('contact', number, '@example.com') as email,
    pick(
        ['Marketing manager', 'Head of IT', 'Buyer', 'Director', 'Engineer', 'Assistant'],
        uniform(number, 'job title')
    ) as job_title,
    uniform(number, 'allows email') < 0.9 as allows_email,
    timestamp '2024-01-01 00:00:00'
    + seconds(uniform(number, 'created') * 540 * 86400) as created_at
from range(greatest(getvariable('count_leads') * 3 // 20, 1)) as numbers (number);

create view accounts as
select
    uuid_of('account', number) as account_id,
    concat('Company ', number) as account_name,
    pick(
        ['Software', 'Manufacturing', 'Retail', 'Education', 'Health care', 'Logistics'],
        uniform(number, 'account industry')
    ) as industry,
    whole(exp(1 + 7 * uniform(number, 'account size'))) as employee_count,
    'US' as country
from range(greatest(getvariable('count_leads') // 10, 1)) as numbers (number);

create view leads as
select
    uuid_of('lead', number) as lead_id,
    case when has_contact(number) then contact_of_lead(number) end as contact_id,
    case
        when uniform(number, 'has account') < 0.6 then uuid_of('account', number // 10)
    end as account_id,
    pick(['emea', 'americas', 'apac'], uniform(number, 'business unit')) as business_unit,
    case
        when number = 0 then null
        when uniform(number, 'merged') < 0.003 then uuid_of('lead', number - 1)
        when uniform(number, 'merged') < 0.0032 then uuid_of('purged lead', number)
    end as merged_into_lead_id,
    case
        when closed_at is null then 'open'
        when uniform(number, 'status') < 0.6 then 'qualified'
        else 'disqualified'
    end as status,
    concat('lead', number, '@example.org') as email,
    pick(
        ['Marketing manager', 'Head of IT', 'Buyer', 'Director', 'Student', 'Engineer', null],
        uniform(number, 'job title')
    ) as job_title,
    -- forms and imports spell one country in several ways
    case
        when uniform(number, 'spelling') < 0.03 then lower(country)
        when uniform(number, 'spelling') < 0.05 then concat(country, ' ')
        else country
    end as country,
    pick(
        [
            'Software', 'Manufacturing', 'Retail', 'Education', 'Health care', 'Logistics',
            'Finance', 'Consulting', 'Public sector', 'Energy', 'Media', null,
        ],
        uniform(number, 'industry')
    ) as industry,
    pick(
        ['Web form', 'Trade fair', 'Partner', 'Cold call', 'Advertisement', 'Referral'],
        pow(uniform(number, 'lead source'), 2)
    ) as lead_source,
    case
        when uniform(number, 'knows size') < 0.85
            then whole(exp(1 + 7 * uniform(number, 'size')))
    end as employee_count,
    created_at,
    closed_at
from (
    select
        *,
        pick(
            [
                'United States', 'Germany', 'United Kingdom', 'France', 'Canada', 'Netherlands',
                'Spain', 'Italy', 'Sweden', 'Poland', 'Brazil', 'India', 'Japan', 'Australia', null,
            ],
            pow(uniform(number, 'country'), 1.5)
        ) as country,
        case
            -- a closing that was typed in wrong: such a lead is never scored
            when uniform(number, 'closed') < 0.003 then created_at - seconds(86400)
            when uniform(number, 'closed') < 0.35
                then created_at + seconds(ceil(-ln(1 - uniform(number, 'open for')) * 60 * 86400))
        end as closed_at
    from (
        select
            number,
            date_trunc('second', instant_at(number / getvariable('count_leads'))) as created_at
        from range(getvariable('count_leads')) as numbers (number)
    )
);

create view outcomes as
select
    uuid_of('lead', number) as lead_id,
    pick(['qualified', 'qualified', 'won', 'lost', 'lost'], uniform(number, 'outcome')) as outcome,
    instant_at(number / getvariable('count_leads'))
    + seconds(ceil(-ln(1 - uniform(number, 'open for')) * 60 * 86400)) as occurred_at,
    cast(floor(500 + 20000 * pow(uniform(number, 'amount'), 3)) as decimal(18, 2)) as amount
from range(getvariable('count_leads')) as numbers (number)
where uniform(number, 'closed') between 0.003 and 0.35;

-- 15 types by how many of 1,000 interactions they are
set variable type_of_slot = (
    select list(interaction_type order by place)
    from (
        select
            interaction_type,
            row_number() over () as place,
            unnest(range(count_of_1000))
        from (
            values
            ('email_sent', 240), ('website_visited', 231), ('email_delivered', 190),
            ('email_opened', 100), ('website_clicked', 80), ('email_clicked', 40),
            ('form_visited', 30), ('pricing_viewed', 25), ('resource_downloaded', 20),
            ('form_submitted', 12), ('event_registered', 10), ('email_replied', 8),
            ('event_checked_in', 6), ('email_unsubscribed', 4), ('demo_requested', 4)
        ) as shares (interaction_type, count_of_1000)
    )
);

create macro channel_of(interaction_type) as
    case
        when starts_with(interaction_type, 'email_') then 'email'
        when starts_with(interaction_type, 'event_') then 'event'
        when interaction_type in ('form_visited', 'form_submitted', 'demo_requested') then 'form'
        else 'web'
    end;

-- about 50 assets, the first ones far more often than the last
create macro asset_of(channel, draw) as
    case channel
        when 'email' then pick(
            [
                'Weekly newsletter', 'Product update', 'Spring newsletter', 'Welcome',
                'Product tour', 'Summer newsletter', 'Autumn newsletter', 'Winter newsletter',
                'Invitation to webinar', 'Customer story', 'Product news', 'Partner offer',
                'Reminder', 'Trial ends', 'Feedback request', 'Price list', 'Event follow-up',
                'Holiday greetings',
            ],
            pow(draw, 2)
        )
        when 'event' then pick(
            [
                'Webinar: first steps', 'Trade fair spring', 'Webinar: data quality',
                'Trade fair autumn', 'User conference', 'Partner day', 'Open house', 'Round table',
            ],
            pow(draw, 2)
        )
        when 'form' then pick(
            [
                'Newsletter sign-up', 'Request a demo', 'Contact us', 'Download gate',
                'Demo for teams', 'Ask an expert', 'Event sign-up', 'Partner application',
            ],
            pow(draw, 2)
        )
        else pick(
            [
                'Home', 'Pricing', 'Product', 'Blog', 'Integrations white paper', 'Documentation',
                'Customers', 'Careers', 'Security white paper', 'About us', 'Comparison',
                'Buying guide', 'Templates', 'Analytics white paper', 'Support', 'Roadmap',
            ],
            pow(draw, 2)
        )
    end;

create view interactions as
with

numbered as (
    select
        number,
        -- sooner or later after the lead appeared; before that only while the log is young
        abs(
            whole(number / getvariable('count_interactions') * getvariable('count_leads'))
            - whole(-ln(1 - uniform(number, 'lag')) * 0.08 * getvariable('count_leads'))
        ) % getvariable('count_leads') as near_lead,
        instant_at(
            (number + uniform(number, 'jitter')) / getvariable('count_interactions')
        ) as happened_at,
        getvariable('type_of_slot')[
            1 + whole(1000 * uniform(number, 'type'))
        ] as interaction_type,
        uniform(number, 'subject') as subject,
        uniform(number, 'copies') as copies,
        uniform(number, 'clock') as clock
    from range(getvariable('count_interactions')) as numbers (number)
),

addressed as (
    select
        *,
        -- of 64 neighbours the first ones do most of it
        least(
            near_lead - near_lead % 64
            + whole(64 * pow(uniform(number, 'activity'), 3)),
            getvariable('count_leads') - 1
        ) as lead_number,
        channel_of(interaction_type) as channel,
        -- mailings leave on the hour
        case
            when interaction_type = 'email_sent' then date_trunc('hour', happened_at)
            else happened_at
        end as occurred_at
    from numbered
),

delivered as (
    select
        *,
        -- one in a thousand arrives twice
        unnest(case when copies < 0.001 then [0, 1] else [0] end) as copy_number
    from addressed
)

select
    uuid_of('interaction', number) as interaction_id,
    interaction_type,
    case
        when subject < 0.018 then null
        when subject < 0.02 then uuid_of('purged lead', lead_number)
        when has_contact(lead_number) and subject >= 0.75 then null
        else uuid_of('lead', lead_number)
    end as lead_id,
    case
        -- a customer who is nobody's lead, or happens to be one
        when subject < 0.018 then uuid_of(
            'contact',
            whole(uniform(number, 'customer') * (getvariable('count_leads') * 3 // 20))
        )
        when subject < 0.02 then null
        when has_contact(lead_number) and subject >= 0.4 then contact_of_lead(lead_number)
    end as contact_id,
    channel,
    asset_of(
        channel,
        -- some second copies are corrections
        uniform(
            number,
            case when copy_number = 1 and copies < 0.0006 then 'corrected' else 'asset' end
        )
    ) as asset_name,
    case
        when channel = 'email'
            then concat('campaign-', whole(40 * uniform(number, 'campaign')))
    end as campaign_id,
    pick(['crm', 'website', 'mailer'], uniform(number, 'source')) as source_system,
    case
        when channel = 'web' then cast(ceil(-ln(1 - uniform(number, 'duration')) * 80) as integer)
    end as duration_seconds,
    -- only e-mail is looked at for bots
    case
        when interaction_type in ('email_opened', 'email_clicked')
            then uniform(number, 'bot') < 0.03
    end as is_bot,
    uniform(number, 'test') < 0.002 as is_test,
    case
        when copy_number = 1 and copies < 0.0003 then occurred_at + seconds(3600)
        else occurred_at
    end as occurred_at,
    case
        when copy_number = 1 and copies < 0.0002 then null
        -- a clock that goes two days fast
        when clock < 0.0005 then occurred_at - seconds(2 * 86400)
        when copy_number = 1 and copies < 0.0008 then occurred_at + seconds(30 * 3600)
        else occurred_at + seconds(ceil(6 * 3600 * uniform(number, 'load')))
    end as loaded_at
from delivered;
