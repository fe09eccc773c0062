"""Hand-computed cases, one rule each: a model, its input, and the history it must give.

They are data, so that the reference scorer and the built project can both be held against them. The
numbers were worked out by hand from the semantics page; never replace one by what a program says.
All cases share one `as_of`, so that one build can hold them all.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from reference.records import STANDARD, Options, Row, Tables
from reference.scorer import HistoryRow, Model

AS_OF = datetime(2026, 4, 1)
TICK = timedelta(microseconds=1)


@dataclass(frozen=True)
class Case:
    """One named case; the name begins with the rule that it holds."""

    name: str
    model: Model
    tables: Tables
    history: list[HistoryRow]
    as_of: datetime = AS_OF
    options: Options = STANDARD


def t(text: str) -> datetime:
    """`01-05`, `01-05 10:00` or with seconds, of 2026, or a full date."""
    text = text if text[4:5] == "-" else f"2026-{text}"
    return datetime.fromisoformat(text)


def lead(lead_id: str = "ann", created_at: str = "01-05", **columns: Any) -> Row:
    """A row of `leads`."""
    return {"lead_id": lead_id, "created_at": t(created_at), **columns}


def event(
    interaction_id: str | None,
    occurred_at: str | None,
    interaction_type: str | None = "email_opened",
    lead_id: str | None = "ann",
    **columns: Any,
) -> Row:
    """A row of `interactions`."""
    return {
        "interaction_id": interaction_id,
        "interaction_type": interaction_type,
        "occurred_at": occurred_at and t(occurred_at),
        "lead_id": lead_id,
        **columns,
    }


def tables(leads: list[Row], interactions: list[Row] | None = None, **others: Any) -> Tables:
    """The input of a case."""
    return {"leads": leads, "interactions": interactions or [], **others}


def opened(**keys: Any) -> dict[str, Any]:
    """A condition over opened e-mails."""
    return {"interaction": "email_opened", **keys}


def attribute(path: str, operator: str, value: Any = None, **keys: Any) -> dict[str, Any]:
    """A condition over an attribute of the lead."""
    given = {} if value is None else {"value": value}
    return {"attribute": path, "operator": operator, **given, **keys}


def where(field: str, operator: str, value: Any = None, **keys: Any) -> dict[str, Any]:
    """A filter on an interaction's own column."""
    given = {} if value is None else {"value": value}
    return {"field": field, "operator": operator, **given, **keys}


def group(points: int, *conditions: dict[str, Any], **keys: Any) -> dict[str, Any]:
    """A group; `model` names it and its conditions."""
    return {"points": points, **keys, "conditions": list(conditions)}


def model(*groups: dict[str, Any], **keys: Any) -> Model:
    """A model of these groups, all names made up."""
    count = 0

    def named(node: dict[str, Any]) -> dict[str, Any]:
        nonlocal count
        for branch in ("all", "any"):
            if branch in node:
                return {branch: [named(child) for child in node[branch]]}
        count += 1
        return {"name": f"c{count}", **node}

    return {
        "name": "case",
        "status": "live",
        **keys,
        "groups": [
            {
                "name": f"g{number}",
                **one,
                "conditions": [named(node) for node in one["conditions"]],
            }
            for number, one in enumerate(groups, start=1)
        ],
    }


def rows(
    lead_id: str, *changes: tuple[str, int] | tuple[str, int, str], ends: str | None = None
) -> list[HistoryRow]:
    """The history of one lead: (since when, score, grade); a row ends where the next begins."""
    times: list[datetime | None] = [t(change[0]) for change in changes]
    times.append(None if ends is None else t(ends))
    history: list[HistoryRow] = []
    for number, change in enumerate(changes):
        grade = change[2] if len(change) == 3 else None
        previous = history[-1].score if history else None
        began = times[number]
        assert began is not None
        score = Decimal(change[1])
        history.append(HistoryRow(lead_id, began, times[number + 1], score, grade, previous))
    return history


