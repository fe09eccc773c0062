"""The demo data: reproducible, small, realistic, and with a case for each rule on bad input.

Everything is read from the committed CSVs as text; nothing here runs dbt.
"""

from __future__ import annotations

import csv
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest
import yaml

ROOT = Path(__file__).parents[2]
DEMO = ROOT / "seeds" / "demo"
TABLES = ("leads", "contacts", "accounts", "interactions", "outcomes", "event_registrations")
AS_OF = "2026-06-30 23:59:59"

VERSIONED = {"leads": "lead_id", "contacts": "contact_id", "accounts": "account_id"}

# The newest version of each lead; what counts of the interactions, by the rules I6 and I8; and
# which leads an interaction reaches.
PREPARE = f"""
create table leads as
select distinct on (lead_id) * replace (created_at::timestamp as created_at,
    closed_at::timestamp as closed_at)
from raw_leads
where valid_from is null or valid_from <= '{AS_OF}'
order by lead_id, valid_from desc nulls last;

create table interactions as
select * replace (occurred_at::timestamp as occurred_at, loaded_at::timestamp as loaded_at)
from raw_interactions
where interaction_id is not null and occurred_at::timestamp <= timestamp '{AS_OF}'
qualify row_number() over (
    partition by interaction_id order by loaded_at::timestamp desc nulls last, asset_name desc
) = 1;

delete from interactions
where is_bot = 'true' or is_test = 'true' or occurred_at > loaded_at + interval 24 hour;

create table lead_interactions as
select distinct leads.lead_id, interactions.* exclude (lead_id)
from interactions
inner join leads
    on interactions.lead_id = leads.lead_id or interactions.contact_id = leads.contact_id;

create table won as
select lead_id, min(occurred_at::timestamp) as won_at
from raw_outcomes
where outcome = 'won' and occurred_at::timestamp <= timestamp '{AS_OF}'
group by lead_id;
"""


@pytest.fixture(scope="module")
def database() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    for table in TABLES:
        path = DEMO / f"demo_{table}.csv"
        connection.execute(
            f"create table raw_{table} as "
            f"select * from read_csv('{path}', header = true, all_varchar = true)"
        )
    connection.execute(PREPARE)
    return connection


Value = Callable[[str], Any]


@pytest.fixture(scope="module")
def value(database: duckdb.DuckDBPyConnection) -> Value:
    """The one value that a query yields."""

    def fetch(query: str) -> Any:
        row = database.execute(query).fetchone()
        assert row is not None
        return row[0]

    return fetch


# ---------------------------------------------------------------------------------------------
# Files
# ---------------------------------------------------------------------------------------------


def test_script_writes_the_committed_bytes(tmp_path: Path) -> None:
    script = ROOT / "seeds" / "make_demo_data.py"
    subprocess.run([sys.executable, str(script), str(tmp_path)], check=True)
    for table in TABLES:
        name = f"demo_{table}.csv"
        assert (tmp_path / name).read_bytes() == (DEMO / name).read_bytes(), name


def test_all_files_together_stay_small() -> None:
    assert sum(path.stat().st_size for path in DEMO.glob("*.csv")) <= 6_000_000


def test_every_column_is_documented_and_loaded_as_text() -> None:
    seeds = yaml.safe_load((DEMO / "_demo.yml").read_text(encoding="utf-8"))["seeds"]
    assert [seed["name"] for seed in seeds] == [f"demo_{table}" for table in TABLES]
    for seed in seeds:
        with (DEMO / f"{seed['name']}.csv").open(encoding="utf-8", newline="") as file:
            header = next(csv.reader(file))
        assert list(seed["config"]["column_types"]) == header
        assert set(seed["config"]["column_types"].values()) == {"text"}
        assert [column["name"] for column in seed["columns"]] == header
        assert all(column["description"] for column in seed["columns"])


# ---------------------------------------------------------------------------------------------
# Statistics
# ---------------------------------------------------------------------------------------------

VISITS = """
select {aggregate} from (
    select count(lead_interactions.interaction_id) as visits
    from leads
    left join lead_interactions
        on leads.lead_id = lead_interactions.lead_id and interaction_type = 'website_visited'
    group by leads.lead_id
)
"""
PER_SENDING = """
select count(*) filter (interaction_type = '{kind}')
    / count(*) filter (interaction_type = 'email_sent')
from interactions
"""


