{#
    Of each lead that a model scores, a fingerprint of all that its ledger and history are made from.

    relations:        what the model's ledger reads: leads, lead_interactions, …
    scored_intervals: one row per lead and interval in which it is scored.
    reads:            mapping of interactions ({'columns', 'paths'}; none without any), attributes
                      (mapping of path to columns, '' being the lead itself) and related (mapping of
                      table to columns): what the model's conditions look at, and nothing else.
    target:           lead, contact or account.
    made_by:          the SQL that makes the ledger and the history, in which the spec's meaning, the
                      macros and the vars that matter are all there.
    Grain:            one row per lead.
    Columns:          lead_key, fingerprint.

    What is summed are the very relations that the ledger reads, or what is kept beside them, so it tells
    what the ledger is made from whichever of them a run has made anew.
#}
{% macro lead_fingerprints(relations, scored_intervals, reads, target, made_by) %}
{%- set hashed = ["cast('" ~ local_md5(made_by) ~ "' as text)", 'leads.lead_id', 'leads.created_at', 'intervals.of_intervals'] -%}
{%- set joined = [] -%}
{%- if reads.interactions -%}
    {%- do hashed.append(
        "cast('" ~ lead_interactions_hash(reads.interactions.columns, reads.interactions.paths, [target]) ~ "' as text)"
    ) -%}
    {%- for field in ['interaction_type'] + fields_of(reads.interactions) -%}
        {%- do hashed.append('interactions.' ~ fingerprint_column(field, target == 'account')) -%}
    {%- endfor -%}
{%- endif -%}
with

intervals as (
    select
        lead_key,
        sum({{ row_hash(['scored_from', 'scored_to']) }}) as of_intervals
    from {{ scored_intervals }}
    group by lead_key
)
{%- for path, columns in reads.attributes.items() %},

attributes_{{ loop.index }} as (
    {%- do hashed.append('attributes_' ~ loop.index ~ '.of_rows') -%}
    {%- do joined.append('attributes_' ~ loop.index) -%}
    {%- if path %}
    {%- set walked = walk('leads', path.split('.'), relations) %}
    select
        leads.lead_key,
        sum({{ row_hash([walked.key, 'versions.begins_at', 'versions.ends_at'] + qualified('versions', columns)) }}) as of_rows
    from {{ relations.leads }} as leads
    {{ walked.joins | indent(4) }}
    inner join {{ versions_of(walked.table, relations) }} as versions
        on {{ walked.key }} = versions.{{ id_column(walked.table) }}
    group by leads.lead_key
    {%- else %}
    select
        versions.lead_key,
        sum({{ row_hash(['versions.begins_at', 'versions.ends_at'] + qualified('versions', columns)) }}) as of_rows
    from {{ relations.lead_versions }} as versions
    group by versions.lead_key
    {%- endif %}
)
{%- endfor %}
{%- for table, columns in reads.related.items() %},

related_{{ loop.index }} as (
    {%- do hashed.append('related_' ~ loop.index ~ '.of_rows') -%}
    {%- do joined.append('related_' ~ loop.index) -%}
    {%- set carried = [] -%}
    {%- for name in columns -%}
        {%- do carried.append(related_column(name)) -%}
    {%- endfor %}
    select
        lead_key,
        sum({{ row_hash(['is_of_account', 'occurred_at'] + carried) }}) as of_rows
    from {{ relations['lead_related__' ~ table] }}
    group by lead_key
)
{%- endfor %}

select
    leads.lead_key,
    {{ row_hash(hashed) }} as fingerprint
from intervals
inner join {{ relations.leads }} as leads on intervals.lead_key = leads.lead_key
{%- if reads.interactions %}
left join {{ kept_fingerprints(relations.lead_interactions) }} as interactions
    on leads.lead_key = interactions.lead_key
{%- endif %}
{%- for name in joined %}
left join {{ name }} on leads.lead_key = {{ name }}.lead_key
{%- endfor %}
{% endmacro %}

{# The fields of interactions that are looked at, as paths; interactions: as in reads. #}
{% macro fields_of(interactions) %}
    {%- set fields = interactions.columns
        | reject('in', ['lead_id', 'contact_id', 'interaction_type']) | list -%}
    {%- for path, names in interactions.paths.items() -%}
        {%- for name in names -%}
            {%- do fields.append(path ~ '.' ~ name) -%}
        {%- endfor -%}
    {%- endfor -%}
    {{- return(fields) -}}
{% endmacro %}

{# Columns as those of one relation; alias: its name; columns: a list. #}
{% macro qualified(alias, columns) %}
    {%- set names = [] -%}
    {%- for name in columns -%}
        {%- do names.append(alias ~ '.' ~ name) -%}
    {%- endfor -%}
    {{- return(names) -}}
{% endmacro %}
