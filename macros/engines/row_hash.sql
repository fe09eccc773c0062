{#
    A 64-bit hash of several values, which tells rows with other values apart, NULLs included. The same
    for the same values in the same engine; it says nothing about order. Sums of it tell sets apart, and
    where no row stands twice bit_xor does, too.

    values: list of SQL expressions.
#}
{% macro row_hash(values) %}
    {{- return(adapter.dispatch('row_hash', 'lead_scoring')(values)) -}}
{% endmacro %}

{# hashed twice, since DuckDB joins the hashes of several values so that sums of them can meet #}
{% macro default__row_hash(values) %}
    {{- return('hash(hash(' ~ values | join(', ') ~ '))') -}}
{% endmacro %}

{% macro postgres__row_hash(values) %}
    {{- return('hash_record_extended(row(' ~ values | join(', ') ~ '), 0)') -}}
{% endmacro %}
