"""Each audit on figures: it says nothing of good ones, and fires at its bounds."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import pytest

from lead_scoring.quality import AuditResult, QualityError, read_thresholds, release
from lead_scoring.quality.audits import AUDITS, Comparison
from lead_scoring.quality.compared import stability_index, tenths
from lead_scoring.quality.figures import Figure, Figures
from lead_scoring.quality.judge import Question, broken
from lead_scoring.quality.results import SEVERITIES, Bound
from lead_scoring.quality.thresholds import OFF, Thresholds
from quality.conftest import outside
from quality.good import AS_OF, LATER, Changes, figures_with, key

PROJECT = Path(__file__).parents[2]
pytestmark = pytest.mark.usefixtures("plain_comparison")
THRESHOLDS = read_thresholds(PROJECT)


def judged(
    now: Changes | None = None, last: Changes | None = None, **facts: Any
) -> list[AuditResult]:
    return release.judge(figures_with(now, **facts), figures_with(last), THRESHOLDS)


def failed(results: list[AuditResult]) -> list[AuditResult]:
    return [result for result in results if not result.passed]


def scores(model: str, leads: dict[int, float]) -> Changes:
    """Other scores of a model, the same number of leads."""
    gone: Changes = {
        key("leads_of_score", "lead_scores", model, str(score)): None for score in range(90)
    }
    return gone | {
        key("leads_of_score", "lead_scores", model, str(score)): number
        for score, number in leads.items()
    }


# (audit, severity, relation, subject, what is changed now, observed, failing rows)
FIRES: list[tuple[str, str, str, str, Changes, float, int | None]] = [
    (
        "freshness",
        "warning",
        "interactions",
        "occurred_at",
        {key("days_since", "interactions", "occurred_at"): 30.5},
        30.5,
        None,
    ),
    (
        "freshness",
        "warning",
        "interactions",
        "loaded_at",
        {key("days_since", "interactions", "loaded_at"): 31},
        31,
        None,
    ),
    (
        "freshness",
        "warning",
        "leads",
        "created_at",
        {key("days_since", "leads", "created_at"): 400},
        400,
        None,
    ),
    (
        "freshness",
        "warning",
        "outcomes",
        "occurred_at",
        {key("days_since", "outcomes", "occurred_at"): 90.1},
        90.1,
        None,
    ),
    ("emptied", "critical", "contacts", "", {key("rows_received", "contacts"): 0}, 0, None),
    ("volume", "critical", "accounts", "", {key("rows_received", "accounts"): 50}, 0.05, None),
    (
        "volume",
        "critical",
        "interactions",
        "",
        {key("rows_received", "interactions"): 4499},
        4499 / 9000,
        None,
    ),
    (
        "volume",
        "warning",
        "interactions",
        "",
        {key("rows_received", "interactions"): 8000},
        8 / 9,
        None,
    ),
    ("volume", "critical", "leads", "", {key("rows_received", "leads"): 10_000}, 10, None),
    ("volume", "warning", "leads", "", {key("rows_received", "leads"): 2500}, 2.5, None),
    (
        "null_share",
        "warning",
        "leads",
        "job_title",
        {key("null_rows", "leads", "job_title"): 1000},
        1,
        1000,
    ),
    (
        "null_share_rise",
        "critical",
        "leads",
        "job_title",
        {key("null_rows", "leads", "job_title"): 1000},
        0.95,
        1000,
    ),
    (
        "null_share_rise",
        "warning",
        "leads",
        "job_title",
        {key("null_rows", "leads", "job_title"): 160},
        0.11,
        160,
    ),
    (
        "allowed_values",
        "warning",
        "leads",
        "status",
        {key("unlisted_rows", "leads", "status"): 11},
        0.011,
        11,
    ),
    (
        "allowed_values",
        "warning",
        "interactions",
        "interaction_type",
        {key("unlisted_rows", "interactions", "interaction_type"): 900},
        0.1,
        900,
    ),
    (
        "allowed_values",
        "warning",
        "outcomes",
        "outcome",
        {key("unlisted_rows", "outcomes", "outcome"): 300},
        1,
        300,
    ),
    (
        "unknown_links",
        "warning",
        "leads",
        "contact_id",
        {key("unlinked_rows", "leads", "contact_id"): 50},
        0.1,
        50,
    ),
    (
        "unknown_links",
        "critical",
        "contacts",
        "account_id",
        {key("unlinked_rows", "contacts", "account_id"): 300},
        1,
        300,
    ),
    (
        "unknown_links",
        "critical",
        "interactions",
        "unknown_subject",
        {
            key("rows_set_aside", "interactions", "unknown_subject"): 7180,
            key("rows_counted", "interactions"): 1792,
        },
        0.8,
        7180,
    ),
    (
        "set_aside",
        "warning",
        "interactions",
        "duplicate",
        {
            key("rows_set_aside", "interactions", "duplicate"): 1975,
            key("rows_counted", "interactions"): 6998,
        },
        1975 / 8975,
        1975,
    ),
    (
        "set_aside",
        "critical",
        "leads",
        "duplicate",
        {
            key("rows_set_aside", "leads", "duplicate"): 950,
            key("rows_counted", "leads"): 23,
        },
        950 / 975,
        950,
    ),
    (
        "set_aside_rise",
        "warning",
        "contacts",
        "duplicate",
        {
            key("rows_set_aside", "contacts", "duplicate"): 33,
            key("rows_counted", "contacts"): 340,
        },
        30 / 375,
        33,
    ),
    (
        "set_aside_rise",
        "critical",
        "outcomes",
        "unknown_subject",
        {
            key("rows_set_aside", "outcomes", "unknown_subject"): 112,
            key("rows_counted", "outcomes"): 160,
        },
        110 / 275,
        112,
    ),
    ("rows_add_up", "critical", "outcomes", "", {key("rows_counted", "outcomes"): 271}, 1, 1),
    (
        "vanished_rows",
        "warning",
        "interactions",
        "occurred_at",
        {
            key("rows_on_day", "interactions", "occurred_at", "2026-06-29"): 3990,
            key("rows_on_day", "interactions", "occurred_at", "2026-06-30"): 6000,
        },
        10 / 9000,
        10,
    ),
    (
        "vanished_rows",
        "critical",
        "outcomes",
        "occurred_at",
        {
            key("rows_on_day", "outcomes", "occurred_at", "2026-06-30"): None,
        },
        1,
        300,
    ),
    (
        "interactions_add_up",
        "critical",
        "interactions",
        "",
        {key("own_rows", "interactions"): 8001},
        1,
        1,
    ),
    (
        "leads_not_reached",
        "warning",
        "leads",
        "",
        {key("leads_not_reached", "leads"): 960},
        960 / 970,
        960,
    ),
    (
        "leads_not_reached_rise",
        "critical",
        "leads",
        "",
        {key("leads_not_reached", "leads"): 485},
        0.4,
        485,
    ),
    (
        "leads_not_reached_rise",
        "warning",
        "leads",
        "",
        {key("leads_not_reached", "leads"): 194},
        0.1,
        194,
    ),
    (
        "models_scored",
        "warning",
        "lead_scores",
        "engaged",
        {key("leads_scored", "lead_scores", "engaged"): 0},
        0,
        None,
    ),
    (
        "leads_scored",
        "critical",
        "lead_scores",
        "engaged",
        {key("leads_scored", "lead_scores", "engaged"): 300},
        1 / 3,
        None,
    ),
    (
        "leads_scored",
        "warning",
        "lead_scores",
        "fitting",
        {key("leads_scored", "lead_scores", "fitting"): 1900},
        19 / 9,
        None,
    ),
    (
        "grade_mix",
        "critical",
        "lead_scores",
        "engaged",
        {
            key("leads_of_grade", "lead_scores", "engaged", "A"): 450,
            key("leads_of_grade", "lead_scores", "engaged", "B"): 450,
        },
        7 / 18 * math.log(4.5) + -7 / 18 * math.log(0.5625),
        None,
    ),
    (
        "score_distribution",
        "critical",
        "lead_scores",
        "fitting",
        scores("fitting", {0: 900}),
        0.9 * math.log(10) + 9 * -0.0999 * math.log(0.001),
        None,
    ),
    (
        "past_scores",
        "warning",
        "lead_score_history",
        "engaged",
        {key("past_leads_changed", "lead_score_history", "engaged"): 90},
        0.1,
        90,
    ),
    (
        "past_scores",
        "critical",
        "lead_score_history",
        "engaged",
        {key("past_leads_changed", "lead_score_history", "engaged"): 900},
        1,
        900,
    ),
    ("unique_keys", "critical", "lead_scores", "", {key("repeated_keys", "lead_scores"): 2}, 2, 2),
    (
        "unique_keys",
        "critical",
        "lead_score_contributions",
        "",
        {key("repeated_keys", "lead_score_contributions"): 1},
        1,
        1,
    ),
    (
        "contributions_add_up",
        "critical",
        "lead_score_contributions",
        "fitting",
        {key("other_sums", "lead_score_contributions", "fitting"): 7},
        7,
        7,
    ),
    (
        "history_agrees",
        "critical",
        "lead_score_history",
        "engaged",
        {key("other_histories", "lead_score_history", "engaged"): 3},
        3,
        3,
    ),
    ("one_run", "critical", "marts", "", {key("runs", "marts"): 2}, 2, None),
]
LAST: dict[str, Changes] = {"volume.accounts": {key("rows_received", "accounts"): 1000}}


def test_good_figures_pass() -> None:
    results = judged()
    assert failed(results) == []
    assert {result.audit for result in results if result.observed is not None} == set(AUDITS)


@pytest.mark.parametrize(
    ("audit", "severity", "relation", "subject", "now", "observed", "failing_rows"),
    FIRES,
    ids=["-".join(filter(None, case[:4])) for case in FIRES],
)
def test_fires(
    audit: str,
    severity: str,
    relation: str,
    subject: str,
    now: Changes,
    observed: float,
    failing_rows: int | None,
) -> None:
    results = failed(judged(now, LAST.get(f"{audit}.{relation}")))
    (found,) = [one for one in results if one.audit == audit]
    assert (found.severity, found.relation, found.subject) == (severity, relation, subject)
    assert found.observed == pytest.approx(observed)
    assert found.failing_rows == failing_rows


def test_models_that_are_gone_are_named() -> None:
    (found,) = failed(judged(without="engaged"))
    assert (found.audit, found.severity, found.observed) == ("models_removed", "warning", 1)
    assert "engaged" in found.said


def test_each_audit_fires_somewhere() -> None:
    assert {case[0] for case in FIRES} | {"models_removed"} == set(AUDITS)


def test_the_worst_comes_first_and_the_last_figure_stands_beside() -> None:
    results = judged(
        {key("days_since", "leads", "created_at"): 99, key("own_rows", "interactions"): 1}
    )
    assert [one.audit for one in failed(results)] == ["interactions_add_up", "freshness"]
    assert results[1].last == 1.0
    assert results[1].expected == "at most 30 days"
    assert "99.0 days" in results[1].said


def test_without_a_release_comparisons_pass_and_say_so() -> None:
    results = release.judge(figures_with(), None, THRESHOLDS, "no release to compare with")
    compared = [one for one in results if isinstance(AUDITS[one.audit], Comparison)]
    assert {one.audit for one in compared} == {
        name for name, audit in AUDITS.items() if isinstance(audit, Comparison)
    }
    assert {(one.passed, one.observed, one.said) for one in compared} == {
        (True, None, "no release to compare with")
    }


def test_an_instant_before_the_last_release_is_not_compared() -> None:
    why_not = release.why_not_compared(figures_with(), figures_with(as_of=LATER), True)
    assert why_not == "the last release was scored at a later instant"
    assert not release.why_not_compared(figures_with(), figures_with(as_of=AS_OF), True)


def test_few_rows_are_not_compared() -> None:
    few: Changes = {key("rows_received", "leads"): 99}
    found = {one.relation: one for one in judged(few, few) if one.audit == "volume"}
    assert found["leads"].observed is None
    assert "99 are fewer than the 100" in found["leads"].said


def test_a_model_that_means_something_else_is_not_compared() -> None:
    results = judged({key("leads_scored", "lead_scores", "engaged"): 1}, spec_hash="def456")
    models = {"leads_scored", "grade_mix", "score_distribution", "past_scores"}
    assert not [one for one in results if one.audit in models]


def test_nothing_at_all_is_judged_without_a_crash() -> None:
    nothing = Figures([])
    assert failed(release.judge(nothing, nothing, off_but_for())) == []
    empty = Figures(
        [
            *(Figure(measure, "leads", figure=0) for measure in ("rows_received", "rows_staged")),
            *(Figure(measure, "leads", figure=0) for measure in ("rows_in", "rows_counted")),
            Figure("days_since", "leads", "created_at"),
            Figure("null_rows", "leads", "job_title", figure=0),
            Figure("linked_rows", "leads", "contact_id", figure=0),
            Figure("unlinked_rows", "leads", "contact_id", figure=0),
            Figure("rows_set_aside", "leads", "duplicate", figure=0),
            Figure("leads_known", "leads", figure=0),
            Figure("leads_not_reached", "leads", figure=0),
        ]
    )
    assert failed(release.judge(empty, empty, off_but_for(*AUDITS))) == []


def off_but_for(*names: str) -> dict[str, Thresholds]:
    """The project's thresholds without exceptions, the other audits switched off."""
    return {
        name: Thresholds(of.limits if name in names else OFF, {}, of.from_rows)
        for name, of in THRESHOLDS.items()
    }


