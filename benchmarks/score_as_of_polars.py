"""Score as score_as_of.sql does, in Polars, in a process of its own, and print the seconds it took.

    python benchmarks/score_as_of_polars.py DATA_FOLDER "2026-06-30 00:00:00" [--output FILE]

The same steps in the same order, with the lazy API and the streaming engine.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import reduce
from operator import add, or_
from pathlib import Path
from typing import Annotated

import polars as pl
import typer

# for how many days an interaction of each type can count; None: for ever
RELEVANT_DAYS: Mapping[str, int | None] = {
    "website_visited": 90,
    "website_clicked": 30,
    "pricing_viewed": 60,
    "resource_downloaded": 180,
    "email_sent": 90,
    "email_opened": 120,
    "email_clicked": 180,
    "email_replied": 180,
    "form_visited": 30,
    "form_submitted": 180,
    "event_registered": 180,
    "email_unsubscribed": None,
    "demo_requested": None,
    "event_checked_in": None,
}
# which of several copies wins (semantics I6); the others of its columns tell no two copies apart
NEWEST_COPY_FIRST = (
    pl.col("loaded_at"),
    pl.col("asset_name"),
    pl.col("campaign_id"),
    pl.col("channel"),
    pl.col("contact_id"),
    pl.col("duration_seconds").cast(pl.String),
    pl.col("interaction_type"),
    pl.col("is_bot"),
    pl.col("is_test"),
    pl.col("lead_id"),
    pl.col("occurred_at"),
    pl.col("source_system"),
)


def scores_as_of(data: Path, as_of: datetime) -> pl.DataFrame:
    """Every open lead's score, as lead_id and score.

    What belongs to nobody (neither to a lead nor to a lead's parent contact) reaches no lead, so it
    needs no rule of its own.
    """
    known_leads = (
        pl.scan_parquet(data / "leads.parquet")
        .filter(pl.col("lead_id").is_not_null(), pl.col("created_at") <= as_of)
        .collect(engine="streaming")
    )
    merges = merges_between(known_leads)
    open_leads = known_leads.join(merges, on="lead_id", how="anti").filter(
        pl.col("closed_at").is_null() | (pl.col("closed_at") > as_of)
    )
    counted = counted_interactions(pl.scan_parquet(data / "interactions.parquet"), as_of)
    values = values_now(lead_interactions(counted, open_leads.lazy(), survivors(merges).lazy()))
    described_leads = open_leads.lazy().select(
        "lead_id",
        "employee_count",
        *(comparable(name).alias(name) for name in ("country", "industry", "job_title")),
    )
    return (
        described_leads.join(values, on="lead_id", how="left")
        .select("lead_id", score=score())
        .collect(engine="streaming")
    )


def comparable(name: str) -> pl.Expr:
    """A text column as conditions compare it."""
    return pl.col(name).str.strip_chars(" ").str.to_lowercase()


def merges_between(known_leads: pl.DataFrame) -> pl.DataFrame:
    """Which lead was merged into which; a merge into a lead that isn't known is no merge."""
    return known_leads.select("lead_id", ancestor_id="merged_into_lead_id").join(
        known_leads.select("lead_id"), left_on="ancestor_id", right_on="lead_id", how="semi"
    )


def survivors(merges: pl.DataFrame) -> pl.DataFrame:
    """The lead that is left of each merged one."""
    found = merges
    while True:
        onward = found.join(
            merges.rename({"lead_id": "ancestor_id", "ancestor_id": "next_id"}),
            on="ancestor_id",
            how="left",
        )
        if onward["next_id"].null_count() == onward.height:
            return found
        found = onward.select("lead_id", ancestor_id=pl.coalesce("next_id", "ancestor_id"))


def counted_interactions(interactions: pl.LazyFrame, as_of: datetime) -> pl.LazyFrame:
    """One copy of each interaction that some condition can count now."""
    known = interactions.filter(
        pl.col("interaction_id").is_not_null(), pl.col("occurred_at") <= as_of
    )
    # few have copies: what may have one is found by a hash, cheaper than the id, and ranked apart
    id_hash = pl.col("interaction_id").hash()
    repeated = (
        known.select(id_hash=id_hash)
        .group_by("id_hash")
        .len()
        .filter(pl.col("len") > 1)
        .select("id_hash")
        .collect(engine="streaming")["id_hash"]
        .implode()
    )
    newest_copies = (
        known.filter(id_hash.is_in(repeated))
        .sort(*NEWEST_COPY_FIRST, descending=True, nulls_last=True)
        .unique("interaction_id", keep="first", maintain_order=True)
    )
    may_count = (
        pl.col("is_bot").ne_missing(True)
        & pl.col("is_test").ne_missing(True)
        & (
            pl.col("loaded_at").is_null()
            | (pl.col("occurred_at") <= pl.col("loaded_at") + timedelta(days=1))
        )
        & is_relevant(as_of)
    )
    return pl.concat(
        [
            rows.filter(may_count).select(
                "interaction_type",
                "lead_id",
                "contact_id",
                "duration_seconds",
                "occurred_at",
                asset_name=comparable("asset_name"),
                days_ago=days_before(as_of),
            )
            for rows in (known.filter(~id_hash.is_in(repeated)), newest_copies)
        ]
    )


def days_before(as_of: datetime) -> pl.Expr:
    return (pl.lit(as_of) - pl.col("occurred_at")).dt.total_days()


def is_relevant(as_of: datetime) -> pl.Expr:
    """What no condition can count any more is left out before anything is joined or grouped."""
    kinds = (
        of_type(name)
        if days is None
        else of_type(name) & (pl.col("occurred_at") > as_of - timedelta(days=days))
        for name, days in RELEVANT_DAYS.items()
    )
    return reduce(or_, kinds)


def lead_interactions(
    counted: pl.LazyFrame, open_leads: pl.LazyFrame, survivors: pl.LazyFrame
) -> pl.LazyFrame:
    """What reaches each open lead; what does so both by itself and by its contact counts once."""
    attributed = counted.join(survivors, on="lead_id", how="left").with_columns(
        lead_id=pl.coalesce("ancestor_id", "lead_id")
    )
    columns = ("interaction_type", "asset_name", "duration_seconds", "days_ago", "occurred_at")
    own = attributed.join(open_leads, on="lead_id", how="semi").select("lead_id", *columns)
    by_contact = (
        attributed.filter(pl.col("contact_id").is_not_null())
        .join(open_leads.select("contact_id", scored_id="lead_id"), on="contact_id")
        .filter(pl.col("scored_id").ne_missing(pl.col("lead_id")))
        .select(pl.col("scored_id").alias("lead_id"), *columns)
    )
    return pl.concat([own, by_contact])


def of_type(name: str) -> pl.Expr:
    return pl.col("interaction_type") == name


def recent(name: str, days: int) -> pl.Expr:
    """Whether an interaction is of the type and not so many days old."""
    return of_type(name) & (pl.col("days_ago") < days)


def values_now(interactions: pl.LazyFrame) -> pl.LazyFrame:
    """The one pass: what counts now, condition by condition. One row per lead."""
    asset = pl.col("asset_name")
    conditions = {
        "visits_7": recent("website_visited", 7),
        "visits_30": recent("website_visited", 30),
        "visits_60": recent("website_visited", 60),
        "visits_90": recent("website_visited", 90),
        "long_visits_60": recent("website_visited", 60) & (pl.col("duration_seconds") >= 120),
        "buyer_pages_45": recent("website_visited", 45)
        & asset.is_in(["comparison", "buying guide", "customers"]),
        "site_clicks_30": recent("website_clicked", 30),
        "prices_14": recent("pricing_viewed", 14),
        "prices_30": recent("pricing_viewed", 30),
        "prices_60": recent("pricing_viewed", 60),
        "papers_30": recent("resource_downloaded", 30),
        "papers_45": recent("resource_downloaded", 45),
        "papers_180": recent("resource_downloaded", 180),
        "white_papers_120": recent("resource_downloaded", 120) & asset.str.ends_with("white paper"),
        "mails_90": recent("email_sent", 90),
        "opens_14": recent("email_opened", 14),
        "opens_28": recent("email_opened", 28),
        "opens_90": recent("email_opened", 90),
        "newsletters_120": recent("email_opened", 120)
        & asset.str.contains("newsletter", literal=True),
        "clicks_30": recent("email_clicked", 30),
        "clicks_90": recent("email_clicked", 90),
        "product_mails_180": recent("email_clicked", 180) & asset.str.starts_with("product"),
        "replies_60": recent("email_replied", 60),
        "replies_180": recent("email_replied", 180),
        "unsubscriptions": of_type("email_unsubscribed"),
        "form_visits_30": recent("form_visited", 30),
        "forms_30": recent("form_submitted", 30),
        "forms_90": recent("form_submitted", 90),
        "demo_forms_180": recent("form_submitted", 180)
        & (asset.str.contains("demo", literal=True) | (asset == "ask an expert")),
        "demos_90": recent("demo_requested", 90),
        "demos_since_january": of_type("demo_requested")
        & (pl.col("occurred_at") >= datetime(2026, 1, 1)),
        "signups_60": recent("event_registered", 60),
        "signups_180": recent("event_registered", 180),
        "check_ins": of_type("event_checked_in"),
        "check_ins_120": recent("event_checked_in", 120),
        "check_ins_180": recent("event_checked_in", 180),
    }
    # a fifth of a click is lost every fortnight
    fifths_of_clicks = (
        pl.when(recent("email_clicked", 60)).then(5 - pl.col("days_ago") // 14).otherwise(0)
    )
    return interactions.group_by("lead_id").agg(
        fifths_of_clicks.sum().alias("fifths_of_clicks_60"),
        *(condition.sum().cast(pl.Int64).alias(name) for name, condition in conditions.items()),
    )


def score() -> pl.Expr:
    """The points of all groups, from the counts of a lead and what the lead is like."""

    def count(name: str) -> pl.Expr:
        return pl.col(name).fill_null(0)

    def points(worth: int, holds: pl.Expr) -> pl.Expr:
        return pl.when(holds).then(worth).otherwise(0).cast(pl.Int64)

    def once(name: str, worth: int, at_least: int = 1) -> pl.Expr:
        return points(worth, count(name) >= at_least)

    employee_count, industry = pl.col("employee_count"), pl.col("industry")
    worths = (
        once("visits_7", 3),
        once("visits_30", 5, at_least=5),
        once("visits_90", 6, at_least=10),
        count("visits_60"),
        once("long_visits_60", 4, at_least=2),
        once("site_clicks_30", 2, at_least=3),
        once("buyer_pages_45", 4),
        points(-10, count("visits_60") == 0),
        once("prices_14", 10),
        once("prices_60", 12, at_least=3),
        once("papers_45", 6),
        once("papers_180", 8, at_least=3),
        3 * count("white_papers_120"),
        points(10, (count("prices_30") >= 1) & (count("papers_30") >= 1)),
        once("opens_14", 2),
        once("opens_90", 4, at_least=5),
        count("opens_28"),
        once("newsletters_120", 3, at_least=2),
        once("clicks_30", 5),
        once("clicks_90", 6, at_least=3),
        once("product_mails_180", 4),
        once("replies_60", 10),
        5 * count("replies_180"),
        points(-4, count("opens_90") == 0),
        points(-6, (count("mails_90") >= 3) & (count("clicks_90") == 0)),
        once("unsubscriptions", -25),
        once("forms_90", 10),
        20 * count("demo_forms_180"),
        points(2, (count("form_visits_30") >= 1) & (count("forms_30") == 0)),
        once("demos_90", 30),
        once("demos_since_january", 5),
        once("signups_60", 8),
        once("check_ins_120", 15),
        6 * count("check_ins"),
        points(-3, (count("signups_180") >= 1) & (count("check_ins_180") == 0)),
        points(5, pl.col("country").is_in(["united states", "canada", "united kingdom"])),
        points(
            8,
            employee_count.is_between(50, 1000)
            & industry.is_in(["software", "finance", "consulting"]),
        ),
        points(
            -8,
            (industry == "education") | pl.col("job_title").str.contains("student", literal=True),
        ),
        pl.when(employee_count >= 200).then(6 * count("forms_90")).otherwise(0),
    )
    # an Int64 of tenths, as decimals are slower
    tenths = 10 * reduce(add, worths) + 4 * count("fifths_of_clicks_60")
    return (tenths / 10).cast(pl.Decimal(18, 4))


def score_as_of(
    data: Annotated[Path, typer.Argument(help="The folder that make_data.py wrote.")],
    as_of: Annotated[datetime, typer.Argument(help="The instant to score at, UTC.")],
    output: Annotated[
        Path | None, typer.Option(help="Write lead_id and score there, as Parquet; not timed.")
    ] = None,
) -> None:
    """Score every open lead as of one instant and print the seconds it took."""
    started_at = time.perf_counter()
    scores = scores_as_of(data, as_of)
    print(time.perf_counter() - started_at)
    if output:
        scores.write_parquet(output)


if __name__ == "__main__":
    typer.run(score_as_of)
