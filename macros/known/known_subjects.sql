{#
    The leads, contacts or accounts that records may name: those with rows of their own and those
    that others link to (semantics I8, N23).

    kind:      lead, contact or account.
    relations: leads; for contact and account also contacts; for account also accounts.
    Grain:     one row per subject.
    Columns:   subject_id.
#}
{% macro known_subjects(kind, relations) %}
{%- if kind == 'lead' -%}
select lead_id as subject_id
from {{ relations.leads }}
{%- elif kind == 'contact' -%}
select contact_id as subject_id
from {{ relations.contacts }}
union
select contact_id as subject_id
from {{ relations.leads }}
where contact_id is not null
{%- else -%}
select account_id as subject_id
from {{ relations.accounts }}
union
select account_id as subject_id
from {{ relations.contacts }}
where account_id is not null
union
select account_id as subject_id
from {{ relations.leads }}
where account_id is not null
{%- endif -%}
{% endmacro %}
