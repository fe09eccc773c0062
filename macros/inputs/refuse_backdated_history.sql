{#
    Stops the run when it would record attribute history at an instant before what is recorded already.

    clock: relation of one row with as_of.

    The snapshots are looked up in dbt's graph: a ref to them would be a circle, they wait for this.
#}
{% macro refuse_backdated_history(clock) %}
    {%- if execute -%}
        {%- set recorded = [] -%}
        {%- for snapshot in graph.nodes.values() if snapshot.resource_type == 'snapshot' -%}
            {%- set relation = adapter.get_relation(snapshot.database, snapshot.schema, snapshot.alias) -%}
            {%- if relation -%}
                {%- do recorded.append('select dbt_valid_from as recorded_at from ' ~ relation) -%}
                {%- do recorded.append('select dbt_valid_to as recorded_at from ' ~ relation) -%}
            {%- endif -%}
        {%- endfor -%}
        {%- if recorded -%}
            {%- set later -%}
                select cast(max(recorded_at) as {{ sql_type('text') }}), cast(as_of as {{ sql_type('text') }})
                from ({{ recorded | join(' union all ') }}) as recorded
                cross join {{ clock }} as clock
                where recorded_at > as_of
                group by as_of
            {%- endset -%}
            {%- for newest, as_of in run_query(later) -%}
                {%- do exceptions.raise_compiler_error(
                    'attribute history is recorded up to ' ~ newest ~ ', and as_of is ' ~ as_of
                    ~ ": it can't be recorded backwards. Score at a later as_of, or set the var"
                    ~ " 'keep_attribute_history' to false for this run. No history was changed."
                    ~ ' Docs: docs/inputs.md'
                ) -%}
            {%- endfor -%}
        {%- endif -%}
    {%- endif -%}
{% endmacro %}
