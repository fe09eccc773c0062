{#
    The hash of what a scoring model's spec means, which the doors put on its rows.

    scoring_model: the model's name.

    Looked up by name when the SQL is run, so that dbt sees no dependency: an edited condition then
    marks what its model makes of it as modified, not all that carries the hash.
#}
{% macro spec_hash(scoring_model) %}
    {{- return(context['spec_hash_of_' ~ scoring_model]() if execute else '') -}}
{% endmacro %}
