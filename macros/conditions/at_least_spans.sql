{#
    The spans of time on which at least n matching records count.

    matching_records: relation of lead_key, occurred_at.
    at_least:              n.
    within_days:           how many 24-hour days one counts, or none.
    Grain:                 one row per lead and record that holds or opens a span.
    Columns:               lead_key, begins_at (NULL: an earlier span runs into this one),
                           ends_at (NULL: open, or it runs into the next).

    Record i opens [t_i, t_(i-n+1) + window). Starts and ends both rise with i, so the two
    neighbours tell which ends show. Equal times are interchangeable: only times come out.
#}
{% macro at_least_spans(matching_records, at_least, within_days) -%}
{%- if not within_days and at_least == 1 -%}
select
    lead_key,
    min(occurred_at) as begins_at,
    cast(null as timestamp) as ends_at
from {{ matching_records }}
group by lead_key
{%- elif not within_days -%}
select
    lead_key,
    occurred_at as begins_at,
    cast(null as timestamp) as ends_at
from (
    select
        lead_key,
        occurred_at,
        row_number() over (
            partition by lead_key
            order by occurred_at nulls last
        ) as record_number
    from {{ matching_records }}
) as numbered_records
where record_number = {{ at_least }}
{%- else -%}
{#- of one record each, spans that begin together end together -#}
{%- set in_time = 'begins_at nulls last' if at_least == 1 else 'begins_at nulls last, ends_at nulls last' -%}
select
    lead_key,
    case
        when previous_ends_at is null or previous_ends_at < begins_at then begins_at
    end as begins_at,
    case
        when next_begins_at is null or next_begins_at > ends_at then ends_at
    end as ends_at
from (
    select
        lead_key,
        begins_at,
        ends_at,
        lag(ends_at) over (partition by lead_key order by {{ in_time }}) as previous_ends_at,
        lead(begins_at) over (partition by lead_key order by {{ in_time }}) as next_begins_at
    from (
        select
            lead_key,
            occurred_at as begins_at,
            {% if at_least == 1 -%}
            {{ add_days('occurred_at', within_days) }} as ends_at
            {%- else -%}
            {{ add_days(
                'lag(occurred_at, ' ~ (at_least - 1) ~ ') over (partition by lead_key order by occurred_at nulls last)',
                within_days,
            ) }} as ends_at
            {%- endif %}
        from {{ matching_records }}
    ) as record_spans
    where ends_at > begins_at
) as neighbours
{%- endif -%}
{%- endmacro %}
