{#
    The versions of the leads, contacts or accounts of Salesforce. Where the object is in history mode they are its
    rows; else they come of its field history, where that is there; else there is one.

    name:    lead, contact or account.
    sources: what connector_sources returned.
    Grain:   one row per id and version, the newest as the record is now; one per source row without an id.
    Columns: those of the table, is_gone (of the record), valid_from (NULL: since ever), valid_to (NULL: the newest).
#}
{% macro salesforce_versions(name, sources) %}
{%- set history = sources[name ~ '_history'] -%}
{%- if '_fivetran_start' in source_columns(history.source) -%}
{{ salesforce_kept_versions(name, sources, history) }}
{%- elif '_fivetran_start' in source_columns(sources[name].source) -%}
{{ salesforce_kept_versions(name, sources, sources[name]) }}
{%- elif 'field' in source_columns(history.source) -%}
{{ salesforce_changed_versions(name, sources) }}
{%- else -%}
select
    records.*,
    cast(null as timestamp) as valid_from,
    cast(null as timestamp) as valid_to
from (
    {{ salesforce_newest_rows(name, sources) | indent(4) }}
) as records
{%- endif -%}
{% endmacro %}

{#
    The same from a table in history mode, whose first version reaches back to when there was none.

    name:    lead, contact or account.
    sources: what connector_sources returned.
    kept:    the one of them that holds the versions.
#}
{% macro salesforce_kept_versions(name, sources, kept) %}
{%- set columns = sources[name].columns -%}
with

records as (
    {{ salesforce_newest_rows(name, sources) | indent(4) }}
),

kept_versions as (
    select
        versions.*,
        min(_fivetran_start) over (partition by id) as first_start,
        lead(_fivetran_start) over (partition by id order by _fivetran_start) as next_start
    from (
        {{ source_table(kept) | indent(8) }}
    ) as versions
    where id is not null and _fivetran_start is not null
),

newest_versions as (
    select
        id,
        max(_fivetran_start) as newest_start
    from kept_versions
    group by id
    having count(*) > 1
)

select
    {%- for column in columns %}
    kept_versions.{{ adapter.quote(column) }},
    {%- endfor %}
    records.is_gone,
    case when kept_versions._fivetran_start > kept_versions.first_start then kept_versions._fivetran_start end as valid_from,
    kept_versions.next_start as valid_to
from kept_versions
inner join records on kept_versions.id = records.id
where kept_versions.next_start is not null
union all
select
    {%- for column in columns %}
    records.{{ adapter.quote(column) }},
    {%- endfor %}
    records.is_gone,
    newest_versions.newest_start as valid_from,
    cast(null as timestamp) as valid_to
from records
left join newest_versions on records.id = newest_versions.id
{% endmacro %}

{#
    The same from the field history: before its first change a field was what that change says it was before,
    and a field that never changed was what it is.

    name:    lead, contact or account.
    sources: what connector_sources returned.

    Field history names fields as Salesforce does, NumberOfEmployees and Segment__c, and Fivetran columns
    number_of_employees and segment_c: without underscores and capitals they are the same.
#}
{% macro salesforce_changed_versions(name, sources) %}
{%- set columns = sources[name].columns -%}
{%- set tracked = {} -%}
{%- for column, type in columns.items()
    if type not in ['salesforce_id', 'id', 'timestamp'] and column[0] != '_'
    and column not in ['is_deleted', 'is_converted'] -%}
    {%- do tracked.update({column: column | replace('_', '')}) -%}
{%- endfor -%}
with

records as (
    {{ salesforce_newest_rows(name, sources) | indent(4) }}
),

changes as (
    select
        {{ name }}_id as record_id,
        lower(replace(field, '_', '')) as field,
        old_value,
        new_value,
        created_date as changed_at,
        id
    from (
        {{ source_table(sources[name ~ '_history']) | indent(8) }}
    ) as history
    where
        {{ name }}_id is not null
        and created_date is not null
        and not {{ salesforce_is_gone() }}
        and lower(replace(field, '_', '')) in ('{{ tracked.values() | join("', '") }}')
),

ordered_changes as (
    select
        changes.*,
        row_number() over (partition by record_id, field order by changed_at, {{ bytewise('id') }}) as change_number,
        lead(changed_at) over (partition by record_id, field order by changed_at, {{ bytewise('id') }}) as next_changed_at
    from changes
),

field_spans as (
    select
        record_id,
        field,
        new_value as value,
        changed_at as begins_at,
        next_changed_at as ends_at
    from ordered_changes
    union all
    select
        record_id,
        field,
        old_value as value,
        cast(null as timestamp) as begins_at,
        changed_at as ends_at
    from ordered_changes
    where change_number = 1
),

edges as (
    select distinct
        record_id,
        begins_at
    from field_spans
),

version_spans as (
    select
        record_id,
        begins_at as valid_from,
        lead(begins_at) over (partition by record_id order by begins_at nulls first) as valid_to
    from edges
),

past_values as (
    select
        version_spans.record_id,
        version_spans.valid_from,
        version_spans.valid_to,
        {%- for column, field in tracked.items() %}
        max(case when field_spans.field = '{{ field }}' then field_spans.value end) as {{ column }}_then,
        max(case when field_spans.field = '{{ field }}' then 1 end) as {{ column }}_changes{{ "," if not loop.last }}
        {%- endfor %}
    from version_spans
    inner join field_spans
        on
            version_spans.record_id = field_spans.record_id
            and (field_spans.begins_at is null or field_spans.begins_at <= version_spans.valid_from)
            and (
                field_spans.ends_at is null or version_spans.valid_from is null
                or version_spans.valid_from < field_spans.ends_at
            )
    where version_spans.valid_to is not null
    group by version_spans.record_id, version_spans.valid_from, version_spans.valid_to
),

newest_changes as (
    select
        record_id,
        max(changed_at) as changed_at
    from changes
    group by record_id
)

select
    {%- for column, type in columns.items() %}
    {%- if column in tracked %}
    case
        when past_values.{{ column }}_changes = 1
            then {{ canonical_value(api.Column(column ~ '_then', 'text'), type) }}
        else records.{{ column }}
    end as {{ column }},
    {%- else %}
    records.{{ adapter.quote(column) }},
    {%- endif %}
    {%- endfor %}
    records.is_gone,
    past_values.valid_from,
    past_values.valid_to
from past_values
inner join records on past_values.record_id = records.id
union all
select
    {%- for column in columns %}
    records.{{ adapter.quote(column) }},
    {%- endfor %}
    records.is_gone,
    newest_changes.changed_at as valid_from,
    cast(null as timestamp) as valid_to
from records
left join newest_changes on records.id = newest_changes.record_id
{% endmacro %}
