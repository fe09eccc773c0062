{#
    What the connector salesforce reads: objects of Salesforce as Fivetran lands them. The format is that of
    source_tables.

    `lead_history` and its like are Salesforce's own field history (a row for each change of a field), or an object
    in history mode under another name (a row for each version of a record); both are read.
#}
{% macro salesforce_tables() %}
    {%- set tables = {
        'lead': {
            'gives': 'leads',
            'required': ['id', 'created_date', 'is_converted'],
            'columns': {
                'owner_id': 'salesforce_id', 'converted_contact_id': 'salesforce_id',
                'converted_account_id': 'salesforce_id', 'converted_opportunity_id': 'salesforce_id',
                'name': 'text', 'first_name': 'text', 'last_name': 'text', 'email': 'text', 'title': 'text',
                'company': 'text', 'country': 'text', 'country_code': 'text', 'state': 'text', 'city': 'text',
                'industry': 'text', 'lead_source': 'text', 'status': 'text', 'number_of_employees': 'integer',
                'annual_revenue': 'number', 'is_converted': 'boolean', 'created_date': 'timestamp',
                'converted_date': 'timestamp',
            },
        },
        'contact': {
            'gives': 'contacts',
            'required': ['id'],
            'columns': {
                'account_id': 'salesforce_id', 'name': 'text', 'first_name': 'text', 'last_name': 'text',
                'email': 'text', 'title': 'text', 'department': 'text', 'mailing_country': 'text',
                'mailing_country_code': 'text', 'mailing_state': 'text', 'mailing_city': 'text',
                'has_opted_out_of_email': 'boolean', 'created_date': 'timestamp',
            },
        },
        'account': {
            'gives': 'accounts',
            'required': ['id'],
            'columns': {
                'parent_id': 'salesforce_id', 'name': 'text', 'industry': 'text', 'billing_country': 'text',
                'billing_country_code': 'text', 'billing_state': 'text', 'billing_city': 'text',
                'number_of_employees': 'integer', 'annual_revenue': 'number', 'created_date': 'timestamp',
            },
        },
        'opportunity': {
            'gives': 'outcomes',
            'required': ['id', 'is_closed', 'is_won', 'close_date'],
            'columns': {
                'amount': 'number', 'is_closed': 'boolean', 'is_won': 'boolean', 'created_date': 'timestamp',
                'close_date': 'timestamp',
            },
        },
        'event': {
            'gives': 'interactions',
            'required': ['id', 'who_id'],
            'columns': {
                'who_id': 'salesforce_id', 'event_subtype': 'text', 'type': 'text', 'duration_in_minutes': 'number',
                'is_recurrence': 'boolean', 'is_child': 'boolean', 'start_date_time': 'timestamp',
                'activity_date_time': 'timestamp', 'activity_date': 'timestamp', 'created_date': 'timestamp',
            },
        },
        'campaign_member': {
            'gives': 'interactions',
            'required': ['id', 'campaign_id'],
            'columns': {
                'campaign_id': 'salesforce_id', 'lead_id': 'salesforce_id', 'contact_id': 'salesforce_id',
                'status': 'text', 'has_responded': 'boolean', 'first_responded_date': 'timestamp',
                'created_date': 'timestamp',
            },
        },
        'task': {
            'gives': 'interactions',
            'required': ['id', 'who_id'],
            'columns': {
                'who_id': 'salesforce_id', 'task_subtype': 'text', 'type': 'text', 'status': 'text',
                'call_duration_in_seconds': 'number', 'is_closed': 'boolean', 'is_recurrence': 'boolean',
                'completed_date_time': 'timestamp', 'activity_date': 'timestamp', 'created_date': 'timestamp',
            },
        },
        'campaign': {
            'gives': none,
            'required': ['id'],
            'columns': {'name': 'text', 'type': 'text'},
        },
        'opportunity_contact_role': {
            'gives': none,
            'required': ['opportunity_id', 'contact_id'],
            'columns': {'opportunity_id': 'salesforce_id', 'contact_id': 'salesforce_id'},
        },
        'user': {
            'gives': none,
            'required': ['id'],
            'columns': {'name': 'text'},
        },
    } -%}
    {%- for name, people in {
        'lead': {'id': ['lead']}, 'contact': {'id': ['contact']},
        'task': {'who_id': ['lead', 'contact']}, 'event': {'who_id': ['lead', 'contact']},
        'campaign_member': {'lead_id': ['lead'], 'contact_id': ['contact']},
    }.items() -%}
        {%- do tables[name].update({'people': people}) -%}
    {%- endfor -%}
    {#- how Salesforce and Fivetran tell of deleted, merged and changed rows -#}
    {%- for table in tables.values() -%}
        {%- do table.update({'time': 'created_date'}) -%}
        {%- do table.columns.update({
            'id': 'salesforce_id', 'master_record_id': 'salesforce_id', 'is_deleted': 'boolean',
            '_fivetran_deleted': 'boolean', '_fivetran_active': 'boolean', '_fivetran_start': 'timestamp',
            '_fivetran_synced': 'timestamp', 'last_modified_date': 'timestamp',
        }) -%}
    {%- endfor -%}
    {%- for name in ['lead', 'contact', 'account'] -%}
        {%- set columns = {} -%}
        {%- do columns.update(tables[name].columns) -%}
        {%- do columns.update(declared_columns(tables[name].gives)) -%}
        {%- do columns.update({
            name ~ '_id': 'salesforce_id', 'field': 'text', 'old_value': 'text', 'new_value': 'text',
        }) -%}
        {%- do tables.update({name ~ '_history': {
            'gives': none, 'required': ['id'], 'time': 'created_date', 'columns': columns,
        }}) -%}
    {%- endfor -%}
    {{- return(tables) -}}
{% endmacro %}

{# The related table of event registrations, as stg_salesforce__event_registrations makes it. #}
{% macro salesforce_event_registration_columns() %}
    {{- return([
        'registration_id', 'lead_id', 'contact_id', 'event_id', 'event_name', 'seats', 'is_canceled',
        'is_checked_in', 'registered_at',
    ]) -}}
{% endmacro %}
