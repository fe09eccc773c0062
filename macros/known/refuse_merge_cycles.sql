{#
    Stops the run when leads are merged into each other in a circle, naming them.

    leads:         one row a lead, its newest version.
#}
{% macro refuse_merge_cycles(leads) %}
    {%- if execute -%}
        {%- set cycle -%}
            with recursive {{ merge_paths(leads) }}
            select lead_id
            from merge_paths
            where lead_id = ancestor_id
            order by lead_id
        {%- endset -%}
        {%- set lead_ids = run_query(cycle).columns[0].values() -%}
        {%- if lead_ids -%}
            {%- do exceptions.raise_compiler_error(
                'leads are merged into each other in a circle, mend merged_into_lead_id of one of: '
                ~ named(lead_ids)
            ) -%}
        {%- endif -%}
    {%- endif -%}
{% endmacro %}

{# The first twenty ids, and how many more there are; ids: a list. #}
{% macro named(ids) %}
    {{- return(ids[:20] | join(', ') ~ (' and ' ~ (ids | length - 20) ~ ' more' if ids | length > 20 else '')) -}}
{% endmacro %}
