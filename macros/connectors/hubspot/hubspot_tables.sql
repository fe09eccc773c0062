{#
    What the connector hubspot reads: tables of HubSpot as Fivetran lands them, before and after HubSpot's
    third CRM API. The format is that of source_tables; time is the column that dates a table's rows.
#}
{% macro hubspot_tables() %}
    {%- set tables = {
        'contact': {
            'gives': 'leads',
            'required': ['id', 'property_createdate'],
            'time': 'property_createdate',
            'columns': {
                'id': 'id', 'property_associatedcompanyid': 'id', 'property_hubspot_owner_id': 'id',
                'property_hubspot_team_id': 'id', 'property_email': 'text',
                'property_hs_additional_emails': 'text', 'property_firstname': 'text',
                'property_lastname': 'text', 'property_hs_merged_object_ids': 'text',
                'property_hs_calculated_merged_vids': 'text', 'property_hs_email_optout': 'boolean',
                'property_createdate': 'timestamp',
            },
        },
        'contact_merge_audit': {
            'gives': none,
            'required': ['vid_to_merge'],
            'columns': {'canonical_vid': 'id', 'contact_id': 'id', 'vid_to_merge': 'id'},
        },
        'contact_property_history': {
            'gives': none,
            'required': ['contact_id', 'name', 'value', 'timestamp'],
            'time': 'timestamp',
            'columns': {'contact_id': 'id', 'name': 'text', 'value': 'text', 'timestamp': 'timestamp'},
        },
        'company': {
            'gives': 'accounts',
            'required': ['id'],
            'columns': {
                'id': 'id', 'property_hs_parent_company_id': 'id', 'property_name': 'text',
                'property_industry': 'text', 'property_country': 'text', 'property_state': 'text',
                'property_city': 'text', 'property_numberofemployees': 'integer',
                'property_annualrevenue': 'number',
            },
        },
        'owner': {
            'gives': none,
            'required': ['owner_id'],
            'columns': {'owner_id': 'id', 'first_name': 'text', 'last_name': 'text'},
        },
        'deal': {
            'gives': 'outcomes',
            'required': ['deal_id', 'deal_pipeline_stage_id'],
            'columns': {
                'deal_id': 'id', 'deal_pipeline_stage_id': 'id', 'property_amount': 'number',
                'property_closedate': 'timestamp',
            },
        },
        'deal_contact': {
            'gives': none,
            'required': ['deal_id', 'contact_id'],
            'columns': {'deal_id': 'id', 'contact_id': 'id'},
        },
        'deal_pipeline_stage': {
            'gives': none,
            'required': ['stage_id'],
            'columns': {
                'stage_id': 'id', 'probability': 'number', 'is_closed': 'boolean', 'closed_won': 'boolean',
            },
        },
        'deal_stage': {
            'gives': none,
            'required': ['deal_id', 'value', 'date_entered'],
            'time': 'date_entered',
            'columns': {'deal_id': 'id', 'value': 'id', 'date_entered': 'timestamp'},
        },
        'merged_deal': {
            'gives': none,
            'required': ['merged_deal_id'],
            'columns': {'merged_deal_id': 'id'},
        },
        'contact_form_submission': {
            'gives': 'interactions',
            'required': ['contact_id', 'timestamp'],
            'time': 'timestamp',
            'columns': {
                'contact_id': 'id', 'form_id': 'id', 'conversion_id': 'id', 'page_url': 'text',
                'title': 'text', 'timestamp': 'timestamp',
            },
        },
        'form': {
            'gives': none,
            'required': ['guid'],
            'columns': {'guid': 'id', 'name': 'text'},
        },
        'engagement_meeting': {
            'gives': 'interactions',
            'required': ['engagement_id'],
            'time': 'start_time',
            'columns': {
                'engagement_id': 'id', 'title': 'text', 'property_hs_meeting_title': 'text',
                'meeting_outcome': 'text', 'property_hs_meeting_outcome': 'text', 'start_time': 'timestamp',
                'property_hs_meeting_start_time': 'timestamp', 'timestamp': 'timestamp',
                'end_time': 'timestamp', 'property_hs_meeting_end_time': 'timestamp',
            },
        },
        'engagement_contact': {
            'gives': none,
            'required': ['engagement_id', 'contact_id'],
            'columns': {'engagement_id': 'id', 'contact_id': 'id'},
        },
        'email_event': {
            'gives': 'interactions',
            'required': ['id', 'type', 'recipient', 'created'],
            'time': 'created',
            'columns': {
                'id': 'id', 'email_campaign_id': 'id', 'sent_by_id': 'id', 'obsoleted_by_id': 'id',
                'type': 'text', 'recipient': 'text', 'filtered_event': 'boolean', 'created': 'timestamp',
            },
        },
        'email_campaign': {
            'gives': none,
            'required': ['id'],
            'columns': {'id': 'id', 'name': 'text', 'subject': 'text'},
        },
    } -%}
    {%- for property in hubspot_properties().values() -%}
        {%- do tables.contact.columns.update({property.source: property.type}) -%}
    {%- endfor -%}
    {%- for stage in hubspot_qualified_stages() -%}
        {%- for column in hubspot_stage_dates(stage) -%}
            {%- do tables.contact.columns.update({column: 'timestamp'}) -%}
        {%- endfor -%}
    {%- endfor -%}
    {%- for event in hubspot_email_events().values() if event.get('table') -%}
        {%- do tables.update({event.table: {
            'gives': none, 'required': ['id'], 'columns': {'id': 'id'},
        }}) -%}
    {%- endfor -%}
    {%- do tables.email_event_open.columns.update({'duration': 'number'}) -%}
    {%- do tables.email_event_click.columns.update({'url': 'text', 'referer': 'text'}) -%}
    {%- do tables.email_event_status_change.columns.update({
        'portal_subscription_status': 'text', 'bounced': 'boolean',
    }) -%}
    {%- for name in ['contact_form_submission', 'engagement_contact'] -%}
        {%- do tables[name].update({'people': {'contact_id': ['contact']}}) -%}
    {%- endfor -%}
    {%- do tables.contact.update({'people': {'id': ['lead', 'contact']}}) -%}
    {%- do tables.contact_merge_audit.update({'people': {
        'canonical_vid': ['contact'], 'contact_id': ['contact'], 'vid_to_merge': ['contact'],
    }}) -%}
    {#- how Fivetran tells of changed and deleted rows -#}
    {%- for table in tables.values() -%}
        {%- do table.columns.update({
            '_fivetran_deleted': 'boolean', 'is_deleted': 'boolean', '_fivetran_synced': 'timestamp',
        }) -%}
    {%- endfor -%}
    {{- return(tables) -}}
{% endmacro %}
