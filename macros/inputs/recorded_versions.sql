{#
    An input table in the canonical shape, with the versions that were recorded of it.

    table:    a canonical table's name.
    key:      the column that names what a row is about.
    recorded: the table's snapshot.
    received: the rows of received_rows.
    Grain:    one row per recorded version, and one per source row that was not recorded: those without
              a key, and copies, which are copies of the version that holds now. They are rejected
              later and counted there, as without a snapshot.
    Columns:  those of input_columns(table), in that order.

    The first version of each key reaches back to the beginning of time (semantics C2). A version that
    was replaced by a second run at the same instant never held.
#}
{% macro recorded_versions(table, key, recorded, received) %}
with

versions as (
    select
        recorded.*,
        min(dbt_valid_from) over (partition by {{ key }}) as first_recorded_at
    from {{ recorded }} as recorded
    where dbt_valid_to is null or dbt_valid_from < dbt_valid_to
),

dated_versions as (
    select
        versions.*,
        case when dbt_valid_from > first_recorded_at then dbt_valid_from end as valid_from,
        dbt_valid_to as valid_to
    from versions
)

select
    {{ input_columns(table) | join(',\n    ') }}
from dated_versions
union all
select
    {%- for name in input_columns(table) %}
    {{ 'dated_versions' if name == 'valid_from' else 'received' }}.{{ name }}{{ "," if not loop.last }}
    {%- endfor %}
from {{ received }} as received
left join dated_versions
    on
        received.{{ key }} = dated_versions.{{ key }}
        and dated_versions.valid_to is null
where received.rejected_by is not null
{% endmacro %}
