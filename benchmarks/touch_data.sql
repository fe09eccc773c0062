-- The benchmark's interactions some hours later, as the view touched_interactions. DuckDB only; run
-- by touch_data.py, which makes the views leads and interactions over the files of before, and sets
-- the variables as_of and share.
--
-- The share of all leads is touched, each in one of four ways. Which leads these are, and what
-- happens to them, is drawn by hashing their ids. All other rows are as they were, in their order.

create macro drawn(lead_id, purpose) as
    cast(hash(lead_id, purpose, 'touched') >> 11 as bigint);

-- only who did something by as_of can have it corrected or deleted
create table touched_leads as
select
    lead_id,
    place,
    ['new', 'late', 'corrected', 'deleted'][1 + place % 4] as kind
from (
    select
        lead_id,
        row_number() over (order by drawn(lead_id, 'whether'), lead_id) - 1 as place
    from leads
    semi join (
        select lead_id
        from interactions
        where interaction_id is not null and occurred_at <= getvariable('as_of')
    ) as who_did_something using (lead_id)
)
where place < (select round(getvariable('share') * count(*)) from leads);

-- what each of them did last by as_of, in its newest copy
create table last_interactions as
select
    interactions.*,
    touched_leads.kind,
    touched_leads.place
from interactions
inner join touched_leads on interactions.lead_id = touched_leads.lead_id
where interactions.interaction_id is not null and interactions.occurred_at <= getvariable('as_of')
qualify row_number() over (
    partition by interactions.lead_id
    order by interactions.occurred_at desc, interaction_id, interactions.loaded_at desc nulls last
) = 1;

-- two a lead: new ones of the last three hours, and late ones of the last half year
create view added_interactions as
select
    cast(cast(md5(concat_ws(' ', 'touched', lead_id, number)) as uuid) as text) as interaction_id,
    happening.interaction_type,
    lead_id,
    happening.channel,
    happening.asset_name,
    'crm' as source_system,
    case when happening.channel = 'web' then 150 end as duration_seconds,
    false as is_test,
    case kind
        when 'new' then getvariable('as_of') - to_seconds(60 + drawn(lead_id, number) % 10800)
        else getvariable('as_of') - to_seconds(86400 + drawn(lead_id, number) % (180 * 86400))
    end as occurred_at,
    getvariable('as_of') - to_seconds(30) as loaded_at
from (
    select
        *,
        [
            {'interaction_type': 'website_visited', 'channel': 'web', 'asset_name': 'Comparison'},
            {'interaction_type': 'pricing_viewed', 'channel': 'web', 'asset_name': 'Pricing'},
            {'interaction_type': 'email_clicked', 'channel': 'email', 'asset_name': 'Product tour'},
            {'interaction_type': 'form_submitted', 'channel': 'form', 'asset_name': 'Contact us'},
            {'interaction_type': 'demo_requested', 'channel': 'form', 'asset_name': 'Request a demo'},
        ][1 + drawn(lead_id, concat('happening', number)) % 5] as happening
    from (select *, unnest([1, 2]) as number from touched_leads)
    where kind in ('new', 'late')
);

-- a further copy: of another asset, of another type, or of another lead, the next touched one
create view corrections as
select
    last_interactions.* exclude (kind, place) replace (
        case last_interactions.place // 4 % 3
            when 0 then case asset_name when 'Comparison' then 'Home' else 'Comparison' end
            else asset_name
        end as asset_name,
        case last_interactions.place // 4 % 3
            when 1 then
                case interaction_type
                    when 'pricing_viewed' then 'demo_requested' else 'pricing_viewed'
                end
            else interaction_type
        end as interaction_type,
        case last_interactions.place // 4 % 3
            when 2 then coalesce(next_leads.lead_id, last_interactions.lead_id)
            else last_interactions.lead_id
        end as lead_id,
        greatest(loaded_at, getvariable('as_of')) + to_seconds(60) as loaded_at
    )
from last_interactions
left join touched_leads as next_leads on last_interactions.place + 1 = next_leads.place
where last_interactions.kind = 'corrected';

create view touched_interactions as
select interactions.*
from interactions
anti join (
    select interaction_id from last_interactions where kind = 'deleted'
) as deleted_interactions using (interaction_id)
union all by name
select * from added_interactions
union all by name
select * from corrections;
