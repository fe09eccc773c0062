"""Olist: 8,000 real leads of a marketplace, each with one form, its landing page and its origin."""

from __future__ import annotations

from datetime import datetime

from real_data.runs import assert_sample_is_exact, build, data_folder, query
from workspace import Workspace

# the day after the last lead came in; deals are won until November 2018
AS_OF = datetime(2018, 6, 1)

# The grade a day after the lead came in: the data knows days, not hours, and sales had it by then.
# Won: ever, up to the end of the data in November. No deal is known from before December 2017, so
# many wins of the leads of 2017 are missing; the rules were chosen by what was known in March 2018.
COHORTS = ("2017, wins missing", "Jan-Feb 2018, rules chosen", "Mar-May 2018, judged")
CONVERSION = """
select
    case
        when leads.created_at < '2018-01-01' then 0
        when leads.created_at < '2018-03-01' then 1
        else 2
    end as cohort,
    history.grade,
    count(*) as leads,
    count(outcomes.lead_id) as won,
    count(outcomes.lead_id) / count(*) as rate
from '{olist}/leads.parquet' as leads
inner join marts.lead_score_history as history
    on
        leads.lead_id = history.lead_id
        and history.valid_from <= leads.created_at + interval 1 day
        and (history.valid_to is null or history.valid_to > leads.created_at + interval 1 day)
left join '{olist}/outcomes.parquet' as outcomes
    on leads.lead_id = outcomes.lead_id and outcomes.outcome = 'won'
group by all
order by cohort, min(history.score) desc
"""


def test_olist_builds_and_scores_exactly(workspace: Workspace) -> None:
    olist = data_folder("olist")
    summary = build(workspace, "olist", AS_OF)
    assert "origin_and_page" in summary
    assert "8,000" in summary
    assert query(workspace, "select count(*), count(distinct lead_id) from marts.lead_scores") == [
        (8_000, 8_000)
    ]

    # two groups, asked of the files directly
    (found,) = query(
        workspace,
        """
        select
            sum(points) filter (group_name = 'asked_lately'),
            sum(points) filter (group_name = 'was_reached_in_passing')
        from marts.lead_score_contributions
        """,
    )
    (expected,) = query(
        workspace,
        """
        select
            (
                select 10 * count(*) from '{olist}/interactions.parquet'
                where occurred_at > timestamp '2018-05-02'
            ),
            (
                select -5 * count(*) from '{olist}/leads.parquet'
                where lead_source in ('social', 'email')
            )
        """,
        olist=olist,
    )
    assert found == expected
    (quality,) = query(
        workspace,
        "select sum(count_rows) filter (input_table in ('leads', 'interactions')"
        " and rule = 'counted') from marts.input_quality",
    )
    assert quality == (16_000,)

    rows = query(workspace, CONVERSION, olist=olist)
    print(f"{'leads came in':28} {'grade':6} {'leads':>6} {'won':>5} {'rate':>7}")
    for cohort, grade, leads, won, rate in rows:
        print(f"{COHORTS[cohort]:28} {grade:6} {leads:>6,} {won:>5,} {rate:>7.1%}")
    assert [row[1] for row in rows] == ["Hot", "Warm", "Cold"] * 3
    assert sum(row[2] for row in rows) == 8_000
    assert sum(row[3] for row in rows) == 842
    # on leads that came in after the rules were chosen, a higher grade sells more often
    rates = [row[4] for row in rows if row[0] == 2]
    assert rates == sorted(rates, reverse=True)
    assert_sample_is_exact(workspace, "olist", "origin_and_page", AS_OF)
