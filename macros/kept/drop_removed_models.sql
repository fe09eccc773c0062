{#
    After a run: drops what scoring models left behind that are no more, in the schemas of the generated
    models. Only once the run has made the doors anew, so that nothing reads it any longer.

    results: the results of the run's nodes.

    A model that was removed is told by its kept ledger, int_<model>__ledger__kept, which nothing else
    makes. Of it go int_<model>__… in the ledger's schema and stg_<model>__… in the conditions', but
    for relations that some model of today has.
#}
{% macro drop_removed_models(results) %}
    {%- if not execute or flags.WHICH not in ('build', 'run') or not has_made_doors(results) -%}
        {{- return('') -}}
    {%- endif -%}
    {%- set of_today = [] -%}
    {%- set schemas = {} -%}
    {%- for node in graph.nodes.values() if node.resource_type == 'model' and node.path.startswith('generated/') -%}
        {%- do schemas.update({node.schema: node.database}) -%}
        {%- do of_today.extend([node.alias, node.alias ~ '__kept']) -%}
    {%- endfor -%}
    {%- set left_behind = [] -%}
    {%- for schema, database in schemas.items() -%}
        {%- set place = api.Relation.create(database = database, schema = schema) -%}
        {%- for _, name, _, type in list_relations_without_caching(place) if name not in of_today -%}
            {%- do left_behind.append(
                api.Relation.create(database = database, schema = schema, identifier = name, type = type)
            ) -%}
        {%- endfor -%}
    {%- endfor -%}
    {%- for ledger in left_behind if ledger.identifier.endswith('__ledger__kept') -%}
        {%- set scoring_model = ledger.identifier.removeprefix('int_').removesuffix('__ledger__kept') -%}
        {%- for relation in left_behind
            if relation.identifier.startswith('int_' ~ scoring_model ~ '__')
            or relation.identifier.startswith('stg_' ~ scoring_model ~ '__') -%}
            {%- do adapter.drop_relation(relation) -%}
        {%- endfor -%}
    {%- endfor -%}
    {#- a hook without SQL of its own would be rolled back -#}
    {%- do adapter.commit() -%}
{% endmacro %}

{# Whether the run has made the doors anew; results: those of its nodes. #}
{% macro has_made_doors(results) %}
    {%- set made = results
        | selectattr('status', 'equalto', 'success') | map(attribute = 'node.name') | list -%}
    {{- return('scoring_model_ledger' in made and 'scoring_model_history' in made) -}}
{% endmacro %}
