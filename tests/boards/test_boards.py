"""Each board in a real browser: its marks say what the marts say, on a laptop and on a phone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import quote

from playwright.sync_api import Page

from boards.world import Site
from cli.reported_world import HOT, LABEL, SCRIPT

# what dbt-charts puts between the parts of a mark's label: characters that show nothing, colours,
# and the order of a series
UNSEEN = re.compile(r"\u200b#\w{6}\u200b|\u200c\d+; |[\u2060-\u206f]")
OVERVIEW = {"average_trend", "distribution", "grade_trend", "grade_volume", "hot_trend", "movement"}
CONVERSION = {
    *("auc_trend", "mql_to_sql", "mqls", "performance_trend", "rate_by_range", "threshold_curve")
}


def marks(page: Page, chart: str) -> list[str]:
    """What the marks of a chart say, each once, in order."""
    labels: list[str] = page.eval_on_selector_all(
        f"#chart-{chart} [aria-label]",
        "marks => marks.map(mark => mark.getAttribute('aria-label'))",
    )
    said = [UNSEEN.sub("", label) for label in labels if label.startswith("\u2061")]
    return list(dict.fromkeys(said))


def texts(page: Page, chart: str) -> list[str]:
    """The lines of text of a chart or a table."""
    shown: list[str] = page.eval_on_selector_all(
        f"#chart-{chart} text", "texts => texts.map(text => text.textContent.trim())"
    )
    return shown


def written(page: Page, chart: str) -> str:
    """All text of a chart or a table without spaces, as long text is broken into lines."""
    return unspaced("".join(texts(page, chart)))


def unspaced(text: str) -> str:
    return re.sub(r"\s", "", text)


def open_page(page: Page, site: Site, file: str) -> None:
    page.goto((site.folder / file).as_uri())


def whole(number: object) -> str:
    return f"{number:,.0f}".replace("-", "\N{MINUS SIGN}")


def percent(share: float) -> str:
    return f"{share:.1%}".replace(".0%", "%")


def rate_and_interval(rate: float, lower: float, upper: float) -> str:
    return (
        f"Conversion rate: {percent(rate)}; conversion rate lower: {percent(lower)};"
        f" 95 % interval: {percent(upper)}; Δ: {percent(upper - lower)}"
    )


def decimals(number: float, places: int) -> str:
    return f"{number:.{places}f}".rstrip("0").rstrip(".")


def test_overview(page: Page, site: Site) -> None:
    open_page(page, site, "sought/overview.html")
    of_model = "where scoring_model = 'sought' order by"
    leads, ready = site.row(
        "select leads_scored, leads_sales_ready from marts.scoring_insights"
        " where scoring_model = 'sought'"
    )
    assert texts(page, "leads_scored")[0] == str(leads)
    assert texts(page, "leads_sales_ready")[0] == str(ready)
    assert marks(page, "distribution") == [
        f"{band_from:.0f}+; Leads: {count}"
        for band_from, count in site.rows(
            f"select band_from, leads from marts.score_distribution {of_model} band"
        )
    ]
    assert marks(page, "grade_volume") == [
        f"{grade}; Leads: {count}"
        for grade, count in site.rows(
            f"select grade, leads from marts.grade_volume {of_model} grade_order"
        )
    ]
    averages = site.rows(f"select average_score from marts.score_trend_weekly {of_model} week")
    assert [said.partition("): ")[2] for said in marks(page, "average_trend")] == [
        decimals(average, 1) for (average,) in averages
    ]
    assert marks(page, "movement") == [
        f"{name}; Leads: {count}"
        for name, count in zip(
            ("rose", "stayed", "fell"),
            site.row(
                "select leads_increased, leads_unchanged, leads_decreased"
                " from marts.score_movement where scoring_model = 'sought'"
            ),
            strict=True,
        )
    ]


def test_conversion(page: Page, site: Site) -> None:
    open_page(page, site, "sought/conversion.html")
    of_model = "where scoring_model = 'sought'"
    rates = site.rows(
        "select band_from, conversion_rate, conversion_rate_lower, conversion_rate_upper"
        f" from marts.conversion_by_score_range {of_model} and leads > 0 order by band"
    )
    assert marks(page, "rate_by_range") == [
        f"{band_from:.0f}+; {rate_and_interval(rate, lower, upper)}"
        for band_from, rate, lower, upper in rates
    ]
    said = marks(page, "threshold_curve")
    for threshold, precision, recall, f1, is_recommended in site.rows(
        f"select threshold, precision, recall, f1, is_recommended"
        f" from marts.threshold_analysis {of_model}"
    ):
        figures = {"Precision": precision, "Recall": recall, "F1": f1}
        assert {
            f"{threshold:.0f}; {name}; {name}: {percent(value)}" for name, value in figures.items()
        } <= set(said)
        dot = f"{threshold:.0f}; Recommended; Recommended: {percent(f1)}"
        assert (dot in said) == is_recommended
    (threshold,) = site.row(
        f"select threshold from marts.threshold_analysis {of_model} and is_recommended"
    )
    assert after(texts(page, "recommended"), "Threshold") == f"{threshold:.0f}"
    months = f"from marts.model_performance {of_model}"
    for chart, column, form in (
        ("auc_trend", "auc", lambda auc: decimals(auc, 3)),
        ("mqls", "new_mqls", str),
        ("mql_to_sql", "mql_to_sql", percent),
    ):
        values = site.rows(f"select {column} {months} and {column} is not null order by month")
        assert [said.rpartition(": ")[2] for said in marks(page, chart)] == [
            form(value) for (value,) in values
        ]


def test_rules(page: Page, site: Site) -> None:
    open_page(page, site, "sought/rules.html")
    of_model = "where scoring_model = 'sought'"
    assert marks(page, "group_points") == [
        f"{group}; Points of all leads: {points:.0f}"
        for group, points in site.rows(
            f"select group_name, points from marts.rule_impact {of_model} and points <> 0"
        )
    ]
    assert marks(page, "top_actions") == [
        f"{group}; Points: {whole(points)}"
        for group, points in site.rows(
            "select group_name, points_awarded_30_days from marts.top_scoring_actions"
            f" {of_model} and points_awarded_30_days <> 0"
            " order by abs(points_awarded_30_days) desc, group_name"
        )
    ]
    shown = written(page, "findings")
    for (sentence,) in site.rows(f"select sentence from marts.optimization_findings {of_model}"):
        assert unspaced(sentence) in shown


def test_models_and_experiments(page: Page, site: Site) -> None:
    open_page(page, site, "index.html")
    ((new, old, auc, replaced_auc),) = site.rows(
        "select scoring_model, replaced_model, auc, replaced_auc from marts.model_comparison"
    )
    compared = texts(page, "compared_models")
    assert after(compared, f"{new} (new)") == f"{auc:.3f}"
    assert after(compared, f"{old} (old)") == f"{replaced_auc:.3f}"
    assert marks(page, "experiment_rates") == [
        f"{arm}, {experiment}; {rate_and_interval(rate, lower, upper)}"
        for arm, experiment, rate, lower, upper in site.rows(
            "select arm, experiment, conversion_rate, conversion_rate_lower, conversion_rate_upper"
            " from marts.experiment_results order by arm desc"
        )
    ]
    assert "no difference shown" in texts(page, "verdicts")


def test_a_lead(page: Page, site: Site) -> None:
    """Its name would do harm, were it not shown as the text that it is."""
    open_page(page, site, f"sought/lead-{quote(SCRIPT, safe='')}.html")
    of_lead = "where scoring_model = 'sought' and lead_id = ?"
    score, next_score = site.row(
        f"select score, next_score from marts.lead_scores {of_lead}", SCRIPT
    )
    now = texts(page, "lead")
    assert after(now, "Lead") == SCRIPT
    assert (after(now, "Score"), after(now, "Next score")) == (whole(score), whole(next_score))
    ((as_of,),) = site.rows("select distinct as_of from marts.lead_scores")
    history = site.rows(
        f"select valid_from, score from marts.lead_score_history {of_lead} order by valid_from",
        SCRIPT,
    )
    said = [label.partition("; ")[2] for label in marks(page, "history")]
    so_far = [f"So far; Score (points): {whole(score)}" for at, score in history if at < as_of]
    to_come = [
        f"If nothing else happens; Score (points): {whole(score)}"
        for at, score in history
        if at > as_of
    ]
    assert so_far
    assert to_come
    assert set(said) == {
        *so_far,
        *to_come,
        f"So far; Score (points): {whole(score)}",
        f"If nothing else happens; Score (points): {whole(score)}",
    }
    assert marks(page, "reasons") == [
        f"{group}; Points: {points:.0f}"
        for group, points in site.rows(
            f"select group_name, points from marts.lead_score_contributions {of_lead}"
            " order by points desc, group_name",
            SCRIPT,
        )
    ]


def test_labels_are_text(page: Page, site: Site) -> None:
    """HTML and templates in labels, grades and leads do nothing: `page` sees to that."""
    for file, chart, text in (
        ("sought/rules.html", "actions", LABEL),
        ("sought/overview.html", "grade_volume", HOT),
        ("index.html", "verdicts", "<i>Sought</i> or cool"),
    ):
        open_page(page, site, file)
        assert unspaced(text) in written(page, chart)


def test_what_is_empty_says_why(page: Page, site: Site) -> None:
    for file, sentence in (
        ("cool/overview.html", "The model has no sales-ready score."),
        ("cool/conversion.html", "The model has no sales-ready score, and so no MQLs"),
        ("planned/conversion.html", "A draft has no conversion by range and no months."),
        ("cool/rules.html", "No lead has points now."),
    ):
        open_page(page, site, file)
        assert unspaced(sentence) in written(page, "missing")
    open_page(page, site, "sought/conversion.html")
    assert not page.locator("#chart-missing").count()


def test_text_fits_the_window(page: Page, site: Site) -> None:
    """Nothing is beyond the edge, and nothing is written smaller than 9 pixels."""
    for file in sorted(site.folder.rglob("*.html")):
        page.goto(file.as_uri())
        too_wide, least, beyond = page.evaluate(
            """() => {
                const texts = [...document.querySelectorAll('main text')]
                    .filter(text => text.textContent.trim())
                const edges = texts.map(text => text.getBoundingClientRect().right)
                const scale = document.querySelector('main svg').getScreenCTM().a
                const sizes = texts.map(text => parseFloat(getComputedStyle(text).fontSize) * scale)
                return [document.documentElement.scrollWidth > innerWidth, Math.min(...sizes),
                        Math.max(...edges) - innerWidth]
            }"""
        )
        assert not too_wide, file
        assert least >= 9, file
        assert beyond <= 0, file


def after(lines: Sequence[str], line: str) -> str:
    """The line after the first that is the given one."""
    return lines[lines.index(line) + 1]
