{#
    Tells of the inputs as they are, for `lead-scoring doctor`: logs one JSON text with
    - missing, what has to be there and isn't, as words;
    - tables, of each table that the connector reads its name, what it gives, whether it is there, its number
      of rows, and the first and last instant in it.
#}
{% macro report_inputs() %}
    {%- do check_project_vars() -%}
    {%- set tables = [] -%}
    {%- set is_readable = var('connector') == 'demo' or not missing_place() -%}
    {%- for name, table in connector_sources().items() if is_readable -%}
        {%- set times = [table.get('time'), 'Timestamp', 'createdon'] | select('in', table.columns) | list -%}
        {%- set rows = '(' ~ source_table(table) ~ ') as source_rows' if table.source is not none else none -%}
        {%- do tables.append(input_report(name, table.gives, rows, times[0] | lower if times else none)) -%}
    {%- endfor -%}
    {%- for table in input_tables() if table not in connector_tables() and is_readable -%}
        {%- set present = var('connector') == 'demo' and table in demo_tables() or input_source(table) is not none -%}
        {#- the demo's seeds may not be loaded yet -#}
        {%- set counted = present and var('connector') != 'demo' -%}
        {%- set times = [related_tables().get(table, {}).get('time'), 'occurred_at', 'created_at'] -%}
        {%- set times = times | select('in', input_columns(table)) | list -%}
        {%- set rows = '(' ~ canonical_input(table) ~ ') as source_rows' if counted else none -%}
        {%- set found = input_report(input_name(table), table, rows, times[0] if times else none) -%}
        {%- do found.update({'is_present': present}) -%}
        {%- do tables.append(found) -%}
    {%- endfor -%}
    {%- set missing = missing_inputs() if var('connector') != 'demo' else [] -%}
    {%- do log(tojson({'missing': missing, 'tables': tables}), info=true) -%}
{% endmacro %}

{#
    What is to say of one table.

    name:  the table's name.
    gives: the canonical table that its rows become, none for one that only adds to others.
    rows:  SQL of its rows with an alias, none where it is not there.
    time:  the column that tells when, none without one.
#}
{% macro input_report(name, gives, rows, time) %}
    {%- set report = {
        'name': name, 'gives': gives, 'is_present': rows is not none,
        'rows': none, 'first_at': none, 'last_at': none,
    } -%}
    {%- if report.is_present -%}
        {%- set instant = 'source_rows.' ~ time if time else 'cast(null as timestamp)' -%}
        {%- set counted -%}
            select count(*), cast(min({{ instant }}) as text), cast(max({{ instant }}) as text) from {{ rows }}
        {%- endset -%}
        {%- set found = run_query(counted).rows[0] -%}
        {%- do report.update({'rows': found[0] | int, 'first_at': found[1], 'last_at': found[2]}) -%}
    {%- endif -%}
    {{- return(report) -}}
{% endmacro %}

{#
    Tells of the staged interactions, for `lead-scoring doctor`, and drops the schema that they were staged
    in. It logs one JSON text with
    - types, of each interaction type its rows, and the first and last instant, but for what is in the future;
    - rows, by whom they were done, which is lead, contact (of no lead), or nobody;
    - business_units, of each the number of leads, and its name where the connector knows it.
#}
{% macro report_staged_inputs() %}
    {%- set looked_at = utc_timestamp('cast(' ~ text_literal(env_var('LEAD_SCORING_AS_OF', '')) ~ ' as text)', 'text') -%}
    {#- calendars reach into the future, and would make any source look fresh -#}
    {%- set types -%}
        select
            interaction_type,
            count(*),
            cast(min(occurred_at) as text),
            cast(max(case when occurred_at <= {{ looked_at }} then occurred_at end) as text)
        from {{ ref('stg_interactions') }}
        where interaction_type is not null
        group by interaction_type
        order by {{ bytewise('interaction_type') }}
    {%- endset -%}
    {%- set subjects -%}
        with

        interactions as (
            select lead_id, contact_id from {{ ref('stg_interactions') }} where interaction_type is not null
        ),

        leads as (
            select distinct lead_id from {{ ref('stg_leads') }}
        ),

        parent_contacts as (
            select distinct contact_id from {{ ref('stg_leads') }}
        ),

        contacts as (
            select distinct contact_id from {{ ref('stg_contacts') }}
        ),

        resolved as (
            select
                case
                    when leads.lead_id is not null or parent_contacts.contact_id is not null then 'lead'
                    when contacts.contact_id is not null then 'contact'
                    else 'nobody'
                end as subject
            from interactions
            left join leads on interactions.lead_id = leads.lead_id
            left join parent_contacts on interactions.contact_id = parent_contacts.contact_id
            left join contacts on interactions.contact_id = contacts.contact_id
        )

        select subject, count(*) from resolved group by subject
    {%- endset -%}
    {%- set units -%}
        select business_unit, count(distinct lead_id)
        from {{ ref('stg_leads') }}
        where business_unit is not null
        group by business_unit
        order by {{ bytewise('business_unit') }}
    {%- endset -%}
    {%- set names = {} -%}
    {%- if var('connector') == 'dynamics365' -%}
        {%- for id, name in run_query(
            'select businessunitid, name from (' ~ source_table(connector_sources()['businessunit']) ~ ') as units'
        ) -%}
            {%- do names.update({id: name}) -%}
        {%- endfor -%}
    {%- endif -%}
    {%- set report = {'types': [], 'rows': {}, 'business_units': []} -%}
    {%- for type, rows, first_at, last_at in run_query(types) -%}
        {%- do report.types.append({
            'name': type, 'rows': rows | int, 'first_at': first_at, 'last_at': last_at,
        }) -%}
    {%- endfor -%}
    {%- for subject, rows in run_query(subjects) -%}
        {%- do report.rows.update({subject: rows | int}) -%}
    {%- endfor -%}
    {%- for id, leads in run_query(units) -%}
        {%- do report.business_units.append({'id': id, 'name': names.get(id), 'leads': leads | int}) -%}
    {%- endfor -%}
    {%- do adapter.drop_schema(ref('stg_interactions').without_identifier()) -%}
    {%- do log(tojson(report), info=true) -%}
{% endmacro %}
