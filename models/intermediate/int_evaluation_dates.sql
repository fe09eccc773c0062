with recursive

clock as (
    select * from {{ ref('int_as_of') }}
),

months as (
    select
        {{ each_month(
            dbt.date_trunc('month', 'min(intervals.scored_from)'), 'clock.as_of'
        ) }} as evaluated_at,
        clock.as_of
    from {{ ref('scoring_model_intervals') }} as intervals
    cross join clock
    where intervals.scored_from <= clock.as_of
    group by clock.as_of
),

evaluation_dates as (
    select
        evaluated_at,
        {{ add_days('evaluated_at', var('outcome_horizon_days')) }} as horizon_ends_at,
        {{ add_days('evaluated_at', var('outcome_horizon_days')) }} <= as_of as is_matured
    from months
),

matured_dates as (
    select
        *,
        row_number() over (order by evaluated_at desc nulls last) as position
    from evaluation_dates
    where is_matured
),

-- backwards from the newest matured date, the next one whose horizon ends by the last one chosen
chosen_dates as (
    select
        position,
        evaluated_at as chosen_at
    from matured_dates
    where position = 1
    union all
    select
        matured_dates.position,
        case
            when matured_dates.horizon_ends_at <= chosen_dates.chosen_at
                then matured_dates.evaluated_at
            else chosen_dates.chosen_at
        end as chosen_at
    from chosen_dates
    inner join matured_dates on chosen_dates.position + 1 = matured_dates.position
)

select
    evaluated_at,
    horizon_ends_at,
    is_matured,
    evaluated_at in (select chosen_dates.chosen_at from chosen_dates) as is_pooled
from evaluation_dates
