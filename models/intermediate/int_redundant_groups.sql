{#- leads that both groups fire for, in percent of those that either fires for (Jaccard) -#}
{%- set nearly_all = 95 -%}
with

firings as (
    select
        lead_key,
        scoring_model,
        group_number
    from {{ ref('int_group_points') }}
    where points <> 0
),

volumes as (
    select
        scoring_model,
        group_number,
        count(*) as leads
    from firings
    group by scoring_model, group_number
),

-- groups that fire for much more or fewer leads cannot be alike: this spares nearly all of the join
candidates as (
    select
        volumes.scoring_model,
        volumes.group_number,
        volumes.leads,
        others.group_number as other_group_number,
        others.leads as other_leads
    from volumes
    inner join volumes as others
        on
            volumes.scoring_model = others.scoring_model
            and volumes.group_number < others.group_number
            and volumes.leads * 100 >= others.leads * {{ nearly_all }}
            and others.leads * 100 >= volumes.leads * {{ nearly_all }}
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
