{#
    The rows of an input table as they came, told apart into those to record and the others.

    table:   a canonical table's name.
    key:     the column that names what a row is about.
    Grain:   one row per source row.
    Columns: those of the table, rejected_by (NULL: the row that wins its key, semantics I6).
#}
{% macro received_rows(table, key) %}
with

received as (
    {{ canonical_input(table) | indent(4) }}
),

judged as (
    {{ judged_rows(
        table = table,
        rows = 'received',
        key = [key],
        unusable = [('missing_id', key ~ ' is null')],
    ) | indent(4) }}
)

select * from judged
{% endmacro %}
