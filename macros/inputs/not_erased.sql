{#
    Rows without those of people who were erased (`lead-scoring erase`).

    rows:    SQL of the rows.
    columns: the names of their columns.
    people:  mapping of each column that names a person to the kinds of id that it may hold, lead and contact.
    owner:   the one of them whose person the row is; none where it is of all whom it names.
    Grain:   one row per row that isn't an erased person's.
    Columns: those of the rows.

    A row of someone else that names an erased person, such as an interaction that reaches a lead, too, stays
    without that id. Where nobody was ever erased, the rows as they are.
#}
{% macro not_erased(rows, columns, people, owner=none) %}
{%- set tombstones = adapter.get_relation(target.database, 'privacy', 'tombstones') if execute and people -%}
{%- if not tombstones -%}
{{ rows }}
{%- else -%}
{%- set stays = {} -%}
{%- for column, kinds in people.items() -%}
    {%- set hashes = [] -%}
    {%- for kind in kinds -%}
        {%- do hashes.append('erased_' ~ kind ~ '_' ~ column ~ '.hashed_id is null') -%}
    {%- endfor -%}
    {%- do stays.update({column: hashes | join(' and ')}) -%}
{%- endfor -%}
with

received as (
    {{ rows | indent(4) }}
),

tombstones as (
    select
        salt,
        hashed_id
    from {{ tombstones }}
),

salts as (
    select min(salt) as salt from tombstones
)

select
    {%- for name in columns %}
    {% if name in people -%}
    case when {{ stays[name] }} then received.{{ adapter.quote(name) }} end as {{ adapter.quote(name) }}
    {%- else -%}
    received.{{ adapter.quote(name) }}
    {%- endif %}{{ "," if not loop.last }}
    {%- endfor %}
from received
cross join salts
{%- for column, kinds in people.items() %}
{%- for kind in kinds %}
left join tombstones as erased_{{ kind }}_{{ column }}
    on
        erased_{{ kind }}_{{ column }}.hashed_id
        = {{ text_hash("salts.salt || ':" ~ kind ~ ":' || received." ~ adapter.quote(column)) }}
{%- endfor %}
{%- endfor %}
where
{%- if owner %}
    {{ stays[owner] }}
{%- else %}
    ({{ stays.values() | join(' and ') }})
    {%- for column, condition in stays.items() %}
    or ({{ condition }} and received.{{ adapter.quote(column) }} is not null)
    {%- endfor %}
{%- endif %}
{%- endif -%}
{% endmacro %}
