{#
    The way from a row along a path of hops to the row at its end (semantics C1, C3). Links are those
    of the newest versions (I9), so a path leads to the same row at every instant.

    start:     alias of the row's relation.
    hops:      list of contact, account, parent_account; not empty.
    relations: contacts, accounts.
    name:      begins the aliases of what is joined, so that several ways go into one query.

    Returns a mapping: joins, SQL to follow `from … as <start>`; key, SQL of the id at the path's end;
    table, contacts or accounts, the table it is an id of.
#}
{% macro walk(start, hops, relations, name='way') %}
    {%- set way = namespace(joins = [], key = none, table = none) -%}
    {%- for hop in hops -%}
        {%- set here = start -%}
        {%- if not loop.first -%}
            {%- set here = name ~ '_' ~ loop.index0 -%}
            {%- do way.joins.append(
                'left join ' ~ relations[way.table] ~ ' as ' ~ here
                ~ ' on ' ~ way.key ~ ' = ' ~ here ~ '.' ~ id_column(way.table)
            ) -%}
        {%- endif -%}
        {%- set way.key = here ~ '.' ~ hop ~ '_id' -%}
        {%- set way.table = 'contacts' if hop == 'contact' else 'accounts' -%}
    {%- endfor -%}
    {{- return({'joins': way.joins | join('\n'), 'key': way.key, 'table': way.table}) -}}
{% endmacro %}

{#
    The same from an interaction, which has no account but its contact's.

    start, relations: as in walk.
    path:             the hops with dots between them.
#}
{% macro walk_of_interaction(start, path, relations) %}
    {%- set hops = path.split('.') -%}
    {{- return(walk(
        start,
        hops if hops[0] == 'contact' else ['contact'] + hops,
        relations,
        name = field_column(path),
    )) -}}
{% endmacro %}

{#
    Joins what the row at the end of a way was like at an instant.

    instant:   SQL of a timestamp.
    walked:    what walk returned.
    relations: contact_versions, account_versions.
    alias:     the name of the joined versions.
#}
{% macro versions_at(instant, walked, relations, alias) %}
{{ walked.joins }}
left join {{ versions_of(walked.table, relations) }} as {{ alias }}
    on
        {{ walked.key }} = {{ alias }}.{{ id_column(walked.table) }}
        and ({{ alias }}.begins_at is null or {{ alias }}.begins_at <= {{ instant }})
        and ({{ alias }}.ends_at is null or {{ alias }}.ends_at > {{ instant }})
{%- endmacro %}

{# The versions of a table's rows; table: contacts or accounts; relations: as in versions_at. #}
{% macro versions_of(table, relations) %}
    {{- return(relations.contact_versions if table == 'contacts' else relations.account_versions) -}}
{% endmacro %}

{# Their id; table: contacts or accounts. #}
{% macro id_column(table) %}
    {{- return('contact_id' if table == 'contacts' else 'account_id') -}}
{% endmacro %}

{#
    The name under which a value is carried along with an interaction; PostgreSQL cuts names at 63
    characters.

    field: the path of the value.
#}
{% macro field_column(field) %}
    {%- set name = field | replace('.', '__') -%}
    {{- return(name if name | length < 60 else name[:24] ~ '__' ~ local_md5(field)) -}}
{% endmacro %}
