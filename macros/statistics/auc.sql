{#
    The area under the ROC curve: the probability that a lead that converts has a higher score than one
    that doesn't, ties counting half. From rank sums in whole numbers; only the last step is a division.

    scores:  relation of leads with their score and is_converted, neither of them NULL.
    by:      list of its columns; each combination of their values gets a row.
    Columns: by; auc, NULL where all convert or none does.
#}
{% macro auc(scores, by) %}
select
    {{ by | join(', ') }},
    {{ share('sum(conversions * (2 * others_below + others))', '2 * sum(conversions) * sum(others)') }} as auc
from (
    select
        {{ by | join(', ') }},
        conversions,
        others,
        sum(others) over (partition by {{ by | join(', ') }} order by score nulls last) - others as others_below
    from (
        select
            {{ by | join(', ') }},
            score,
            sum(case when is_converted then 1 else 0 end) as conversions,
            sum(case when is_converted then 0 else 1 end) as others
        from {{ scores }}
        group by {{ by | join(', ') }}, score
    ) as counts_by_score
) as ranked_scores
group by {{ by | join(', ') }}
{% endmacro %}
