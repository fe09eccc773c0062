{#
    Every lead that each merged lead was merged into, directly or through others (semantics P5).

    leads:         one row a lead, its newest version.
    Renders:       the CTEs known_merges and merge_paths, to follow `with recursive`.
    Grain:         one row per merged lead and lead above it.
    Columns:       lead_id, ancestor_id.

    A merge into a lead that isn't known is no merge. `union` ends the recursion on cycles, too.
#}
{% macro merge_paths(leads) -%}
known_merges as (
    select
        merged.lead_id,
        merged.merged_into_lead_id
    from {{ leads }} as merged
    inner join {{ leads }} as known on merged.merged_into_lead_id = known.lead_id
),

merge_paths as (
    select
        lead_id,
        merged_into_lead_id as ancestor_id
    from known_merges
    union
    select
        merge_paths.lead_id,
        known_merges.merged_into_lead_id as ancestor_id
    from merge_paths
    inner join known_merges on merge_paths.ancestor_id = known_merges.lead_id
)
{%- endmacro %}
