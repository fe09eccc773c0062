{#
    Fails on keys that stand more than once, and on NULLs in them.

    columns: the columns that together make a row unique.
#}
{% test unique_key(model, columns) %}
select
    {{ columns | join(', ') }},
    count(*) as count_rows
from {{ model }}
where {{ may_repeat(columns, model) }}
group by {{ columns | join(', ') }}
having count(*) > 1{% for column in columns %} or {{ column }} is null{% endfor %}
{% endtest %}
