-- per live model, grade (NULL: none) and day: leads at its end, and the sum of their scores
with

clock as (
    select
        as_of,
        {{ reporting_date('as_of') }} as last_day
    from {{ ref('int_as_of') }}
),

history as (
    select * from {{ ref('scoring_model_history') }} where model_status = 'live'
),

-- a row of the history comes and goes; what it is in between need not be looked at day by day
changes as (
    select
        history.scoring_model,
        history.grade,
        1 as leads_change,
        history.score as score_change,
        history.valid_from as changed_at
    from history
    cross join clock
    where history.valid_from <= clock.as_of
    union all
    select
        history.scoring_model,
        history.grade,
        -1 as leads_change,
        -history.score as score_change,
        history.valid_to as changed_at
    from history
    cross join clock
    where history.valid_to <= clock.as_of
),

daily_changes as (
    select
        scoring_model,
        grade,
        sum(leads_change) as leads_change,
        sum(score_change) as score_change,
        {{ reporting_date('changed_at') }} as day
    from changes
    group by scoring_model, grade, {{ reporting_date('changed_at') }}
),

first_days as (
    select
        scoring_model,
        min(day) as first_day
    from daily_changes
    group by scoring_model
),

days as (
    select
        first_days.scoring_model,
        {{ each_day('first_days.first_day', 'clock.last_day') }} as day
    from first_days
    cross join clock
),

grades as (
    select
        scoring_model,
        grade,
        grade_order,
        is_hot
    from {{ ref('scoring_model_grades') }}
    union all
    -- of models without grades all scores, of others those in a gap between grades
    select distinct
        scoring_model,
        grade,
        0 as grade_order,
        false as is_hot
    from daily_changes
    where grade is null
),

grades_and_days as (
    select
        days.scoring_model,
        grades.grade,
        grades.grade_order,
        coalesce(daily_changes.leads_change, 0) as leads_change,
        coalesce(daily_changes.score_change, 0) as score_change,
        grades.is_hot,
        days.day
    from days
    inner join grades on days.scoring_model = grades.scoring_model
    left join daily_changes
        on
            days.scoring_model = daily_changes.scoring_model
            and days.day = daily_changes.day
            and grades.grade is not distinct from daily_changes.grade
)

select
    scoring_model,
    grade,
    cast(grade_order as bigint) as grade_order,
    cast(sum(leads_change) over days_so_far as bigint) as leads,
    sum(score_change) over days_so_far as total_score,
    is_hot,
    day
from grades_and_days
window
    days_so_far as (
        partition by scoring_model, grade_order order by day nulls last rows unbounded preceding
    )
