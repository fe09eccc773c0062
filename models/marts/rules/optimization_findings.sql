{#- the bounds hold where the spec sets no target -#}
{%- set findings = [
    {
        'finding': 'conversion_does_not_follow_score',
        'lower_bound': '0.6',
        'words_before': 'a lead that converted had the higher score in ',
        'words_after': ' of its pairs with leads that did not',
        'words_without': 'there are not yet both leads that converted and leads that did not',
    },
    {
        'finding': 'too_many_or_too_few_hot_leads',
        'lower_bound': '0.05',
        'upper_bound': '0.2',
        'words_before': '',
        'words_after': ' of the leads are hot',
        'words_without': 'there are no grades or no leads',
    },
    {
        'finding': 'scores_cluster_in_one_range',
        'upper_bound': '0.7',
        'words_before': '',
        'words_after': ' of the leads have their score in one band',
        'words_without': 'there are no leads',
    },
    {
        'finding': 'high_decay',
        'upper_bound': '0.5',
        'words_before': 'in 30 days leads lost ',
        'words_after': ' of the positive points that they had or got',
        'words_without': 'no lead has or lost positive points',
    },
] -%}
with

findings as (
    {{ literal_rows(
        columns = {
            'finding': 'text',
            'words_before': 'text',
            'words_after': 'text',
            'words_without': 'text',
            'lower_bound': 'number',
            'upper_bound': 'number',
        },
        rows = findings,
    ) | indent(4) }}
),

scoring_models as (
    select * from {{ ref('scoring_models') }} where model_status <> 'stopped'
),

outcomes as (
    select
        scoring_model,
        outcome,
        evaluated_at,
        score,
        sum(conversions) as conversions,
        sum(others) as others
    from {{ ref('int_newest_matured_outcomes') }}
    group by scoring_model, outcome, evaluated_at, score
),

model_auc as (
    {{ auc('outcomes', keys = ['scoring_model', 'outcome', 'evaluated_at']) | indent(4) }}
),

group_points as (
    select
        scoring_model,
        group_number,
        sum(points) as points,
        0 as points_lost
    from {{ ref('int_group_points') }}
    group by scoring_model, group_number
    union all
    select
        ledger.scoring_model,
        ledger.group_number,
        0 as points,
        -sum(ledger.points_change) as points_lost
    from {{ ref('scoring_model_ledger') }} as ledger
    cross join {{ ref('int_as_of') }} as clock
    inner join {{ ref('int_current_scores') }} as current_scores
        on
            ledger.scoring_model = current_scores.scoring_model
            and ledger.lead_key = current_scores.lead_key
            and ledger.changed_at >= current_scores.scored_from
    where
        ledger.model_status <> 'stopped'
        and ledger.points_change < 0
        and ledger.changed_at > {{ add_days('clock.as_of', -30) }}
        and ledger.changed_at <= clock.as_of
    group by ledger.scoring_model, ledger.group_number
),

figures as (
    select
        scoring_model,
        'conversion_does_not_follow_score' as finding,
        outcome,
        auc as figure,
        evaluated_at
    from model_auc
    union all
    select
        scoring_model,
        'too_many_or_too_few_hot_leads' as finding,
        cast(null as text) as outcome,
        hot_share as figure,
        cast(null as timestamp) as evaluated_at
    from {{ ref('scoring_insights') }}
    union all
    select
        scoring_model,
        'scores_cluster_in_one_range' as finding,
        cast(null as text) as outcome,
        max(leads_share) as figure,
        cast(null as timestamp) as evaluated_at
    from {{ ref('score_distribution') }}
    group by scoring_model
    union all
    select
        group_points.scoring_model,
        'high_decay' as finding,
        cast(null as text) as outcome,
        {{ share(
            'sum(group_points.points_lost)',
            'sum(group_points.points + group_points.points_lost)',
        ) }} as figure,
        cast(null as timestamp) as evaluated_at
    from group_points
    inner join {{ ref('scoring_model_groups') }} as groups
        on
            group_points.scoring_model = groups.scoring_model
            and group_points.group_number = groups.group_number
    where groups.points > 0
    group by group_points.scoring_model
),

bounds as (
    select
        scoring_models.scoring_model,
        findings.finding,
        cast(
            case
                when findings.finding = 'too_many_or_too_few_hot_leads'
                    then coalesce(scoring_models.target_hot_share_from, findings.lower_bound)
                else findings.lower_bound
            end as double precision
        ) as lower_bound,
        cast(
            case
                when findings.finding = 'too_many_or_too_few_hot_leads'
                    then coalesce(scoring_models.target_hot_share_to, findings.upper_bound)
                else findings.upper_bound
            end as double precision
        ) as upper_bound
    from scoring_models
    cross join findings
)

select
    scoring_models.scoring_model,
    scoring_models.spec_hash,
    scoring_models.model_status,
    findings.finding,
    scoring_models.scoring_model || ': '
    || case
        when figures.figure is null then findings.words_without
        else
            findings.words_before || {{ percent('figures.figure') }} || findings.words_after
            || ' (should be '
            || case
                when bounds.lower_bound is null
                    then 'at most ' || {{ percent('bounds.upper_bound') }}
                when bounds.upper_bound is null
                    then 'at least ' || {{ percent('bounds.lower_bound') }}
                else
                    {{ percent('bounds.lower_bound') }}
                    || ' to ' || {{ percent('bounds.upper_bound') }}
            end
            || ')'
    end || '.' as sentence,
    figures.outcome,
    figures.figure,
    bounds.lower_bound,
    bounds.upper_bound,
    case
        when figures.figure is not null
            then
                coalesce(figures.figure < bounds.lower_bound, false)
                or coalesce(figures.figure > bounds.upper_bound, false)
    end as is_found,
    figures.evaluated_at,
    clock.as_of,
    {{ run_id() }} as run_id
from scoring_models
cross join {{ ref('int_as_of') }} as clock
inner join bounds on scoring_models.scoring_model = bounds.scoring_model
inner join findings on bounds.finding = findings.finding
left join figures
    on
        bounds.scoring_model = figures.scoring_model
        and bounds.finding = figures.finding