def _attribute_cases() -> list[Case]:
    """One lead, one attribute, one operator: 10 points from the creation on, or never."""

    def case(
        name: str, expected: bool, column: str, have: Any, *condition: Any, **keys: Any
    ) -> Case:
        return Case(
            name,
            model(group(10, attribute(column, *condition, **keys))),
            tables([lead(**{column: have})]),
            rows("ann", ("01-05", 10 if expected else 0)),
        )

    big = Decimal("1000.5")
    return [
        case("C1_attribute_holds", True, "country", "US", "equals", "US"),
        case("C1_null_is_not_set", True, "country", None, "is_not_set"),
        case("C1_null_is_not_equal_to_anything", False, "country", None, "not_equals", "US"),
        case("C1_null_is_not_outside_a_list", False, "country", None, "not_in", ["US"]),
        case("C1_null_does_not_not_contain", False, "country", None, "not_contains", "US"),
        case("C1_null_is_not_set_so_not_set", False, "country", None, "is_set"),
        case("C1_null_number_is_not_equal", False, "employee_count", None, "not_equals", 3),
        case("C1_empty_text_is_null", True, "country", "", "is_not_set"),
        case("C1_blank_text_is_null", True, "country", "   ", "is_not_set"),
        case("C1_blank_text_differs_from_nothing", False, "country", " ", "not_equals", "US"),
        case("C1_a_tab_is_not_blank", True, "country", "\t", "is_set"),
        case("C8_case_is_ignored", True, "country", "uS", "equals", "Us"),
        case("C8_outer_blanks_of_the_data", True, "country", "  US ", "equals", "US"),
        case("C8_outer_blanks_of_the_spec", True, "country", "US", "equals", " US  "),
        case("C8_inner_blanks_count", False, "city", "New  York", "equals", "New York"),
        case("C8_only_plain_blanks_are_trimmed", False, "city", "Rome\t", "equals", "Rome"),
        case("C8_no_break_space_is_not_trimmed", False, "city", "Rome\u00a0", "equals", "Rome"),
        case("C8_lower_case_beyond_ascii", True, "city", "ÇORUM ÉÑ Ж", "equals", "çorum éñ ж"),
        case("C8_sharp_s_stays", False, "city", "Straße", "equals", "strasse"),
        case("C8_accents_count", False, "city", "Genève", "equals", "Geneve"),
        case(
            "C8_case_sensitive_differs",
            False,
            "city",
            "rome",
            "equals",
            "Rome",
            case_sensitive=True,
        ),
        case("C8_case_sensitive_same", True, "city", "Rome", "equals", "Rome", case_sensitive=True),
        case(
            "C8_case_sensitive_counts_blanks",
            False,
            "city",
            "Rome ",
            "equals",
            "Rome",
            case_sensitive=True,
        ),
        case(
            "C8_case_sensitive_contains",
            False,
            "city",
            "rome",
            "contains",
            "Rom",
            case_sensitive=True,
        ),
        case("C8_business_unit_is_exact", False, "business_unit", "EMEA", "equals", "emea"),
        case("C8_business_unit_equals", True, "business_unit", "EMEA", "equals", "EMEA"),
        case("C8_leading_zeros_stay", False, "business_unit", "007", "equals", "7"),
        case("C9_equals_not", False, "country", "USA", "equals", "US"),
        case("C9_not_equals", True, "country", "CA", "not_equals", "US"),
        case("C9_in", True, "country", "ca", "in", ["US", "CA"]),
        case("C9_in_not", False, "country", "MX", "in", ["US", "CA"]),
        case("C9_not_in", True, "country", "MX", "not_in", ["US", "CA"]),
        case("C9_not_in_not", False, "country", "ca", "not_in", ["US", "CA"]),
        case("C9_contains", True, "job_title", "Vice DIRECTOR of it", "contains", "director"),
        case("C9_not_contains", False, "job_title", "Director", "not_contains", "rect"),
        case("C9_begins_with", True, "job_title", " Director", "begins_with", "dir"),
        case("C9_begins_with_not", False, "job_title", "Vice Director", "begins_with", "dir"),
        case("C9_ends_with", True, "job_title", "Vice Director ", "ends_with", "TOR"),
        case("C9_ends_with_not", False, "job_title", "Directors", "ends_with", "tor"),
        case("C9_percent_is_plain", False, "job_title", "100 of x", "contains", "0%x"),
        case("C9_percent_is_found", True, "job_title", "a 10%x b", "contains", "0%X"),
        case("C9_underscore_is_plain", False, "job_title", "abc", "contains", "a_c"),
        case("C9_underscore_is_found", True, "job_title", "xa_c", "ends_with", "A_C"),
        case("C9_backslash_is_plain", True, "job_title", "a\\b", "contains", "\\B"),
        case("C9_backslash_escapes_nothing", False, "job_title", "a%b", "contains", "a\\%b"),
        case("C9_quotes_are_plain", True, "job_title", 'o\'clock "x"', "contains", "O'C"),
        case("C9_a_line_break_is_plain", True, "city", "Rome\nand\r\nOslo", "contains", "E\nA"),
        case("C9_a_line_break_is_no_blank", True, "city", "Rome\n", "not_equals", "Rome"),
        case("C9_a_line_break_at_the_end", False, "city", "Rome\n", "not_equals", "Rome\n"),
        case("C9_not_a_pattern_of_any", False, "job_title", "abc", "equals", "%"),
        case("C9_number_equals", True, "annual_revenue", big, "equals", big),
        case("C9_number_not_equals", True, "annual_revenue", big, "not_equals", 1000),
        case("C9_number_in", True, "employee_count", 3, "in", [1, 3]),
        case("C9_number_not_in", False, "employee_count", 3, "not_in", [1, 3]),
        case("C9_greater_than_at_the_edge", False, "annual_revenue", big, "greater_than", big),
        case("C9_greater_than", True, "annual_revenue", big, "greater_than", 1000),
        case("C9_greater_or_equal_at_the_edge", True, "employee_count", 3, "greater_or_equal", 3),
        case("C9_less_than_at_the_edge", False, "employee_count", 3, "less_than", 3),
        case("C9_less_or_equal_at_the_edge", True, "employee_count", 3, "less_or_equal", 3),
        case("C9_between_includes_the_low_end", True, "employee_count", 3, "between", [3, 5]),
        case("C9_between_includes_the_high_end", True, "employee_count", 5, "between", [3, 5]),
        case("C9_between_outside", False, "employee_count", 6, "between", [3, 5]),
        case("C9_zero_is_set", True, "employee_count", 0, "is_set"),
        case("C9_negative_numbers", True, "annual_revenue", Decimal("-2.5"), "less_than", -2),
    ]


def _time_attribute_cases() -> list[Case]:
    """The attribute `created_at`, here 01-05 00:00, under each operator that fits a time."""

    def case(name: str, condition: dict[str, Any], *changes: tuple[str, int]) -> Case:
        return Case(name, model(group(10, condition)), tables([lead()]), rows("ann", *changes))

    def created(operator: str, value: Any = None) -> dict[str, Any]:
        return attribute("created_at", operator, value)

    always, never = ("01-05", 10), ("01-05", 0)
    after = "2026-01-05 00:00:00.000001"
    return [
        case("C9_time_is_set", created("is_set"), always),
        case("T1_a_date_is_its_midnight", created("equals", "2026-01-05"), always),
        case("C9_time_not_equals_by_a_tick", created("not_equals", after), always),
        case("C9_time_in", created("in", ["2026-01-04", "2026-01-05"]), always),
        case("C9_time_not_in", created("not_in", ["2026-01-04", "2026-01-05"]), never),
        case("C9_time_greater_than_at_the_edge", created("greater_than", "2026-01-05"), never),
        case("C9_time_greater_or_equal", created("greater_or_equal", "2026-01-05"), always),
        case("C9_time_less_than_by_a_tick", created("less_than", after), always),
        case("C9_time_less_or_equal", created("less_or_equal", "2026-01-05"), always),
        case("C9_time_between", created("between", ["2026-01-01", "2026-01-05"]), always),
        case("C9_within_last_days", created("within_last_days", 2), always, ("01-07", 0)),
        case("C9_older_than_days", created("older_than_days", 2), never, ("01-07", 10)),
        Case(
            "C9_within_last_days_begins_before_the_creation",
            model(group(10, attribute("valid_from", "within_last_days", 30))),
            tables([lead(valid_from=t("2025-12-31"))]),
            rows("ann", ("01-05", 10), ("01-30", 0)),
        ),
        Case(
            "T7_a_future_boundary_is_scheduled",
            model(group(10, created("older_than_days", 100))),
            tables([lead()]),
            # 26 more days of January, 28 of February, 31 of March, then 15: April 15
            rows("ann", ("01-05", 0), ("04-15", 10)),
        ),
    ]


