{#
    The newest version of each row of a table (semantics I9, N20).

    judged:  the table's judged rows.
    key:     the id column.
    columns: the columns that come out.
    ends:    those of them that tell when something ended.
    clock:   relation of one row with as_of.
    Grain:   one row per key.
#}
{% macro newest_versions(judged, key, columns, clock, ends=[]) %}
select
    {{ known_at_as_of(columns, ends, clock) }}
from (
    select {{ columns | join(', ') }}
    from {{ judged }}
    where rejected_by is null and not is_repeated
    union all
    select {{ columns | join(', ') }}
    from (
        select
            {{ columns | join(',\n            ') }},
            row_number() over (partition by {{ key }} order by valid_from desc nulls last) as version_rank
        from {{ judged }}
        where rejected_by is null and is_repeated
    ) as ranked
    where version_rank = 1
) as newest
{% endmacro %}

{#
    The newest version of each lead, merged ones included.

    relations: leads_judged, as_of.
    Columns:   lead_key, lead_id, its links, created_at, closed_at.
#}
{% macro newest_leads(relations) %}
{{ newest_versions(
    judged = relations.leads_judged,
    key = 'lead_key',
    columns = [
        'lead_key', 'lead_id', 'contact_id', 'account_id', 'business_unit', 'merged_into_lead_id',
        'created_at', 'closed_at',
    ],
    ends = ['closed_at'],
    clock = relations.as_of,
) }}
{% endmacro %}

{#
    The newest version of each contact. relations: contacts_judged, as_of. Columns: contact_id, account_id.
#}
{% macro known_contacts(relations) %}
{{ newest_versions(
    judged = relations.contacts_judged,
    key = 'contact_id',
    columns = ['contact_id', 'account_id'],
    clock = relations.as_of,
) }}
{% endmacro %}

{#
    The newest version of each account. relations: accounts_judged, as_of. Columns: account_id, parent_account_id.
#}
{% macro known_accounts(relations) %}
{{ newest_versions(
    judged = relations.accounts_judged,
    key = 'account_id',
    columns = ['account_id', 'parent_account_id'],
    clock = relations.as_of,
) }}
{% endmacro %}
