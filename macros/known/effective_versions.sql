{#
    The spans of time in which each version of a row holds (semantics C2): where versions overlap, the
    one that began last does.

    judged:  the table's judged rows.
    key:     the id column.
    table:   its name among the inputs; the columns that some spec looks at come out.
    clock:   relation of one row with as_of.
    Grain:   one row per key and span.
    Columns: the key, begins_at (NULL: since ever), ends_at (NULL: open), the columns looked at.

    Versions can lie within others, so the winner is looked for between every two edges; but only
    for the keys that have several versions, which are few in most inputs.
#}
{% macro effective_versions(judged, key, table, clock) %}
{%- set columns = used_columns(table) | reject('equalto', key) | list -%}
{%- set read = [key] + columns + ['valid_from', 'valid_to'] | reject('in', columns) | list -%}
with

versions as (
    select
        {{ known_at_as_of(read, ['closed_at', 'valid_to'], clock) | indent(4) }}
    from {{ judged }}
    where rejected_by is null and is_repeated
),

edges as (
    select
        {{ key }},
        valid_from as edge
    from versions
    union
    select
        {{ key }},
        valid_to as edge
    from versions
    where valid_to is not null
),

spans as (
    select
        {{ key }},
        edge as begins_at,
        lead(edge) over (partition by {{ key }} order by edge nulls first) as ends_at
    from edges
),

holding as (
    select
        versions.{{ key }},
        {% for name in columns -%}
        versions.{{ name }},
        {% endfor -%}
        spans.begins_at as span_begins_at,
        spans.ends_at as span_ends_at,
        row_number() over (
            partition by spans.{{ key }}, spans.begins_at order by versions.valid_from desc nulls last
        ) as version_rank
    from spans
    inner join versions
        on
            spans.{{ key }} = versions.{{ key }}
            and (versions.valid_from is null or versions.valid_from <= spans.begins_at)
            and (versions.valid_to is null or spans.begins_at is null or versions.valid_to > spans.begins_at)
)

select
    {{ key }},
    {% for name in columns -%}
    {{ name }},
    {% endfor -%}
    valid_from as begins_at,
    valid_to as ends_at
from (
    select
        {{ known_at_as_of(read, ['closed_at', 'valid_to'], clock) | indent(4) }}
    from {{ judged }}
    where rejected_by is null and not is_repeated
) as only_versions
union all
select
    {{ key }},
    {% for name in columns -%}
    {{ name }},
    {% endfor -%}
    span_begins_at as begins_at,
    span_ends_at as ends_at
from holding
where version_rank = 1
{% endmacro %}

{#
    The spans in which each version of a lead holds. relations: leads_judged, leads, as_of.
    Columns: lead_key, lead_created_at (of the newest version), those of effective_versions but for
             the key; lead_id only where some spec looks at it.
#}
{% macro lead_versions(relations) %}
select
    leads.lead_key,
    {% for name in used_columns('leads') -%}
    versions.{{ name }},
    {% endfor -%}
    leads.created_at as lead_created_at,
    versions.begins_at,
    versions.ends_at
from (
    {{ effective_versions(relations.leads_judged, 'lead_key', 'leads', relations.as_of) | indent(4) }}
) as versions
inner join {{ relations.leads }} as leads on versions.lead_key = leads.lead_key
{% endmacro %}

{#
    The spans in which each version of a contact holds. relations: contacts_judged, as_of.
    Columns: contact_id, those of effective_versions.
#}
{% macro contact_versions(relations) %}
{{ effective_versions(relations.contacts_judged, 'contact_id', 'contacts', relations.as_of) }}
{% endmacro %}

{#
    The spans in which each version of an account holds. relations: accounts_judged, as_of.
    Columns: account_id, those of effective_versions.
#}
{% macro account_versions(relations) %}
{{ effective_versions(relations.accounts_judged, 'account_id', 'accounts', relations.as_of) }}
{% endmacro %}
