{#
    What a snapshot of an input table looks at: one row per key, every column whose change is a version.

    table:    a canonical table's name.
    received: the rows of received_rows.
    clock:    the model that tells when, which the snapshot has to wait for.
#}
{% macro rows_to_record(table, received, clock) %}
-- recorded at the instant in {{ clock }}
select
    {{ input_columns(table) | reject('in', ['valid_from', 'valid_to']) | join(',\n    ') }}
from {{ received }}
where rejected_by is null
{% endmacro %}
