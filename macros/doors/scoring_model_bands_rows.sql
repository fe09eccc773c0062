{#
    The distribution bands that specs name; a model that names none has no row.

    models: mapping of model name to its about_<model>().
    Grain:  one row per scoring model and band.
    band counts from 1; band_from is its lower edge, itself included.
#}
{% macro scoring_model_bands_rows(models) %}
{%- set rows = [] -%}
{%- for name, about in models.items() -%}
    {%- for edge in about.distribution_bands -%}
        {%- do rows.append({'scoring_model': name, 'band': loop.index, 'band_from': edge}) -%}
    {%- endfor -%}
{%- endfor -%}
{{ literal_rows(
    columns = {'scoring_model': 'text', 'band': 'integer', 'band_from': 'number'},
    rows = rows,
) }}
{% endmacro %}
