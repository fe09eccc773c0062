{#
    One interaction table of Customer Insights - Journeys in the columns that all of them share.

    name:    a table of dynamics365_interactions().
    sources: what connector_sources returned.
    Grain:   one row per source row.
    Columns: those of dynamics365_interaction_columns().

    Schema 1.1 tells who by ProfileId and ProfileType, 1.0 by EntityId and EntityName. An unresolved
    profile is nobody.
#}
{% macro dynamics365_interaction_rows(name, sources) %}
{%- set interaction = dynamics365_interactions()[name] -%}
{%- set own_id = 'coalesce(idempotencyid, internalmarketinginteractionid)' -%}
{%- set addresses = interaction.get('url', []) -%}
{%- set null_text = "cast(null as text)" %}
select
    '{{ interaction.type }}' as interaction_type,
    {{ 'coalesce(' ~ interaction.id | lower ~ ', ' ~ own_id ~ ')' if interaction.get('id') else own_id }} as source_id,
    version as source_version,
    {%- for column, entity in {'leadid': 'lead', 'contactid': 'contact'}.items() %}
    case
        when isunresolvedprofile then null
        when {{ column }} is not null then {{ column }}
        when lower(coalesce(profiletype, entityname)) = '{{ entity }}' then coalesce(profileid, entityid)
    end as {{ entity }}_id,
    {%- endfor %}
    businessunitid as business_unit,
    coalesce(channeltype, '{{ interaction.channel }}') as channel,
    {{ interaction.asset_id | lower }} as asset_id,
    {{ interaction.asset_name | lower if interaction.get('asset_name') else null_text }} as asset_name,
    customerjourneyid as journey_id,
    coalesce(journeyrunid, sendingid) as send_id,
    formsubmissionid as submission_id,
    {{ 'coalesce(' ~ addresses | join(', ') | lower ~ ')' if addresses else null_text }} as url,
    referreruri as referrer,
    {{ dynamics365_seconds('visitduration') }} as duration_seconds,
    case when sourcesystem = 1 then 'outbound' when sourcesystem is not null then 'real_time' end as source_system,
    deliveredcount as delivered_count,
    {{ 'true' if interaction.get('is_bot') else 'false' }} as is_bot,
    coalesce(lower(usagetype) like '%test%', false) as is_test,
    {%- for column in declared_columns('interactions') %}
    {{ column }},
    {%- endfor %}
    source_rows.timestamp as occurred_at
from (
    {{ source_table(sources[name]) | indent(4) }}
) as source_rows
{% endmacro %}

{# The columns of dynamics365_interaction_rows, in their order, each with its type. #}
{% macro dynamics365_interaction_columns() %}
    {%- set columns = {
        'interaction_type': 'text', 'source_id': 'text', 'source_version': 'integer', 'lead_id': 'text',
        'contact_id': 'text', 'business_unit': 'text', 'channel': 'text', 'asset_id': 'text',
        'asset_name': 'text', 'journey_id': 'text', 'send_id': 'text', 'submission_id': 'text', 'url': 'text',
        'referrer': 'text', 'duration_seconds': 'number', 'source_system': 'text',
        'delivered_count': 'integer', 'is_bot': 'boolean', 'is_test': 'boolean',
    } -%}
    {%- do columns.update(declared_columns('interactions')) -%}
    {%- do columns.update({'occurred_at': 'timestamp'}) -%}
    {{- return(columns) -}}
{% endmacro %}

{#
    A duration in seconds: it is a number of seconds, or hours:minutes:seconds.

    duration: SQL of a text value.
#}
{% macro dynamics365_seconds(duration) %}
    {%- set number = sql_type('number') -%}
    {{- return(
        'case when ' ~ duration ~ " like '%:%:%' then 3600 * cast(split_part(" ~ duration ~ ", ':', 1) as "
        ~ number ~ ') + 60 * cast(split_part(' ~ duration ~ ", ':', 2) as " ~ number ~ ') + cast(split_part('
        ~ duration ~ ", ':', 3) as " ~ number ~ ') else cast(' ~ duration ~ ' as ' ~ number ~ ') end'
    ) -}}
{% endmacro %}
