with

conversions_by_score as (
    select * from {{ ref('int_conversions_by_score') }}
),

totals as (
    select
        scoring_model,
        outcome,
        sum(leads) as leads,
        sum(conversions) as conversions
    from conversions_by_score
    group by scoring_model, outcome
),

band_conversions as (
    select
        bands.scoring_model,
        bands.band,
        bands.band_from,
        bands.band_to,
        coalesce(sum(conversions_by_score.leads), 0) as leads,
        coalesce(sum(conversions_by_score.conversions), 0) as conversions
    from {{ ref('int_score_bands') }} as bands
    left join conversions_by_score
        on
            bands.scoring_model = conversions_by_score.scoring_model
            and (bands.band_from <= conversions_by_score.score or bands.band_from is null)
            and (bands.band_to > conversions_by_score.score or bands.band_to is null)
    group by bands.scoring_model, bands.band, bands.band_from, bands.band_to
)

select
    band_conversions.scoring_model,
    scoring_models.spec_hash,
    scoring_models.model_status,
    totals.outcome,
    band_conversions.band,
    band_conversions.band_from,
    band_conversions.band_to,
    cast(band_conversions.leads as bigint) as leads,
    {{ share('band_conversions.leads', 'totals.leads') }} as leads_share,
    cast(band_conversions.conversions as bigint) as conversions,
    {{ share('band_conversions.conversions', 'band_conversions.leads') }} as conversion_rate,
    {{ wilson_lower('band_conversions.conversions', 'band_conversions.leads') }}
        as conversion_rate_lower,
    {{ wilson_upper('band_conversions.conversions', 'band_conversions.leads') }}
        as conversion_rate_upper,
    {{ share(
        'band_conversions.conversions * totals.leads',
        'band_conversions.leads * totals.conversions',
    ) }} as lift,
    clock.as_of,
    {{ run_id() }} as run_id
from band_conversions
cross join {{ ref('int_as_of') }} as clock
inner join {{ ref('scoring_models') }} as scoring_models
    on band_conversions.scoring_model = scoring_models.scoring_model
inner join totals on band_conversions.scoring_model = totals.scoring_model
where
    scoring_models.model_status = 'live'
    and (band_conversions.band > 0 or band_conversions.leads > 0)
