{#- leads that both groups fire for, in percent of those that either fires for (Jaccard) -#}
{%- set nearly_all = 95 -%}
{%- set count_parts = 4096 -%}
with

firings as (
    select
        lead_key,
        scoring_model,
        group_number
    from {{ ref('int_group_points') }}
),

-- some division of the leads, any will do
parts as (
    select
        scoring_model,
        group_number,
        lead_key % {{ count_parts }} as part,
        count(*) as leads
    from firings
    group by scoring_model, group_number, lead_key % {{ count_parts }}
),

volumes as (
    select
        scoring_model,
        group_number,
        sum(leads) as leads
    from parts
    group by scoring_model, group_number
),

-- in no part do both fire for more leads than the one that fires for fewer: this bound spares all
-- but a few pairs of groups from being compared lead by lead
candidates as (
    select
        volumes.scoring_model,
        volumes.group_number,
        volumes.leads,
        other_volumes.group_number as other_group_number,
        other_volumes.leads as other_leads
    from volumes
    inner join volumes as other_volumes
        on
            volumes.scoring_model = other_volumes.scoring_model
            and volumes.group_number < other_volumes.group_number
    inner join parts
        on
            volumes.scoring_model = parts.scoring_model
            and volumes.group_number = parts.group_number
    inner join parts as other_parts
        on
            other_volumes.scoring_model = other_parts.scoring_model
            and other_volumes.group_number = other_parts.group_number
            and parts.part = other_parts.part
    where
        volumes.leads * 100 >= other_volumes.leads * {{ nearly_all }}
        and other_volumes.leads * 100 >= volumes.leads * {{ nearly_all }}
    group by
        volumes.scoring_model,
        volumes.group_number,
        volumes.leads,
        other_volumes.group_number,
        other_volumes.leads
    having
        sum(least(parts.leads, other_parts.leads)) * 100
        >= (
            volumes.leads + other_volumes.leads - sum(least(parts.leads, other_parts.leads))
        ) * {{ nearly_all }}
),

shared_leads as (
    select
        candidates.scoring_model,
        candidates.group_number,
        candidates.other_group_number,
        candidates.leads + candidates.other_leads - count(*) as leads_of_either,
        count(*) as leads_of_both
    from candidates
    inner join firings
        on
            candidates.scoring_model = firings.scoring_model
            and candidates.group_number = firings.group_number
    inner join firings as other_firings
        on
            candidates.scoring_model = other_firings.scoring_model
            and candidates.other_group_number = other_firings.group_number
            and firings.lead_key = other_firings.lead_key
    group by
        candidates.scoring_model,
        candidates.group_number,
        candidates.leads,
        candidates.other_group_number,
        candidates.other_leads
),

redundancies as (
    select
        *,
        {{ share('leads_of_both', 'leads_of_either') }} as jaccard
    from shared_leads
    where leads_of_both * 100 >= leads_of_either * {{ nearly_all }}
),

both_ways as (
    select
        scoring_model,
        group_number,
        other_group_number,
        jaccard
    from redundancies
    union all
    select
        scoring_model,
        other_group_number as group_number,
        group_number as other_group_number,
        jaccard
    from redundancies
),

closest_first as (
    select
        *,
        row_number() over (
            partition by scoring_model, group_number
            order by jaccard desc nulls last, other_group_number asc nulls last
        ) as closeness
    from both_ways
)

select
    scoring_model,
    group_number,
    other_group_number as redundant_with_number
from closest_first
where closeness = 1
