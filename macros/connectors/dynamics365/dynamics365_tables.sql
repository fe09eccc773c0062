{#
    What the connector dynamics365 reads: tables of Dataverse, and the interaction tables of Customer
    Insights - Journeys, schema 1.1 and 1.0. The format is that of source_tables.
#}
{% macro dynamics365_tables() %}
    {%- set tables = {
        'lead': {
            'gives': 'leads',
            'required': ['leadid', 'createdon', 'statecode'],
            'columns': {
                'leadid': 'guid', 'parentcontactid': 'guid', 'parentaccountid': 'guid',
                'owningbusinessunit': 'guid', 'masterid': 'guid', 'qualifyingopportunityid': 'guid',
                'ownerid': 'guid', 'owneridname': 'text', 'fullname': 'text', 'firstname': 'text',
                'lastname': 'text', 'emailaddress1': 'text', 'jobtitle': 'text', 'companyname': 'text',
                'address1_country': 'text', 'address1_stateorprovince': 'text', 'address1_city': 'text',
                'industrycode': 'text', 'leadsourcecode': 'text', 'statecode': 'integer',
                'numberofemployees': 'integer', 'revenue': 'number', 'merged': 'boolean',
                'createdon': 'timestamp',
            },
        },
        'contact': {
            'gives': 'contacts',
            'required': ['contactid'],
            'columns': {
                'contactid': 'guid', 'accountid': 'guid', 'parentcustomerid': 'guid',
                'parentcustomeridtype': 'text', 'parentcustomerid_entitytype': 'text', 'fullname': 'text',
                'firstname': 'text', 'lastname': 'text', 'emailaddress1': 'text', 'jobtitle': 'text',
                'department': 'text', 'address1_country': 'text', 'address1_stateorprovince': 'text',
                'address1_city': 'text', 'donotemail': 'boolean', 'donotbulkemail': 'boolean',
                'createdon': 'timestamp',
            },
        },
        'account': {
            'gives': 'accounts',
            'required': ['accountid'],
            'columns': {
                'accountid': 'guid', 'parentaccountid': 'guid', 'name': 'text', 'industrycode': 'text',
                'address1_country': 'text', 'address1_stateorprovince': 'text', 'address1_city': 'text',
                'numberofemployees': 'integer', 'revenue': 'number',
            },
        },
        'opportunity': {
            'gives': 'outcomes',
            'required': ['opportunityid', 'createdon', 'statecode', 'actualclosedate'],
            'columns': {
                'opportunityid': 'guid', 'originatingleadid': 'guid', 'statecode': 'integer',
                'actualvalue': 'number', 'createdon': 'timestamp', 'actualclosedate': 'timestamp',
            },
        },
        'msevtmgt_eventregistration': {
            'gives': 'interactions',
            'required': ['msevtmgt_eventregistrationid', 'msevtmgt_contactid', 'createdon'],
            'columns': {
                'msevtmgt_eventregistrationid': 'guid', 'msevtmgt_contactid': 'guid', 'msevtmgt_eventid': 'guid',
                'msevtmgt_iscanceled': 'boolean', 'createdon': 'timestamp',
            },
        },
        'msevtmgt_checkin': {
            'gives': 'interactions',
            'required': ['msevtmgt_checkinid', 'msevtmgt_contact'],
            'columns': {
                'msevtmgt_checkinid': 'guid', 'msevtmgt_contact': 'guid', 'msevtmgt_event': 'guid',
                'msevtmgt_registrationid': 'guid', 'msevtmgt_checkintype': 'integer',
                'msevtmgt_checkintime': 'timestamp', 'createdon': 'timestamp',
            },
        },
        'businessunit': {
            'gives': none,
            'required': ['businessunitid'],
            'columns': {'businessunitid': 'guid', 'name': 'text'},
        },
        'systemuser': {
            'gives': none,
            'required': ['systemuserid'],
            'columns': {'systemuserid': 'guid', 'fullname': 'text'},
        },
    } -%}
    {%- for name, columns in dynamics365_asset_tables().items() -%}
        {%- do tables.update({name: {
            'gives': none, 'required': [columns.id], 'columns': {columns.id: 'guid', columns.name: 'text'},
        }}) -%}
    {%- endfor -%}
    {#- how the links of Synapse and Fabric, and Fivetran, tell of changed and deleted rows -#}
    {%- for table in tables.values() -%}
        {%- do table.columns.update({
            'id': 'guid', 'isdelete': 'boolean', '_fivetran_deleted': 'boolean', 'versionnumber': 'integer',
            'sinkmodifiedon': 'timestamp', 'modifiedon': 'timestamp',
        }) -%}
    {%- endfor -%}
    {%- for name in ['OptionsetMetadata', 'GlobalOptionsetMetadata'] -%}
        {%- do tables.update({name: {
            'gives': none,
            'required': ['EntityName', 'OptionSetName', 'Option', 'LocalizedLabel'],
            'columns': {
                'EntityName': 'text', 'OptionSetName': 'text', 'Option': 'text',
                'LocalizedLabelLanguageCode': 'integer', 'LocalizedLabel': 'text',
            },
        }}) -%}
    {%- endfor -%}
    {%- do tables.update({'stringmap': {
        'gives': none,
        'required': ['objecttypecode', 'attributename', 'attributevalue', 'value'],
        'columns': {
            'objecttypecode': 'text', 'attributename': 'text', 'attributevalue': 'text', 'langid': 'integer',
            'value': 'text', '_fivetran_deleted': 'boolean',
        },
    }}) -%}
    {%- for name, interaction in dynamics365_interactions().items() -%}
        {%- set columns = {
            'IdempotencyId': 'text', 'InternalMarketingInteractionId': 'text', 'LeadId': 'guid',
            'ContactId': 'guid', 'ProfileId': 'guid', 'ProfileType': 'text', 'EntityId': 'guid',
            'EntityName': 'text', 'BusinessUnitId': 'guid', 'CustomerJourneyId': 'guid', 'JourneyRunId': 'guid',
            'SendingId': 'guid', 'FormSubmissionId': 'guid', 'ChannelType': 'text', 'ReferrerUri': 'text',
            'VisitDuration': 'text', 'UsageType': 'text', 'Version': 'integer', 'SourceSystem': 'integer',
            'DeliveredCount': 'integer', 'IsUnresolvedProfile': 'boolean', 'Timestamp': 'timestamp',
        } -%}
        {%- for column in [interaction.get('id'), interaction.asset_id] if column -%}
            {%- do columns.update({column: 'guid'}) -%}
        {%- endfor -%}
        {%- for column in [interaction.get('asset_name')] + interaction.get('url', []) if column -%}
            {%- do columns.update({column: 'text'}) -%}
        {%- endfor -%}
        {%- do tables.update({name: {
            'gives': 'interactions', 'required': ['Timestamp'], 'columns': columns,
            'people': {
                'leadid': ['lead'], 'contactid': ['contact'], 'profileid': ['lead', 'contact'],
                'entityid': ['lead', 'contact'],
            },
        }}) -%}
    {%- endfor -%}
    {%- for name, people in {
        'lead': {'leadid': ['lead']}, 'contact': {'contactid': ['contact']},
        'msevtmgt_eventregistration': {'msevtmgt_contactid': ['contact']},
        'msevtmgt_checkin': {'msevtmgt_contact': ['contact']},
    }.items() -%}
        {%- do tables[name].update({'people': people}) -%}
    {%- endfor -%}
    {{- return(tables) -}}
{% endmacro %}

{# The tables that name what interactions are about, with the columns of the id and the name. #}
{% macro dynamics365_asset_tables() %}
    {{- return({
        'msdynmkt_email': {'id': 'msdynmkt_emailid', 'name': 'msdynmkt_name'},
        'msdynmkt_marketingform': {'id': 'msdynmkt_marketingformid', 'name': 'msdynmkt_name'},
        'msdyncrm_marketingemail': {'id': 'msdyncrm_marketingemailid', 'name': 'msdyncrm_name'},
        'msdyncrm_marketingform': {'id': 'msdyncrm_marketingformid', 'name': 'msdyncrm_name'},
        'msdyncrm_marketingpage': {'id': 'msdyncrm_marketingpageid', 'name': 'msdyncrm_name'},
        'msdyncrm_redirecturl': {'id': 'msdyncrm_redirecturlid', 'name': 'msdyncrm_name'},
        'msevtmgt_event': {'id': 'msevtmgt_eventid', 'name': 'msevtmgt_name'},
    }) -}}
{% endmacro %}

{# The related table of event registrations, as stg_dynamics365__event_registrations makes it. #}
{% macro dynamics365_event_registration_columns() %}
    {{- return([
        'registration_id', 'contact_id', 'event_id', 'event_name', 'seats', 'is_canceled', 'is_checked_in',
        'registered_at', 'canceled_at', 'checked_in_at',
    ]) -}}
{% endmacro %}
