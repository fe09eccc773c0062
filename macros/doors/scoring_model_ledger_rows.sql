{#
    The ledgers of all scoring models.

    models: mapping of model name to its ledger and its status.
    Grain:  one row per scoring model, lead, group and instant of change.
#}
{% macro scoring_model_ledger_rows(models) %}
{{ rows_of_models(
    models,
    columns = {
        'lead_key': 'integer',
        'group_number': 'smallint',
        'points_change': 'decimal(18, 4)',
        'changed_at': 'timestamp',
    },
) }}
{% endmacro %}
