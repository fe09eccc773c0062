with

figures as (
    select
        measure,
        relation,
        subject,
        part,
        cast(null as text) as spec_hash,
        figure
    from {{ ref('figures_of_inputs') }}
    union all
    select
        measure,
        relation,
        subject,
        '' as part,
        cast(null as text) as spec_hash,
        figure
    from {{ ref('figures_of_links') }}
    union all
    select
        measure,
        relation,
        '' as subject,
        '' as part,
        cast(null as text) as spec_hash,
        figure
    from {{ ref('figures_of_interactions') }}
    union all
    select
        measure,
        relation,
        subject,
        part,
        spec_hash,
        figure
    from {{ ref('figures_of_scores') }}
)

select
    figures.measure,
    figures.relation,
    figures.subject,
    figures.part,
    figures.spec_hash,
    figures.figure,
    clock.as_of
from figures
cross join {{ ref('int_as_of') }} as clock
