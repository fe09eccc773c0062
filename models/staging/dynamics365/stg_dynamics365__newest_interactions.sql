{{ config(enabled = var('connector') == 'dynamics365', materialized = 'table') }}
{%- set columns = dynamics365_interaction_columns() -%}
with

repeated_ids as (
    select
        interaction_type,
        source_id
    from {{ ref('stg_dynamics365__source_interactions') }}
    where source_id is not null
    group by interaction_type, source_id
    having count(*) > 1
),

ranked_versions as (
    select
        interactions.*,
        row_number() over (
            partition by interactions.interaction_type, interactions.source_id
            order by
                source_version desc nulls last,
                is_bot desc,
                {%- for column in columns if column not in ['interaction_type', 'source_id'] %}
                {{ bytewise('cast(' ~ column ~ ' as text)') }} desc nulls last{{ "," if not loop.last }}
                {%- endfor %}
        ) as version_rank
    from {{ ref('stg_dynamics365__source_interactions') }} as interactions
    inner join repeated_ids
        on
            interactions.interaction_type = repeated_ids.interaction_type
            and interactions.source_id = repeated_ids.source_id
)

select
    interactions.interaction_type || ':' || interactions.source_id as interaction_id,
    {%- for column in columns %}
    interactions.{{ column }},
    {%- endfor %}
    false as is_superseded
from {{ ref('stg_dynamics365__source_interactions') }} as interactions
left join repeated_ids
    on
        interactions.interaction_type = repeated_ids.interaction_type
        and interactions.source_id = repeated_ids.source_id
where repeated_ids.source_id is null
union all
select
    interaction_type || ':' || source_id as interaction_id,
    {%- for column in columns %}
    {{ column }},
    {%- endfor %}
    version_rank > 1 as is_superseded
from ranked_versions
