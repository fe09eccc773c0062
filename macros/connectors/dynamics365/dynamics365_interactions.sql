{#
    The interaction tables of Dynamics 365 Customer Insights - Journeys that are read, and what each row of
    them is. This is the one place; docs/dynamics365.md shows it as a table.

    Returns a mapping of table name to
    - type, the standard interaction type;
    - channel, what it came through; the table may have a column that says it better;
    - asset_id, asset_name, the columns that tell what it was about;
    - url, the columns that tell the address, the first that is not empty;
    - id, the column that identifies what happened, where the row's own id doesn't, since the same
      registration is told by Dataverse, too;
    - is_bot, whether a machine clicked.
#}
{% macro dynamics365_interactions() %}
    {{- return({
        'EmailSent': {'type': 'email_sent', 'channel': 'email', 'asset_id': 'MessageId'},
        'EmailDelivered': {'type': 'email_delivered', 'channel': 'email', 'asset_id': 'MessageId'},
        'EmailOpened': {'type': 'email_opened', 'channel': 'email', 'asset_id': 'MessageId'},
        'EmailClicked': {
            'type': 'email_clicked', 'channel': 'email', 'asset_id': 'MessageId',
            'url': ['TargetUrl', 'OriginalUrl', 'Link'],
        },
        'BotEmailLinkClicked': {
            'type': 'email_clicked', 'channel': 'email', 'asset_id': 'MessageId',
            'url': ['TargetUrl', 'OriginalUrl', 'Link'], 'is_bot': true,
        },
        'EmailBounced': {'type': 'email_bounced', 'channel': 'email', 'asset_id': 'MessageId'},
        'EmailHardBounced': {'type': 'email_bounced', 'channel': 'email', 'asset_id': 'MessageId'},
        'EmailSoftBounced': {'type': 'email_bounced', 'channel': 'email', 'asset_id': 'MessageId'},
        'EmailBlockBounced': {'type': 'email_bounced', 'channel': 'email', 'asset_id': 'MessageId'},
        'EmailHardRemoteBounced': {'type': 'email_bounced', 'channel': 'email', 'asset_id': 'MessageId'},
        'EmailSoftRemoteBounced': {'type': 'email_bounced', 'channel': 'email', 'asset_id': 'MessageId'},
        'EmailForwarded': {'type': 'email_forwarded', 'channel': 'email', 'asset_id': 'MessageId'},
        'EmailAddressOptedOut': {'type': 'email_unsubscribed', 'channel': 'email', 'asset_id': 'MessageId'},
        'EmailFeedbackLoop': {'type': 'email_marked_spam', 'channel': 'email', 'asset_id': 'MessageId'},
        'FormVisited': {'type': 'form_visited', 'channel': 'web', 'asset_id': 'FormId', 'url': ['PageUrl']},
        'FormSubmitted': {
            'type': 'form_submitted', 'channel': 'web', 'asset_id': 'FormId', 'asset_name': 'FormName',
            'url': ['PageUrl'],
        },
        'WebsiteVisited': {
            'type': 'website_visited', 'channel': 'web', 'asset_id': 'PageId', 'url': ['PageAddress'],
        },
        'WebsiteClicked': {
            'type': 'website_clicked', 'channel': 'web', 'asset_id': 'PageId', 'url': ['Link', 'PageAddress'],
        },
        'RedirectLinkClicked': {
            'type': 'link_clicked', 'channel': 'web', 'asset_id': 'LinkId', 'asset_name': 'LinkName',
            'url': ['OriginalUrl', 'Link'],
        },
        'EventRegistration': {
            'type': 'event_registered', 'channel': 'event', 'asset_id': 'EventId', 'id': 'EventRegistrationId',
        },
        'EventRegistrationCanceled': {
            'type': 'event_registration_canceled', 'channel': 'event', 'asset_id': 'EventId',
            'id': 'EventRegistrationId',
        },
        'EventCheckIn': {
            'type': 'event_checked_in', 'channel': 'event', 'asset_id': 'EventId', 'id': 'EventCheckInId',
        },
        'SurveyResponse': {'type': 'survey_submitted', 'channel': 'survey', 'asset_id': 'SurveyId'},
        'FormsProSurveySubmitted': {'type': 'survey_submitted', 'channel': 'survey', 'asset_id': 'SurveyId'},
        'CustomerVoiceSuveyResponseSubmitted': {
            'type': 'survey_submitted', 'channel': 'survey', 'asset_id': 'SurveyId', 'asset_name': 'SurveyName',
        },
        'SmsSent': {'type': 'sms_sent', 'channel': 'sms', 'asset_id': 'MessageId'},
        'SmsDelivered': {'type': 'sms_delivered', 'channel': 'sms', 'asset_id': 'MessageId'},
        'SmsBounced': {'type': 'sms_bounced', 'channel': 'sms', 'asset_id': 'MessageId'},
        'SmsLinkClicked': {
            'type': 'sms_clicked', 'channel': 'sms', 'asset_id': 'MessageId', 'asset_name': 'LinkName',
            'url': ['TargetUrl'],
        },
        'BotSmsLinkClicked': {
            'type': 'sms_clicked', 'channel': 'sms', 'asset_id': 'MessageId', 'asset_name': 'LinkName',
            'url': ['TargetUrl'], 'is_bot': true,
        },
        'SmsReceived': {'type': 'sms_replied', 'channel': 'sms', 'asset_id': 'MessageId'},
        'PushNotificationSent': {'type': 'push_sent', 'channel': 'push', 'asset_id': 'MessageId'},
        'PushNotificationOpened': {'type': 'push_opened', 'channel': 'push', 'asset_id': 'MessageId'},
        'PushNotificationLinkClicked': {
            'type': 'push_clicked', 'channel': 'push', 'asset_id': 'MessageId', 'asset_name': 'LinkName',
            'url': ['TargetUrl'],
        },
        'BotPushNotificationLinkClicked': {
            'type': 'push_clicked', 'channel': 'push', 'asset_id': 'MessageId', 'asset_name': 'LinkName',
            'url': ['TargetUrl'], 'is_bot': true,
        },
        'CustomSent': {'type': 'custom_message_sent', 'channel': 'custom', 'asset_id': 'MessageId'},
        'CustomDelivered': {'type': 'custom_message_delivered', 'channel': 'custom', 'asset_id': 'MessageId'},
        'CustomBounced': {'type': 'custom_message_bounced', 'channel': 'custom', 'asset_id': 'MessageId'},
        'CustomLinkClicked': {
            'type': 'custom_message_clicked', 'channel': 'custom', 'asset_id': 'MessageId',
            'asset_name': 'LinkName', 'url': ['TargetUrl'],
        },
        'BotCustomLinkClicked': {
            'type': 'custom_message_clicked', 'channel': 'custom', 'asset_id': 'MessageId',
            'asset_name': 'LinkName', 'url': ['TargetUrl'], 'is_bot': true,
        },
        'CustomReceived': {'type': 'custom_message_replied', 'channel': 'custom', 'asset_id': 'MessageId'},
        'CustomChannelResponse': {
            'type': 'custom_message_replied', 'channel': 'custom', 'asset_id': 'ActivityTypeId',
        },
        'LinkedInFormSubmission': {
            'type': 'linkedin_form_submitted', 'channel': 'linkedin', 'asset_id': 'LinkedInFormId',
        },
    }) -}}
{% endmacro %}
