{#- 95 % of a normal distribution lies no more standard deviations from its mean -#}
{%- set deviations = '1.959963984540054' -%}
with

pairs as (
    select
        newer.scoring_model,
        newer.spec_hash,
        newer.model_status,
        replaced.scoring_model as replaced_model,
        replaced.spec_hash as replaced_spec_hash,
        replaced.model_status as replaced_model_status
    from {{ ref('scoring_models') }} as newer
    inner join {{ ref('scoring_models') }} as replaced on newer.replaces = replaced.scoring_model
    where newer.model_status <> 'stopped'
),

compared_scores as (
    select * from {{ ref('int_compared_scores') }}
),

-- Twice DeLong's placements, counts instead of fractions: of a lead that converted, how many of the
-- others lie below it; of another, how many of those that converted do. Whole numbers have no order
-- in which they must be added.
placements as (
    select
        scoring_model,
        conversions,
        others,
        {{ twice_count_below('others', 'score', ['scoring_model']) }} as others_below,
        {{ twice_count_below('others', 'replaced_score', ['scoring_model']) }}
            as others_below_replaced,
        {{ twice_count_below('conversions', 'score', ['scoring_model']) }}
        - {{ twice_count_below('conversions', 'replaced_score', ['scoring_model']) }}
            as conversions_below_change
    from compared_scores
),

placement_sums as (
    select
        scoring_model,
        sum(conversions) as conversions,
        sum(others) as others,
        sum(conversions * others_below) as pairs_won,
        sum(conversions * others_below_replaced) as pairs_won_replaced,
        sum(
            conversions
            * (others_below - others_below_replaced)
            * (others_below - others_below_replaced)
        ) as squares_of_conversions,
        sum(others * conversions_below_change) as sum_of_others,
        sum(others * conversions_below_change * conversions_below_change) as squares_of_others
    from placements
    group by scoring_model
),

-- the variance of the difference is the sum of those of both kinds' mean differences
auc_differences as (
    select
        scoring_model,
        conversions,
        others,
        {{ share('pairs_won', '2 * conversions * others') }} as auc,
        {{ share('pairs_won_replaced', '2 * conversions * others') }} as replaced_auc,
        {{ share('pairs_won - pairs_won_replaced', '2 * conversions * others') }} as difference,
        sqrt(
            {{ share(
                'conversions * squares_of_conversions'
                ~ ' - (pairs_won - pairs_won_replaced) * (pairs_won - pairs_won_replaced)',
                '4 * others * others * conversions * conversions * (conversions - 1)',
            ) }}
            + {{ share(
                'others * squares_of_others - sum_of_others * sum_of_others',
                '4 * conversions * conversions * others * others * (others - 1)',
            ) }}
        ) as standard_error
    from placement_sums
),

mql_counts as (
    select
        scoring_model,
        outcome,
        evaluated_at,
        sum(conversions + others) as leads,
        sum(case when is_above_threshold then conversions + others else 0 end) as mqls,
        sum(case when is_above_replaced_threshold then conversions + others else 0 end)
            as replaced_mqls,
        sum(case when is_above_threshold then conversions else 0 end) as conversions,
        sum(case when is_above_replaced_threshold then conversions else 0 end)
            as replaced_conversions,
        sum(
            case when is_above_threshold and is_above_replaced_threshold then conversions else 0 end
        ) as shared_conversions,
        sum(case when is_above_threshold and is_above_replaced_threshold then others else 0 end)
            as shared_others
    from compared_scores
    group by scoring_model, outcome, evaluated_at
),

mql_rates as (
    select
        *,
        mqls - conversions as others,
        replaced_mqls - replaced_conversions as replaced_others,
        {{ share('conversions', 'mqls') }} as rate,
        {{ share('replaced_conversions', 'replaced_mqls') }} as replaced_rate
    from mql_counts
),

-- a lead that either hands over moves the difference; what both hand over, by less
mql_differences as (
    select
        scoring_model,
        outcome,
        evaluated_at,
        leads,
        mqls,
        replaced_mqls,
        rate,
        replaced_rate,
        rate - replaced_rate as difference,
        case
            when rate > 0 and rate < 1 and replaced_rate > 0 and replaced_rate < 1
                then
                    sqrt(
                        shared_conversions
                        * power((1 - rate) / mqls - (1 - replaced_rate) / replaced_mqls, 2)
                        + shared_others * power(rate / mqls - replaced_rate / replaced_mqls, 2)
                        + (conversions - shared_conversions) * power((1 - rate) / mqls, 2)
                        + (others - shared_others) * power(rate / mqls, 2)
                        + (replaced_conversions - shared_conversions)
                        * power((1 - replaced_rate) / replaced_mqls, 2)
                        + (replaced_others - shared_others)
                        * power(replaced_rate / replaced_mqls, 2)
                    )
        end as standard_error
    from mql_rates
),

graded_models as (
    select distinct scoring_model from {{ ref('scoring_model_grades') }}
),

grade_changes as (
    select
        pairs.scoring_model,
        count(*) as leads,
        sum(
            case
                when current_scores.grade = replaced_scores.grade then 0
                when current_scores.grade is null and replaced_scores.grade is null then 0
                else 1
            end
        ) as leads_changing_grade
    from pairs
    inner join {{ ref('int_current_scores') }} as current_scores
        on pairs.scoring_model = current_scores.scoring_model
    inner join {{ ref('int_current_scores') }} as replaced_scores
        on
            pairs.replaced_model = replaced_scores.scoring_model
            and current_scores.lead_key = replaced_scores.lead_key
    where
        pairs.scoring_model in (select graded_models.scoring_model from graded_models)
        and pairs.replaced_model in (select graded_models.scoring_model from graded_models)
    group by pairs.scoring_model
)

select
    pairs.scoring_model,
    pairs.spec_hash,
    pairs.model_status,
    pairs.replaced_model,
    pairs.replaced_spec_hash,
    pairs.replaced_model_status,
    mql_differences.outcome,
    cast(coalesce(mql_differences.leads, 0) as bigint) as leads,
    cast(coalesce(auc_differences.conversions, 0) as bigint) as conversions,
    auc_differences.auc,
    auc_differences.replaced_auc,
    auc_differences.difference as auc_difference,
    auc_differences.difference - {{ deviations }} * auc_differences.standard_error
        as auc_difference_lower,
    auc_differences.difference + {{ deviations }} * auc_differences.standard_error
        as auc_difference_upper,
    cast(coalesce(mql_differences.mqls, 0) as bigint) as mqls,
    cast(coalesce(mql_differences.replaced_mqls, 0) as bigint) as replaced_mqls,
    mql_differences.rate as mql_conversion_rate,
    mql_differences.replaced_rate as replaced_mql_conversion_rate,
    mql_differences.difference as mql_conversion_rate_difference,
    mql_differences.difference - {{ deviations }} * mql_differences.standard_error
        as mql_conversion_rate_difference_lower,
    mql_differences.difference + {{ deviations }} * mql_differences.standard_error
        as mql_conversion_rate_difference_upper,
    cast(grade_changes.leads as bigint) as leads_scored_by_both,
    cast(grade_changes.leads_changing_grade as bigint) as leads_changing_grade,
    {{ share('grade_changes.leads_changing_grade', 'grade_changes.leads') }}
        as leads_changing_grade_share,
    mql_differences.evaluated_at,
    clock.as_of,
    {{ run_id() }} as run_id
from pairs
cross join {{ ref('int_as_of') }} as clock
left join auc_differences on pairs.scoring_model = auc_differences.scoring_model
left join mql_differences on pairs.scoring_model = mql_differences.scoring_model
left join grade_changes on pairs.scoring_model = grade_changes.scoring_model
