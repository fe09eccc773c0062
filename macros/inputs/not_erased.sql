{#
    Rows of an input table without those of people who were erased (`lead-scoring erase`).

    rows:    SQL of the rows, in the canonical shape.
    table:   the input table's name.
    Grain:   one row per row that isn't an erased person's.
    Columns: those of the rows.

    A row of someone else that names an erased person, such as an interaction that reaches a lead, too, stays
    without that id. Where nobody was ever erased, the rows as they are.
#}
{% macro not_erased(rows, table) %}
{%- set columns = input_columns(table) -%}
{%- set keys = {'lead': 'lead_id', 'contact': 'contact_id'} -%}
{%- set named = {} -%}
{%- for kind, column in keys.items() if column in columns -%}
    {%- do named.update({kind: column}) -%}
{%- endfor -%}
{%- set tombstones = adapter.get_relation(target.database, 'privacy', 'tombstones') if execute -%}
{%- if not tombstones or not named -%}
{{ rows }}
{%- else -%}
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
    {%- set kind = (named.items() | selectattr(1, 'equalto', name) | map('first') | list) %}
    {% if kind -%}
    case when erased_{{ kind[0] }}.hashed_id is null then received.{{ name }} end as {{ name }}
    {%- else -%}
    received.{{ name }}
    {%- endif %}{{ "," if not loop.last }}
    {%- endfor %}
from received
cross join salts
{%- for kind, column in named.items() %}
left join tombstones as erased_{{ kind }}
    on erased_{{ kind }}.hashed_id = {{ text_hash("salts.salt || ':" ~ kind ~ ":' || received." ~ column) }}
{%- endfor %}
where
{%- if table == 'leads' %}
    erased_lead.hashed_id is null
{%- else %}
    (
        {%- for kind, column in named.items() %}
        {{ "and " if not loop.first }}erased_{{ kind }}.hashed_id is null
        {%- endfor %}
    )
    {%- for kind, column in named.items() %}
    or (erased_{{ kind }}.hashed_id is null and received.{{ column }} is not null)
    {%- endfor %}
{%- endif %}
{%- endif -%}
{% endmacro %}
