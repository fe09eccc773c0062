{#
    The ledgers of all scoring models.

    models: mapping of model name to its ledger and its status.
    Grain:  one row per scoring model, lead, group and instant of change.
#}
{% macro scoring_model_ledger_rows(models) %}
{{ rows_of_models(
    models,
    columns = {
        'lead_id': 'text',
        'spec_hash': 'text',
        'group_name': 'text',
        'points_change': 'decimal(18, 4)',
        'is_opening': 'boolean',
        'scored_from': 'timestamp',
        'changed_at': 'timestamp',
    },
) }}
{% endmacro %}
