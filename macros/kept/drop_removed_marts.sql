{#
    After a run: drops marts that the project no longer makes, so that all that is left carries the run's id.
    Only relations that have a run_id are taken for marts; what others put there has none.

    results: the results of the run's nodes.
#}
{% macro drop_removed_marts(results) %}
    {%- if not execute or flags.WHICH not in ('build', 'run') or not has_made_doors(results) -%}
        {{- return('') -}}
    {%- endif -%}
    {%- set of_today = [] -%}
    {%- set schemas = {} -%}
    {%- for node in graph.nodes.values() if node.resource_type in ['model', 'seed', 'snapshot'] -%}
        {%- do of_today.append((node.schema, node.alias)) -%}
        {%- if node.resource_type == 'model' and node.path.startswith('marts/') -%}
            {%- do schemas.update({node.schema: node.database}) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- for schema, database in schemas.items() -%}
        {%- set place = api.Relation.create(database = database, schema = schema) -%}
        {%- for _, name, _, type in list_relations_without_caching(place) if (schema, name) not in of_today -%}
            {%- set left_behind = api.Relation.create(
                database = database, schema = schema, identifier = name, type = type
            ) -%}
            {%- if 'run_id' in adapter.get_columns_in_relation(left_behind) | map(attribute = 'name') -%}
                {%- do adapter.drop_relation(left_behind) -%}
            {%- endif -%}
        {%- endfor -%}
    {%- endfor -%}
    {%- do adapter.commit() -%}
{% endmacro %}