def several_versions(table: str) -> str:
    key = VERSIONED[table]
    return f"""
        select count(*) filter (versions > 1) / count(*) from (
            select count(distinct coalesce(valid_from, '')) as versions
            from raw_{table} group by {key}
        )
    """


STATISTICS: dict[str, tuple[str, float, float]] = {
    "leads": ("select count(*) from leads", 1_950, 2_050),
    "contacts": ("select count(distinct contact_id) from raw_contacts", 1_500, 1_500),
    "accounts": ("select count(distinct account_id) from raw_accounts", 400, 400),
    "share of leads with several versions": (several_versions("leads"), 0.05, 0.15),
    "share of contacts with several versions": (several_versions("contacts"), 0.05, 0.20),
    "share of accounts with several versions": (several_versions("accounts"), 0.10, 0.30),
    "share of contacts that changed their account": (
        "select count(*) filter (accounts > 1) / count(*) from (select count(distinct account_id) "
        "as accounts from raw_contacts group by contact_id)",
        0.01,
        0.06,
    ),
    "share of accounts with a parent": (
        "select count(distinct account_id) / 400 from raw_accounts "
        "where parent_account_id is not null and valid_to is null",
        0.05,
        0.20,
    ),
    "share of leads with an account and no contact": (
        "select avg((account_id is not null and contact_id is null)::int) from leads",
        0.08,
        0.16,
    ),
    "registrations": ("select count(*) from raw_event_registrations", 250, 500),
    "share of registrations canceled": (
        "select avg((is_canceled = 'true')::int) from raw_event_registrations",
        0.03,
        0.15,
    ),
    "share of registrations for one": (
        "select avg((seats = '1')::int) from raw_event_registrations",
        0.75,
        0.95,
    ),
    "interactions": ("select count(*) from raw_interactions", 24_000, 26_000),
    "first month": ("select month(min(created_at)) from leads", 7, 7),
    "median visits a lead": (VISITS.format(aggregate="median(visits)"), 3, 3),
    "heavy tail: share of visits by the busiest tenth of leads": (
        VISITS.format(
            aggregate="sum(visits) filter (visits >= (select quantile_cont(visits, 0.9) from ("
            "select count(*) as visits from lead_interactions "
            "where interaction_type = 'website_visited' group by lead_id))) / sum(visits)"
        ),
        0.30,
        0.60,
    ),
    "e-mail open rate": (PER_SENDING.format(kind="email_opened"), 0.15, 0.25),
    "e-mail click rate": (PER_SENDING.format(kind="email_clicked"), 0.02, 0.06),
    "e-mail bounce rate": (PER_SENDING.format(kind="email_bounced"), 0.005, 0.03),
    "share of leads won": ("select count(*) / (select count(*) from leads) from won", 0.04, 0.10),
    "share of leads accepted": (
        "select count(distinct lead_id) filter (outcome = 'qualified') "
        "/ (select count(*) from leads) from raw_outcomes",
        0.08,
        0.20,
    ),
    "share of leads open": ("select avg((status = 'open')::int) from leads", 0.3, 0.6),
    "median days from contact to won": (
        "select median(date_diff('second', created_at, won_at)) / 86400 "
        "from won inner join leads using (lead_id)",
        11,
        18,
    ),
    "weekend against weekday visits, a day": (
        "select (count(*) filter (isodow(occurred_at) > 5) / 2) "
        "/ (count(*) filter (isodow(occurred_at) <= 5) / 5) "
        "from interactions where interaction_type = 'website_visited'",
        0.2,
        0.7,
    ),
    "busiest against quietest full month of visits": (
        "select max(visits) / min(visits) from (select count(*) as visits from interactions "
        "where interaction_type = 'website_visited' and occurred_at >= '2025-09-01' "
        "group by date_trunc('month', occurred_at))",
        1.0,
        2.0,
    ),
}


@pytest.mark.parametrize("name", STATISTICS)
def test_statistic_is_in_its_range(name: str, value: Value) -> None:
    query, low, high = STATISTICS[name]
    assert low <= value(query) <= high


def test_newest_load_is_the_clock_of_the_demo(value: Value) -> None:
    assert value("select max(loaded_at) from raw_interactions") == AS_OF


def test_people_are_invented(value: Value) -> None:
    for table in ("leads", "contacts"):
        assert value(f"select bool_and(email like '%@example.com') from raw_{table}")


