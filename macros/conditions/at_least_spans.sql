{#
    The spans of time on which at least n matching interactions count.

    matching_interactions: relation of lead_id, occurred_at.
    at_least:              n.
    within_days:           how many 24-hour days one counts, or none.
    Grain:                 one row per lead and span; disjoint, not touching.
    Columns:               lead_id, begins_at, ends_at (NULL: open).

    Interaction i opens [t_i, t_(i-n+1) + window). Starts and ends both rise with i, so two neighbours
    tell where an island begins and ends. Equal times are interchangeable: only times come out.
#}
{% macro at_least_spans(matching_interactions, at_least, within_days) -%}
{%- if not within_days and at_least == 1 -%}
select
    lead_id,
    min(occurred_at) as begins_at,
    cast(null as timestamp) as ends_at
from {{ matching_interactions }}
group by lead_id
{%- elif not within_days -%}
select
    lead_id,
    occurred_at as begins_at,
    cast(null as timestamp) as ends_at
from (
    select
        lead_id,
        occurred_at,
        row_number() over (
            partition by lead_id
            order by occurred_at nulls last
        ) as interaction_number
    from {{ matching_interactions }}
) as numbered_interactions
where interaction_number = {{ at_least }}
{%- else -%}
select
    lead_id,
    begins_at,
    coalesce(
        lead(previous_ends_at) over (partition by lead_id order by begins_at nulls last),
        last_ends_at
    ) as ends_at
from (
    select
        lead_id,
        begins_at,
        lag(ends_at) over (
            partition by lead_id order by begins_at nulls last, ends_at nulls last
        ) as previous_ends_at,
        max(ends_at) over (partition by lead_id) as last_ends_at
    from (
        select
            lead_id,
            occurred_at as begins_at,
            {% if at_least == 1 -%}
            {{ add_days('occurred_at', within_days) }} as ends_at
            {%- else -%}
            {{ add_days(
                'lag(occurred_at, ' ~ (at_least - 1) ~ ') over (partition by lead_id order by occurred_at nulls last)',
                within_days,
            ) }} as ends_at
            {%- endif %}
        from {{ matching_interactions }}
    ) as interaction_spans
    where ends_at > begins_at
) as neighbours
where previous_ends_at is null or previous_ends_at < begins_at
{%- endif -%}
{%- endmacro %}
