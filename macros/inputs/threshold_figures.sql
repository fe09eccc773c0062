{# The vars that an objective of thresholds needs, each with the highest value that it may have. #}
{% macro threshold_figures() %}
    {{- return({
        'precision_at_least': {'threshold_precision': 1},
        'capacity_per_week': {'threshold_capacity_per_week': 1000000000},
        'cost': {'threshold_win_value': 1000000000, 'threshold_contact_cost': 1000000000},
    }) -}}
{% endmacro %}