@pytest.mark.parametrize(("outcome", "status"), [("won", "qualified"), ("lost", "disqualified")])
def test_lead_closes_as_it_is_won_or_lost(outcome: str, status: str, value: Value) -> None:
    query = f"""
        select count(*) from raw_outcomes as outcomes
        inner join leads using (lead_id)
        where outcomes.outcome = '{outcome}' and outcomes.occurred_at <= '{AS_OF}'
            and (leads.closed_at is distinct from outcomes.occurred_at::timestamp
                or leads.status <> '{status}')
    """
    assert value(query) == 0


# ---------------------------------------------------------------------------------------------
# Engagement precedes conversion
# ---------------------------------------------------------------------------------------------

# Leads open at an evaluation date; what they had done by then, as far as it was loaded by then;
# and whether they were won in the 90 days after it.
PANEL = """
create or replace temporary table panel as
with

evaluation_dates as (
    select unnest(generate_series(
        timestamp '2025-09-30', timestamp '2026-03-31', interval 1 month
    )) as evaluated_at
),

engaged_interactions as (
    select * from lead_interactions
    where interaction_type not in
        ('email_sent', 'email_bounced', 'email_unsubscribed', 'email_marked_spam')
)

select
    evaluation_dates.evaluated_at,
    leads.lead_id,
    count(engaged_interactions.interaction_id) as engaged,
    coalesce(any_value(won.won_at) <= evaluated_at + interval 90 day, false) as is_converted,
from evaluation_dates
inner join leads
    on leads.created_at <= evaluated_at
    and (leads.closed_at is null or leads.closed_at > evaluated_at)
    and leads.merged_into_lead_id is null
left join won
    on leads.lead_id = won.lead_id and won.won_at > evaluated_at
left join engaged_interactions
    on leads.lead_id = engaged_interactions.lead_id
    and engaged_interactions.occurred_at <= evaluated_at
    and engaged_interactions.occurred_at > evaluated_at - to_days({days})
    and engaged_interactions.loaded_at <= evaluated_at
group by evaluation_dates.evaluated_at, leads.lead_id
"""
AUC = """
with ranked as (
    select
        is_converted,
        rank() over (order by engaged) + (count(*) over (partition by engaged) - 1) / 2 as place
    from panel
)
select (sum(place) filter (is_converted)
        - count(*) filter (is_converted) * (count(*) filter (is_converted) + 1) / 2)
    / (count(*) filter (is_converted) * count(*) filter (not is_converted))
from ranked
"""


@pytest.mark.parametrize("days", [30, 90])
def test_engagement_known_at_a_date_predicts_conversion_after_it(
    days: int, database: duckdb.DuckDBPyConnection, value: Value
) -> None:
    database.execute(PANEL.format(days=days))
    assert value("select count(*) from panel where is_converted") >= 50
    assert 0.65 < value(AUC) < 0.90


def test_engagement_does_not_decide(database: duckdb.DuckDBPyConnection, value: Value) -> None:
    """Some convert with little engagement, and most of the engaged never do."""
    database.execute(PANEL.format(days=90))
    assert value("select count(*) from panel where is_converted and engaged <= 3") >= 5
    assert value("select avg(is_converted::int) from panel where engaged >= 15") < 0.5


# ---------------------------------------------------------------------------------------------
# Versions, companies and registrations
# ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("table", "ugly"), [("leads", 2), ("contacts", 0), ("accounts", 0)])
def test_versions_do_not_overlap_but_for_the_ugly_ones(table: str, ugly: int, value: Value) -> None:
    assert value(neighbours(OVERLAP, table)) == ugly


@pytest.mark.parametrize(("table", "ugly"), [("leads", 3), ("contacts", 0), ("accounts", 0)])
def test_a_version_begins_as_the_former_ends_but_for_the_ugly_ones(
    table: str, ugly: int, value: Value
) -> None:
    assert value(neighbours("valid_from > former_valid_to", table)) == ugly


@pytest.mark.parametrize(
    ("table", "column", "least"),
    [
        ("leads", "job_title", 20),
        ("leads", "employee_count", 50),
        ("leads", "contact_id", 20),
        ("leads", "status", 50),
        ("contacts", "job_title", 80),
        ("contacts", "account_id", 30),
        ("accounts", "employee_count", 50),
        ("accounts", "parent_account_id", 10),
    ],
)
def test_something_changes_from_version_to_version(
    table: str, column: str, least: int, value: Value
) -> None:
    key = VERSIONED[table]
    assert least <= value(f"""
        select count(*) from raw_{table} as former inner join raw_{table} as later
        on former.{key} = later.{key} and former.valid_to = later.valid_from
        where former.{column} is distinct from later.{column}
    """)


