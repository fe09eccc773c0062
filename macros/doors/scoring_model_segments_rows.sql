{#
    The segments of each scoring model; a model that names none has no row.

    models: mapping of model name to its about_<model>().
    Grain:  one row per scoring model and segment.
    score_from and score_to bound the floor of the score, both included, NULL where open.
#}
{% macro scoring_model_segments_rows(models) %}
{%- set rows = [] -%}
{%- for name, about in models.items() -%}
    {%- for segment in about.segments -%}
        {%- do rows.append(dict(segment, scoring_model = name)) -%}
    {%- endfor -%}
{%- endfor -%}
{{ literal_rows(
    columns = {
        'scoring_model': 'text',
        'segment': 'text',
        'score_from': 'integer',
        'score_to': 'integer',
    },
    rows = rows,
) }}
{% endmacro %}
