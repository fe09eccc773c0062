{#
    The hash of what the spec of the model being built means.

    It stands in the generated properties as meta, which state:modified does not look at: so an edited
    condition marks its own view and its model's ledger as modified, nothing else.
#}
{% macro spec_hash() %}
    {{- return(model.config.meta.spec_hash if model.config else '') -}}
{% endmacro %}
