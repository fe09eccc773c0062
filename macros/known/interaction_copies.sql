{#
    The usable rows of interactions whose id may stand more than once, ranked (semantics I6).

    relations: stg_interactions, as_of.
    Grain:     one row per such source row.
    Columns:   id_hash, those of the table, copy_rank (1: it wins its id).

    Ids are found by their hashes, which is cheaper; two ids of one hash do no harm, since copies are
    ranked within an id. They are kept as a table because several relations leave them out.
#}
{% macro interaction_copies(relations) %}
{%- set usable_by = first_rule(unusable_interactions('staged', relations.as_of)) ~ ' is null' -%}
with

usable as (
    select
        {{ row_hash(['staged.interaction_id']) }} as id_hash,
        staged.*
    from {{ relations.stg_interactions }} as staged
    where {{ usable_by | indent(4) }}
),

repeated_ids as (
    {{ repeated_hashes(
        values = ['staged.interaction_id'],
        rows = relations.stg_interactions ~ ' as staged',
        condition = usable_by,
    ) | indent(4) }}
)

select
    usable.*,
    row_number() over (
        partition by usable.interaction_id
        order by {{ newest_copy_first('interactions') | indent(8) }}
    ) as copy_rank
from usable
inner join repeated_ids on usable.id_hash = repeated_ids.row_hash
{% endmacro %}
