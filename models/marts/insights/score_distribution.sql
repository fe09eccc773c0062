with

current_scores as (
    select * from {{ ref('int_current_scores') }}
),

leads_scored as (
    select
        scoring_model,
        count(*) as leads
    from current_scores
    group by scoring_model
),

band_volumes as (
    select
        bands.scoring_model,
        bands.band,
        bands.band_from,
        bands.band_to,
        count(current_scores.lead_key) as leads
    from {{ ref('int_score_bands') }} as bands
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
    band_volumes.band,
    band_volumes.band_from,
    band_volumes.band_to,
    cast(band_volumes.leads as bigint) as leads,
    {{ share('band_volumes.leads', 'leads_scored.leads') }} as leads_share,
    clock.as_of,
    {{ run_id() }} as run_id
from band_volumes
cross join {{ ref('int_as_of') }} as clock
inner join {{ ref('scoring_models') }} as scoring_models
    on band_volumes.scoring_model = scoring_models.scoring_model
left join leads_scored on band_volumes.scoring_model = leads_scored.scoring_model
where
    scoring_models.model_status <> 'stopped'
    and (band_volumes.band > 0 or band_volumes.leads > 0)
