{#
    The instant to score at of a model that was stopped (semantics L3).

    relations:  as_of.
    stopped_at: the instant, as text.
    Grain:      one row.
#}
{% macro stopped_as_of(relations, stopped_at) %}
select least(as_of, {{ literal(stopped_at, 'timestamp') }}) as as_of
from {{ relations.as_of }}
{% endmacro %}
