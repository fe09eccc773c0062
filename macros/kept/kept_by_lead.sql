{#
    A table whose rows are kept from run to run, lead by lead: only those of leads of which something
    else is known now are made again.

    Config `meta.fingerprints`: a relation in the same schema of one row per lead, with lead_key and
    columns that tell all that the lead's rows are made from. What they were when its rows were made is
    kept beside the table, in <table>__kept.

    A lead whose fingerprints differ from those kept, or that has come or gone, is made again whole: the
    model's SQL asks leads_to_replace() for it. Everything is one transaction, so rows and fingerprints
    never part, wherever a run is killed. All leads are made again with --full-refresh, without a table
    to begin with, and where the fingerprints have other columns.

    No watermark and no look-back window: what is late, corrected or deleted, at whatever age, changes
    the fingerprints of the leads that it reaches.
#}
{% materialization kept_by_lead, default %}
    {%- set target_relation = this.incorporate(type = 'table') -%}
    {%- set existing_relation = load_cached_relation(this) -%}
    {%- set unfinished_relation = make_intermediate_relation(target_relation) -%}
    {%- set kept = kept_fingerprints(this) -%}
    {%- set wanted = this.identifier ~ '__wanted' -%}
    {%- set to_replace = this.identifier ~ '__leads' -%}
    {%- set leads = namespace(differ = 0, stay = 0) -%}

    {{ drop_relation_if_exists(load_cached_relation(unfinished_relation)) }}
    {{ run_hooks(pre_hooks, inside_transaction = False) }}
    {{ run_hooks(pre_hooks, inside_transaction = True) }}

    {%- call statement('wanted') -%}
        create temporary table {{ wanted }} as select * from {{ fingerprints_now() }}
    {%- endcall -%}
    {%- if is_kept() -%}
        {%- call statement('to_replace') -%}
            create temporary table {{ to_replace }} as
            {{ leads_that_differ(wanted, kept) }}
        {%- endcall -%}
        {%- set leads.differ, leads.stay = run_query(count_of_leads(to_replace, kept)).rows[0] -%}
    {%- endif -%}

    {#- deleting and inserting pays for few leads only -#}
    {%- if leads.differ >= leads.stay -%}
        {%- call statement('main') -%}
            {{ create_table_as(False, unfinished_relation, sql) }}
        {%- endcall -%}
        {%- if leads.stay -%}
            {%- call statement('stay') -%}
                insert into {{ unfinished_relation }} ({{ columns_of(existing_relation) }})
                select {{ columns_of(existing_relation) }}
                from {{ existing_relation }} as existing
                where {{ is_in(to_replace, 'existing', negated = true) }}
            {%- endcall -%}
        {%- endif -%}
        {%- if existing_relation is not none -%}
            {%- do adapter.drop_relation(existing_relation) -%}
        {%- endif -%}
        {%- do adapter.rename_relation(unfinished_relation, target_relation) -%}
        {%- do adapter.drop_relation(kept) -%}
        {%- call statement('kept') -%}
            {{ create_table_as(False, kept, 'select * from ' ~ wanted) }}
        {%- endcall -%}
    {%- elif leads.differ -%}
        {%- call statement('main') -%}
            {{ replaced_leads(target_relation, sql, to_replace) }}
        {%- endcall -%}
        {%- call statement('kept') -%}
            {{ replaced_leads(
                kept,
                'select * from ' ~ wanted ~ ' as wanted where ' ~ is_in(to_replace, 'wanted'),
                to_replace,
            ) }}
        {%- endcall -%}
    {%- else -%}
        {%- call noop_statement('main', 'unchanged', 'SELECT') -%}
            -- no lead differs
        {%- endcall -%}
    {%- endif -%}
    {%- call statement('done') -%}
        drop table if exists {{ wanted }};
        drop table if exists {{ to_replace }}
    {%- endcall -%}

    {{ run_hooks(post_hooks, inside_transaction = True) }}
    {%- do apply_grants(target_relation, config.get('grants'), should_revoke = True) -%}
    {%- do persist_docs(target_relation, model) -%}
    {{ adapter.commit() }}
    {{ run_hooks(post_hooks, inside_transaction = False) }}
    {{ return({'relations': [target_relation]}) }}
{% endmaterialization %}

{# where a kept table keeps the fingerprints that its rows were made from #}
{% macro kept_fingerprints(relation) %}
    {{- return(relation.incorporate(path = {'identifier': relation.identifier ~ '__kept'}, type = 'table')) -}}
{% endmacro %}

{# the relation that tells the fingerprints of what is known now #}
{% macro fingerprints_now() %}
    {{- return(api.Relation.create(
        database = this.database, schema = this.schema, identifier = config.get('meta').fingerprints
    )) -}}
{% endmacro %}

{# whether there are rows to keep, with fingerprints that can be compared #}
{% macro is_kept() %}
    {%- if not execute or should_full_refresh() -%}
        {{- return(false) -}}
    {%- endif -%}
    {%- set existing_relation = load_cached_relation(this) -%}
    {%- set kept = load_cached_relation(kept_fingerprints(this)) -%}
    {{- return(
        existing_relation is not none
        and existing_relation.is_table
        and kept is not none
        and names_of_columns(kept) | sort == names_of_columns(fingerprints_now()) | sort
    ) -}}
{% endmacro %}

{#
    In the SQL of a kept table: the relation of lead_key that tells which leads are wanted; none for all.

    fingerprints: ref() of what the config names, or of what it is kept beside, so that dbt waits for it.
#}
{% macro leads_to_replace(fingerprints) %}
    {{- return(this.identifier ~ '__leads' if is_kept() else none) -}}
{% endmacro %}

{% macro leads_that_differ(wanted, kept) %}
select coalesce(wanted.lead_key, kept.lead_key) as lead_key
from {{ wanted }} as wanted
full outer join {{ kept }} as kept on wanted.lead_key = kept.lead_key
where
    wanted.lead_key is null
    or kept.lead_key is null
    {%- for name in names_of_columns(kept) if name != adapter.quote('lead_key') %}
    or wanted.{{ name }} is distinct from kept.{{ name }}
    {%- endfor %}
{% endmacro %}

{# how many leads differ, and how many of those kept don't #}
{% macro count_of_leads(to_replace, kept) %}
select
    (select count(*) from {{ to_replace }}) as count_differing,
    (select count(*) from {{ kept }} as kept where {{ is_in(to_replace, 'kept', negated = true) }}) as count_staying
{% endmacro %}

{% macro replaced_leads(relation, sql, to_replace) %}
delete from {{ relation }} where lead_key in (select lead_key from {{ to_replace }});
insert into {{ relation }} ({{ columns_of(relation) }})
select {{ columns_of(relation) }}
from (
{{ sql }}
) as made
{% endmacro %}

{% macro is_in(leads, name, negated=false) %}
    {{- 'not ' if negated }}exists (select 1 from {{ leads }} as leads where leads.lead_key = {{ name }}.lead_key)
{%- endmacro %}

{% macro columns_of(relation) %}
    {{- return(names_of_columns(relation) | join(', ')) -}}
{% endmacro %}

{# asked of a query, which is far cheaper than of the catalog #}
{% macro names_of_columns(relation) %}
    {{- return(
        adapter.get_column_schema_from_query('select * from ' ~ relation ~ ' where false')
        | map(attribute = 'quoted') | list
    ) -}}
{% endmacro %}