def _interaction_cases() -> list[Case]:
    """Which interactions match, for how long, and how often: C3 to C5."""

    def case(
        name: str, condition: dict[str, Any], events: list[Row], *changes: tuple[str, int]
    ) -> Case:
        return Case(
            name, model(group(10, condition)), tables([lead()], events), rows("ann", *changes)
        )

    three = [event("1", "01-10"), event("2", "01-20"), event("3", "02-10")]
    noon = event("1", "01-10 12:00")
    news = event("1", "01-10", asset_name="News 1", duration_seconds=30, is_test=False)
    other = event("2", "01-20", asset_name="Demo", url="/pricing?x=%25_")
    return [
        case(
            "C3_other_types_do_not_match", opened(), [event("1", "01-10", "sms_sent")], ("01-05", 0)
        ),
        case("C8_the_type_is_exact", opened(), [event("1", "01-10", "Email_opened")], ("01-05", 0)),
        case(
            "C8_the_type_counts_blanks",
            opened(),
            [event("1", "01-10", "email_opened ")],
            ("01-05", 0),
        ),
        case(
            "C3_where",
            opened(where=[where("asset_name", "equals", "demo")]),
            [news, other],
            ("01-05", 0),
            ("01-20", 10),
        ),
        case(
            "C3_where_is_all_of_a_list",
            opened(where=[where("asset_name", "is_set"), where("url", "contains", "%25_")]),
            [news, other],
            ("01-05", 0),
            ("01-20", 10),
        ),
        case(
            "C3_where_tree",
            opened(
                frequency="each",
                where=[
                    {
                        "any": [
                            where("duration_seconds", "greater_or_equal", 30),
                            {"all": [where("url", "is_set"), where("asset_name", "in", ["demo"])]},
                        ]
                    }
                ],
            ),
            [news, other, event("3", "02-10", asset_name="Demo")],
            ("01-05", 0),
            ("01-10", 10),
            ("01-20", 20),
        ),
        case(
            "C3_where_with_a_line_break",
            # not alone, so that it may stand further to the right in what is generated
            opened(
                where=[
                    {
                        "any": [
                            where("asset_name", "equals", "two\n  lines\n", case_sensitive=True),
                            {"all": [where("asset_name", "equals", "tab\tor\r\n")]},
                        ]
                    }
                ],
                frequency="each",
            ),
            [
                event("1", "01-10", asset_name="two\n  lines\n"),
                event("2", "01-12", asset_name="Tab\tor\r\n"),
                event("3", "01-14", asset_name="two lines"),
            ],
            ("01-05", 0),
            ("01-10", 10),
            ("01-12", 20),
        ),
        case(
            "C3_where_boolean",
            opened(where=[where("is_test", "is_false")]),
            [other, news],
            ("01-05", 0),
            ("01-10", 10),
        ),
        case(
            "C3_where_boolean_null_is_not_set",
            opened(where=[where("is_test", "is_not_set")]),
            [other, news],
            ("01-05", 0),
            ("01-20", 10),
        ),
        case(
            "C3_where_null_is_false",
            opened(where=[where("url", "not_contains", "pricing")]),
            [news, other],
            ("01-05", 0),
        ),
        case(
            "C3_time_relative_filters_are_measured_at_the_interaction",
            opened(frequency="each", where=[where("loaded_at", "older_than_days", 2)]),
            [
                # late_clock begins a day past loaded_at, so these would never count
                event("1", "01-10", loaded_at=t("01-08")),
                event("2", "01-11", loaded_at=t("01-10")),
            ],
            ("01-05", 0),
        ),
        case(
            "C3_within_last_days_at_its_edges",
            opened(frequency="each", where=[where("loaded_at", "within_last_days", 1)]),
            [
                event("1", "01-10", loaded_at=t("01-10")),  # at the beginning: inside
                event("2", "01-12", loaded_at=t("01-11")),  # exactly a day later: outside
                event("3", "01-14", loaded_at=t("01-14 00:00:00.000001")),  # not yet
                event("4", "01-16", loaded_at=t("01-15 00:00:00.000001")),  # a tick less: inside
            ],
            ("01-05", 0),
            ("01-10", 10),
            ("01-16", 20),
        ),
        case(
            "C4_window",
            opened(within_days=7),
            [noon],
            ("01-05", 0),
            ("01-10 12:00", 10),
            ("01-17 12:00", 0),
        ),
        case(
            "T3_an_interval_ends_where_the_next_begins",
            opened(frequency="each", within_days=7),
            [noon, event("2", "01-17 12:00")],
            ("01-05", 0),
            ("01-10 12:00", 10),
            ("01-24 12:00", 0),
        ),
        case(
            "C4_window_in_microseconds",
            opened(within_days=1),
            [event("1", "01-10 12:00:00.000001")],
            ("01-05", 0),
            ("01-10 12:00:00.000001", 10),
            ("01-11 12:00:00.000001", 0),
        ),
        case("C4_no_window", opened(), [noon], ("01-05", 0), ("01-10 12:00", 10)),
        case(
            "C4_since_includes_its_instant",
            opened(frequency="each", since="2026-01-20"),
            three,
            ("01-05", 0),
            ("01-20", 10),
            ("02-10", 20),
        ),
        case(
            "C4_since_a_timestamp",
            opened(frequency="each", since="2026-01-20 00:00:00.000001"),
            three,
            ("01-05", 0),
            ("02-10", 10),
        ),
        case(
            "C4_since_and_window",
            opened(frequency="each", since="2026-01-20", within_days=30),
            three,
            ("01-05", 0),
            ("01-20", 10),
            ("02-10", 20),
            ("02-19", 10),
            ("03-12", 0),
        ),
        case(
            "C5_at_least",
            opened(frequency={"at_least": 3}),
            three,
            ("01-05", 0),
            ("02-10", 10),
        ),
        case(
            "C5_at_least_in_touching_windows_is_one_row",
            opened(within_days=10),
            [event("1", "01-10"), event("2", "01-20")],
            ("01-05", 0),
            ("01-10", 10),
            ("01-30", 0),
        ),
        case(
            "C5_at_least_one_tick_apart_is_two_rows",
            opened(within_days=10),
            [event("1", "01-10"), event("2", "01-20 00:00:00.000001")],
            ("01-05", 0),
            ("01-10", 10),
            ("01-20", 0),
            ("01-20 00:00:00.000001", 10),
            ("01-30 00:00:00.000001", 0),
        ),
        case(
            "C5_two_whose_windows_only_touch_are_never_two",
            opened(within_days=10, frequency={"at_least": 2}),
            [event("1", "01-10"), event("2", "01-20")],
            ("01-05", 0),
        ),
        case(
            "C5_two_at_one_instant_are_two",
            opened(within_days=1, frequency={"at_least": 2}),
            [event("1", "01-10"), event("2", "01-10"), event("3", "01-10")],
            ("01-05", 0),
            ("01-10", 10),
            ("01-11", 0),
        ),
        case(
            "C5_each",
            opened(frequency="each", within_days=30),
            [*three, event("4", "02-10")],
            ("01-05", 0),
            ("01-10", 10),
            ("01-20", 20),
            ("02-09", 10),
            ("02-10", 30),
            ("02-19", 20),
            ("03-12", 0),
        ),
        case(
            "C5_none",
            opened(frequency="none", within_days=5),
            three,
            ("01-05", 10),
            ("01-10", 0),
            ("01-15", 10),
            ("01-20", 0),
            ("01-25", 10),
            ("02-10", 0),
            ("02-15", 10),
        ),
        case("C5_none_for_ever", opened(frequency="none"), three, ("01-05", 10), ("01-10", 0)),
        case("C5_none_without_interactions", opened(frequency="none"), [], ("01-05", 10)),
    ]