def test_what_is_switched_off_says_nothing() -> None:
    nothing = {name: Thresholds(OFF, {}) for name in AUDITS}
    assert release.judge(figures_with(), figures_with(), nothing) == []


def test_the_more_exact_exception_holds() -> None:
    thresholds = off_but_for("freshness")
    thresholds["freshness"] = Thresholds(
        {"warning": Bound(at_most=30)},
        {"interactions": {"critical": Bound(at_most=0.1)}, "interactions.loaded_at": OFF},
    )
    results = release.judge(figures_with(), None, thresholds)
    assert [(one.relation, one.severity) for one in failed(results)] == [
        ("interactions", "critical"),
        ("outcomes", "warning"),
    ]
    assert not [one for one in results if one.subject == "loaded_at"]


def test_an_exception_for_what_is_not_there_is_told() -> None:
    thresholds = off_but_for("freshness")
    thresholds["freshness"] = Thresholds({"warning": Bound(at_most=99)}, {"interaction": OFF})
    (found,) = failed(release.judge(figures_with(), None, thresholds))
    assert (found.severity, found.passed) == ("warning", False)
    assert "exception of freshness for interaction, which isn't there" in found.said


def test_contacts_without_a_table_are_no_unknown_links() -> None:
    gone: Changes = {
        key("rows_staged", "contacts"): 0,
        key("unlinked_rows", "leads", "contact_id"): 500,
    }
    (found,) = [
        one
        for one in judged(gone)
        if (one.audit, one.relation, one.subject) == ("unknown_links", "leads", "contact_id")
    ]
    assert found.passed
    assert found.observed is None


