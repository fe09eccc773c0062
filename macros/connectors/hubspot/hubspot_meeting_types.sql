{#
    What a meeting is by its outcome. One that nobody gave an outcome was held; the time to come is dropped
    later, as of all interactions.
#}
{% macro hubspot_meeting_types() %}
    {{- return({
        'COMPLETED': 'meeting_held',
        'SCHEDULED': 'meeting_held',
        'NO_SHOW': 'meeting_missed',
        'CANCELED': 'meeting_canceled',
        'RESCHEDULED': 'meeting_canceled',
    }) -}}
{% endmacro %}
