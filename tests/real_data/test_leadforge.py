"""leadforge: a made funnel of 5,000 leads with contacts, accounts and 75,000 interactions."""

from __future__ import annotations

from datetime import datetime

from real_data.runs import assert_sample_is_exact, build, data_folder, query
from workspace import Workspace

# the day after the last interaction
AS_OF = datetime(2024, 4, 29)


def test_leadforge_builds_and_scores_exactly(workspace: Workspace) -> None:
    leadforge = data_folder("leadforge")
    # all leads were created within a month, which is what the audit of freshness is for
    stale = "the newest created_at of leads is 90.0 days older than the instant scored at"
    summary = build(workspace, "leadforge", AS_OF, warnings=(stale,))
    assert "funnel" in summary
    # 2,217 of 5,000 leads were closed by then
    assert query(workspace, "select count(*) from marts.lead_scores") == [(5_000 - 2_217,)]
    assert query(workspace, "select count(distinct lead_id) from marts.lead_score_history") == [
        (5_000,)
    ]
    # two groups, asked of the files directly; clicks of the parent contact count, each once a lead
    (found,) = query(
        workspace,
        """
        select
            sum(points) filter (group_name = 'found_us'),
            sum(points) filter (group_name = 'clicks_in_mail')
        from marts.lead_score_contributions
        """,
    )
    (expected,) = query(
        workspace,
        """
        with open_leads as (
            from '{leadforge}/leads.parquet' where closed_at is null
        )
        select
            (
                select 8 * count(*) from open_leads
                where lead_source in ('inbound_marketing', 'partner_referral')
            ),
            (
                select 3 * count(distinct (open_leads.lead_id, clicks.interaction_id))
                from open_leads
                inner join '{leadforge}/interactions.parquet' as clicks
                    on
                        open_leads.lead_id = clicks.lead_id
                        or open_leads.contact_id = clicks.contact_id
                where
                    clicks.interaction_type = 'email_clicked'
                    and clicks.occurred_at > timestamp '2024-03-30'
            )
        """,
        leadforge=leadforge,
    )
    assert found == expected
    assert expected[1] > 0
    assert_sample_is_exact(workspace, "leadforge", "funnel", AS_OF)
