{#
    The score histories of all scoring models.

    models: mapping of model name to its history and its status.
    Grain:  one row per scoring model, lead and valid_from.
#}
{% macro scoring_model_history_rows(models) %}
{{ rows_of_models(
    models,
    columns = {
        'lead_key': 'integer',
        'grade': 'text',
        'score': 'decimal(18, 4)',
        'previous_score': 'decimal(18, 4)',
        'scored_from': 'timestamp',
        'valid_from': 'timestamp',
        'valid_to': 'timestamp',
    },
) }}
{% endmacro %}