def _group_cases() -> list[Case]:
    """Trees of conditions, and what a group is worth: G1 to G3."""
    us = attribute("country", "equals", "US")
    boss = attribute("job_title", "contains", "boss")
    visit = {"interaction": "website_visited", "within_days": 10}
    events = [
        event("1", "01-10"),
        event("2", "01-15", "website_visited"),
        event("3", "01-20"),
    ]
    leads = [lead(country="US"), lead("bob", country="CA")]

    def case(name: str, one: dict[str, Any], *changes: tuple[str, int], bob: int = 0) -> Case:
        return Case(
            name,
            model(one),
            tables(leads, events),
            [*rows("ann", *changes), *rows("bob", ("01-05", bob))],
        )

    return [
        case("G1_all_by_default", group(5, us, opened()), ("01-05", 0), ("01-10", 5)),
        case("G1_match_all", group(5, us, boss, match="all"), ("01-05", 0)),
        case("G1_match_any", group(5, us, boss, match="any"), ("01-05", 5)),
        case(
            "G1_nested_any",
            group(5, us, {"any": [boss, visit]}),
            ("01-05", 0),
            ("01-15", 5),
            ("01-25", 0),
        ),
        case(
            "G1_nested_all_in_any",
            group(5, boss, {"all": [opened(), {"any": [boss, visit]}]}, match="any"),
            ("01-05", 0),
            ("01-15", 5),
            ("01-25", 0),
        ),
        case(
            "G1_a_tree_of_none_and_attribute",
            group(
                5, {"any": [attribute("country", "equals", "CA"), visit]}, opened(frequency="none")
            ),
            ("01-05", 0),
            bob=5,
        ),
        case(
            "G2_each_while_the_rest_is_true",
            group(5, opened(frequency="each"), visit),
            ("01-05", 0),
            ("01-15", 5),
            ("01-20", 10),
            ("01-25", 0),
        ),
        case(
            "G2_each_with_an_attribute",
            group(-5, us, opened(frequency="each")),
            ("01-05", 0),
            ("01-10", -5),
            ("01-20", -10),
        ),
        case(
            "G3_each_is_bounded",
            group(10, opened(frequency="each"), max_points=15),
            ("01-05", 0),
            ("01-10", 10),
            ("01-20", 15),
        ),
        case(
            "G3_the_bound_holds_below_zero",
            group(-10, opened(frequency="each"), max_points=15),
            ("01-05", 0),
            ("01-10", -10),
            ("01-20", -15),
        ),
        case(
            "G3_the_bound_may_be_below_the_points",
            group(10, opened(), max_points=4),
            ("01-05", 0),
            ("01-10", 4),
        ),
    ]


