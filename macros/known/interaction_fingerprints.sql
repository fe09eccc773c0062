{#
    Of each lead, fingerprints of the interactions that reach it: they differ when one of them was added,
    changed, removed, or reaches it otherwise.

    relations: stg_interactions, interaction_copies, as_of, leads, contacts, accounts,
               contact_versions, account_versions.
    Grain:     one row per lead that some interaction reaches.
    Columns:   lead_key, made_by (the SQL that makes the rows of lead_interactions), and hashes combined
               per column that some spec looks at, under fingerprint_column. What reaches a lead by its
               account has columns of its own. One column each, so that a spec which looks at another
               column changes no other model's scores.

    Only here are all interactions read in every run. They are grouped by the ids that they name
    before anything is joined. Hashes are combined by bit_xor, which takes half the memory of a sum;
    where a row stands twice it tells nothing of it, but here none does. Hashes of ids may meet: then a
    lead is scored again without need, no more.
#}
{% macro interaction_fingerprints(relations) %}
{%- set columns = used_columns('interactions') | reject('in', ['lead_id', 'contact_id']) | list -%}
{%- set path_columns = [] -%}
{%- for path, names in used_paths().items() -%}
    {%- for name in names -%}
        {%- do path_columns.append(path ~ '.' ~ name) -%}
    {%- endfor -%}
{%- endfor -%}
{%- set fields = ['interaction_type'] + columns | reject('equalto', 'interaction_type') | list + path_columns -%}
{%- set by_account = [false, true] if 'account' in used_targets() else [false] -%}
with

interactions as (
    {{ counted_interactions(
        relations,
        columns = ['interaction_id', 'lead_id', 'contact_id', 'interaction_type']
            + columns | reject('in', ['interaction_id', 'interaction_type', 'occurred_at']) | list
            + ['occurred_at'],
    ) | indent(4) }}
),

subjects as (
    select
        {{ row_hash(['lead_id']) }} as lead_hash,
        {{ row_hash(['contact_id']) }} as contact_hash,
        {% for name in columns | reject('equalto', 'interaction_type') -%}
        bit_xor({{ row_hash(['interaction_id', name]) }}) as {{ fingerprint_column(name) }},
        {% endfor -%}
        bit_xor({{ row_hash(['interaction_id', 'interaction_type', 'occurred_at']) }}) as {{ fingerprint_column('interaction_type') }}
    from interactions
    group by {{ row_hash(['lead_id']) }}, {{ row_hash(['contact_id']) }}
),

{% for path, names in used_paths().items() -%}
along_{{ field_column(path) }} as (
    {%- set walked = walk_of_interaction('contacts', path, relations) %}
    select
        {{ row_hash(['contacts.contact_id']) }} as contact_hash,
        {% for name in names -%}
        bit_xor({{ row_hash([
            walked.key, 'versions.' ~ name, 'versions.begins_at', 'versions.ends_at',
        ]) }}) as {{ fingerprint_column(path ~ '.' ~ name) }}{{ "," if not loop.last }}
        {% endfor -%}
    from {{ relations.contacts }} as contacts
    {{ walked.joins | indent(4) }}
    inner join {{ versions_of(walked.table, relations) }} as versions
        on {{ walked.key }} = versions.{{ id_column(walked.table) }}
    group by {{ row_hash(['contacts.contact_id']) }}
),

{% endfor -%}
ways as (
    select
        leads.surviving_lead_key as lead_key,
        cast('own' as text) as way,
        subjects.*
    from subjects
    inner join {{ relations.leads }} as leads on subjects.lead_hash = {{ row_hash(['leads.lead_id']) }}
    union all
    select
        leads.lead_key,
        cast('contact' as text) as way,
        subjects.*
    from subjects
    inner join {{ relations.leads }} as leads on subjects.contact_hash = {{ row_hash(['leads.contact_id']) }}
    where leads.contact_id is not null and not leads.is_merged
    {%- if 'account' in used_targets() %}
    union all
    select
        leads.lead_key,
        cast('account' as text) as way,
        subjects.*
    from subjects
    inner join {{ relations.contacts }} as contacts
        on subjects.contact_hash = {{ row_hash(['contacts.contact_id']) }}
    inner join {{ relations.leads }} as leads on contacts.account_id = leads.account_id
    where leads.contact_id is null and not leads.is_merged
    {%- endif %}
),

combined as (
    select
        ways.lead_key
        {%- for is_of_account in by_account %}
        {%- for field in fields %},
        bit_xor({{ row_hash([
            'ways.way', 'ways.lead_hash', 'ways.contact_hash', fingerprint_column(field),
        ]) }}) filter (where ways.way {{ '=' if is_of_account else '<>' }} 'account')
            as {{ fingerprint_column(field, is_of_account) }}
        {%- endfor %}
        {%- endfor %}
    from ways
    {%- for path in used_paths() %}
    left join along_{{ field_column(path) }}
        on ways.contact_hash = along_{{ field_column(path) }}.contact_hash
    {%- endfor %}
    group by ways.lead_key
)

select
    combined.*,
    -- a key may come to stand for another lead where keys were given anew
    {{ row_hash([
        "cast('" ~ lead_interactions_hash() ~ "' as text)", 'leads.lead_id', 'leads.contact_id',
    ]) }} as made_by
from combined
inner join {{ relations.leads }} as leads on combined.lead_key = leads.lead_key
{% endmacro %}

{#
    The name of a column's fingerprint.

    field:         the column; beyond the interaction's own row a path.
    is_of_account: of what reaches the lead by its account.
#}
{% macro fingerprint_column(field, is_of_account=false) %}
    {{- return(field_column(('of_account_' if is_of_account else 'of_') ~ field)) -}}
{% endmacro %}

{#
    A hash of the SQL that makes lead_interactions, for the columns, paths and targets that are told:
    it differs when rows come out otherwise, or as another type, for the same interactions.

    columns, paths, targets: as in lead_interactions.
#}
{% macro lead_interactions_hash(columns=none, paths=none, targets=none) %}
    {%- if not execute -%}
        {{- return('') -}}
    {%- endif -%}
    {%- set relations = {
        'stg_interactions': 'stg_interactions', 'interaction_copies': 'interaction_copies', 'as_of': 'as_of',
        'leads': 'leads', 'contacts': 'contacts', 'accounts': 'accounts',
        'contact_versions': 'contact_versions', 'account_versions': 'account_versions',
    } -%}
    {%- set own_columns = used_columns('interactions') if columns is none else columns -%}
    {%- set types = [] -%}
    {%- for name in own_columns -%}
        {%- do types.append(name ~ ' ' ~ input_columns('interactions')[name].type) -%}
    {%- endfor -%}
    {%- for path, names in (used_paths() if paths is none else paths).items() -%}
        {%- for name in names -%}
            {%- set table = walk_of_interaction('interactions', path, relations).table -%}
            {%- do types.append(path ~ '.' ~ name ~ ' ' ~ input_columns(table)[name].type) -%}
        {%- endfor -%}
    {%- endfor -%}
    {{- return(local_md5(lead_interactions(relations, columns, paths, targets) ~ types | join(', '))) -}}
{% endmacro %}
