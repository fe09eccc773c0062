with

scoring_models as (
    select * from {{ ref('scoring_models') }}
),

named_bands as (
    select * from {{ ref('scoring_model_bands') }}
),

observed_ranges as (
    select
        scoring_model,
        min(score) as lowest_score,
        max(score) as highest_score
    from {{ ref('int_current_scores') }}
    group by scoring_model
),

-- the range that is cut in quarters where the spec names no bands
ranges as (
    select
        scoring_models.scoring_model,
        coalesce(scoring_models.score_min, observed_ranges.lowest_score) as range_from,
        coalesce(scoring_models.score_max, observed_ranges.highest_score) as range_to
    from scoring_models
    left join observed_ranges on scoring_models.scoring_model = observed_ranges.scoring_model
    where scoring_models.scoring_model not in (select named_bands.scoring_model from named_bands)
),

quarters as (
    select 1 as band
    union all
    select 2 as band
    union all
    select 3 as band
    union all
    select 4 as band
),

edges as (
    select
        scoring_model,
        band,
        cast(band_from as decimal(18, 4)) as band_from
    from named_bands
    union all
    select
        ranges.scoring_model,
        quarters.band,
        cast(
            ranges.range_from + (ranges.range_to - ranges.range_from) * (quarters.band - 1) * 0.25
            as decimal(18, 4)
        ) as band_from
    from ranges
    cross join quarters
    -- a model that scores no lead has no range, unless its spec gives it whole
    where
        ranges.range_to > ranges.range_from
        or (quarters.band = 1 and ranges.range_to = ranges.range_from)
    union all
    -- what lies below the first edge is a band, too
    select
        scoring_model,
        0 as band,
        cast(null as decimal(18, 4)) as band_from
    from scoring_models
)

select
    scoring_model,
    cast(band as bigint) as band,
    band_from,
    lead(band_from) over (partition by scoring_model order by band nulls last) as band_to
from edges
