{{ config(enabled = var('connector') == 'salesforce') }}
{%- set sources = connector_sources('salesforce') -%}
with recursive

records as (
    {% for table in ['lead', 'contact', 'account'] -%}
    select
        id as record_id,
        case when is_gone then master_record_id end as master_record_id,
        is_gone
    from ({{ salesforce_newest_rows(table, sources) | indent(4) }}) as {{ table }}s
    where id is not null
    {{ "union all" if not loop.last }}
    {% endfor %}
),

-- the record that a merge kept may have been merged in turn; union ends the recursion on circles, too
merge_paths as (
    select
        record_id,
        master_record_id
    from records
    where master_record_id is not null
    union
    select
        merge_paths.record_id,
        records.master_record_id
    from merge_paths
    inner join records on merge_paths.master_record_id = records.record_id
    where records.master_record_id is not null
)

select
    merge_paths.record_id as merged_id,
    merge_paths.master_record_id as surviving_id
from merge_paths
inner join records on merge_paths.master_record_id = records.record_id
where not records.is_gone