def _interval_cases() -> list[Case]:
    """Who is scored and when: T6, P2, P5, P6, C2."""
    plain = model(group(10, opened(within_days=10)))
    each = model(group(10, opened(frequency="each")))
    us = model(group(10, attribute("country", "equals", "US")))

    def case(
        name: str, spec: Model, leads: list[Row], events: list[Row], *history: list[HistoryRow]
    ) -> Case:
        return Case(name, spec, tables(leads, events), [row for one in history for row in one])

    one = event("1", "01-10")
    return [
        case("P6_nothing_earned_is_zero", plain, [lead()], [], rows("ann", ("01-05", 0))),
        case(
            "P2_closing_ends_the_score",
            plain,
            [lead(closed_at=t("01-15"))],
            [one],
            rows("ann", ("01-05", 0), ("01-10", 10), ends="01-15"),
        ),
        case(
            "P2_a_change_exactly_at_the_closing_is_outside",
            plain,
            [lead(closed_at=t("01-10"))],
            [one],
            rows("ann", ("01-05", 0), ends="01-10"),
        ),
        case(
            "P2_a_change_a_tick_before_the_closing_is_inside",
            plain,
            [lead(closed_at=t("01-10 00:00:00.000001"))],
            [one],
            rows("ann", ("01-05", 0), ("01-10", 10), ends="01-10 00:00:00.000001"),
        ),
        case("P2_closed_when_created", plain, [lead(closed_at=t("01-05"))], [one]),
        case("P2_closed_before_created", plain, [lead(closed_at=t("01-04"))], [one]),
        case(
            "P2_score_closed_leads",
            {**plain, "score_closed_leads": True},
            [lead(closed_at=t("01-15"))],
            [one],
            rows("ann", ("01-05", 0), ("01-10", 10), ("01-20", 0)),
        ),
        case(
            "P2_score_closed_leads_drops_even_a_closing_before_the_creation",
            {**plain, "score_closed_leads": True},
            [lead(closed_at=t("01-04"))],
            [one],
            rows("ann", ("01-05", 0), ("01-10", 10), ("01-20", 0)),
        ),
        case(
            "P2_a_change_exactly_at_the_creation",
            plain,
            [lead(created_at="01-10")],
            [one],
            rows("ann", ("01-10", 10), ("01-20", 0)),
        ),
        case(
            "P2_a_change_a_tick_after_the_creation",
            plain,
            [lead(created_at="01-10")],
            [event("1", "01-10 00:00:00.000001")],
            rows("ann", ("01-10", 0), ("01-10 00:00:00.000001", 10), ("01-20 00:00:00.000001", 0)),
        ),
        case(
            "I7_interactions_from_before_the_creation_count",
            plain,
            [lead(created_at="01-12")],
            [one, event("2", "01-03")],
            # the first opens at 10 and counts to 20, the second ends at 13: never a gap
            rows("ann", ("01-12", 10), ("01-20", 0)),
        ),
        case(
            "I7_a_window_that_ended_before_the_creation",
            plain,
            [lead(created_at="01-20")],
            [one],
            rows("ann", ("01-20", 0)),
        ),
        case(
            "T6_a_lead_created_later_is_not_read",
            plain,
            [lead(created_at="04-01 00:00:00.000001"), lead("bob", created_at="04-01")],
            [event("1", "03-31"), event("2", "04-01", lead_id="bob")],
            rows("bob", ("04-01", 10), ("04-11", 0)),
        ),
        case(
            "T6_a_closing_in_the_future_is_not_known",
            plain,
            [lead(closed_at=t("04-01 00:00:00.000001"))],
            [event("1", "03-30")],
            rows("ann", ("01-05", 0), ("03-30", 10), ("04-09", 0)),
        ),
        case(
            "T6_a_closing_at_as_of_is_known",
            plain,
            [lead(closed_at=t("04-01"))],
            [event("1", "03-30")],
            rows("ann", ("01-05", 0), ("03-30", 10), ends="04-01"),
        ),
        case(
            "T6_a_closing_in_the_future_is_not_set",
            {**model(group(10, attribute("closed_at", "is_set"))), "score_closed_leads": True},
            [lead(closed_at=t("04-02")), lead("bob", closed_at=t("03-01"))],
            [],
            rows("ann", ("01-05", 0)),
            # C1: one unversioned row projects today's value backwards
            rows("bob", ("01-05", 10)),
        ),
        case(
            "T6_interactions_after_as_of_are_not_read",
            each,
            [lead()],
            [event("1", "04-01"), event("2", "04-01 00:00:00.000001")],
            rows("ann", ("01-05", 0), ("04-01", 10)),
        ),
        case(
            "T7_the_end_of_a_window_is_scheduled",
            plain,
            [lead()],
            [event("1", "03-31 23:59:59.999999")],
            rows("ann", ("01-05", 0), ("03-31 23:59:59.999999", 10), ("04-10 23:59:59.999999", 0)),
        ),
        case(
            "P5_a_merged_lead_is_not_scored_and_gives_its_interactions",
            each,
            [lead(), lead("bob", "01-01", merged_into_lead_id="ann")],
            [one, event("2", "01-03", lead_id="bob"), event("3", "01-12", lead_id="bob")],
            rows("ann", ("01-05", 10), ("01-10", 20), ("01-12", 30)),
        ),
        case(
            "P5_merges_are_transitive",
            each,
            [
                lead(),
                lead("bob", merged_into_lead_id="ann"),
                lead("cy", merged_into_lead_id="bob"),
                lead("dee", merged_into_lead_id="cy"),
            ],
            [event("1", "01-10", lead_id="dee"), event("2", "01-12", lead_id="bob")],
            rows("ann", ("01-05", 0), ("01-10", 10), ("01-12", 20)),
        ),
        case(
            "P5_a_merge_into_an_unknown_lead_is_ignored",
            each,
            [lead(merged_into_lead_id="nobody"), lead("bob", merged_into_lead_id=" ")],
            [one],
            rows("ann", ("01-05", 0), ("01-10", 10)),
            rows("bob", ("01-05", 0)),
        ),
        case(
            "P5_a_merge_into_a_lead_created_later_is_ignored",
            each,
            [lead(merged_into_lead_id="bob"), lead("bob", "04-02")],
            [one],
            rows("ann", ("01-05", 0), ("01-10", 10)),
        ),
        case(
            "P5_a_merged_lead_that_was_closed_still_gives",
            each,
            [lead(), lead("bob", closed_at=t("01-06"), merged_into_lead_id="ann")],
            [event("1", "01-10", lead_id="bob")],
            rows("ann", ("01-05", 0), ("01-10", 10)),
        ),
        case(
            "C2_outside_its_version_the_value_is_null",
            us,
            [lead(country="US", valid_from=t("01-10"), valid_to=t("01-20"))],
            [],
            rows("ann", ("01-05", 0), ("01-10", 10), ("01-20", 0)),
        ),
        case(
            "C2_outside_its_version_the_value_is_not_set",
            model(group(10, attribute("country", "is_not_set"))),
            [lead(country="US", valid_from=t("01-10"), valid_to=t("01-20"))],
            [],
            rows("ann", ("01-05", 10), ("01-10", 0), ("01-20", 10)),
        ),
        case(
            "C2_an_empty_valid_from_reaches_back",
            us,
            [lead(country="US", valid_to=t("01-20"))],
            [],
            rows("ann", ("01-05", 10), ("01-20", 0)),
        ),
        case(
            "C2_time_relative_only_inside_the_version",
            model(group(10, attribute("created_at", "older_than_days", 10))),
            [lead(valid_from=t("01-10"), valid_to=t("01-20"))],
            [],
            rows("ann", ("01-05", 0), ("01-15", 10), ("01-20", 0)),
        ),
        case(
            "C2_a_deleted_lead_is_still_scored",
            plain,
            [lead(valid_from=t("01-01"), valid_to=t("01-08"))],
            [one],
            rows("ann", ("01-05", 0), ("01-10", 10), ("01-20", 0)),
        ),
        case(
            "T6_the_end_of_a_version_in_the_future_is_not_known",
            us,
            [lead(country="US", valid_from=t("01-01"), valid_to=t("04-02"))],
            [],
            rows("ann", ("01-05", 10)),
        ),
        case(
            "T6_a_version_that_begins_later_is_not_read",
            us,
            [lead(country="US", valid_from=t("04-02")), lead("bob", valid_from=t("04-01"))],
            [],
            rows("bob", ("01-05", 0)),
        ),
    ]


