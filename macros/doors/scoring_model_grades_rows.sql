{#
    The grades of each scoring model.

    models: mapping of model name to its grades_of_<model>(), from the lowest to the highest.
    Grain:  one row per scoring model and grade.
    grade_order counts from 1, the lowest grade, which is the cold one.
#}
{% macro scoring_model_grades_rows(models) %}
{%- set rows = [] -%}
{%- for name, grades in models.items() -%}
    {%- for grade in grades -%}
        {%- do rows.append({
            'scoring_model': name,
            'grade': grade.name,
            'grade_order': loop.index,
            'is_hot': grade.is_hot,
            'is_cold': loop.first,
        }) -%}
    {%- endfor -%}
{%- endfor -%}
{{ literal_rows(
    columns = {
        'scoring_model': 'text',
        'grade': 'text',
        'grade_order': 'integer',
        'is_hot': 'boolean',
        'is_cold': 'boolean',
    },
    rows = rows,
) }}
{% endmacro %}
