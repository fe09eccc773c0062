{#
    The columns of a table of versions that the scoring reads: names and addresses are left behind.

    table: leads, contacts or accounts.
    links: its id, its links and what else is read of each of its rows.
#}
{% macro columns_to_know(table, links) %}
    {{- return(
        links
        + used_columns(table) | reject('in', links + ['valid_from', 'valid_to']) | list
        + ['valid_from', 'valid_to']
    ) -}}
{% endmacro %}
