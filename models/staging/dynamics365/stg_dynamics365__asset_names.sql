{{ config(enabled = var('connector') == 'dynamics365') }}
{%- set sources = connector_sources('dynamics365') -%}
with

named_assets as (
    {% for table, columns in dynamics365_asset_tables().items() -%}
    select
        {{ columns.id }} as asset_id,
        {{ columns.name }} as asset_name
    from ({{ dynamics365_rows(table, columns.id, sources) | indent(4) }}) as {{ table }}
    {{ "union all" if not loop.last }}
    {% endfor %}
)

select
    asset_id,
    {# ids are unique in all of Dataverse but by accident #}max(asset_name) as asset_name
from named_assets
where asset_id is not null
group by asset_id
