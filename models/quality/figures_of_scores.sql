{{ config(materialized = 'ephemeral') }}
with

live_models as (
    select
        scoring_model,
        spec_hash
    from {{ ref('scoring_models') }}
    where model_status = 'live'
),

lead_scores as (
    select * from {{ ref('lead_scores') }}
),

current_rows_of_history as (
    select history.*
    from {{ ref('lead_score_history') }} as history
    cross join {{ ref('int_as_of') }} as clock
    where
        history.valid_from <= clock.as_of
        and (history.valid_to is null or history.valid_to > clock.as_of)
),

contributed as (
    select
        lead_id,
        scoring_model,
        sum(points) as points
    from {{ ref('lead_score_contributions') }}
    group by lead_id, scoring_model
),

-- one row per lead and scoring model
compared as (
    select
        lead_scores.scoring_model,
        case when lead_scores.score <> coalesce(contributed.points, 0) then 1 else 0 end
            as has_other_sum,
        case
            when
                history.lead_id is null
                or history.score <> lead_scores.score
                or coalesce(history.grade, '') <> coalesce(lead_scores.grade, '')
                then 1
            else 0
        end as has_other_history
    from lead_scores
    left join contributed
        on
            lead_scores.lead_id = contributed.lead_id
            and lead_scores.scoring_model = contributed.scoring_model
    left join current_rows_of_history as history
        on
            lead_scores.lead_id = history.lead_id
            and lead_scores.scoring_model = history.scoring_model
),

compared_models as (
    select
        scoring_model,
        count(*) as leads,
        sum(has_other_sum) as other_sums,
        sum(has_other_history) as other_histories
    from compared
    group by scoring_model
),

model_figures as (
    select
        live_models.scoring_model,
        live_models.spec_hash,
        coalesce(compared_models.leads, 0) as leads,
        coalesce(compared_models.other_sums, 0) as other_sums,
        coalesce(compared_models.other_histories, 0) as other_histories
    from live_models
    left join compared_models on live_models.scoring_model = compared_models.scoring_model
),

-- floors to two digits, so that scores of any size make some hundred rows
rounded_scores as (
    select
        scoring_model,
        spec_hash,
        case
            when abs(score) < 100 then floor(score)
            when abs(score) < 1000 then floor(score / 10) * 10
            when abs(score) < 10000 then floor(score / 100) * 100
            else floor(score / 1000) * 1000
        end as score_from
    from lead_scores
)

select
    'leads_scored' as measure,
    'lead_scores' as relation,
    scoring_model as subject,
    '' as part,
    spec_hash,
    cast(leads as double precision) as figure
from model_figures
union all
select
    'other_sums' as measure,
    'lead_score_contributions' as relation,
    scoring_model as subject,
    '' as part,
    spec_hash,
    cast(other_sums as double precision) as figure
from model_figures
union all
select
    'other_histories' as measure,
    'lead_score_history' as relation,
    scoring_model as subject,
    '' as part,
    spec_hash,
    cast(other_histories as double precision) as figure
from model_figures
union all
select
    'leads_of_grade' as measure,
    'lead_scores' as relation,
    scoring_model as subject,
    coalesce(grade, '') as part,
    spec_hash,
    cast(count(*) as double precision) as figure
from lead_scores
group by scoring_model, spec_hash, coalesce(grade, '')
union all
select
    'leads_of_score' as measure,
    'lead_scores' as relation,
    scoring_model as subject,
    cast(cast(score_from as bigint) as text) as part,
    spec_hash,
    cast(count(*) as double precision) as figure
from rounded_scores
group by scoring_model, spec_hash, cast(cast(score_from as bigint) as text)
union all
select
    'repeated_keys' as measure,
    'lead_scores' as relation,
    '' as subject,
    '' as part,
    cast(null as text) as spec_hash,
    cast(count(*) as double precision) as figure
from (
    select lead_id
    from lead_scores
    group by lead_id, scoring_model
    having count(*) > 1
) as repeated_keys
union all
select
    'repeated_keys' as measure,
    'lead_score_contributions' as relation,
    '' as subject,
    '' as part,
    cast(null as text) as spec_hash,
    cast(count(*) as double precision) as figure
from (
    select lead_id
    from {{ ref('lead_score_contributions') }}
    group by lead_id, scoring_model, group_name
    having count(*) > 1
) as repeated_keys
