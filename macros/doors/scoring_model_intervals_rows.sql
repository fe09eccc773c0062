{#
    When each lead is scored, by all scoring models.

    models: mapping of model name to its scored intervals and its status.
    Grain:  one row per scoring model, lead and scored_from.
#}
{% macro scoring_model_intervals_rows(models) %}
{{ rows_of_models(
    models,
    columns = {
        'lead_key': 'integer',
        'scored_from': 'timestamp',
        'scored_to': 'timestamp',
    },
) }}
{% endmacro %}
