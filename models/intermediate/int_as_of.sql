{#- The environment comes first: a changed --vars makes dbt parse the whole project again. -#}
{%- set run_id = env_var('LEAD_SCORING_RUN_ID', '') or invocation_id -%}
{%- set given = env_var('LEAD_SCORING_AS_OF', '') or var('as_of') | string -%}
{%- set instant = given or run_started_at.strftime('%Y-%m-%d %H:%M:%S.%f') -%}
{%- if var('connector') == 'demo' and not given -%}
select
    cast({{ text_literal(run_id) }} as text) as run_id,
    max(loaded_at) as as_of
from {{ ref('stg_interactions') }}
{%- else -%}
select
    cast({{ text_literal(run_id) }} as text) as run_id,
    {{ utc_timestamp('cast(' ~ text_literal(instant) ~ ' as text)', 'text') }} as as_of
{%- endif %}
