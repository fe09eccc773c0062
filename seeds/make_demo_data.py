"""Write the demo data: one year of an invented company's leads, the same bytes on every run.

    python seeds/make_demo_data.py [FOLDER]     (default: seeds/demo)

How it works: each lead has a hidden interest, which flares up when the lead appears and fades.
The same interest drives what the lead does (visits, opened e-mails, forms, events) and the daily
chance that sales accepts it, so engagement precedes conversion, but never decides it. Then some
leads, contacts and companies get a history: versions that tell what was so before. On top of
this tidy world come the ugly cases of real data, a few of each; see `UGLY`.

Everything that can be tuned stands in the first part of this file, each with its reason.
"""

from __future__ import annotations

import csv
import math
import random
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TypeVar

# ---------------------------------------------------------------------------------------------
# Parameters
# ---------------------------------------------------------------------------------------------

SEED = "lead_scoring demo"  # any text; every lead draws from a stream of its own below it
YEAR_STARTS = datetime(2025, 7, 1)  # a year shows every season once and lets 90-day horizons mature
AS_OF = datetime(2026, 6, 30, 23, 59, 59)  # the newest loaded_at; the demo's clock stands here

COUNT_ACCOUNTS = 400
COUNT_CONTACTS = 1_500
COUNT_LEADS = 2_000  # enough for ten score bands with some conversions each, still readable

# Who is who
SHARE_LEADS_WITH_CONTACT = 0.66  # the rest came as bare form entries or lists
SHARE_REPEATED_CONTACT = 0.13  # a contact that shows up with another lead: shared contacts (I5)
SHARE_LEADS_WITH_ACCOUNT_ONLY = 0.12  # known company, unknown person
SHARE_CONTACTS_WITH_ACCOUNT = 0.88  # freelancers and students have none
SHARE_SUBSIDIARIES = 0.15  # companies that belong to a larger one
SHARE_MISSING_ATTRIBUTE = 0.12  # forms ask little: any attribute of a lead may be empty
SHARE_ALLOWS_EMAIL = 0.9

# The hidden interest (standard normal) and what it does
ACTIVITY_AND_INTENT = 0.9  # correlation of "does much" and "wants to buy": related, not the same
FADES_IN_DAYS = 14.0  # e-folding time of a flare of interest; about two weeks from contact to won
FLARES_AGAIN_EVERY_DAYS = 450.0  # some leads come back months later
FLARES_AGAIN_STRENGTH = 0.6  # and are somewhat less eager then
TALKS_WITH_SALES = 0.8  # the flare when sales accepts a lead: who is about to buy, compares
QUIET_LEVEL = 0.012  # what is left of the interest between two flares

# Web
VISITS_PER_DAY = 0.185  # at a fresh flare of average interest; gives a median of 3 visits a lead
VISITS_GROW_WITH_ACTIVITY = 0.95  # log-normal spread: the heavy tail of real web data
VISITS_BEFORE_CREATION = 0.5  # mean number in the month before the lead: the contact's past (I7)
VISIT_MEDIAN_SECONDS = 70  # most visits are short
# what a visit leads to: chance at average intent, and how much it grows with intent
AFTER_A_VISIT: dict[str, tuple[float, float]] = {
    "website_clicked": (0.20, 0.2),
    "pricing_viewed": (0.065, 0.6),
    "resource_downloaded": (0.05, 0.4),
    "form_visited": (0.09, 0.3),
    "demo_requested": (0.012, 0.8),  # rare, and the strongest sign
}
FORM_IS_SUBMITTED = 0.40  # of forms that were opened

# E-mail (a delivery is a sending without a bounce; deliveries are left out to save rows)
DAYS_BETWEEN_MAILINGS = 13
SHARE_MAILED = 0.265  # each mailing goes to a part of the open leads
OUTREACH_AFTER_DAYS = (1, 4, 9, 16)  # a sales sequence for leads that did not come to us
OPEN_RATE = 0.195  # at average activity; about 20 % over all
OPENS_GROW_WITH_ACTIVITY = 0.50
CLICK_GIVEN_OPEN = 0.17  # about 4 % of sendings over all
CLICKS_GROW_WITH_ACTIVITY = 0.35
REPLY_GIVEN_OPEN = 0.13  # to a sales mail; nobody replies to newsletters
BOUNCE_RATE = 0.015
UNSUBSCRIBE_GIVEN_OPEN = 0.012
SPAM_MARK_RATE = 0.002
FORWARD_GIVEN_OPEN = 0.02
HOURS_TO_OPEN = 9.0  # mean
SHARE_MAILED_CONTACTS = 0.11  # contacts without a lead get a mailing less often

# Events
EVENT_EVERY_DAYS = 30
REGISTERS = 0.045  # of open leads, at average activity, for one event
REGISTERS_GROW_WITH_ACTIVITY = 0.7
CANCELS = 0.12
CHECKS_IN = 0.60  # about half of the people who register come
ANSWERS_SURVEY = 0.25  # of those who came
SEATS_BOOKED = {1: 85, 2: 9, 3: 4, 5: 2}  # some register their colleagues, too
CONTACT_REGISTERS = 0.02  # contacts without a lead, for one event

# Outcomes
QUALIFIED_PER_DAY = 0.0050  # at a fresh flare, average intent and fit
QUALIFIED_GROWS_WITH_INTENT = 1.5
WINS_LOGIT = -0.50  # log odds that an accepted lead of average intent and fit buys
WINS_GROW_WITH_INTENT = 0.9
DAYS_TO_WIN = (3.5, 0.80)  # median from accepted to won, and log spread
DAYS_TO_LOSE = (16.0, 0.70)  # sales lets go later than it wins
GIVEN_UP_AFTER_DAYS = 40  # unaccepted leads are first reviewed then
GIVEN_UP_PER_DAY = 0.006  # and disqualified at this rate: half of the leads are closed by as_of
AMOUNT_MEDIAN = 9_000.0
SHARE_ACTIVE_AFTER_CLOSING = 0.15  # customers and lost leads still visit; it must not count (P2)

# What becomes known or changes within the year; such rows have versions (C2)
SHARE_PROMOTED = 0.25  # of contacts whose job is one that people are promoted to
SHARE_MOVED = 0.04  # contacts that change their employer
SHARE_GROWN = 0.15  # companies; by one to three steps
SHARE_BOUGHT = 0.30  # of subsidiaries: they had no parent before
SHARE_CORRECTED = 0.06  # leads whose company turns out larger than the form said
SHARE_LINKED_LATER = 0.03  # leads with a contact that sales found only some days later

# Fit, on the log odds; small against interest, so that a score of attributes alone is a weak one
FIT_INDUSTRY = {
    "Software": 0.35,
    "Manufacturing": 0.25,
    "Logistics": 0.15,
    "Finance": 0.10,
    "Healthcare": 0.0,
    "Retail": -0.10,
    "Education": -0.40,
    "Public sector": -0.45,
}
FIT_SIZE = ((10, -0.30), (50, -0.10), (250, 0.10), (1_000, 0.25), (10**9, 0.15))  # up to employees
FIT_TITLE = {
    "Chief Marketing Officer": 0.35,
    "VP Sales": 0.35,
    "Director of Operations": 0.35,
    "Head of IT": 0.30,
    "Head of Digital": 0.25,
    "Marketing Manager": 0.10,
    "IT Manager": 0.10,
    "Sales Manager": 0.05,
    "Data Analyst": -0.05,
    "Consultant": -0.20,
    "Assistant": -0.30,
    "Student": -0.90,
    "Intern": -0.70,
}
FORMER_TITLE = {
    "Chief Marketing Officer": "Head of Digital",
    "VP Sales": "Sales Manager",
    "Director of Operations": "Consultant",
    "Head of IT": "IT Manager",
    "Head of Digital": "Marketing Manager",
    "Data Analyst": "Student",
    "Assistant": "Intern",
}
TITLE_WEIGHTS = (3, 5, 7, 6, 5, 14, 11, 10, 12, 8, 8, 6, 5)  # few chiefs, many managers

# Modest rhythm of the calendar
WEEKDAYS = (1.15, 1.20, 1.20, 1.10, 0.95, 0.40, 0.40)  # Monday to Sunday; businesses, so no weekend
MONTHS = (1.05, 1.05, 1.10, 1.00, 1.00, 1.00, 0.90, 0.82, 1.08, 1.08, 1.05, 0.80)  # Jan. to Dec.
HOURS = (1, 1, 1, 1, 1, 2, 4, 8, 14, 18, 18, 16, 12, 15, 17, 16, 14, 11, 8, 7, 7, 6, 4, 2)
GROWTH_OVER_THE_YEAR = 0.25  # a few more leads each month, so that trends have a direction

