"""What an attribute of the lead can be asked."""

from decimal import Decimal
from typing import Any

from reference.cases.words import Case, attribute, group, lead, model, rows, t, tables


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


CASES: list[Case] = [*_attribute_cases(), *_time_attribute_cases()]
