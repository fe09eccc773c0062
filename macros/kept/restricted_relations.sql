{#
    Relations of many leads, restricted to the leads wanted: below the conditions, since no filter
    passes the window functions in them.

    relations:    mapping of role to relation; those whose rows belong to leads are restricted.
    leads_wanted: relation of lead_key; none for all leads.

    Returns a mapping: ctes, SQL to follow `with`, each with a comma behind; relations, to be read
    instead of those given.
#}
{% macro restricted_relations(relations, leads_wanted) %}
    {%- if leads_wanted is none -%}
        {{- return({'ctes': '', 'relations': relations}) -}}
    {%- endif -%}
    {%- set found = {} -%}
    {%- set ctes = [] -%}
    {%- for role, relation in relations.items() -%}
        {%- if role in ['ledger', 'scored_intervals', 'leads', 'lead_interactions', 'lead_versions'] or role.startswith('lead_related__') -%}
            {%- do found.update({role: 'wanted_' ~ role}) -%}
            {%- do ctes.append(
                'wanted_' ~ role ~ ' as (\n    select *\n    from ' ~ relation
                ~ '\n    where lead_key in (select leads_wanted.lead_key from ' ~ leads_wanted ~ ' as leads_wanted)\n),\n\n'
            ) -%}
        {%- else -%}
            {%- do found.update({role: relation}) -%}
        {%- endif -%}
    {%- endfor -%}
    {{- return({'ctes': ctes | join, 'relations': found}) -}}
{% endmacro %}