# Which ids a row carries when the lead has a contact: both, the lead's, the contact's
KEYS_CARRIED = {"both": 50, "lead": 25, "contact": 25}  # systems differ; so I1 and I4 have work

LEAD_SOURCES = {
    "Website form": 38,
    "Paid search": 17,
    "LinkedIn": 12,
    "Event": 9,
    "Referral": 8,
    "Partner": 6,
    "Outbound list": 10,
}
SOURCES_WITH_OUTREACH = frozenset({"Outbound list", "Partner", "Event", "Referral"})

# country: weight, business unit, [(state, city)]
COUNTRIES: dict[str, tuple[int, str, tuple[tuple[str, str], ...]]] = {
    "US": (32, "amer", (("CA", "Oakland"), ("TX", "Austin"), ("NY", "Albany"), ("WA", "Tacoma"))),
    "CA": (5, "amer", (("ON", "Ottawa"), ("QC", "Québec"))),
    "BR": (4, "amer", (("SP", "São Paulo"),)),
    "DE": (16, "emea", (("BY", "Nürnberg"), ("HE", "Kassel"), ("", "Hamburg"))),
    "GB": (12, "emea", (("", "Leeds"), ("", "Bristol"))),
    "FR": (8, "emea", (("", "Nantes"), ("", "Orléans"))),
    "NL": (5, "emea", (("", "Utrecht"),)),
    "SE": (4, "emea", (("", "Malmö"),)),
    "JP": (5, "apac", (("", "Kobe"),)),
    "IN": (5, "apac", (("KA", "Mysuru"),)),
    "AU": (4, "apac", (("VIC", "Geelong"),)),
}

# Nobody is called like that: plants for first names, birds for last names
FIRST_NAMES = (
    "Alder Basil Bracken Briar Cedar Clover Fennel Fern Hawthorn Hazel Heather Indigo Ivy Juniper "
    "Laurel Lavender Linden Magnolia Maple Marigold Myrtle Olive Poppy Rowan Saffron Sage Sorrel "
    "Tansy Thyme Willow Yarrow Zinnia"
)
LAST_NAMES = (
    "Avocet Bittern Bullfinch Chough Cormorant Crane Curlew Dipper Dotterel Dunlin Egret Fieldfare "
    "Gannet Godwit Goshawk Grebe Heron Jackdaw Kestrel Kittiwake Lapwing Merlin Nuthatch Osprey "
    "Ouzel Petrel Pipit Plover Redstart Sandpiper Shrike Siskin Skua Tern Wagtail Whimbrel"
)
COMPANY_FIRST = (
    "Amberfold Birchmoor Coppergate Driftwell Elderfen Foxglen Greyharbor Hollowmere Ironbrook "
    "Juniperford Kingsreed Larkfield Mosswick Northquay Oatbridge Pebblecombe Quillstone Rushmarsh "
    "Saltmill Thornbeck"
)
COMPANY_SECOND = (
    "Analytics Bearings Cargo Clinics Foods Gears Insurance Learning Optics Outfitters Paper Parts "
    "Robotics Savings Services Software Textiles Tools Transport Works"
)
UNICODE_NAMES = (
    "Zoë Möwe",
    "Łucja Żuraw",
    "Ñandú Peña",
    "Ōgi Tsuru",
    "김두루미",
    "İpek Şahin",
    "Ştefan Rață",
    "Aoife O'Tern",
)
OWNERS = ("Pip Barnacle", "Kit Limpet", "Sky Periwinkle", "Max Whelk", "Lou Cockle")

PAGES = ("Home", "Product", "Customers", "Blog", "About us", "Integrations")
DOWNLOADS = ("Buyer's guide", "ROI calculator", "White paper: quality", "Case study: logistics")
FORMS = ("Contact us", "Newsletter sign-up", "Guide download", "Ask an expert")
NEWSLETTERS = {1: "Winter newsletter", 2: "Spring newsletter", 3: "Summer newsletter"}
AUTUMN_NEWSLETTER = "Autumn newsletter"
MAILINGS = ("newsletter", "Product update", "newsletter", "Customer story", "Webinar invitation")
EVENTS = ("Webinar: getting started", "Breakfast talk", "Webinar: what is new", "User conference")

# Ids that a careless cast would merge: the n-th lead, contact, account is called like this
PLAIN_NUMBER_IDS = {6: "7", 7: "007", 41: "0042", 42: "42"}


@dataclass(frozen=True)
class Ugly:
    """How many rows of an ugly case, and why it exists (with the rule of docs/semantics.md)."""

    count: int
    reason: str


# In the order in which they are made. The rows of a case carry its name in their ids where it is
# the row that is ugly: `late_row-01`. Cases of leads pick leads that no other case uses.
UGLY: dict[str, Ugly] = {
    # leads, contacts and their links
    "unicode_name": Ugly(8, "names are not ASCII (C8)"),
    "blank_attribute": Ugly(8, "blanks only, which is no value (C1)"),
    "country_spelling": Ugly(10, "'us ', 'Us', ' US': the same country (C8)"),
    "unlisted_contact": Ugly(4, "the parent contact is missing from contacts, still known (I8)"),
    "closed_before_created": Ugly(4, "never scored (P2); the first two close as they are created"),
    "created_after_as_of": Ugly(3, "not read yet (T6)"),
    "closes_after_as_of": Ugly(3, "still open at as_of (T6)"),
    "merged_lead": Ugly(8, "merged into a survivor, which inherits its interactions (P5)"),
    "merged_chain": Ugly(2, "a into b into c: all goes to c (P5)"),
    "merged_outcome": Ugly(2, "a merged lead's outcome is the survivor's (P5)"),
    "merged_into_unknown": Ugly(2, "the survivor is not known: merge ignored and reported (P5)"),
    "duplicate_lead": Ugly(6, "the same row twice (C2, as I6)"),
    "duplicate_contact": Ugly(3, "the same row twice (C2, as I6)"),
    # interactions that count, with something odd about them
    "late_row": Ugly(80, "loaded two to eight weeks after it happened; as_of runs on occurred_at"),
    "asset_spelling": Ugly(30, "'SPRING newsletter ': the same asset (C8)"),
    "at_closing": Ugly(4, "at the very instant of closing: the lead is no longer scored (P2, T3)"),
    "at_as_of": Ugly(3, "at the very instant of as_of: counts (T6)"),
    "window_edge": Ugly(10, "exactly N x 24 h before as_of: just out; a second later: in (C4)"),
    "ahead_of_load": Ugly(5, "up to 24 h past loaded_at, a clock set wrong: still counts (I8)"),
    "number_id": Ugly(2, "interaction ids 0042 and 42 are two interactions (C8)"),
    "half_known": Ugly(3, "unknown lead, known contact: counts for the contact (I8)"),
    # interactions that don't count
    "bot_click": Ugly(60, "mail gateways follow each link within seconds (I8)"),
    "test_send": Ugly(24, "marketers send themselves each mailing first (I8)"),
    "exact_copy": Ugly(40, "the same row loaded twice (I6)"),
    "newer_copy": Ugly(20, "loaded again with corrected values: the newest wins (I6)"),
    "tied_copy": Ugly(6, "different values, same loaded_at: decided by the columns (I6)"),
    "copy_never_loaded": Ugly(3, "a copy without loaded_at loses (I6)"),
    "future_near": Ugly(4, "after as_of, within a day of its loaded_at (I8)"),
    "future_far": Ugly(4, "long after as_of, years even (I8)"),
    "far_ahead_of_load": Ugly(5, "more than a day past loaded_at: quarantined (I8)"),
    "missing_time": Ugly(4, "no occurred_at (I8)"),
    "missing_id": Ugly(4, "no interaction_id (I8)"),
    "unknown_lead": Ugly(5, "lead_id is no lead (I8)"),
    "unknown_contact": Ugly(5, "contact_id is neither a contact nor a lead's parent (I8)"),
    "no_subject": Ugly(2, "neither lead nor contact (I8)"),
    # outcomes
    "duplicate_outcome": Ugly(4, "the same row twice"),
    "outcome_after_as_of": Ugly(3, "entered ahead of time, not read yet (T6)"),
    "outcome_of_unknown": Ugly(2, "belongs to no lead"),
    # versions
    "version_gap": Ugly(3, "no version holds for a month: attributes are NULL then (C2)"),
    "version_overlap": Ugly(2, "two versions hold at once: the later one wins (C2)"),
    "version_after_as_of": Ugly(2, "the next version is known already: not read yet (T6)"),
    "empty_version": Ugly(2, "ends as it begins, so it never holds (N20)"),
    "deleted_lead": Ugly(2, "the last version has ended: still scored (C2)"),
    # event registrations
    "registration_twice": Ugly(3, "the same row twice: both count, it has no key (N23)"),
    "registration_unclear": Ugly(4, "nobody knows whether it was canceled (C1)"),
    "registration_without_time": Ugly(3, "quarantined (C7)"),
    "registration_without_contact": Ugly(2, "reaches nobody (N23)"),
    "registration_of_unknown": Ugly(2, "the contact is not known (N23)"),
    "registration_after_as_of": Ugly(2, "not read yet (T6)"),
}

