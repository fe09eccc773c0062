{#
    The arms of the split experiments.

    arms:  list of mappings of the columns below to their values.
    Grain: one row per experiment and arm, control or challenger.
    A lead is of the arm from whose hash_from on its hash_number lies, and below whose hash_to.
#}
{% macro scoring_experiment_arms_rows(arms) %}
{{ literal_rows(
    columns = {
        'experiment': 'text',
        'label': 'text',
        'arm': 'text',
        'scoring_model': 'text',
        'planned_share': 'number',
        'hash_from': 'integer',
        'hash_to': 'integer',
        'outcome': 'text',
        'horizon_days': 'integer',
        'starts_at': 'timestamp',
        'ends_at': 'timestamp',
    },
    rows = arms,
) }}
{% endmacro %}
