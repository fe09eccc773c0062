{#
    The same relation of every scoring model, one under the other, with the model's name, status and hash.

    models:  mapping of model name to {'relation': …, 'status': …}; may be empty.
    columns: mapping of column name to SQL type.
#}
{% macro rows_of_models(models, columns) %}
{%- for name, scoring_model in models.items() %}
select
    '{{ name }}' as scoring_model,
    '{{ scoring_model.status }}' as model_status,
    '{{ spec_hash(name) }}' as spec_hash,
    {{ columns.keys() | join(',\n    ') }}
from {{ scoring_model.relation }}
{{ "union all" if not loop.last }}
{%- else %}
select
    cast(null as text) as scoring_model,
    cast(null as text) as model_status,
    cast(null as text) as spec_hash,
    {%- for name, type in columns.items() %}
    cast(null as {{ type }}) as {{ name }}{{ "," if not loop.last }}
    {%- endfor %}
where 1 = 0
{%- endfor %}
{% endmacro %}