COLUMNS = {
    "leads": (
        "lead_id contact_id account_id merged_into_lead_id business_unit status lead_name email "
        "job_title company_name country state city industry employee_count annual_revenue "
        "lead_source owner_name created_at closed_at valid_from valid_to"
    ),
    "contacts": (
        "contact_id account_id contact_name email job_title department country state city "
        "allows_email created_at valid_from valid_to"
    ),
    "accounts": (
        "account_id parent_account_id account_name industry employee_count annual_revenue "
        "country state city valid_from valid_to"
    ),
    "interactions": (
        "interaction_id lead_id contact_id asset_id campaign_id journey_id interaction_type "
        "business_unit channel asset_name url referrer source_system duration_seconds is_bot "
        "is_test occurred_at loaded_at"
    ),
    "outcomes": "lead_id outcome amount occurred_at",
    "event_registrations": "contact_id event_name seats is_canceled registered_at",
}

# ---------------------------------------------------------------------------------------------
# Chance
# ---------------------------------------------------------------------------------------------


T = TypeVar("T")


class Dice:
    """Draws from a named stream; a change in one stream leaves all others as they are.

    Built on `random.Random.random` alone, the one method whose sequence Python promises to keep.
    """

    def __init__(self, *name: object) -> None:
        self._next = random.Random("/".join(str(part) for part in (SEED, *name))).random

    def chance(self, probability: float) -> bool:
        return self._next() < probability

    def between(self, low: float, high: float) -> float:
        return low + (high - low) * self._next()

    def whole(self, low: int, high: int) -> int:
        """A whole number from low to high, both included."""
        return low + int((high - low + 1) * self._next())

    def pick(self, choices: Sequence[T]) -> T:
        return choices[int(len(choices) * self._next())]

    def weighted(self, weights: Mapping[T, float]) -> T:
        left = self._next() * sum(weights.values())
        for choice, weight in weights.items():
            left -= weight
            if left < 0:
                return choice
        return choice

    def normal(self) -> float:
        radius = math.sqrt(-2.0 * math.log(1.0 - self._next()))
        return radius * math.cos(2.0 * math.pi * self._next())

    def exponential(self, mean: float) -> float:
        return -mean * math.log(1.0 - self._next())

    def log_normal(self, median: float, spread: float) -> float:
        return median * math.exp(spread * self.normal())

    def poisson(self, mean: float) -> int:
        count, left = 0, self._next()
        floor = math.exp(-min(mean, 30.0))
        while left > floor:
            left *= self._next()
            count += 1
        return count


# ---------------------------------------------------------------------------------------------
# Calendar
# ---------------------------------------------------------------------------------------------

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
SECOND = timedelta(seconds=1)
HOUR_WEIGHTS = dict(enumerate(HOURS))


def rhythm(day: date) -> float:
    """How busy a day is; 1 on average."""
    return WEEKDAYS[day.weekday()] * MONTHS[day.month - 1]


def moment(dice: Dice, day: date) -> datetime:
    """An instant of the day, mostly in business hours."""
    hour = dice.weighted(HOUR_WEIGHTS)
    return datetime.combine(day, time(hour, dice.whole(0, 59), dice.whole(0, 59)))


def next_load(occurred_at: datetime) -> datetime:
    """Sources are loaded on the hour, the last time at as_of."""
    hour = occurred_at.replace(minute=0, second=0) + HOUR
    return min(hour, AS_OF)


def days_between(first: datetime, last: datetime) -> Iterator[date]:
    day = first.date()
    while day <= last.date():
        yield day
        day += DAY


def stamp(at: datetime | None) -> str:
    return "" if at is None else at.isoformat(sep=" ", timespec="seconds")


# ---------------------------------------------------------------------------------------------
# The world
# ---------------------------------------------------------------------------------------------

Row = dict[str, str]


@dataclass
class Journey:
    """A lead, and what no source system shows: how interested it is and how well it fits."""

    row: Row
    dice: Dice
    created_at: datetime
    activity: float
    intent: float
    fit: float
    flares: list[tuple[datetime, float]]
    ends_at: datetime = AS_OF  # when it closes, at the latest as_of

    def interest(self, at: datetime) -> float:
        """The level of interest: near 1 in a fresh flare, `QUIET_LEVEL` between flares."""
        level = QUIET_LEVEL
        for begins_at, strength in self.flares:
            if begins_at <= at:
                level += strength * math.exp(-((at - begins_at) / DAY) / FADES_IN_DAYS)
        return min(level, 1.2)


@dataclass
class World:
    accounts: list[Row] = field(default_factory=list)
    contacts: list[Row] = field(default_factory=list)
    leads: list[Row] = field(default_factory=list)
    interactions: list[Row] = field(default_factory=list)
    outcomes: list[Row] = field(default_factory=list)
    event_registrations: list[Row] = field(default_factory=list)
    journeys: list[Journey] = field(default_factory=list)
    spare_leads: list[Row] = field(default_factory=list)  # not yet used by an ugly case
    spare_interactions: list[Row] = field(default_factory=list)

    def add(
        self,
        interaction_type: str,
        at: datetime,
        subject: Mapping[str, str],
        asset_name: str = "",
        **more: str,
    ) -> Row:
        """Append an interaction; of the subject the ids and the business unit are read."""
        channel, source_system = channel_of(interaction_type)
        row = {
            "interaction_id": "",
            "lead_id": subject.get("lead_id", ""),
            "contact_id": subject.get("contact_id", ""),
            "business_unit": subject.get("business_unit", ""),
            "interaction_type": interaction_type,
            "channel": channel,
            "source_system": source_system,
            "asset_name": asset_name,
            "asset_id": asset_id(asset_name),
            "occurred_at": stamp(at),
            "loaded_at": stamp(next_load(at)),
        }
        if source_system in ("mailer", "web"):  # the others don't tell
            row |= {"is_bot": "false", "is_test": "false"}
        row |= more
        self.interactions.append(row)
        return row


def channel_of(interaction_type: str) -> tuple[str, str]:
    """The channel and the source system that records this type."""
    prefix = interaction_type.split("_", maxsplit=1)[0]
    return {
        "email": ("email", "mailer"),
        "form": ("web", "forms"),
        "event": ("event", "events"),
        "survey": ("event", "events"),
        "linkedin": ("social", "ads"),
    }.get(prefix, ("web", "web"))


def asset_id(asset_name: str) -> str:
    """Initials and length: short, and the same for every spelling of the name."""
    words = asset_name.lower().replace(":", "").split()
    return "".join(word[0] for word in words) + str(sum(map(len, words))) if words else ""


def web_address(asset_name: str) -> str:
    words = asset_name.lower().replace(":", "").replace("'", "").split()
    return "https://example.com/" + "-".join(words)


def identifier(prefix: str, number: int) -> str:
    return PLAIN_NUMBER_IDS.get(number, f"{prefix}{number:04d}")


def place(dice: Dice) -> Row:
    weights = {country: weight for country, (weight, _, _) in COUNTRIES.items()}
    country = dice.weighted(weights)
    state, city = dice.pick(COUNTRIES[country][2])
    return {"country": country, "state": state, "city": city}


def business_unit(country: str) -> str:
    return COUNTRIES[country][1]


def person(dice: Dice, number: int) -> tuple[str, str]:
    """A name and an e-mail address."""
    first, last = dice.pick(FIRST_NAMES.split()), dice.pick(LAST_NAMES.split())
    return f"{first} {last}", f"{first}.{last}.{number}@example.com".lower()


def job_title(dice: Dice) -> str:
    return dice.weighted(dict(zip(FIT_TITLE, TITLE_WEIGHTS, strict=True)))


def company(dice: Dice) -> Row:
    employees = max(1, int(dice.log_normal(120, 1.5)))
    revenue = round(employees * dice.log_normal(140_000, 0.5), -4)
    return {
        "industry": dice.pick(tuple(FIT_INDUSTRY)),
        "employee_count": str(employees),
        "annual_revenue": f"{revenue:.2f}",
        **place(dice),
    }


