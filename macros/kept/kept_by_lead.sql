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

    Config `meta.leads_at_once`: how many leads are made by one statement, in tables whose SQL costs
    memory by lead; none for all at once. Only what is known of those leads is in memory then.

    No watermark and no look-back window: what is late, corrected or deleted, at whatever age, changes
    the fingerprints of the leads that it reaches.
#}
{% materialization kept_by_lead, default %}
    {%- set target_relation = this.incorporate(type = 'table') -%}
    {%- set existing_relation = load_cached_relation(this) -%}
    {%- set unfinished_relation = make_intermediate_relation(target_relation) -%}
    {#- what is made again from nothing; dbt's dance of renames would cost more than the rows of a small table -#}
    {%- set whole_relation = target_relation if existing_relation is none else unfinished_relation -%}
    {%- set kept = kept_fingerprints(this) -%}
    {%- set wanted = this.identifier ~ '__wanted' -%}
    {%- set differing = this.identifier ~ '__differing' -%}
    {%- set is_kept = is_kept() -%}
    {%- set old = kept if is_kept else none -%}
    {%- set is_restricted = is_kept or are_leads_made_in_batches() -%}
    {%- set leads = namespace(differ = 0, stay = 0, batches = [none]) -%}

    {{ run_hooks(pre_hooks, inside_transaction = False) }}
    {{ run_hooks(pre_hooks, inside_transaction = True) }}

    {%- call statement('wanted') -%}
        drop table if exists {{ unfinished_relation }};
        create temporary table {{ wanted }} as select * from {{ fingerprints_now() }}
    {%- endcall -%}
    {%- if is_restricted -%}
        {%- call statement('differing') -%}
            create temporary table {{ differing }} as
            {{ leads_that_differ(wanted, old) }}
        {%- endcall -%}
        {%- set leads.differ, leads.stay, newest_key = run_query(count_of_leads(differing, old)).rows[0] -%}
        {%- set leads.batches = batches_of_leads(leads.differ, newest_key) -%}
    {%- endif -%}

    {#- deleting and inserting pays for few leads only -#}
    {%- if leads.differ >= leads.stay -%}
        {%- for keys in leads.batches -%}
            {%- call statement('main') -%}
                {{ leads_made_next(differing, keys) if is_restricted }}
                {{ create_table_as(False, whole_relation, sql) if loop.first else inserted_rows(whole_relation, sql) }}
            {%- endcall -%}
        {%- endfor -%}
        {%- if leads.stay -%}
            {%- call statement('stay') -%}
                {{ inserted_rows(
                    whole_relation,
                    'select * from ' ~ existing_relation ~ ' as existing where not ' ~ is_in(differing, 'existing'),
                ) }}
            {%- endcall -%}
        {%- endif -%}
        {%- if existing_relation is not none -%}
            {%- do adapter.drop_relation(existing_relation) -%}
            {%- do adapter.rename_relation(unfinished_relation, target_relation) -%}
        {%- endif -%}
        {%- call statement('kept') -%}
            drop table if exists {{ kept }};
            {{ create_table_as(False, kept, 'select * from ' ~ wanted) }}
        {%- endcall -%}
    {%- elif leads.differ -%}
        {%- call statement('gone') -%}
            {{ deleted_rows(target_relation, differing) }};
            {{ deleted_rows(kept, differing) }}
        {%- endcall -%}
        {%- for keys in leads.batches -%}
            {%- call statement('main') -%}
                {{ leads_made_next(differing, keys) }}
                {{ inserted_rows(target_relation, sql) }}
            {%- endcall -%}
        {%- endfor -%}
        {%- call statement('kept') -%}
            {{ inserted_rows(kept, 'select * from ' ~ wanted ~ ' as wanted where ' ~ is_in(differing, 'wanted')) }}
        {%- endcall -%}
    {%- else -%}
        {%- call noop_statement('main', 'unchanged', 'SELECT') -%}
            -- no lead differs
        {%- endcall -%}
    {%- endif -%}
    {%- call statement('done') -%}
        drop table if exists {{ wanted }};
        drop table if exists {{ differing }};
        drop table if exists {{ leads_made_now() }}
    {%- endcall -%}

    {{ run_hooks(post_hooks, inside_transaction = True) }}
    {%- do apply_grants(target_relation, config.get('grants'), should_revoke = True) -%}
    {%- do persist_docs(target_relation, model) -%}
    {{ adapter.commit() }}
    {{ run_hooks(post_hooks, inside_transaction = False) }}
    {{ return({'relations': [target_relation]}) }}
{% endmaterialization %}

{# Where a kept table, relation: it, keeps the fingerprints that its rows were made from. #}
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
    {%- if existing_relation is none or not existing_relation.is_table -%}
        {{- return(false) -}}
    {%- endif -%}
    {%- set kept = load_cached_relation(kept_fingerprints(this)) -%}
    {{- return(
        kept is not none
        and names_of_columns(kept) | sort == names_of_columns(fingerprints_now()) | sort
    ) -}}
{% endmacro %}

{# whether the SQL of a kept table reads what is known of the leads to make, and of no others #}
{% macro is_restricted() %}
    {{- return(is_kept() or are_leads_made_in_batches()) -}}
{% endmacro %}

{# Whether there are more leads than are made by one statement. #}
{% macro are_leads_made_in_batches() %}
    {%- set leads_at_once = config.get('meta').leads_at_once if execute -%}
    {%- if not leads_at_once or load_cached_relation(ref('int_lead_keys')) is none -%}
        {{- return(false) -}}
    {%- endif -%}
    {%- set newest_key = run_query('select max(lead_key) as newest_key from ' ~ ref('int_lead_keys')).rows[0][0] -%}
    {{- return(newest_key is not none and newest_key > leads_at_once) -}}
{% endmacro %}

{#
    In the SQL of a kept table: the relation of lead_key that tells which leads are wanted; none for all.

    fingerprints: ref() of what the config names, or of what it is kept beside, so that dbt waits for it.
#}
{% macro leads_to_replace(fingerprints) %}
    {%- do ref('int_lead_keys') -%}
    {{- return(leads_made_now() if is_restricted() else none) -}}
{% endmacro %}

{# The temporary table of the leads that are being made. #}
{% macro leads_made_now() %}
    {{- return(this.identifier ~ '__leads') -}}
{% endmacro %}

{#
    The keys of the leads that differ.

    wanted: relation of the fingerprints of what is known now.
    kept:   that of those kept; none where nothing is kept, so that each lead differs.
#}
{% macro leads_that_differ(wanted, kept) %}
{%- if kept is none %}
select lead_key from {{ wanted }}
{%- else %}
select coalesce(wanted.lead_key, kept.lead_key) as lead_key
from {{ wanted }} as wanted
full outer join {{ kept }} as kept on wanted.lead_key = kept.lead_key
where
    wanted.lead_key is null
    or kept.lead_key is null
    {%- for name in names_of_columns(kept) if name != adapter.quote('lead_key') %}
    or wanted.{{ name }} is distinct from kept.{{ name }}
    {%- endfor %}
{%- endif %}
{% endmacro %}

{#
    How many leads differ, how many of those kept don't, and the greatest key of those that do.

    differing: relation of lead_key.
    kept:      that of the fingerprints kept; none where nothing is kept.
#}
{% macro count_of_leads(differing, kept) %}
select
    count(*) as count_differing,
    {% if kept is none -%}
    0
    {%- else -%}
    (select count(*) from {{ kept }} as kept where not {{ is_in(differing, 'kept') }})
    {%- endif %} as count_staying,
    max(lead_key) as newest_key
from {{ differing }}
{% endmacro %}

{#
    Pairs of keys: those that are made at once lie after the one and up to the other; [none] for all.

    count_differing, newest_key: what count_of_leads told.
#}
{% macro batches_of_leads(count_differing, newest_key) %}
    {%- set leads_at_once = config.get('meta').leads_at_once -%}
    {%- if not leads_at_once or count_differing <= leads_at_once -%}
        {{- return([none]) -}}
    {%- endif -%}
    {%- set batches = [] -%}
    {%- for first in range(0, newest_key, leads_at_once) -%}
        {%- do batches.append([first, first + leads_at_once]) -%}
    {%- endfor -%}
    {{- return(batches) -}}
{% endmacro %}

{# Names the leads to make now; differing: relation of lead_key; keys: a pair of batches_of_leads. #}
{% macro leads_made_next(differing, keys) %}
drop table if exists {{ leads_made_now() }};
create temporary table {{ leads_made_now() }} as
select lead_key from {{ differing }}
{%- if keys is not none %}
where lead_key > {{ keys[0] }} and lead_key <= {{ keys[1] }}
{%- endif %};
{% endmacro %}

{# Deletes from a table, relation: it, the rows of some leads; leads: relation of lead_key. #}
{% macro deleted_rows(relation, leads) %}
delete from {{ relation }} where lead_key in (select lead_key from {{ leads }})
{%- endmacro %}

{# Adds to a table, relation: it, what a query gives; sql: the query, columns in any order. #}
{% macro inserted_rows(relation, sql) %}
insert into {{ relation }} ({{ columns_of(relation) }})
select {{ columns_of(relation) }}
from (
{{ sql }}
) as made
{% endmacro %}

{# Whether a row's lead is among some; leads: relation of lead_key; name: the row's alias. #}
{% macro is_in(leads, name) -%}
    exists (select 1 from {{ leads }} as leads where leads.lead_key = {{ name }}.lead_key)
{%- endmacro %}

{# The quoted columns of a table as a list in SQL; relation: the table. #}
{% macro columns_of(relation) %}
    {{- return(names_of_columns(relation) | join(', ')) -}}
{% endmacro %}

{# The same as a list, asked of a query, which is far cheaper than of the catalog; relation: the table. #}
{% macro names_of_columns(relation) %}
    {{- return(
        adapter.get_column_schema_from_query('select * from ' ~ relation ~ ' where false')
        | map(attribute = 'quoted') | list
    ) -}}
{% endmacro %}
