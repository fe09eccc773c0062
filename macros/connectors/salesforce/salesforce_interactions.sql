{#
    What the activities and campaign responses of Salesforce are. This is the one place; docs/salesforce.md shows it
    as tables.

    Returns a mapping of table name to a list of rules, of which the first that fits a row holds. A rule has
    - kind, words of which what the row is has one in it: the subtype or type of an activity, the type of the
      member's campaign. None: whatever it is;
    - status, words of which the member's status has one in it. None: whatever it is;
    - responded, whether the member has to have responded;
    - type, the standard interaction type;
    - channel, what it came through.
#}
{% macro salesforce_interactions() %}
    {%- set activities = [
        {'kind': ['email', 'e-mail'], 'type': 'email_sent', 'channel': 'email'},
        {'kind': ['call', 'phone'], 'type': 'call_logged', 'channel': 'phone'},
        {'kind': ['sms', 'text message'], 'type': 'sms_sent', 'channel': 'sms'},
        {'kind': ['linkedin', 'whatsapp'], 'type': 'custom_message_sent', 'channel': 'custom'},
        {'kind': ['meeting', 'demo', 'visit', 'lunch'], 'type': 'meeting_held', 'channel': 'meeting'},
    ] -%}
    {%- set email = ['email', 'e-mail', 'newsletter'] -%}
    {%- set gathering = [
        'webinar', 'conference', 'trade show', 'seminar', 'workshop', 'event', 'roundtable',
    ] -%}
    {{- return({
        'task': activities + [{'type': 'task_completed', 'channel': 'task'}],
        'event': activities + [{'type': 'meeting_held', 'channel': 'meeting'}],
        'campaign_member': [
            {'kind': email, 'status': ['bounce'], 'type': 'email_bounced', 'channel': 'email'},
            {
                'kind': email, 'status': ['unsubscribe', 'opted out', 'opt out', 'opt-out'],
                'type': 'email_unsubscribed', 'channel': 'email',
            },
            {'kind': email, 'status': ['click'], 'type': 'email_clicked', 'channel': 'email'},
            {'kind': email, 'status': ['open'], 'type': 'email_opened', 'channel': 'email'},
            {'kind': email, 'status': ['repl'], 'type': 'email_replied', 'channel': 'email'},
            {'kind': email, 'responded': true, 'type': 'email_clicked', 'channel': 'email'},
            {'kind': email, 'type': 'email_sent', 'channel': 'email'},
            {
                'kind': gathering, 'status': ['cancel'], 'type': 'event_registration_canceled',
                'channel': 'event',
            },
            {
                'kind': gathering, 'status': ['no show', 'no-show', 'not attend'], 'type': 'event_registered',
                'channel': 'event',
            },
            {'kind': gathering, 'status': ['attend'], 'type': 'event_checked_in', 'channel': 'event'},
            {'kind': gathering, 'status': ['regist'], 'type': 'event_registered', 'channel': 'event'},
            {'kind': gathering, 'responded': true, 'type': 'event_registered', 'channel': 'event'},
            {'kind': gathering, 'type': none, 'channel': none},
            {'kind': ['linkedin'], 'responded': true, 'type': 'linkedin_form_submitted', 'channel': 'linkedin'},
            {'kind': ['demo'], 'responded': true, 'type': 'demo_requested', 'channel': 'web'},
            {'kind': ['survey'], 'responded': true, 'type': 'survey_submitted', 'channel': 'survey'},
            {
                'kind': ['content', 'whitepaper', 'white paper', 'download'], 'responded': true,
                'type': 'resource_downloaded', 'channel': 'web',
            },
            {
                'kind': ['form', 'web', 'landing page', 'inbound'], 'responded': true, 'type': 'form_submitted',
                'channel': 'web',
            },
            {'kind': ['advertis', 'banner'], 'responded': true, 'type': 'link_clicked', 'channel': 'web'},
            {'kind': ['sms', 'text message'], 'responded': true, 'type': 'sms_replied', 'channel': 'sms'},
            {'responded': true, 'type': 'custom_message_replied', 'channel': 'custom'},
        ],
    }) -}}
{% endmacro %}

{#
    The value of the first rule of a table that fits a row, as SQL; NULL where none does, or where it says none.

    table: a table of salesforce_interactions.
    value: type or channel.

    The row has the columns kind and status in small letters, and has_responded.
#}
{% macro salesforce_first_fit(table, value) %}
case
    {%- for rule in salesforce_interactions()[table] %}
    {%- set needs = [] -%}
    {%- for column in ['kind', 'status'] if rule.get(column) -%}
        {%- set words = [] -%}
        {%- for word in rule[column] -%}
            {%- do words.append(column ~ " like '%" ~ word ~ "%'") -%}
        {%- endfor -%}
        {%- do needs.append('(' ~ words | join(' or ') ~ ')' if words | length > 1 else words[0]) -%}
    {%- endfor -%}
    {%- if rule.get('responded') -%}
        {%- do needs.append('has_responded') -%}
    {%- endif %}
    {{ 'when ' ~ needs | join(' and ') ~ ' then' if needs else 'else' }} {{ "'" ~ rule[value] ~ "'" if rule[value] else 'null' }}
    {%- endfor %}
end
{%- endmacro %}