def _counting_cases() -> list[Case]:
    """Which interactions count: I1, I4 to I6, I8."""
    each = model(group(10, opened(frequency="each")))
    counting = {**each, "count_parent_contact_interactions": True}

    def case(
        name: str,
        spec: Model,
        leads: list[Row],
        events: list[Row],
        *history: list[HistoryRow],
        options: Options = STANDARD,
    ) -> Case:
        contacts = [{"contact_id": "c"}]
        return Case(
            name,
            spec,
            tables(leads, events, contacts=contacts),
            [row for one in history for row in one],
            options=options,
        )

    ann, bob = lead(contact_id="c"), lead("bob", contact_id="c")
    by_contact = event("1", "01-10", lead_id=None, contact_id="c")
    both_ways = event("2", "01-12", contact_id="c")
    day_late = t("01-09")
    dropped = [
        event("b", "01-11", is_bot=True),
        event("t", "01-12", is_test=True),
        event("x", "01-13", is_bot=False, is_test=False),
    ]
    return [
        case(
            "C3_where_looks_at_the_interactions_own_lead",
            {
                **model(
                    group(10, opened(where=[where("lead_id", "is_not_set")])),
                    group(1, opened(where=[where("lead_id", "ends_with", "bob")])),
                ),
                "count_parent_contact_interactions": True,
            },
            [ann, bob],
            [by_contact, both_ways, event("3", "01-14", lead_id="bob", contact_id="c")],
            rows("ann", ("01-05", 0), ("01-10", 10), ("01-14", 11)),
            rows("bob", ("01-05", 0), ("01-10", 10), ("01-14", 11)),
        ),
        case(
            "C3_where_looks_at_the_lead_before_the_merge",
            model(group(10, opened(where=[where("lead_id", "not_contains", "ann")]))),
            [lead(), lead("bob", merged_into_lead_id="ann")],
            [event("1", "01-10"), event("2", "01-12", lead_id="bob")],
            rows("ann", ("01-05", 0), ("01-12", 10)),
        ),
        case(
            "C8_ids_of_interactions_are_exact",
            model(
                group(10, opened(where=[where("asset_id", "equals", "007")])),
                group(1, opened(where=[where("asset_id", "begins_with", "a")])),
                group(100, opened(where=[where("campaign_id", "contains", "x ")])),
            ),
            [lead()],
            [
                event("1", "01-10", asset_id="7"),
                event("2", "01-11", asset_id="007 "),
                event("3", "01-12", asset_id="007"),
                event("4", "01-13", asset_id="A1"),
                event("5", "01-14", asset_id="a1"),
                event("6", "01-15", campaign_id="x"),
                event("7", "01-16", campaign_id="x y"),
            ],
            rows("ann", ("01-05", 0), ("01-12", 10), ("01-14", 11), ("01-16", 111)),
        ),
        case(
            "I1_only_its_own_interactions",
            each,
            [ann, bob],
            [by_contact, both_ways],
            rows("ann", ("01-05", 0), ("01-12", 10)),
            rows("bob", ("01-05", 0)),
        ),
        case(
            "I4_I5_those_of_the_parent_contact_once_for_each_lead",
            counting,
            [ann, bob, lead("cy")],
            [by_contact, both_ways],
            rows("ann", ("01-05", 0), ("01-10", 10), ("01-12", 20)),
            rows("bob", ("01-05", 0), ("01-10", 10), ("01-12", 20)),
            rows("cy", ("01-05", 0)),
        ),
        case(
            "I1_the_parent_contact_need_not_be_in_contacts",
            counting,
            [lead(contact_id="d")],
            [event("1", "01-10", lead_id="nobody", contact_id="d")],
            rows("ann", ("01-05", 0), ("01-10", 10)),
        ),
        case(
            "I1_the_contact_of_a_merged_lead_does_not_come_along",
            counting,
            [lead(), lead("bob", contact_id="c", merged_into_lead_id="ann")],
            [by_contact, event("2", "01-12", lead_id="bob", contact_id="c")],
            rows("ann", ("01-05", 0), ("01-12", 10)),
        ),
        case(
            "I4_direct_by_merge_and_by_contact_is_once",
            counting,
            [ann, lead("bob", contact_id="c", merged_into_lead_id="ann")],
            [event("1", "01-10", lead_id="bob", contact_id="c")],
            rows("ann", ("01-05", 0), ("01-10", 10)),
        ),
        case(
            "I9_links_outlive_the_version_that_holds_them",
            counting,
            [lead(contact_id="c", valid_from=t("01-01"), valid_to=t("01-08"))],
            [by_contact],
            rows("ann", ("01-05", 0), ("01-10", 10)),
        ),
        case(
            "C8_ids_are_compared_exactly",
            each,
            [lead("007"), lead("7"), lead("Ann"), lead("ann"), lead("ann ")],
            [event("1", "01-10", lead_id="7"), event("2", "01-11")],
            rows("007", ("01-05", 0)),
            rows("7", ("01-05", 0), ("01-10", 10)),
            rows("Ann", ("01-05", 0)),
            rows("ann", ("01-05", 0), ("01-11", 10)),
            rows("ann ", ("01-05", 0)),
        ),
        case(
            "I6_the_copy_loaded_last_wins",
            each,
            [lead()],
            [
                event("1", "01-10", loaded_at=t("01-20")),
                event("1", "01-12", loaded_at=t("01-20 00:00:00.000001")),
                event("1", "01-14"),
            ],
            rows("ann", ("01-05", 0), ("01-12", 10)),
        ),
        case(
            "I6_the_losing_copy_never_returns",
            each,
            [lead()],
            # the winner is of another type, so nothing matches
            [event("1", "01-10"), event("1", "01-10", "sms_sent", loaded_at=t("01-10"))],
            rows("ann", ("01-05", 0)),
        ),
        case(
            "I6_the_losing_copy_does_not_return_when_the_winner_is_a_bot",
            each,
            [lead()],
            [
                event("1", "01-10", loaded_at=t("01-20")),
                event("1", "01-10", loaded_at=t("01-21"), is_bot=True),
            ],
            rows("ann", ("01-05", 0)),
        ),
        case(
            "I6_ties_fall_to_the_first_column_that_differs",
            each,
            [lead()],
            # asset_name comes before occurred_at; "b" is greater than "a", any text than NULL
            [
                event("1", "01-10", asset_name="b"),
                event("1", "01-12", asset_name="a"),
                event("1", "01-14"),
            ],
            rows("ann", ("01-05", 0), ("01-10", 10)),
        ),
        case(
            "I6_ties_are_bytewise",
            each,
            [lead()],
            # "a" is 0x61, "Z" 0x5A, "é" 0xC3A9
            [
                event("1", "01-10", asset_name="Z"),
                event("1", "01-12", asset_name="a"),
                event("2", "01-20", asset_name="zz"),
                event("2", "01-22", asset_name="é"),
            ],
            rows("ann", ("01-05", 0), ("01-12", 10), ("01-22", 20)),
        ),
        case(
            "I6_ties_compare_numbers_as_text",
            each,
            [lead()],
            [
                event("1", "01-10", duration_seconds=9),
                event("1", "01-12", duration_seconds=10),
            ],
            rows("ann", ("01-05", 0), ("01-10", 10)),
        ),
        case(
            "I6_ties_compare_booleans_as_text",
            each,
            [lead()],
            # "true" is greater than "false", so the bot wins and is dropped
            [event("1", "01-10", is_bot=False), event("1", "01-10", is_bot=True)],
            rows("ann", ("01-05", 0)),
        ),
        case(
            "I6_ties_compare_times_as_text",
            each,
            [lead()],
            [event("1", "01-10"), event("1", "01-10 00:00:00.5"), event("1", "01-09 23:00")],
            rows("ann", ("01-05", 0), ("01-10 00:00:00.5", 10)),
        ),
        case(
            "I6_identical_copies_count_once",
            each,
            [lead(), lead()],
            [event("1", "01-10"), event("1", "01-10")],
            rows("ann", ("01-05", 0), ("01-10", 10)),
        ),
        case(
            "I6_duplicate_leads",
            model(group(10, attribute("country", "equals", "US"))),
            [lead(country="CA"), lead(country="US"), lead(country=None)],
            [],
            rows("ann", ("01-05", 10)),
        ),
        case(
            "I6_a_copy_of_a_lead_that_is_created_later_is_not_read",
            model(group(10, attribute("country", "equals", "US"))),
            [lead(country="US"), lead(city="Rome", created_at="04-02")],
            [],
            rows("ann", ("01-05", 10)),
        ),
        case(
            "I8_a_copy_after_as_of_is_no_duplicate",
            each,
            [lead()],
            [event("1", "01-10"), event("1", "04-02", loaded_at=t("04-02"))],
            rows("ann", ("01-05", 0), ("01-10", 10)),
        ),
        case(
            "I8_a_copy_without_time_is_no_duplicate",
            each,
            [lead()],
            [event("1", "01-10"), event("1", None, loaded_at=t("02-01"))],
            rows("ann", ("01-05", 0), ("01-10", 10)),
        ),
        case(
            "I8_rows_without_id_do_not_count",
            each,
            [lead()],
            [event(None, "01-10"), event("", "01-10"), event(" ", "01-11"), event("1", "01-12")],
            rows("ann", ("01-05", 0), ("01-12", 10)),
        ),
        case(
            "I8_rows_without_type_do_not_count",
            each,
            [lead()],
            [event("1", "01-10", None), event("2", "01-10", "")],
            rows("ann", ("01-05", 0)),
        ),
        case(
            "I8_bots_and_tests_do_not_count",
            each,
            [lead()],
            dropped,
            rows("ann", ("01-05", 0), ("01-13", 10)),
        ),
        case(
            "I8_bots_count_when_the_project_says_so",
            each,
            [lead()],
            dropped,
            rows("ann", ("01-05", 0), ("01-11", 10), ("01-13", 20)),
            options=Options(count_bots=True),
        ),
        case(
            "I8_tests_count_when_the_project_says_so",
            each,
            [lead()],
            dropped,
            rows("ann", ("01-05", 0), ("01-12", 10), ("01-13", 20)),
            options=Options(count_tests=True),
        ),
        case(
            "I8_a_time_more_than_a_day_past_its_loading",
            each,
            [lead()],
            [
                event("1", "01-10", loaded_at=day_late),
                event("2", "01-10 00:00:00.000001", loaded_at=day_late),
                event("3", "01-11", loaded_at=t("03-01")),
            ],
            rows("ann", ("01-05", 0), ("01-10", 10), ("01-11", 20)),
        ),
    ]