@pytest.mark.parametrize("table", VERSIONED)
def test_no_version_repeats_the_former(table: str, value: Value) -> None:
    query = f"""
        with versions as (
            select distinct *, struct_pack(*columns(* exclude (valid_from, valid_to))) as said
            from raw_{table}
            where valid_from is distinct from valid_to or valid_from is null
        )
        select count(*) from versions as former
        inner join versions as later
            on former.valid_to = later.valid_from and former.said = later.said
    """
    assert value(query) == 0


def test_companies_form_chains_without_circles(value: Value) -> None:
    query = """
        with recursive links as (
            select distinct account_id, parent_account_id
            from raw_accounts where parent_account_id is not null
        ),
        ancestors as (
            select account_id, parent_account_id as ancestor_id, 1 as hops from links
            union all
            select ancestors.account_id, links.parent_account_id, hops + 1
            from ancestors inner join links on ancestors.ancestor_id = links.account_id
            where hops < 10
        )
    """
    assert value(f"{query} select max(hops) from ancestors") in (2, 3, 4)
    assert value(f"{query} select count(*) from ancestors where account_id = ancestor_id") == 0
    assert (
        value(
            f"{query} select count(*) from links where parent_account_id not in "
            "(select account_id from raw_accounts)"
        )
        == 0
    )


def test_former_version_does_not_know_that_the_lead_closed_later(value: Value) -> None:
    assert value("select count(*) from raw_leads where valid_to <= closed_at") == 0


KNOWN_CONTACT = (
    "contact_id in (select contact_id from raw_contacts union "
    "select contact_id from raw_leads where contact_id is not null)"
)

PEOPLE_AT_EVENTS = f"""
create or replace temporary table people as
select
    coalesce(interactions.contact_id, leads.contact_id) as contact_id,
    interaction_type,
    campaign_id,
    occurred_at,
from interactions left join leads using (lead_id);

create or replace temporary table registered as
select * from people where interaction_type = 'event_registered' and contact_id is not null;

create or replace temporary table canceled as
select * from people where interaction_type = 'event_registration_canceled';

create or replace temporary table registrations as
select contact_id, is_canceled, registered_at::timestamp as occurred_at
from raw_event_registrations
where registered_at <= '{AS_OF}' and {KNOWN_CONTACT};
"""


def test_event_tool_and_interactions_tell_the_same(
    database: duckdb.DuckDBPyConnection, value: Value
) -> None:
    """But for a few ugly interactions."""
    database.execute(PEOPLE_AT_EVENTS)
    same = "using (contact_id, occurred_at)"
    assert value(f"select count(*) from registrations anti join registered {same}") <= 8
    assert value(f"select count(*) from registered anti join registrations {same}") <= 8
    agreement = f"""
        select avg((is_canceled = (canceled.contact_id is not null)::text)::int)
        from registrations
        inner join registered {same}
        left join canceled using (contact_id, campaign_id)
        where is_canceled is not null
    """
    assert value(agreement) >= 0.98


def test_little_happens_after_closing(value: Value) -> None:
    query = """
        select count(*) filter (occurred_at >= closed_at) / count(*)
        from lead_interactions inner join leads using (lead_id)
    """
    assert 0 < value(query) < 0.08


# ---------------------------------------------------------------------------------------------
# Ugly cases: name of the case in the script, rows that must show it, least number
# ---------------------------------------------------------------------------------------------


def interactions_where(predicate: str) -> str:
    return f"select count(*) from raw_interactions where {predicate}"


def leads_where(predicate: str) -> str:
    return f"select count(*) from raw_leads where {predicate}"


def registrations_where(predicate: str) -> str:
    return f"select count(*) from raw_event_registrations where {predicate}"


def neighbours(predicate: str, table: str = "leads") -> str:
    """How many versions have such a former version; copies and empty versions left out."""
    key = VERSIONED[table]
    return f"""
        select count(*) from (
            select
                valid_from,
                lag(valid_to) over versions as former_valid_to,
                lag({key}) over versions is not null as has_former,
            from (select distinct * from raw_{table})
            where valid_from is distinct from valid_to or valid_from is null
            window versions as (partition by {key} order by valid_from nulls first)
        )
        where has_former and ({predicate})
    """