def test_the_stability_index_is_that_of_the_formula() -> None:
    now, before = {"a": 30.0, "b": 70.0}, {"a": 50.0, "b": 40.0, "c": 10.0}
    expected = sum((p - q) * math.log(p / q) for p, q in ((0.3, 0.5), (0.7, 0.4), (0.0001, 0.1)))
    assert stability_index(now, before, lambda part: part) == pytest.approx(expected)
    assert stability_index(before, before, lambda part: part) == 0


def test_tenths_keep_equal_scores_together() -> None:
    each = tenths({str(score): 1.0 for score in range(100)})
    assert [each(str(score)) for score in (-5, 0, 9, 10, 99, 500)] == ["0", "0", "0", "1", "9", "9"]
    # seven tenths of the leads have the same score
    lumped = tenths({"0": 70.0, "5": 20.0, "40": 10.0})
    assert [lumped(score) for score in ("0", "1", "5", "6", "40")] == ["0", "1", "1", "2", "2"]


def test_great_expectations_judges_as_a_plain_comparison_does() -> None:
    bounds = [Bound(0, 0), Bound(at_most=0.5), Bound(at_least=1), Bound(0.5, 2)]
    figures = [0.0, 1e-12, 0.5, 0.5000001, 1.0, 2.0, 2.5, -1.0, 1e15]
    questions = [
        Question(relation, f"odd name, {number}: '\"{{}}", severity, figure, bound)
        for relation in ("leads", "lead_scores.a")
        for severity in SEVERITIES
        for number, figure in enumerate(figures)
        for bound in bounds
    ]
    assert broken(questions) == {one for one in questions if outside(one)}


def test_without_great_expectations_the_remedy_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "great_expectations", None)
    with pytest.raises(QualityError, match=r"requirements-quality\.lock"):
        broken([Question("leads", "a", "warning", 1, Bound(at_most=1))])
