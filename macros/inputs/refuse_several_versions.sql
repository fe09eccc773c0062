{#
    Stops the run when a lead has several versions, which are not supported yet, naming the leads.

    leads: the staging relation.
#}
{% macro refuse_several_versions(leads) %}
    {%- if execute -%}
        {%- set versioned -%}
            select lead_id
            from (
                select distinct lead_id, valid_from, valid_to
                from {{ leads }}
                where
                    lead_id is not null
                    and created_at is not null
                    and not {{ after_as_of('created_at') }}
                    and (valid_from is null or not {{ after_as_of('valid_from') }})
            ) as versions
            group by lead_id
            having count(*) > 1
            order by lead_id
        {%- endset -%}
        {%- set lead_ids = run_query(versioned).columns[0].values() -%}
        {%- if lead_ids -%}
            {%- do exceptions.raise_compiler_error(
                'several versions (valid_from, valid_to) of one lead are not supported yet, keep the newest of: '
                ~ named(lead_ids)
            ) -%}
        {%- endif -%}
    {%- endif -%}
{% endmacro %}