OVERLAP = "former_valid_to is null or valid_from is null or valid_from < former_valid_to"


def copied(condition: str) -> str:
    return f"""
        select count(*) from (
            select interaction_id from raw_interactions
            where interaction_id is not null
            group by interaction_id having count(*) > 1 and ({condition})
        )
    """


ROW = "count(distinct raw_interactions::text)"
LOADED = "loaded_at::timestamp"
OCCURRED = "occurred_at::timestamp"
KNOWN_LEAD = "lead_id in (select lead_id from raw_leads)"
UGLY: dict[str, tuple[str, int]] = {
    "unicode_name": (leads_where("lead_name <> strip_accents(lead_name) or not "
                                 "regexp_full_match(lead_name, '[ -~]*')"), 6),
    "blank_attribute": (leads_where("trim(job_title) = '' and trim(industry) = ''"), 8),
    "country_spelling": (leads_where("country <> 'US' and upper(trim(country)) = 'US'"), 6),
    "unlisted_contact": (leads_where("contact_id is not null and contact_id not in "
                                     "(select contact_id from raw_contacts)"), 4),
    "closed_before_created": (leads_where("closed_at <= created_at"), 4),
    "created_after_as_of": (leads_where(f"created_at > '{AS_OF}'"), 3),
    "closes_after_as_of": (leads_where(f"closed_at > '{AS_OF}'"), 3),
    "merged_lead": (leads_where("merged_into_lead_id is not null"), 14),
    "merged_chain": (leads_where("merged_into_lead_id in (select lead_id from raw_leads "
                                 "where merged_into_lead_id is not null)"), 2),
    "merged_outcome": ("select count(*) from raw_outcomes where lead_id in (select lead_id "
                       "from raw_leads where merged_into_lead_id is not null)", 2),
    "merged_into_unknown": (leads_where("merged_into_lead_id not in "
                                        "(select lead_id from raw_leads)"), 2),
    "duplicate_lead": ("select count(*) - count(distinct leads::text) from raw_leads as leads", 6),
    "duplicate_contact": ("select count(*) - count(distinct contacts::text) "
                          "from raw_contacts as contacts", 3),
    "late_row": (interactions_where(f"{LOADED} > {OCCURRED} + interval 13 day"), 80),
    "asset_spelling": (interactions_where("asset_name <> trim(asset_name) or asset_name = "
                                          "lower(asset_name) and asset_name <> 'zz lost'"), 20),
    "at_closing": ("select count(*) from raw_interactions as i inner join raw_leads "
                   "using (lead_id) where i.occurred_at = closed_at", 4),
    "at_as_of": (interactions_where(f"occurred_at = '{AS_OF}'"), 3),
    "window_edge": (interactions_where(
        f"(timestamp '{AS_OF}' - {OCCURRED}) in (to_days(7), to_days(14), to_days(30), "
        "to_days(60), to_days(90))"), 5),
    "ahead_of_load": (interactions_where(
        f"{OCCURRED} > {LOADED} and {OCCURRED} <= {LOADED} + interval 24 hour "
        f"and occurred_at <= '{AS_OF}'"), 5),
    "number_id": (interactions_where("interaction_id in ('0042', '42')"), 2),
    "half_known": (interactions_where(f"not ({KNOWN_LEAD}) and {KNOWN_CONTACT}"), 3),
    "bot_click": (interactions_where("is_bot = 'true'"), 60),
    "test_send": (interactions_where("is_test = 'true'"), 24),
    "exact_copy": (copied(f"{ROW} = 1"), 40),
    "newer_copy": (copied(f"{ROW} > 1 and count(distinct loaded_at) > 1"), 20),
    "tied_copy": (copied(f"{ROW} > 1 and count(distinct loaded_at) = 1 "
                         "and count(loaded_at) = count(*)"), 6),
    "copy_never_loaded": (copied("count(loaded_at) < count(*)"), 3),
    "future_near": (interactions_where(
        f"occurred_at > '{AS_OF}' and {OCCURRED} <= {LOADED} + interval 24 hour"), 4),
    "future_far": (interactions_where(
        f"occurred_at > '{AS_OF}' and {OCCURRED} > {LOADED} + interval 24 hour"), 4),
    "far_ahead_of_load": (interactions_where(
        f"occurred_at <= '{AS_OF}' and {OCCURRED} > {LOADED} + interval 24 hour"), 5),
    "missing_time": (interactions_where("occurred_at is null"), 4),
    "missing_id": (interactions_where("interaction_id is null"), 4),
    "unknown_lead": (interactions_where(f"not ({KNOWN_LEAD}) and contact_id is null"), 5),
    "unknown_contact": (interactions_where(f"lead_id is null and not ({KNOWN_CONTACT})"), 5),
    "no_subject": (interactions_where("lead_id is null and contact_id is null"), 2),
    "duplicate_outcome": ("select count(*) - count(distinct outcomes::text) "
                          "from raw_outcomes as outcomes", 4),
    "outcome_after_as_of": (f"select count(*) from raw_outcomes where occurred_at > '{AS_OF}'", 3),
    "outcome_of_unknown": (f"select count(*) from raw_outcomes where not ({KNOWN_LEAD})", 2),
    "version_gap": (neighbours("valid_from > former_valid_to"), 3),
    "version_overlap": (neighbours(OVERLAP), 2),
    "version_after_as_of": (leads_where(f"valid_from > '{AS_OF}'"), 2),
    "empty_version": (leads_where("valid_from = valid_to"), 2),
    "deleted_lead": ("select count(*) from (select lead_id from raw_leads group by 1 "
                     f"having bool_and(valid_to <= '{AS_OF}'))", 2),
    "registration_twice": ("select count(*) - count(distinct registrations::text) "
                           "from raw_event_registrations as registrations", 3),
    "registration_unclear": (registrations_where("is_canceled is null"), 4),
    "registration_without_time": (registrations_where("registered_at is null"), 3),
    "registration_without_contact": (registrations_where("contact_id is null"), 2),
    "registration_of_unknown": (registrations_where(f"not ({KNOWN_CONTACT})"), 2),
    "registration_after_as_of": (registrations_where(f"registered_at > '{AS_OF}'"), 2),
    # these come about by themselves
    "shared contact": ("select count(*) from (select contact_id from leads "
                       "where contact_id is not null group by 1 having count(*) > 1)", 50),
    "contact without lead": ("select count(*) from raw_contacts where contact_id not in "
                             "(select contact_id from leads where contact_id is not null)", 100),
    "lead without contact": (leads_where("contact_id is null"), 300),
    "lead with account only": (leads_where("contact_id is null and account_id is not null"), 100),
    "missing attribute": (leads_where("job_title is null"), 100),
    "before creation": ("select count(*) from lead_interactions inner join leads "
                        "using (lead_id) where occurred_at < created_at", 500),
    "at creation": ("select count(*) from lead_interactions inner join leads "
                    "using (lead_id) where occurred_at = created_at", 500),
}  # fmt: skip


