with

current_scores as (
    select * from {{ ref('int_current_scores') }}
),

scoring_models as (
    select * from {{ ref('scoring_models') }} where model_status <> 'stopped'
),

named_bands as (
    select * from {{ ref('scoring_model_bands') }}
),

observed_ranges as (
    select
        scoring_model,
        count(*) as leads,
        min(score) as lowest_score,
        max(score) as highest_score
    from current_scores
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
    -- no range of a model that scores no lead, unless the spec gives it whole
    where
        ranges.range_to > ranges.range_from
        or (quarters.band = 1 and ranges.range_to = ranges.range_from)
    union all
    -- what lies below the first edge is a band, too
    select
        scoring_model,
        0 as band,
        cast(null as decimal(18, 4)) as band_from
    from named_bands
    where band = 1
),

bands as (
    select
        scoring_model,
        band,
        band_from,
        lead(band_from) over (partition by scoring_model order by band nulls last) as band_to
    from edges
),

band_volumes as (
    select
        bands.scoring_model,
        bands.band,
        bands.band_from,
        bands.band_to,
        count(current_scores.lead_key) as leads
    from bands
    left join current_scores
        on
            bands.scoring_model = current_scores.scoring_model
            and (bands.band_from <= current_scores.score or bands.band_from is null)
            and (bands.band_to > current_scores.score or bands.band_to is null)
    group by bands.scoring_model, bands.band, bands.band_from, bands.band_to
)

select
    band_volumes.scoring_model,
    scoring_models.spec_hash,
    scoring_models.model_status,
    cast(band_volumes.band as bigint) as band,
    band_volumes.band_from,
    band_volumes.band_to,
    cast(band_volumes.leads as bigint) as leads,
    {{ share('band_volumes.leads', 'observed_ranges.leads') }} as leads_share,
    clock.as_of
from band_volumes
cross join {{ ref('int_as_of') }} as clock
inner join scoring_models on band_volumes.scoring_model = scoring_models.scoring_model
left join observed_ranges on band_volumes.scoring_model = observed_ranges.scoring_model
where band_volumes.band > 0 or band_volumes.leads > 0
