{#
    The area under the ROC curve: how often a lead that converted had the higher score of a pair with one
    that did not, ties counting half. Exact, by rank sums in whole numbers.

    counts:  name of a CTE with the keys, score, conversions and others (leads that did not convert);
             a score may stand in several rows.
    keys:    list of the columns to compute it by.
    Grain:   one row per keys.
    Columns: the keys, auc (NULL without conversions or without others).
#}
{% macro auc(counts, keys) %}
select
    {{ keys | join(', ') }},
    {{ share(
        'sum(conversions * twice_others_below)',
        '2 * sum(conversions) * sum(others)',
    ) }} as auc
from (
    select
        {{ keys | join(', ') }},
        conversions,
        others,
        {{ twice_count_below('others', 'score', keys) }} as twice_others_below
    from {{ counts }}
) as ranked
group by {{ keys | join(', ') }}
{% endmacro %}
