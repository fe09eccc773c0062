{#
    What the specs say of each scoring model as a whole.

    models:  mapping of model name to its about_<model>().
    Grain:   one row per scoring model.
    Targets are NULL where the spec sets none; the outcome is the project's where it names none.
#}
{% macro scoring_models_rows(models) %}
{%- set rows = [] -%}
{%- for name, about in models.items() -%}
    {%- do rows.append(dict(
        about,
        spec_hash = spec_hash(name),
        outcome = about.outcome or var('conversion_outcome') | string,
    )) -%}
{%- endfor -%}
{{ literal_rows(
    columns = {
        'scoring_model': 'text',
        'spec_hash': 'text',
        'model_status': 'text',
        'label': 'text',
        'owner': 'text',
        'replaces': 'text',
        'sales_ready_score': 'integer',
        'score_min': 'integer',
        'score_max': 'integer',
        'outcome': 'text',
        'target_precision': 'number',
        'target_recall': 'number',
        'target_lead_velocity': 'number',
        'target_mql_to_sql': 'number',
        'target_average_score_from': 'number',
        'target_average_score_to': 'number',
        'target_hot_share_from': 'number',
        'target_hot_share_to': 'number',
    },
    rows = rows,
) }}
{% endmacro %}
