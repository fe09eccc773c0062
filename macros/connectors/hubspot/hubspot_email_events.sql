{#
    The types of email_event, in the order of an e-mail's life, and what each is. This is the one place;
    docs/hubspot.md shows it as a table.

    Returns a mapping of the type, in capitals and without _, to
    - type, the standard interaction type;
    - table, the table that has more columns of such events, if there is one.

    A type that isn't here becomes email_ and its name, such as email_unbounce.
#}
{% macro hubspot_email_events() %}
    {{- return({
        'SENT': {'type': 'email_sent', 'table': 'email_event_sent'},
        'PROCESSED': {'type': 'email_sent'},
        'DROPPED': {'type': 'email_dropped', 'table': 'email_event_dropped'},
        'DEFERRED': {'type': 'email_deferred', 'table': 'email_event_deferred'},
        'DELIVERED': {'type': 'email_delivered', 'table': 'email_event_delivered'},
        'BOUNCE': {'type': 'email_bounced', 'table': 'email_event_bounce'},
        'OPEN': {'type': 'email_opened', 'table': 'email_event_open'},
        'CLICK': {'type': 'email_clicked', 'table': 'email_event_click'},
        'FORWARD': {'type': 'email_forwarded', 'table': 'email_event_forward'},
        'PRINT': {'type': 'email_printed', 'table': 'email_event_print'},
        'SPAMREPORT': {'type': 'email_marked_spam', 'table': 'email_event_spam_report'},
        'STATUSCHANGE': {'type': 'email_unsubscribed', 'table': 'email_event_status_change'},
    }) -}}
{% endmacro %}
