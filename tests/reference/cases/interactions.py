"""Which interactions match, for how long, and what a group of conditions is worth."""

from typing import Any

from reference.cases.words import (
    Case,
    attribute,
    event,
    group,
    lead,
    model,
    opened,
    rows,
    t,
    tables,
    where,
)
from reference.records import Row


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


CASES: list[Case] = [*_interaction_cases(), *_group_cases()]
