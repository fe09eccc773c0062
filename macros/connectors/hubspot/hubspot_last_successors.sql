{#
    Follows what replaced what to its end.

    links:   relation of id and successor_id, neither of them empty.
    known:   relation of the ids that are there; others only lead on.
    Renders: the CTEs successors, known_successors and last_successors, to follow `with recursive`.
    Grain:   one row per id that was replaced by one that is there.
    Columns: id, successor_id.

    Who was replaced by two that are both still there has no last successor, nor has who stands in a circle,
    which `union` ends.
#}
{% macro hubspot_last_successors(links, known) -%}
successors as (
    select
        id,
        successor_id
    from {{ links }}
    union
    select
        successors.id,
        links.successor_id
    from successors
    inner join {{ links }} as links on successors.successor_id = links.id
),

known_successors as (
    select
        successors.id,
        successors.successor_id
    from successors
    inner join {{ known }} as known on successors.successor_id = known.id
),

last_successors as (
    select
        replaced.id,
        min(replaced.successor_id) as successor_id
    from known_successors as replaced
    left join (select distinct id from known_successors) as later on replaced.successor_id = later.id
    where later.id is null
    group by replaced.id
    having min(replaced.successor_id) = max(replaced.successor_id)
)
{%- endmacro %}