def company_name(dice: Dice) -> str:
    return f"{dice.pick(COMPANY_FIRST.split())} {dice.pick(COMPANY_SECOND.split())}"


def department(title: str) -> str:
    for word in ("Marketing", "Sales", "Operations", "IT"):
        if word in title:
            return word
    return ""


def make_accounts(world: World) -> None:
    for number in range(1, COUNT_ACCOUNTS + 1):
        dice = Dice("account", number)
        row = {
            "account_id": identifier("A", number),
            "account_name": company_name(dice),
            **company(dice),
        }
        world.accounts.append(row)
    join_companies(world)


def join_companies(world: World) -> None:
    """Subsidiaries share a name with their parent, which is larger; so there are no circles."""
    for row in world.accounts:
        dice = Dice("parent account", row["account_id"])
        larger = [
            other
            for other in world.accounts
            if other["account_name"].split()[0] == row["account_name"].split()[0]
            and int(other["employee_count"]) > int(row["employee_count"])
        ]
        if larger and dice.chance(SHARE_SUBSIDIARIES):
            row["parent_account_id"] = dice.pick(larger)["account_id"]


def make_contacts(world: World) -> None:
    for number in range(1, COUNT_CONTACTS + 1):
        dice = Dice("contact", number)
        name, email = person(dice, number)
        title = job_title(dice)
        account = dice.pick(world.accounts) if dice.chance(SHARE_CONTACTS_WITH_ACCOUNT) else None
        where = account or place(dice)
        world.contacts.append(
            {
                "contact_id": identifier("C", number),
                "account_id": account["account_id"] if account else "",
                "contact_name": name,
                "email": email,
                "job_title": title,
                "department": department(title),
                **{key: where[key] for key in ("country", "state", "city")},
                "allows_email": "true" if dice.chance(SHARE_ALLOWS_EMAIL) else "false",
                "created_at": stamp(moment(dice, (YEAR_STARTS - DAY * dice.whole(1, 700)).date())),
            }
        )


def creation_times(dice: Dice) -> list[datetime]:
    """When the leads come in, in order."""
    busiest, length = 2.0, (AS_OF - YEAR_STARTS) / DAY
    times: list[datetime] = []
    while len(times) < COUNT_LEADS:
        age = dice.between(0, length)
        day = (YEAR_STARTS + DAY * age).date()
        growth = 1 + GROWTH_OVER_THE_YEAR * (age / length - 0.5)
        if dice.chance(rhythm(day) * growth / busiest):
            times.append(min(moment(dice, day), AS_OF - HOUR))
    return sorted(times)


def make_leads(world: World) -> None:
    unused = iter(world.contacts)
    used: list[Row] = []
    accounts = {row["account_id"]: row for row in world.accounts}
    for number, created_at in enumerate(creation_times(Dice("creation")), start=1):
        dice = Dice("lead", number)
        contact: Row | None = None
        account: Row | None = None
        if dice.chance(SHARE_LEADS_WITH_CONTACT):
            repeated = bool(used) and dice.chance(SHARE_REPEATED_CONTACT)
            contact = dice.pick(used) if repeated else next(unused)
            used.append(contact)
            account = accounts.get(contact["account_id"])
        elif dice.chance(SHARE_LEADS_WITH_ACCOUNT_ONLY / (1 - SHARE_LEADS_WITH_CONTACT)):
            account = dice.pick(world.accounts)
        row = make_lead(dice, number, created_at, contact, account)
        world.leads.append(row)
        world.journeys.append(make_journey(dice, row, created_at))
        hide_attributes(dice, row)


def make_lead(
    dice: Dice, number: int, created_at: datetime, contact: Row | None, account: Row | None
) -> Row:
    own_name, own_email = person(dice, COUNT_CONTACTS + number)
    own_title, own_company = job_title(dice), company(dice)
    row = {
        "lead_id": identifier("L", number),
        "status": "open",
        "lead_name": own_name,
        "email": own_email,
        "job_title": own_title,
        "company_name": company_name(dice),
        **own_company,
        "lead_source": dice.weighted(LEAD_SOURCES),
        "owner_name": dice.pick(OWNERS),
        "created_at": stamp(created_at),
    }
    if contact:
        row |= {key: contact[key] for key in ("contact_id", "email", "job_title")}
        row |= {key: contact[key] for key in ("country", "state", "city")}
        row["lead_name"] = contact["contact_name"]
    if account:
        row |= {key: account[key] for key in ("account_id", *own_company)}
        row["company_name"] = account["account_name"]
    row["business_unit"] = business_unit(row["country"])
    return row


def make_journey(dice: Dice, row: Row, created_at: datetime) -> Journey:
    activity = dice.normal()
    other = math.sqrt(1 - ACTIVITY_AND_INTENT**2)
    employees = int(row["employee_count"])
    flares = [(created_at - DAY * dice.between(0, 6), 1.0)]
    while (next_at := flares[-1][0] + DAY * dice.exponential(FLARES_AGAIN_EVERY_DAYS)) < AS_OF:
        flares.append((next_at, FLARES_AGAIN_STRENGTH))
    return Journey(
        row=row,
        dice=dice,
        created_at=created_at,
        activity=activity,
        intent=ACTIVITY_AND_INTENT * activity + other * dice.normal(),
        fit=FIT_INDUSTRY[row["industry"]]
        + FIT_TITLE[row["job_title"]]
        + next(effect for limit, effect in FIT_SIZE if employees <= limit),
        flares=flares,
    )


def hide_attributes(dice: Dice, row: Row) -> None:
    """The fit is true, but the form did not ask."""
    for name in ("job_title", "industry", "employee_count", "annual_revenue", "state", "city"):
        if dice.chance(SHARE_MISSING_ATTRIBUTE):
            row[name] = ""


# ---------------------------------------------------------------------------------------------
# Outcomes
# ---------------------------------------------------------------------------------------------


def decide_outcome(world: World, journey: Journey) -> None:
    """Walk the days until sales accepts the lead, gives it up, or as_of comes."""
    dice = journey.dice
    for day in days_between(journey.created_at, AS_OF):
        at = moment(dice, day)
        if not journey.created_at < at <= AS_OF:
            continue
        odds = QUALIFIED_GROWS_WITH_INTENT * journey.intent + journey.fit
        if dice.chance(QUALIFIED_PER_DAY * journey.interest(at) * rhythm(day) * math.exp(odds)):
            accept(world, journey, at)
            return
        age = (at - journey.created_at) / DAY
        if age > GIVEN_UP_AFTER_DAYS and dice.chance(GIVEN_UP_PER_DAY * rhythm(day)):
            close(world, journey, at, "lost")
            return


def accept(world: World, journey: Journey, at: datetime) -> None:
    dice = journey.dice
    add_outcome(world, journey, "qualified", at)
    journey.flares.append((at, TALKS_WITH_SALES))
    logit = WINS_LOGIT + WINS_GROW_WITH_INTENT * journey.intent + journey.fit
    won = dice.chance(1 / (1 + math.exp(-logit)))
    median, spread = DAYS_TO_WIN if won else DAYS_TO_LOSE
    decided = moment(dice, (at + DAY * (1 + dice.log_normal(median, spread))).date())
    if decided <= AS_OF:
        close(world, journey, decided, "won" if won else "lost")


def close(world: World, journey: Journey, at: datetime, outcome: str) -> None:
    journey.ends_at = at
    journey.row["closed_at"] = stamp(at)
    journey.row["status"] = "qualified" if outcome == "won" else "disqualified"
    add_outcome(world, journey, outcome, at)


def add_outcome(world: World, journey: Journey, outcome: str, at: datetime) -> None:
    amount = f"{journey.dice.log_normal(AMOUNT_MEDIAN, 0.7):.2f}" if outcome == "won" else ""
    world.outcomes.append(
        {
            "lead_id": journey.row["lead_id"],
            "outcome": outcome,
            "occurred_at": stamp(at),
            "amount": amount,
        }
    )


# ---------------------------------------------------------------------------------------------
# Interactions
# ---------------------------------------------------------------------------------------------


def keys_carried(dice: Dice, row: Row) -> Row:
    """The ids that this row of the source carries."""
    subject = {key: row.get(key, "") for key in ("lead_id", "contact_id", "business_unit")}
    if subject["lead_id"] and subject["contact_id"]:
        left_out = {"lead": "contact_id", "contact": "lead_id", "both": ""}
        subject.pop(left_out[dice.weighted(KEYS_CARRIED)], None)
    return subject