def _score_cases() -> list[Case]:
    """Sums, ranges, grades and histories: S1, S3, S5, S6."""
    each = group(10, opened(frequency="each", within_days=10))
    grades = [
        {"name": "Cold", "operator": "less_than", "value": 10},
        {"name": "Warm", "operator": "between", "value": [10, 19]},
        {"name": "Hot", "operator": "greater_or_equal", "value": 20},
    ]
    other_grades = [
        {"name": "Low", "operator": "less_or_equal", "value": -1},
        {"name": "High", "operator": "greater_than", "value": 9},
    ]
    two = [event("1", "01-10"), event("2", "01-12")]

    def case(name: str, spec: Model, events: list[Row], history: list[HistoryRow]) -> Case:
        return Case(name, spec, tables([lead(country="US")], events), history)

    return [
        case(
            "S1_the_score_is_the_sum_of_the_groups",
            model(each, group(-3, attribute("country", "is_set")), group(1, opened())),
            two,
            rows("ann", ("01-05", -3), ("01-10", 8), ("01-12", 18), ("01-20", 8), ("01-22", -2)),
        ),
        case(
            "S1_the_range_clamps_the_sum",
            model(
                each,
                group(-15, attribute("country", "is_set")),
                group(25, {"interaction": "form_submitted", "within_days": 1}),
                score_range={"min": -10, "max": 20},
            ),
            [*two, event("3", "01-15", "form_submitted")],
            # -15, -5, 5, 30, 5, -5, -15 before the clamp
            rows(
                "ann",
                ("01-05", -10),
                ("01-10", -5),
                ("01-12", 5),
                ("01-15", 20),
                ("01-16", 5),
                ("01-20", -5),
                ("01-22", -10),
            ),
        ),
        case(
            "S1_a_range_above_zero_lifts_nothing_earned",
            model(each, score_range={"min": 5, "max": 12}),
            [event("1", "01-10")],
            rows("ann", ("01-05", 5), ("01-10", 10), ("01-20", 5)),
        ),
        case(
            "S1_a_range_with_one_end",
            model(each, group(-3, attribute("country", "is_set")), score_range={"max": 9}),
            two,
            rows("ann", ("01-05", -3), ("01-10", 7), ("01-12", 9), ("01-20", 7), ("01-22", -3)),
        ),
        case(
            "S5_changes_behind_the_clamp_give_no_row",
            model(each, score_range={"min": 0, "max": 10}),
            two,
            rows("ann", ("01-05", 0), ("01-10", 10), ("01-22", 0)),
        ),
        case(
            "S3_grades",
            model(each, grades=grades),
            two,
            rows(
                "ann",
                ("01-05", 0, "Cold"),
                ("01-10", 10, "Warm"),
                ("01-12", 20, "Hot"),
                ("01-20", 10, "Warm"),
                ("01-22", 0, "Cold"),
            ),
        ),
        Case(
            "S3_in_a_gap_the_grade_is_null",
            model(each, group(-1, attribute("country", "equals", "CA")), grades=other_grades),
            tables([lead(), lead("bob", country="CA")], two),
            [
                HistoryRow("ann", t("01-05"), t("01-10"), Decimal(0), None, None),
                HistoryRow("ann", t("01-10"), t("01-12"), Decimal(10), "High", Decimal(0)),
                HistoryRow("ann", t("01-12"), t("01-20"), Decimal(20), "High", Decimal(10)),
                HistoryRow("ann", t("01-20"), t("01-22"), Decimal(10), "High", Decimal(20)),
                HistoryRow("ann", t("01-22"), None, Decimal(0), None, Decimal(10)),
                HistoryRow("bob", t("01-05"), None, Decimal(-1), "Low", None),
            ],
        ),
        case(
            "S5_changes_that_cancel_at_one_instant_are_none",
            model(each),
            # the first window ends at the very instant of the second event
            [event("1", "01-10"), event("2", "01-20")],
            rows("ann", ("01-05", 0), ("01-10", 10), ("01-30", 0)),
        ),
        case(
            "S5_several_changes_at_one_instant_are_one",
            model(each, group(-4, opened(frequency={"at_least": 2}))),
            [event("1", "01-10"), event("2", "01-10"), event("3", "01-10")],
            rows("ann", ("01-05", 0), ("01-10", 26), ("01-20", -4)),
        ),
        case(
            "S5_two_groups_that_swap_give_no_row",
            model(
                group(10, opened()),
                group(10, opened(frequency="none")),
            ),
            [event("1", "01-10")],
            rows("ann", ("01-05", 10)),
        ),
        case(
            "T4_points_at_their_bounds",
            model(
                group(1000, opened(frequency="each")), group(-1000, attribute("country", "is_set"))
            ),
            two,
            rows("ann", ("01-05", -1000), ("01-10", 0), ("01-12", 1000)),
        ),
        Case(
            "worked_example_1",
            model(group(10, opened(frequency={"at_least": 2}, within_days=28))),
            tables([lead()], [event("1", "01-01"), event("2", "01-20"), event("3", "02-10")]),
            rows("ann", ("01-05", 0), ("01-20", 10), ("01-29", 0), ("02-10", 10), ("02-17", 0)),
        ),
    ]


CASES: list[Case] = [
    *_attribute_cases(),
    *_time_attribute_cases(),
    *_interaction_cases(),
    *_group_cases(),
    *_interval_cases(),
    *_counting_cases(),
    *_score_cases(),
    Case(
        "worked_example_2",
        model(
            group(
                20,
                attribute("country", "equals", "US"),
                {"interaction": "form_submitted", "frequency": "each", "within_days": 30},
                max_points=30,
            )
        ),
        tables(
            [lead(created_at="02-01", country="US"), lead("bob", "02-01", country="CA")],
            [
                event("1", "03-01", "form_submitted"),
                event("2", "03-03", "form_submitted"),
                event("3", "03-01", "form_submitted", "bob"),
            ],
        ),
        [
            *rows("ann", ("02-01", 0), ("03-01", 20), ("03-03", 30), ("03-31", 20), ("04-02", 0)),
            *rows("bob", ("02-01", 0)),
        ],
    ),
]
