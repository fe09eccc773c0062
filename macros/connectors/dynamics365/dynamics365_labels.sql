{#
    The labels that Dataverse ships for the choices that become canonical columns: a list of mappings of
    entity, attribute, value, label. What a customer's own metadata says goes before them.
#}
{% macro dynamics365_labels() %}
    {%- set industries = [
        'Accounting', 'Agriculture and Non-petrol Natural Resource Extraction',
        'Broadcasting Printing and Publishing', 'Brokers', 'Building Supply Retail', 'Business Services',
        'Consulting', 'Consumer Services', 'Design, Direction and Creative Management',
        'Distributors, Dispatchers and Processors', "Doctor's Offices and Clinics", 'Durable Manufacturing',
        'Eating and Drinking Places', 'Entertainment Retail', 'Equipment Rental and Leasing', 'Financial',
        'Food and Tobacco Processing', 'Inbound Capital Intensive Processing', 'Inbound Repair and Services',
        'Insurance', 'Legal Services', 'Non-Durable Merchandise Retail', 'Outbound Consumer Service',
        'Petrochemical Extraction and Distribution', 'Service Retail', 'SIG Affiliations', 'Social Services',
        'Special Outbound Trade Contractors', 'Specialty Realty', 'Transportation',
        'Utility Creation and Distribution', 'Vehicle Retail', 'Wholesale',
    ] -%}
    {%- set sources = [
        'Advertisement', 'Employee Referral', 'External Referral', 'Partner', 'Public Relations', 'Seminar',
        'Trade Show', 'Web', 'Word of Mouth', 'Other',
    ] -%}
    {%- set reasons = [
        'New', 'Contacted', 'Qualified', 'Lost', 'Cannot Contact', 'No Longer Interested', 'Canceled',
    ] -%}
    {%- set labels = [
        {'entity': 'lead', 'attribute': 'leadsourcecode', 'value': '192350000', 'label': 'LinkedIn Sponsored Form'},
        {'entity': 'lead', 'attribute': 'leadsourcecode', 'value': '192350100', 'label': 'Landing page'},
    ] -%}
    {%- for entity, attribute, names in [
        ('lead', 'industrycode', industries), ('account', 'industrycode', industries),
        ('lead', 'leadsourcecode', sources), ('lead', 'statuscode', reasons),
    ] -%}
        {%- for name in names -%}
            {%- do labels.append({
                'entity': entity, 'attribute': attribute, 'value': loop.index | string, 'label': name,
            }) -%}
        {%- endfor -%}
    {%- endfor -%}
    {{- return(labels) -}}
{% endmacro %}

{#
    A choice as its label, or as its number where it has none.

    entity: what the rows are, by its plural.
    column: the choice's column; dynamics365_label_joins joins its labels.
#}
{% macro dynamics365_label(entity, column) %}
    {{- return('coalesce(' ~ column ~ '_labels.label, ' ~ entity ~ 's.' ~ column ~ ')') -}}
{% endmacro %}

{#
    Joins the labels of choices to the rows of an entity.

    entity:  what the rows are, by its plural.
    columns: the choices' columns.
    labels:  stg_dynamics365__choice_labels.
#}
{% macro dynamics365_label_joins(entity, columns, labels) %}
{%- for column in columns %}
left join {{ labels }} as {{ column }}_labels
    on
        {{ column }}_labels.entity = '{{ entity }}'
        and {{ column }}_labels.attribute = '{{ column }}'
        and {{ column }}_labels.value = {{ entity }}s.{{ column }}
{%- endfor %}
{% endmacro %}
