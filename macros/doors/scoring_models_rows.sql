{#
    What the specs say of each scoring model as a whole.

    models:  mapping of model name to its about_<model>().
    Grain:   one row per scoring model.
    Targets are NULL where the spec sets none; the outcome and the objective of thresholds are the
    project's where it names none. Figures that the objective doesn't need are NULL.
#}
{% macro scoring_models_rows(models) %}
{%- set of_project = {'threshold_objective': var('threshold_objective')} -%}
{%- for name in threshold_figures().get(var('threshold_objective'), {}) -%}
    {%- do of_project.update({name: var(name)}) -%}
{%- endfor -%}
{%- set rows = [] -%}
{%- for name, about in models.items() -%}
    {%- do rows.append(dict(
        about,
        spec_hash = spec_hash(name),
        outcome = about.outcome or var('conversion_outcome') | string,
        **({} if about.threshold_objective else of_project)
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
        'threshold_objective': 'text',
        'threshold_precision': 'number',
        'threshold_capacity_per_week': 'number',
        'threshold_win_value': 'number',
        'threshold_contact_cost': 'number',
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
