with

group_points as (
    select * from {{ ref('int_evaluated_group_points') }}
),

-- the scores before the score range, which would hide what a group adds
sums as (
    select
        lead_key,
        scoring_model,
        sum(points) as score
    from group_points
    group by lead_key, scoring_model
),

leads as (
    select
        outcomes.lead_key,
        outcomes.scoring_model,
        outcomes.conversions,
        outcomes.others,
        coalesce(sums.score, 0) as score
    from {{ ref('int_newest_matured_outcomes') }} as outcomes
    left join sums
        on
            outcomes.scoring_model = sums.scoring_model
            and outcomes.lead_key = sums.lead_key
),

scores as (
    select
        scoring_model,
        score,
        sum(conversions) as conversions,
        sum(others) as others
    from leads
    group by scoring_model, score
),

-- without a group, only the leads for which it fired have another score
moved_leads as (
    select
        leads.scoring_model,
        group_points.group_number,
        leads.score,
        leads.score - group_points.points as score_without_group,
        sum(leads.conversions) as conversions,
        sum(leads.others) as others
    from leads
    inner join group_points
        on
            leads.scoring_model = group_points.scoring_model
            and leads.lead_key = group_points.lead_key
    group by
        leads.scoring_model,
        group_points.group_number,
        leads.score,
        leads.score - group_points.points
),

scores_without_groups as (
    select
        groups.scoring_model,
        groups.group_number,
        scores.score,
        scores.conversions,
        scores.others
    from {{ ref('scoring_model_groups') }} as groups
    inner join scores on groups.scoring_model = scores.scoring_model
    union all
    select
        scoring_model,
        group_number,
        score,
        -conversions as conversions,
        -others as others
    from moved_leads
    union all
    select
        scoring_model,
        group_number,
        score_without_group as score,
        conversions,
        others
    from moved_leads
),

model_auc as (
    {{ auc('scores', keys = ['scoring_model']) | indent(4) }}
),

auc_without_groups as (
    {{ auc('scores_without_groups', keys = ['scoring_model', 'group_number']) | indent(4) }}
)

select
    auc_without_groups.scoring_model,
    auc_without_groups.group_number,
    model_auc.auc,
    auc_without_groups.auc as auc_without_group
from auc_without_groups
inner join model_auc on auc_without_groups.scoring_model = model_auc.scoring_model