def act(world: World, journey: Journey) -> None:
    """Everything a lead does by itself, on the web and by forms."""
    before_creation(world, journey)
    first_touch(world, journey)
    dice, grows = journey.dice, math.exp(VISITS_GROW_WITH_ACTIVITY * journey.activity)
    for day in days_between(journey.created_at, journey.ends_at):
        noon = datetime.combine(day, time(12))
        mean = VISITS_PER_DAY * grows * journey.interest(noon) * rhythm(day)
        for _ in range(dice.poisson(mean)):
            at = moment(dice, day)
            if journey.created_at <= at < journey.ends_at:
                visit(world, journey, at)
    if journey.ends_at < AS_OF and dice.chance(SHARE_ACTIVE_AFTER_CLOSING):
        at = moment(dice, (journey.ends_at + DAY * dice.whole(1, 20)).date())
        if at <= AS_OF:
            visit(world, journey, at)


def before_creation(world: World, journey: Journey) -> None:
    """Known contacts have a past; of others only some visits are recognised later."""
    dice = journey.dice
    subject = {"business_unit": journey.row["business_unit"]}
    key = "contact_id" if journey.row.get("contact_id") else "lead_id"
    subject[key] = journey.row[key]
    mean = VISITS_BEFORE_CREATION * math.exp(VISITS_GROW_WITH_ACTIVITY * journey.activity)
    for _ in range(dice.poisson(mean if key == "contact_id" else mean / 2)):
        at = journey.created_at - SECOND * int(dice.exponential(8 * 86_400))
        if at >= YEAR_STARTS:
            visit_page(world, dice, at, subject)


def first_touch(world: World, journey: Journey) -> None:
    """What made the lead: it happens at the very instant of creation."""
    subject, at = keys_carried(journey.dice, journey.row), journey.created_at
    source = journey.row["lead_source"]
    if source in ("Website form", "Paid search"):
        form = journey.dice.pick(FORMS)
        world.add("form_submitted", at, subject, form, url=web_address(form))
    elif source == "LinkedIn":
        world.add("linkedin_form_submitted", at, subject, "Guide download")


def visit(world: World, journey: Journey, at: datetime) -> None:
    """A page view and what follows within minutes."""
    dice, row = journey.dice, journey.row
    visit_page(world, dice, at, keys_carried(dice, row))
    for kind, (rate, grows) in AFTER_A_VISIT.items():
        if not dice.chance(rate * math.exp(grows * journey.intent)):
            continue
        at += SECOND * dice.whole(15, 240)
        if at >= min(journey.ends_at, AS_OF):
            return
        after_visit(world, dice, kind, at, keys_carried(dice, row))


def visit_page(world: World, dice: Dice, at: datetime, subject: Row) -> None:
    page = dice.pick(PAGES)
    came_from = {"": 6, "https://search.example.com": 3, "https://social.example.com": 1}
    world.add(
        "website_visited",
        at,
        subject,
        page,
        url=web_address(page),
        referrer=dice.weighted(came_from),
        duration_seconds=str(max(1, int(dice.log_normal(VISIT_MEDIAN_SECONDS, 1.0)))),
    )


def after_visit(world: World, dice: Dice, kind: str, at: datetime, subject: Row) -> None:
    if kind == "form_visited":
        form = dice.pick(FORMS)
        world.add(kind, at, subject, form, url=web_address(form))
        submitted_at = at + SECOND * dice.whole(20, 200)
        if dice.chance(FORM_IS_SUBMITTED) and submitted_at < AS_OF:
            world.add("form_submitted", submitted_at, subject, form, url=web_address(form))
        return
    asset_name = {
        "website_clicked": dice.pick(PAGES),
        "pricing_viewed": "Pricing",
        "resource_downloaded": dice.pick(DOWNLOADS),
        "demo_requested": "Request a demo",
    }[kind]
    world.add(kind, at, subject, asset_name, url=web_address(asset_name))


@dataclass
class Mailing:
    campaign_id: str
    journey_id: str
    asset_name: str
    sent_at: datetime


