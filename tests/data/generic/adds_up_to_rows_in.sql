{#
    Fails on input tables of which rows vanished, or counted under a rule that is not listed (semantics
    I8).
#}
{% test adds_up_to_rows_in(model) %}
select
    input_table,
    sum(case when fate = 'input' then count_rows else 0 end) as rows_in,
    sum(case when fate in ('counted', 'dropped', 'quarantined') then count_rows else 0 end) as rows_out
from {{ model }}
group by input_table
having
    sum(case when fate = 'input' then count_rows else 0 end)
    <> sum(case when fate in ('counted', 'dropped', 'quarantined') then count_rows else 0 end)
{% endtest %}
