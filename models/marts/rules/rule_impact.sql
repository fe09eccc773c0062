{%- set spans = {
    '': 'scoring_model, group_name',
    'subcategory_': 'scoring_model, category, subcategory',
    'category_': 'scoring_model, category',
} -%}
with

groups as (
    select
        groups.*,
        scoring_models.spec_hash,
        scoring_models.model_status
    from {{ ref('scoring_model_groups') }} as groups
    inner join {{ ref('scoring_models') }} as scoring_models
        on groups.scoring_model = scoring_models.scoring_model
    where scoring_models.model_status <> 'stopped'
),

scored_models as (
    select
        scoring_model,
        count(*) as leads
    from {{ ref('int_current_scores') }}
    group by scoring_model
),

evaluated_models as (
    select
        scoring_model,
        outcome,
        evaluated_at,
        count(*) as leads,
        sum(conversions) as conversions
    from {{ ref('int_newest_matured_outcomes') }}
    group by scoring_model, outcome, evaluated_at
),

group_points as (
    select
        scoring_model,
        group_number,
        sum(points) as points,
        count(*) as leads
    from {{ ref('int_group_points') }}
    group by scoring_model, group_number
),

group_outcomes as (
    select
        group_points.scoring_model,
        group_points.group_number,
        count(*) as leads,
        sum(outcomes.conversions) as conversions
    from {{ ref('int_evaluated_group_points') }} as group_points
    inner join {{ ref('int_newest_matured_outcomes') }} as outcomes
        on
            group_points.scoring_model = outcomes.scoring_model
            and group_points.lead_key = outcomes.lead_key
    group by group_points.scoring_model, group_points.group_number
),

groups_that_ever_fired as (
    select distinct
        ledger.scoring_model,
        ledger.group_number
    from {{ ref('scoring_model_ledger') }} as ledger
    cross join {{ ref('int_as_of') }} as clock
    where ledger.changed_at <= clock.as_of
),

impacts as (
    select
        groups.scoring_model,
        groups.spec_hash,
        groups.model_status,
        groups.group_name,
        groups.category,
        groups.subcategory,
        redundant_groups.group_name as redundant_with,
        evaluated_models.outcome,
        groups.points as points_in_spec,
        coalesce(group_points.points, 0) as points,
        case when groups.points > 0 then coalesce(group_points.points, 0) else 0 end
            as positive_points,
        case when groups.points < 0 then -coalesce(group_points.points, 0) else 0 end
            as negative_points,
        coalesce(scored_models.leads, 0) as leads_scored,
        coalesce(group_points.leads, 0) as leads_with_points,
        evaluated_models.leads as leads_evaluated,
        evaluated_models.conversions,
        case when evaluated_models.leads > 0 then coalesce(group_outcomes.leads, 0) end
            as leads_fired,
        case when evaluated_models.leads > 0 then coalesce(group_outcomes.conversions, 0) end
            as conversions_fired,
        group_auc.auc,
        group_auc.auc_without_group,
        groups_that_ever_fired.group_number is not null as has_ever_fired,
        evaluated_models.evaluated_at,
        clock.as_of
    from groups
    cross join {{ ref('int_as_of') }} as clock
    left join scored_models on groups.scoring_model = scored_models.scoring_model
    left join evaluated_models on groups.scoring_model = evaluated_models.scoring_model
    left join group_points
        on
            groups.scoring_model = group_points.scoring_model
            and groups.group_number = group_points.group_number
    left join group_outcomes
        on
            groups.scoring_model = group_outcomes.scoring_model
            and groups.group_number = group_outcomes.group_number
    left join groups_that_ever_fired
        on
            groups.scoring_model = groups_that_ever_fired.scoring_model
            and groups.group_number = groups_that_ever_fired.group_number
    left join {{ ref('int_group_auc') }} as group_auc
        on
            groups.scoring_model = group_auc.scoring_model
            and groups.group_number = group_auc.group_number
    left join {{ ref('int_redundant_groups') }} as redundancies
        on
            groups.scoring_model = redundancies.scoring_model
            and groups.group_number = redundancies.group_number
    left join groups as redundant_groups
        on
            redundancies.scoring_model = redundant_groups.scoring_model
            and redundancies.redundant_with_number = redundant_groups.group_number
),

rates as (
    select
        *,
        {{ share('conversions_fired', 'leads_fired') }} as conversion_rate,
        {{ share('conversions_fired * leads_evaluated', 'leads_fired * conversions') }} as lift
    from impacts
)

select
    scoring_model,
    spec_hash,
    model_status,
    group_name,
    category,
    subcategory,
    redundant_with,
    outcome,
    cast(points as decimal(18, 4)) as points,
    {% for sign in ['positive', 'negative'] -%}
    {% for prefix, span in spans.items() -%}
    {{ share(
        'sum(' ~ sign ~ '_points) over (partition by ' ~ span ~ ')',
        'sum(' ~ sign ~ '_points) over (partition by scoring_model)',
    ) }} as {{ prefix }}{{ sign }}_points_share,
    {% endfor -%}
    {% endfor -%}
    cast(leads_scored as bigint) as leads_scored,
    cast(leads_with_points as bigint) as leads_with_points,
    {{ share('leads_with_points', 'leads_scored') }} as coverage,
    cast(leads_evaluated as bigint) as leads_evaluated,
    cast(leads_fired as bigint) as leads_fired,
    {{ share('leads_fired', 'leads_evaluated') }} as evaluated_coverage,
    cast(conversions_fired as bigint) as conversions_fired,
    conversion_rate,
    {{ wilson_lower('conversions_fired', 'leads_fired') }} as conversion_rate_lower,
    {{ wilson_upper('conversions_fired', 'leads_fired') }} as conversion_rate_upper,
    lift,
    auc,
    auc_without_group,
    auc_without_group - auc as auc_change,
    case when leads_scored > 0 then not has_ever_fired end as never_fires,
    case when leads_scored > 0 then leads_with_points = leads_scored end as always_fires,
    case when points_in_spec > 0 then lift <= 1 else lift >= 1 end as no_lift,
    evaluated_at,
    as_of,
    {{ run_id() }} as run_id
from rates