def mailings() -> list[Mailing]:
    """The calendar of marketing's mailings to many."""
    dice = Dice("mailings")
    calendar: list[Mailing] = []
    day = YEAR_STARTS + DAY * 8
    while day < AS_OF - DAY:
        number = len(calendar) + 1
        name = MAILINGS[number % len(MAILINGS)]
        if name == "newsletter":
            name = NEWSLETTERS.get((day.month + 2) // 3, AUTUMN_NEWSLETTER)
        weekday = day + DAY * ((1 - day.weekday()) % 7)  # a Tuesday
        sent_at = weekday + HOUR * 9 + SECOND * dice.whole(0, 900)
        calendar.append(Mailing(f"M{number:02d}", "mailings", name, sent_at))
        day += DAY * DAYS_BETWEEN_MAILINGS
    return calendar


def outreach(journey: Journey) -> list[Mailing]:
    """The sequence of sales mails to a lead that did not come to us."""
    if journey.row["lead_source"] not in SOURCES_WITH_OUTREACH:
        return []
    return [
        Mailing(
            "OUT1",
            "outreach",
            f"Sales outreach {step}",
            moment(journey.dice, (journey.created_at + DAY * age).date()),
        )
        for step, age in enumerate(OUTREACH_AFTER_DAYS, start=1)
    ]


def receive_mail(world: World, journey: Journey, calendar: Sequence[Mailing]) -> None:
    dice, row = journey.dice, journey.row
    received = [mailing for mailing in calendar if dice.chance(SHARE_MAILED)]
    for mailing in sorted(received + outreach(journey), key=lambda each: each.sent_at):
        if journey.created_at < mailing.sent_at < journey.ends_at and not mail(
            world, dice, row, mailing, activity=journey.activity, until=journey.ends_at
        ):
            return


def mail(
    world: World, dice: Dice, row: Row, mailing: Mailing, *, activity: float, until: datetime
) -> bool:
    """One e-mail to one person and what becomes of it; False if it must be the last one."""
    campaign = {"campaign_id": mailing.campaign_id, "journey_id": mailing.journey_id}
    until = min(until, AS_OF)

    def add(kind: str, at: datetime) -> bool:
        if at >= until:
            return False
        world.add(kind, at, keys_carried(dice, row), mailing.asset_name, **campaign)
        return True

    sent_at = mailing.sent_at + SECOND * dice.whole(0, 600)
    if not add("email_sent", sent_at):
        return False
    if dice.chance(BOUNCE_RATE):
        return not add("email_bounced", sent_at + SECOND * dice.whole(1, 60))
    if dice.chance(SPAM_MARK_RATE):
        return not add("email_marked_spam", sent_at + SECOND * dice.whole(600, 86_400))
    opened_at = sent_at + SECOND * (30 + int(dice.exponential(HOURS_TO_OPEN * 3_600)))
    opens = min(0.85, OPEN_RATE * math.exp(OPENS_GROW_WITH_ACTIVITY * activity))
    if not dice.chance(opens) or not add("email_opened", opened_at):
        return True
    after = opened_at + SECOND * dice.whole(5, 300)
    if dice.chance(CLICK_GIVEN_OPEN * math.exp(CLICKS_GROW_WITH_ACTIVITY * activity)):
        add("email_clicked", after)
    if mailing.journey_id == "outreach" and dice.chance(REPLY_GIVEN_OPEN):
        add("email_replied", after + SECOND * dice.whole(300, 40_000))
    if dice.chance(FORWARD_GIVEN_OPEN):
        add("email_forwarded", after + SECOND * dice.whole(1, 600))
    if dice.chance(UNSUBSCRIBE_GIVEN_OPEN):
        return not add("email_unsubscribed", after + SECOND * dice.whole(1, 60))
    return True


def attend_events(world: World, journey: Journey) -> None:
    dice, row = journey.dice, journey.row
    rate = REGISTERS * math.exp(REGISTERS_GROW_WITH_ACTIVITY * journey.activity)
    for event_at, event in events():
        registered_at = moment(dice, (event_at - DAY * dice.whole(1, 20)).date())
        if not journey.created_at < registered_at < journey.ends_at or not dice.chance(rate):
            continue
        subject = keys_carried(dice, row)
        world.add("event_registered", registered_at, subject, **event)
        comes = event_at < journey.ends_at
        is_canceled = comes and dice.chance(CANCELS)
        if is_canceled:
            canceled_at = event_at - SECOND * dice.whole(600, 20_000)
            world.add("event_registration_canceled", canceled_at, subject, **event)
        elif comes and dice.chance(CHECKS_IN):
            world.add("event_checked_in", event_at + SECOND * dice.whole(0, 900), subject, **event)
            survey_at = event_at + HOUR * 3
            if dice.chance(ANSWERS_SURVEY) and survey_at < journey.ends_at:
                world.add("survey_submitted", survey_at, subject, **event)
        if row.get("contact_id"):
            register(world, row["contact_id"], event["asset_name"], registered_at, is_canceled)


def events() -> Iterator[tuple[datetime, Row]]:
    """When each event of the year takes place, and what its interactions say of it."""
    for number in range(1, 365 // EVENT_EVERY_DAYS + 1):
        event_at = YEAR_STARTS + DAY * (EVENT_EVERY_DAYS * number - 2) + HOUR * 15
        name = EVENTS[number % len(EVENTS)]
        yield event_at, {"asset_name": name, "campaign_id": f"E{number:02d}"}


def register(
    world: World, contact_id: str, event_name: str, at: datetime, is_canceled: bool
) -> None:
    """The row of the event tool, which knows contacts only and says how it stands today."""
    dice = Dice("registration", contact_id, at)
    world.event_registrations.append(
        {
            "contact_id": contact_id,
            "event_name": event_name,
            "seats": str(dice.weighted(SEATS_BOOKED)),
            "is_canceled": "true" if is_canceled else "false",
            "registered_at": stamp(at),
        }
    )


def contacts_without_lead(world: World, calendar: Sequence[Mailing]) -> None:
    """They get mailings too and look around a little; nobody is scored for it."""
    parents = {row.get("contact_id", "") for row in world.leads}
    for contact in world.contacts:
        if contact["contact_id"] in parents:
            continue
        dice = Dice("idle contact", contact["contact_id"])
        subject = {
            "contact_id": contact["contact_id"],
            "business_unit": business_unit(contact["country"]),
        }
        received = [mailing for mailing in calendar if dice.chance(SHARE_MAILED_CONTACTS)]
        if contact["allows_email"] == "true":
            all(
                mail(world, dice, subject, mailing, activity=-0.5, until=AS_OF)
                for mailing in received
            )
        for _ in range(dice.poisson(0.8)):
            at = YEAR_STARTS + SECOND * dice.whole(0, int((AS_OF - YEAR_STARTS) / SECOND) - 1)
            visit_page(world, dice, at, subject)
        for event_at, event in events():
            at = moment(dice, (event_at - DAY * dice.whole(1, 20)).date())
            if dice.chance(CONTACT_REGISTERS):
                world.add("event_registered", at, subject, **event)
                register(world, contact["contact_id"], event["asset_name"], at, is_canceled=False)


def number_interactions(world: World) -> None:
    world.interactions.sort(key=lambda row: row["occurred_at"])
    for number, row in enumerate(world.interactions, start=1):
        row["interaction_id"] = f"I{number:05d}"


# ---------------------------------------------------------------------------------------------
# History: the rows made so far say how things are at as_of; here they get their former versions
# ---------------------------------------------------------------------------------------------

Change = tuple[datetime, Row]  # when, and what the changed columns said before


def make_history(world: World) -> None:
    promotions = contact_promotions(world)
    world.leads = [
        version
        for lead in world.leads
        for version in versions(lead, lead_changes(lead, promotions.get(lead.get("contact_id"))))
    ]
    world.contacts = [
        version
        for contact in world.contacts
        for version in versions(contact, contact_changes(world, contact, promotions))
    ]
    world.accounts = [
        version
        for account in world.accounts
        for version in versions(account, account_changes(account))
    ]


def versions(row: Row, changes: Sequence[Change]) -> list[Row]:
    """All versions of a row, the oldest first; the first one reaches back to the beginning."""
    found = [row]
    for at, before in sorted(changes, key=lambda change: change[0], reverse=True):
        found[0]["valid_from"] = stamp(at)
        found.insert(0, found[0] | before | {"valid_from": "", "valid_to": stamp(at)})
    return found


def some_time(dice: Dice) -> datetime:
    """An instant of the year, but for its first and last weeks."""
    return moment(dice, (YEAR_STARTS + DAY * dice.whole(20, 345)).date())


def contact_promotions(world: World) -> dict[str | None, Change]:
    promotions: dict[str | None, Change] = {}
    for contact in world.contacts:
        dice, former = (
            Dice("promotion", contact["contact_id"]),
            FORMER_TITLE.get(contact["job_title"]),
        )
        if former and dice.chance(SHARE_PROMOTED):
            promotions[contact["contact_id"]] = (some_time(dice), {"job_title": former})
    return promotions


def contact_changes(
    world: World, contact: Row, promotions: Mapping[str | None, Change]
) -> list[Change]:
    dice = Dice("history of contact", contact["contact_id"])
    changes: list[Change] = []
    if promotion := promotions.get(contact["contact_id"]):
        at, before = promotion
        changes.append((at, before | {"department": department(before["job_title"])}))
    if contact["account_id"] and dice.chance(SHARE_MOVED):
        former = dice.pick(
            [row for row in world.accounts if row["account_id"] != contact["account_id"]]
        )
        changes.append((some_time(dice), {"account_id": former["account_id"]}))
    return changes


def lead_changes(lead: Row, promotion: Change | None) -> list[Change]:
    """What sales enters while the lead is open; the promotion is that of the lead's contact."""
    dice = Dice("history of lead", lead["lead_id"])
    created_at = datetime.fromisoformat(lead["created_at"])
    closed_at = datetime.fromisoformat(lead["closed_at"]) if lead.get("closed_at") else None
    changes: list[Change] = []
    if promotion and lead["job_title"]:
        changes.append(promotion)
    if int(lead["employee_count"] or 0) > 10 and dice.chance(SHARE_CORRECTED):
        at = created_at + SECOND * dice.whole(80_000, 2_000_000)
        changes.append((at, {"employee_count": str(dice.whole(1, 10))}))
    if lead.get("contact_id") and dice.chance(SHARE_LINKED_LATER):
        at = created_at + SECOND * dice.whole(40_000, 1_500_000)
        changes.append((at, {"contact_id": "", "account_id": ""}))
    changes = [change for change in changes if created_at < change[0] < (closed_at or AS_OF)]
    if changes and closed_at:
        changes.append((closed_at, {"status": "open", "closed_at": ""}))
    return changes


def account_changes(account: Row) -> list[Change]:
    dice = Dice("history of account", account["account_id"])
    changes: list[Change] = []
    if dice.chance(SHARE_GROWN):
        employees = int(account["employee_count"])
        for at in sorted((some_time(dice) for _ in range(dice.whole(1, 3))), reverse=True):
            employees = max(1, int(employees / dice.between(1.1, 1.6)))
            changes.append((at, {"employee_count": str(employees)}))
    if account.get("parent_account_id") and dice.chance(SHARE_BOUGHT):
        changes.append((some_time(dice), {"parent_account_id": ""}))
    return changes


# ---------------------------------------------------------------------------------------------
# Ugly cases: one function each, called with its count from `UGLY`
# ---------------------------------------------------------------------------------------------

Case = Callable[[World, Dice, int], None]
CASES: dict[str, Case] = {}


def case(function: Case) -> Case:
    CASES[function.__name__] = function
    return function


def collect_spares(world: World) -> None:
    """What ugly cases may use: open leads with a contact of their own, and base interactions."""
    uses: dict[str, int] = {}
    for row in world.leads:
        uses[row.get("contact_id", "")] = uses.get(row.get("contact_id", ""), 0) + 1
    special = set(PLAIN_NUMBER_IDS.values())
    early, late = stamp(YEAR_STARTS + DAY * 60), stamp(AS_OF - DAY * 60)
    spares = [
        row
        for row in world.leads
        if row["status"] == "open"
        and uses[row.get("contact_id", "")] == 1
        and row["lead_id"] not in special
        and early < row["created_at"] < late
    ]
    world.spare_leads = spares[::2]  # spread over the year
    both = [row for row in world.interactions if row["lead_id"] and row["contact_id"]]
    world.spare_interactions = both


def take_leads(world: World, count: int) -> list[Row]:
    """Leads that no other ugly case uses, from all over the year."""
    step = len(world.spare_leads) // count
    return [world.spare_leads.pop((count - 1 - number) * step) for number in range(count)]


def take_interactions(
    world: World, dice: Dice, name: str, count: int, suits: Callable[[Row], bool] = bool
) -> list[Row]:
    """Interactions that no other ugly case uses; their ids now name the case."""
    taken: list[Row] = []
    while len(taken) < count:
        row = world.spare_interactions.pop(dice.whole(0, len(world.spare_interactions) - 1))
        if suits(row):
            taken.append(row)
            row["interaction_id"] = f"{name}-{len(taken):02d}"
    return taken


def add_visit(world: World, name: str, number: int, at: datetime, subject: Row) -> Row:
    page = PAGES[number % len(PAGES)]
    row = world.add("website_visited", at, subject, page, url=web_address(page))
    row |= {"interaction_id": f"{name}-{number + 1:02d}", "duration_seconds": "60"}
    return row


def seen_at(row: Row) -> datetime:
    return datetime.fromisoformat(row["occurred_at"])


def make_ugly(world: World) -> None:
    collect_spares(world)
    for name, ugly in UGLY.items():
        CASES[name](world, Dice("ugly", name), ugly.count)


@case
def unicode_name(world: World, dice: Dice, count: int) -> None:
    for number, lead in enumerate(take_leads(world, count)):
        lead["lead_name"] = UNICODE_NAMES[number % len(UNICODE_NAMES)]
        lead["company_name"] = f"{UNICODE_NAMES[-number % len(UNICODE_NAMES)]}, Søhn & Co"


@case
def blank_attribute(world: World, dice: Dice, count: int) -> None:
    for number, lead in enumerate(take_leads(world, count)):
        lead["job_title"] = " " * (1 + number % 3)
        lead["industry"] = " "


@case
def country_spelling(world: World, dice: Dice, count: int) -> None:
    spellings = ("us ", "US ", "Us", " US", "us")
    for number, lead in enumerate(take_leads(world, count)):
        lead["country"] = spellings[number % len(spellings)]
        lead["business_unit"] = business_unit("US")


@case
def unlisted_contact(world: World, dice: Dice, count: int) -> None:
    for number, lead in enumerate(take_leads(world, count)):
        lead["contact_id"] = f"C8{number + 1:03d}"
        subject = {"contact_id": lead["contact_id"], "business_unit": lead["business_unit"]}
        at = datetime.fromisoformat(lead["created_at"]) + DAY
        add_visit(world, "unlisted_contact", number, at, subject)


@case
def closed_before_created(world: World, dice: Dice, count: int) -> None:
    for number, lead in enumerate(take_leads(world, count)):
        days = 0 if number < 2 else 3 * number
        lead["closed_at"] = stamp(datetime.fromisoformat(lead["created_at"]) - DAY * days)
        lead["status"] = "disqualified"


@case
def created_after_as_of(world: World, dice: Dice, count: int) -> None:
    for number in range(count):
        created_at = AS_OF + SECOND + DAY * 2 * number
        world.leads.append(make_lead(dice, COUNT_LEADS + 1 + number, created_at, None, None))


@case
def closes_after_as_of(world: World, dice: Dice, count: int) -> None:
    for number, lead in enumerate(take_leads(world, count)):
        lead["closed_at"] = stamp(AS_OF + SECOND + DAY * 4 * number)
        lead["status"] = "qualified"


def merge(lead: Row, survivor_id: str) -> None:
    lead["merged_into_lead_id"] = survivor_id
    lead["status"] = "disqualified"
    lead["closed_at"] = stamp(datetime.fromisoformat(lead["created_at"]) + DAY * 9)


def add_form(world: World, name: str, number: int, lead: Row) -> None:
    """A form that only the merged lead has, some days after its creation."""
    at = datetime.fromisoformat(lead["created_at"]) + DAY * 2
    subject = {"lead_id": lead["lead_id"], "business_unit": lead["business_unit"]}
    row = world.add("form_submitted", at, subject, FORMS[0], url=web_address(FORMS[0]))
    row["interaction_id"] = f"{name}-{number + 1:02d}"


@case
def merged_lead(world: World, dice: Dice, count: int) -> None:
    leads = take_leads(world, 2 * count)
    for number, (lead, survivor) in enumerate(zip(leads[::2], leads[1::2], strict=True)):
        merge(lead, survivor["lead_id"])
        lead |= {key: survivor[key] for key in ("lead_name", "email")}
        add_form(world, "merged_lead", number, lead)


@case
def merged_chain(world: World, dice: Dice, count: int) -> None:
    leads = take_leads(world, 3 * count)
    for number in range(count):
        first, second, third = leads[3 * number : 3 * number + 3]
        merge(first, second["lead_id"])
        merge(second, third["lead_id"])
        add_form(world, "merged_chain", number, first)


@case
def merged_outcome(world: World, dice: Dice, count: int) -> None:
    leads = take_leads(world, 2 * count)
    for lead, survivor in zip(leads[::2], leads[1::2], strict=True):
        merge(lead, survivor["lead_id"])
        at = datetime.fromisoformat(lead["created_at"]) + DAY * 3
        outcome = {"lead_id": lead["lead_id"], "outcome": "qualified", "occurred_at": stamp(at)}
        world.outcomes.append(outcome)


@case
def merged_into_unknown(world: World, dice: Dice, count: int) -> None:
    for number, lead in enumerate(take_leads(world, count)):
        lead["merged_into_lead_id"] = f"L9{number + 1:03d}"


@case
def duplicate_lead(world: World, dice: Dice, count: int) -> None:
    world.leads.extend(dict(lead) for lead in take_leads(world, count))


@case
def duplicate_contact(world: World, dice: Dice, count: int) -> None:
    world.contacts.extend(dict(dice.pick(world.contacts)) for _ in range(count))


@case
def late_row(world: World, dice: Dice, count: int) -> None:
    def early(row: Row) -> bool:
        return seen_at(row) < AS_OF - DAY * 57

    for row in take_interactions(world, dice, "late_row", count, early):
        row["loaded_at"] = stamp(next_load(seen_at(row) + DAY * dice.whole(14, 56)))


@case
def asset_spelling(world: World, dice: Dice, count: int) -> None:
    def is_email(row: Row) -> bool:
        return row["channel"] == "email"

    taken = take_interactions(world, dice, "asset_spelling", count, is_email)
    for number, row in enumerate(taken):
        name = row["asset_name"]
        row["asset_name"] = (name.upper() + " ", name.lower(), f" {name} ")[number % 3]


@case
def at_closing(world: World, dice: Dice, count: int) -> None:
    closed = [row for row in world.leads if row["status"] == "qualified" and "closed_at" in row]
    for number in range(count):
        lead = closed[number * len(closed) // count]
        at = datetime.fromisoformat(lead["closed_at"])
        add_visit(world, "at_closing", number, at, {"lead_id": lead["lead_id"]})


@case
def at_as_of(world: World, dice: Dice, count: int) -> None:
    for number, lead in enumerate(take_leads(world, count)):
        add_visit(world, "at_as_of", number, AS_OF, lead)


@case
def window_edge(world: World, dice: Dice, count: int) -> None:
    windows = (7, 14, 30, 60, 90)
    for number, lead in enumerate(take_leads(world, count)):
        days, just_in = windows[number // 2 % len(windows)], number % 2
        at = AS_OF - HOUR * 24 * days + SECOND * just_in
        row = world.add("pricing_viewed", at, lead, "Pricing", url=web_address("Pricing"))
        row["interaction_id"] = f"window_edge-{days:02d}-{'in' if just_in else 'out'}"


@case
def ahead_of_load(world: World, dice: Dice, count: int) -> None:
    for number, row in enumerate(take_interactions(world, dice, "ahead_of_load", count)):
        hours = 24 if number == 0 else dice.whole(1, 23)  # 24 h exactly is not more than a day
        row["loaded_at"] = stamp(seen_at(row) - HOUR * hours)


@case
def number_id(world: World, dice: Dice, count: int) -> None:
    ids = ("0042", "42")
    for number, row in enumerate(take_interactions(world, dice, "number_id", count)):
        row["interaction_id"] = ids[number]


@case
def half_known(world: World, dice: Dice, count: int) -> None:
    for number, row in enumerate(take_interactions(world, dice, "half_known", count)):
        row["lead_id"] = f"L9{number + 101:03d}"


@case
def bot_click(world: World, dice: Dice, count: int) -> None:
    sendings = [row for row in world.spare_interactions if row["interaction_type"] == "email_sent"]
    for number in range(count):
        sending = dice.pick(sendings)
        row = dict(sending) | {"interaction_type": "email_clicked", "is_bot": "true"}
        row["interaction_id"] = f"bot_click-{number + 1:02d}"
        row["occurred_at"] = stamp(seen_at(sending) + SECOND * dice.whole(1, 5))
        world.interactions.append(row)


@case
def test_send(world: World, dice: Dice, count: int) -> None:
    sendings = [row for row in world.spare_interactions if row["interaction_type"] == "email_sent"]
    for number in range(count):
        row = dict(dice.pick(sendings)) | {"is_test": "true"}
        row["interaction_id"] = f"test_send-{number + 1:02d}"
        row["interaction_type"] = ("email_sent", "email_opened", "email_clicked")[number % 3]
        world.interactions.append(row)


def copy_row(world: World, row: Row, **changes: str) -> None:
    world.interactions.append(row | changes)


@case
def exact_copy(world: World, dice: Dice, count: int) -> None:
    for row in take_interactions(world, dice, "exact_copy", count):
        copy_row(world, row)


@case
def newer_copy(world: World, dice: Dice, count: int) -> None:
    """The correction moves the interaction to another time, or renames its asset."""

    def early(row: Row) -> bool:
        return seen_at(row) < AS_OF - DAY * 3

    for number, row in enumerate(take_interactions(world, dice, "newer_copy", count, early)):
        earlier = stamp(seen_at(row) - HOUR * 2)
        changes = {"asset_name": "Renamed"} if number % 2 else {"occurred_at": earlier}
        copy_row(world, row, loaded_at=stamp(next_load(seen_at(row) + DAY)), **changes)


@case
def tied_copy(world: World, dice: Dice, count: int) -> None:
    for row in take_interactions(world, dice, "tied_copy", count):
        copy_row(world, row, asset_name=row["asset_name"] + " (copy)")


@case
def copy_never_loaded(world: World, dice: Dice, count: int) -> None:
    for row in take_interactions(world, dice, "copy_never_loaded", count):
        copy_row(world, row, loaded_at="", asset_name="zz lost")


@case
def future_near(world: World, dice: Dice, count: int) -> None:
    for number, lead in enumerate(take_leads(world, count)):
        at = AS_OF + SECOND + HOUR * 3 * number
        add_visit(world, "future_near", number, at, lead)


@case
def future_far(world: World, dice: Dice, count: int) -> None:
    for number, lead in enumerate(take_leads(world, count)):
        add_visit(world, "future_far", number, AS_OF + DAY * (3 + 400 * number), lead)


@case
def far_ahead_of_load(world: World, dice: Dice, count: int) -> None:
    for number, row in enumerate(take_interactions(world, dice, "far_ahead_of_load", count)):
        loaded_at = seen_at(row) - DAY - SECOND - DAY * 5 * number  # the first by one second
        row["loaded_at"] = stamp(loaded_at)


@case
def missing_time(world: World, dice: Dice, count: int) -> None:
    for row in take_interactions(world, dice, "missing_time", count):
        row["occurred_at"] = ""


@case
def missing_id(world: World, dice: Dice, count: int) -> None:
    for row in take_interactions(world, dice, "missing_id", count):
        row["interaction_id"] = ""


@case
def unknown_lead(world: World, dice: Dice, count: int) -> None:
    for number, row in enumerate(take_interactions(world, dice, "unknown_lead", count)):
        row |= {"lead_id": f"L9{number + 201:03d}", "contact_id": ""}


@case
def unknown_contact(world: World, dice: Dice, count: int) -> None:
    for number, row in enumerate(take_interactions(world, dice, "unknown_contact", count)):
        row |= {"lead_id": "", "contact_id": f"C9{number + 1:03d}"}


@case
def no_subject(world: World, dice: Dice, count: int) -> None:
    for row in take_interactions(world, dice, "no_subject", count):
        row |= {"lead_id": "", "contact_id": ""}


@case
def duplicate_outcome(world: World, dice: Dice, count: int) -> None:
    won = [row for row in world.outcomes if row["outcome"] == "won"]
    world.outcomes.extend(dict(won[number * len(won) // count]) for number in range(count))


@case
def outcome_after_as_of(world: World, dice: Dice, count: int) -> None:
    for number, lead in enumerate(take_leads(world, count)):
        at = stamp(AS_OF + SECOND + DAY * 5 * number)
        row = {"lead_id": lead["lead_id"], "outcome": "won", "occurred_at": at}
        world.outcomes.append(row | {"amount": "7000.00"})


@case
def outcome_of_unknown(world: World, dice: Dice, count: int) -> None:
    for number in range(count):
        row = {"lead_id": f"L9{number + 301:03d}", "outcome": "won", "amount": "5000.00"}
        world.outcomes.append(row | {"occurred_at": stamp(AS_OF - DAY * (30 + number))})


def former_version(lead: Row, until: datetime) -> Row:
    """The lead as it was until then, under another title."""
    return lead | {"job_title": "Assistant", "valid_from": "", "valid_to": stamp(until)}


@case
def version_gap(world: World, dice: Dice, count: int) -> None:
    for lead in take_leads(world, count):
        at = datetime.fromisoformat(lead["created_at"]) + DAY * 3
        lead["valid_from"] = stamp(at + DAY * 30)
        world.leads.append(former_version(lead, at))


@case
def version_overlap(world: World, dice: Dice, count: int) -> None:
    for lead in take_leads(world, count):
        at = datetime.fromisoformat(lead["created_at"]) + DAY * 3
        lead["valid_from"] = stamp(at)
        world.leads.append(former_version(lead, at + DAY * 30))


@case
def version_after_as_of(world: World, dice: Dice, count: int) -> None:
    for number, lead in enumerate(take_leads(world, count)):
        at = stamp(AS_OF + SECOND + DAY * number)
        world.leads.append(lead | {"job_title": "Student", "valid_from": at})
        lead["valid_to"] = at


@case
def empty_version(world: World, dice: Dice, count: int) -> None:
    for lead in take_leads(world, count):
        at = datetime.fromisoformat(lead["created_at"]) + DAY * 5
        never = stamp(at - SECOND)
        lead["valid_from"] = stamp(at)
        world.leads.append(former_version(lead, at))
        world.leads.append(lead | {"job_title": "Intern", "valid_from": never, "valid_to": never})


@case
def deleted_lead(world: World, dice: Dice, count: int) -> None:
    for lead in take_leads(world, count):
        lead["valid_to"] = stamp(datetime.fromisoformat(lead["created_at"]) + DAY * 20)


def take_registrations(world: World, dice: Dice, count: int) -> list[Row]:
    return [dict(dice.pick(world.event_registrations)) for _ in range(count)]


@case
def registration_twice(world: World, dice: Dice, count: int) -> None:
    world.event_registrations.extend(take_registrations(world, dice, count))


@case
def registration_unclear(world: World, dice: Dice, count: int) -> None:
    for row in world.event_registrations[:: len(world.event_registrations) // count][:count]:
        row["is_canceled"] = ""


def odd_registrations(world: World, dice: Dice, count: int, **odd: str) -> None:
    """Further registrations that stay without effect, each odd in the same way."""
    for row in take_registrations(world, dice, count):
        world.event_registrations.append(row | odd)


@case
def registration_without_time(world: World, dice: Dice, count: int) -> None:
    odd_registrations(world, dice, count, registered_at="")


@case
def registration_without_contact(world: World, dice: Dice, count: int) -> None:
    odd_registrations(world, dice, count, contact_id="")


@case
def registration_of_unknown(world: World, dice: Dice, count: int) -> None:
    odd_registrations(world, dice, count, contact_id="C9401")


@case
def registration_after_as_of(world: World, dice: Dice, count: int) -> None:
    odd_registrations(world, dice, count, registered_at=stamp(AS_OF + DAY * 2))


# ---------------------------------------------------------------------------------------------
# Files
# ---------------------------------------------------------------------------------------------


def make_world() -> World:
    world = World()
    make_accounts(world)
    make_contacts(world)
    make_leads(world)
    calendar = mailings()
    for journey in world.journeys:
        decide_outcome(world, journey)
        act(world, journey)
        receive_mail(world, journey, calendar)
        attend_events(world, journey)
    contacts_without_lead(world, calendar)
    number_interactions(world)
    make_history(world)
    make_ugly(world)
    world.interactions.sort(key=lambda row: (row["loaded_at"], row["interaction_id"], str(row)))
    world.outcomes.sort(key=lambda row: (row["occurred_at"], row["lead_id"], row["outcome"]))
    world.event_registrations.sort(key=lambda row: (row["registered_at"], row["contact_id"]))
    return world


def write(folder: Path, world: World) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for table, names in COLUMNS.items():
        columns = names.split()
        rows: list[Row] = getattr(world, table)
        with (folder / f"demo_{table}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(columns)
            writer.writerows([row.get(column, "") for column in columns] for row in rows)


if __name__ == "__main__":
    default = Path(__file__).parent / "demo"
    write(Path(sys.argv[1]) if len(sys.argv) > 1 else default, make_world())
