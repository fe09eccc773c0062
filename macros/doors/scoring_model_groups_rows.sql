{#
    The groups of each scoring model.

    models: mapping of model name to its groups_of_<model>().
    Grain:  one row per scoring model and group.
#}
{% macro scoring_model_groups_rows(models) %}
{%- set rows = [] -%}
{%- for name, groups in models.items() -%}
    {%- for group in groups -%}
        {%- do rows.append(dict(group, scoring_model = name)) -%}
    {%- endfor -%}
{%- endfor -%}
{{ literal_rows(
    columns = {
        'scoring_model': 'text',
        'group_name': 'text',
        'label': 'text',
        'category': 'text',
        'subcategory': 'text',
        'group_number': 'integer',
        'points': 'integer',
    },
    rows = rows,
) }}
{% endmacro %}