@pytest.mark.parametrize("name", UGLY)
def test_ugly_case_is_present(name: str, value: Value) -> None:
    query, least = UGLY[name]
    assert value(query) >= least


def test_every_ugly_case_of_the_script_is_looked_for() -> None:
    script = (ROOT / "seeds" / "make_demo_data.py").read_text(encoding="utf-8")
    table = script.partition("UGLY: dict[str, Ugly] = {")[2].partition("\n}\n")[0]
    named = Counter(line.split('"')[1] for line in table.splitlines() if "Ugly(" in line)
    assert named.total() == len(named) > 30
    assert set(named) <= set(UGLY)


def test_only_ugly_interactions_have_no_subject(value: Value) -> None:
    nobody = "lead_id is null and contact_id is null"
    assert value(interactions_where(f"{nobody} and interaction_id not like 'no_subject%'")) == 0


@pytest.mark.parametrize(
    ("table", "key"), [("leads", "lead_id"), ("contacts", "contact_id"), ("accounts", "account_id")]
)
def test_ids_keep_their_zeros(table: str, key: str, value: Value) -> None:
    ids = "('7', '007', '42', '0042')"
    assert value(f"select count(distinct {key}) from raw_{table} where {key} in {ids}") == 4
    if table == "leads":  # and each has interactions of its own
        query = f"select count(distinct lead_id) from raw_interactions where lead_id in {ids}"
        assert value(query) == 4


def test_csvs_carry_no_word_that_loaders_read_as_null() -> None:
    """'NULL' or 'N/A' would come out differently from one dbt adapter to the next."""
    for table in TABLES:
        text = (DEMO / f"demo_{table}.csv").read_text(encoding="utf-8").lower()
        cells = {cell.strip() for row in csv.reader(text.splitlines()) for cell in row}
        assert not cells & {"null", "none", "n/a", "na", "nan"}
