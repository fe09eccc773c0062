{#
    The properties of a contact that may change, and become columns of its lead that conditions ask for.

    Returns a mapping of the lead's column to
    - property, the name in contact_property_history;
    - source, the column of the table contact;
    - type, of that column. What a user declared of leads is among them.
#}
{% macro hubspot_properties() %}
    {%- set properties = {} -%}
    {%- for column, property in {
        'job_title': 'jobtitle', 'company_name': 'company', 'country': 'country', 'state': 'state', 'city': 'city',
        'industry': 'industry', 'annual_revenue': 'annualrevenue', 'lead_source': 'hs_analytics_source',
        'lifecycle_stage': 'lifecyclestage', 'lead_status': 'hs_lead_status',
    }.items() -%}
        {%- do properties.update({
            column: {'property': property, 'source': 'property_' ~ property, 'type': 'text'},
        }) -%}
    {%- endfor -%}
    {%- for column, type in declared_columns('leads').items() -%}
        {%- do properties.update({
            column: {'property': column.removeprefix('property_'), 'source': column, 'type': type},
        }) -%}
    {%- endfor -%}
    {{- return(properties) -}}
{% endmacro %}

{#
    A value of contact_property_history in the type of its property. HubSpot tells times there in
    milliseconds since 1970, or as ISO times.

    name: the column of text.
    type: one of sql_type's.
#}
{% macro hubspot_told_value(name, type) %}
    {%- set value = canonical_value(api.Column(name, 'text'), type) -%}
    {%- if type != 'timestamp' -%}
        {{- return(value) -}}
    {%- endif -%}
    {#- a sign may stand before the number, and within none but a date -#}
    {%- set told_time = timestamp_of_epoch('cast(' ~ name ~ ' as double precision) / 1000') -%}
    {{- return(
        'case when strpos(substr(' ~ name ~ ", 2), '-') = 0 then " ~ told_time ~ ' else ' ~ value ~ ' end'
    ) -}}
{% endmacro %}

{#
    A number that people wrote in words, such as the annual revenue of a contact; NULL if it is none.

    text: SQL of a text value.
#}
{% macro hubspot_number(text) %}
    {{- return(
        "case when translate(" ~ text ~ ", '0123456789', '') in ('', '.') and " ~ text ~ " <> '.' then cast("
        ~ text ~ ' as ' ~ sql_type('number') ~ ') end'
    ) -}}
{% endmacro %}

{# The lifecycle stages of those whom sales has accepted, in their order. #}
{% macro hubspot_qualified_stages() %}
    {{- return(['salesqualifiedlead', 'opportunity', 'customer', 'evangelist']) -}}
{% endmacro %}

{#
    The columns that tell when a contact came to a lifecycle stage, the newer one first.

    stage: its name.
#}
{% macro hubspot_stage_dates(stage) %}
    {{- return(['property_hs_v2_date_entered_' ~ stage, 'property_hs_lifecyclestage_' ~ stage ~ '_date']) -}}
{% endmacro %}

{#
    Where a lead stands.

    lifecycle_stage, lead_status: SQL of the properties of these names.
#}
{% macro hubspot_status(lifecycle_stage, lead_status) %}
case
    when lower({{ lifecycle_stage }}) in ('{{ hubspot_qualified_stages() | join("', '") }}') then 'qualified'
    when upper({{ lead_status }}) = 'UNQUALIFIED' then 'disqualified'
    else 'open'
end
{%- endmacro %}

{#
    A person's name, what there is of the first and the last.

    first, last: SQL of the names.
#}
{% macro hubspot_name(first, last) %}
    {{- return(
        "nullif(trim(both ' ' from coalesce(" ~ first ~ ", '') || ' ' || coalesce(" ~ last ~ ", '')), '')"
    ) -}}
{% endmacro %}
