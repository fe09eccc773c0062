{#
    SQL that gives a snapshot the columns it lacks, filled with what each key has now in all its versions.

    table:    a canonical table's name.
    key:      the column that names what a row is about.
    recorded: the table's snapshot, which need not be there yet.
    received: the rows of received_rows.

    A column that was declared later has no history: its first value reaches back, as first versions do
    (semantics C2). dbt itself would leave it empty up to now, and scores would seem to change today.
#}
{% macro fill_new_columns(table, key, recorded, received) %}
{%- set known = load_relation(recorded) if execute -%}
{%- if known -%}
    {%- set present = source_columns(known) -%}
    {%- for name, column in input_columns(table).items()
        if name not in present and name not in ['valid_from', 'valid_to'] %}
alter table {{ known }} add column {{ name }} {{ sql_type(column.type) }};
update {{ known }} as recorded
set {{ name }} = received.{{ name }}
from {{ received }} as received
where recorded.{{ key }} = received.{{ key }} and received.rejected_by is null;
    {%- endfor -%}
{%- endif -%}
{% endmacro %}
