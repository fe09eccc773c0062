{#
    The interactions that count, whomever they reach (semantics I6, I8).

    relations:             stg_interactions, interaction_copies, as_of.
    columns:               the columns that come out.
    is_of_wanted_subjects: only those that name an id of the CTEs of wanted_subjects.
    Grain:                 one row per interaction.

    The rules stand in one expression, since each condition of its own makes DuckDB expect a fifth of the
    rows; it would then join the other way round, which takes twice as long.
#}
{% macro counted_interactions(relations, columns, is_of_wanted_subjects=false) %}
{%- set discounted = discounted_interactions('staged') + [('missing_type', 'staged.interaction_type is null')] -%}
select
    {% for name in columns -%}
    staged.{{ name }}{{ "," if not loop.last }}
    {% endfor -%}
from {{ relations.stg_interactions }} as staged
left join {{ relations.interaction_copies }} as copies
    on {{ row_hash(['staged.interaction_id']) }} = copies.id_hash
{{- joined_wanted_subjects() if is_of_wanted_subjects }}
where
    copies.id_hash is null
    and {{ first_rule(unusable_interactions('staged', relations.as_of) + discounted) | indent(4) }} is null
    {{- names_wanted_subject() if is_of_wanted_subjects }}
union all
select
    {% for name in columns -%}
    staged.{{ name }}{{ "," if not loop.last }}
    {% endfor -%}
from {{ relations.interaction_copies }} as staged
{{- joined_wanted_subjects() if is_of_wanted_subjects }}
where
    staged.copy_rank = 1
    and {{ first_rule(discounted) | indent(4) }} is null
    {{- names_wanted_subject() if is_of_wanted_subjects }}
{% endmacro %}

{# SQL that joins the CTEs of wanted_subjects. #}
{% macro joined_wanted_subjects() %}
left join wanted_lead_ids on staged.lead_id = wanted_lead_ids.lead_id
left join wanted_contact_ids on staged.contact_id = wanted_contact_ids.contact_id
{%- endmacro %}

{# SQL that keeps what one of them names. #}
{% macro names_wanted_subject() %}
    and (wanted_lead_ids.lead_id is not null or wanted_contact_ids.contact_id is not null)
{%- endmacro %}
