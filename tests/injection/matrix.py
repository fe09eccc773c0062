"""Every kind of hostile text in every sink, and a world in which each stands in its sink alone.

A case is one text in one sink. Each sink meets each kind, and beside that as many pairs of sink,
text, and where the text stands within its value, as there is room for. The same cases on both
engines.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import yaml

AS_OF = "2026-02-01"
CREATED_AT = "2026-01-01 00:00:00"
# the last complete day at AS_OF
HAPPENED_AT = "2026-01-31 12:00:00"
CANARY_FILE = "canary.txt"
# how far from the beginning a text stands in the value
SHAPES: dict[str, Callable[[str], str]] = {
    "alone": lambda text: text,
    "first": lambda text: f"{text} z",
    "last": lambda text: f"a {text}",
    "within": lambda text: f"a{text}z",
}
# sink -> the most characters that it takes
VALUES = {"attribute": 1000, "where": 1000, "related": 1000, "interaction": 200}
TEXTS_OF_SPECS = {"label": 2000, "subcategory": 180, "grade": 200, "outcome": 200, "trial": 2000}
ROWS = {"lead_id": 4000, "record_id": 4000, "title": 4000, "column": 4000, "note": 4000}
NAMES = {"name": 2000, "file": 60}
SINKS = VALUES | TEXTS_OF_SPECS | ROWS | NAMES
IN_SPECS = (*VALUES, *TEXTS_OF_SPECS)
# what a spec's text may not hold: LS005
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]")
OPERATORS: dict[str, Callable[[str, str], bool]] = {
    "equals": lambda found, text: found == text,
    "not_equals": lambda found, text: found != text,
    "in": lambda found, text: found == text,
    "not_in": lambda found, text: found != text,
    "contains": lambda found, text: text in found,
    "not_contains": lambda found, text: text not in found,
    "begins_with": lambda found, text: found.startswith(text),
    "ends_with": lambda found, text: found.endswith(text),
}
Row = dict[str, str]


@dataclass(frozen=True)
class Case:
    """A text in a sink; the operator is for values, `order` that of the kind."""

    number: int
    sink: str
    kind: str
    order: int
    text: str
    operator: str

    @property
    def lead(self) -> str:
        """The lead that the case is about."""
        return self.text if self.sink == "lead_id" else f"case_{self.number}"

    @property
    def is_text(self) -> bool:
        """Whether it may stand in a spec."""
        return not CONTROLS.search(self.text)

    @property
    def is_accepted(self) -> bool:
        """Whether it can be built."""
        return self.sink != "name" and (self.sink not in IN_SPECS or self.is_text)

    def matches(self, found: str) -> bool:
        """Whether a value meets the condition of the case."""
        return OPERATORS[self.operator](found, self.text)


@cache
def kinds() -> dict[str, list[str]]:
    text = (Path(__file__).parent / "kinds.yml").read_text(encoding="utf-8")
    found: dict[str, list[str]] = yaml.safe_load(text)
    return found


def chosen_cases() -> list[Case]:
    """A text for each sink and kind, so that new pairs come of it as long as there are any."""
    met: set[tuple[str, ...]] = set()
    found: list[Case] = []
    for sink, (order, (kind, texts)) in product(SINKS, enumerate(kinds().items())):
        text, shape = max(
            product(texts, SHAPES), key=lambda choice: len(_pairs(sink, kind, *choice) - met)
        )
        met |= _pairs(sink, kind, text, shape)
        found.append(_case(len(found), sink, kind, order, SHAPES[shape](text)))
    return found


def _pairs(sink: str, kind: str, text: str, shape: str) -> set[tuple[str, ...]]:
    return {(text,), (sink, shape), (kind, shape), (text, shape)}


def all_cases() -> list[Case]:
    """All texts in all sinks."""
    found: list[Case] = []
    for sink, (order, (kind, texts)) in product(SINKS, enumerate(kinds().items())):
        found += [
            _case(len(found) + index, sink, kind, order * 10 + index, text)
            for index, text in enumerate(texts)
        ]
    return found


def _case(number: int, sink: str, kind: str, order: int, text: str) -> Case:
    filler = "long ago, " * 500
    text = text.replace("LONG", filler[: SINKS[sink] - len(text) + len("LONG")])
    if sink in TEXTS_OF_SPECS:
        # what people read is kept without outer blanks
        text = text.strip()
    operators = list(OPERATORS)
    operator = operators[(order + number // len(kinds())) % len(operators)]
    return Case(number, sink, kind, order, text, operator)


def of_sink(cases: Iterable[Case], *sinks: str) -> Iterator[Case]:
    """The cases of the sinks that can be built."""
    return (case for case in cases if case.sink in sinks and case.is_accepted)


def inputs(cases: list[Case]) -> dict[str, list[Row]]:
    """The input tables by name, but for the rows in files that have names of cases."""
    return {
        "leads": [_lead(case) for case in cases],
        "contacts": [{"contact_id": case.text} for case in of_sink(cases, "record_id")],
        "interactions": list(_interactions(cases)),
        "outcomes": [
            {"lead_id": case.lead, "outcome": case.text, "occurred_at": "2026-01-10"}
            for case in of_sink(cases, "outcome")
        ],
        "notes": [
            {"lead_id": case.lead, "noted_at": HAPPENED_AT, "note": case.text}
            for case in of_sink(cases, "related", "note")
        ],
    }


def remark(case: Case) -> str:
    """What a column of the user's own holds for the lead of the case."""
    return case.text if case.sink in ("attribute", "column") and case.is_accepted else "nothing"


def visits(case: Case) -> int:
    """How often the case's lead has come: which grade it has."""
    return case.order + 1 if case.sink in ("grade", "lead_id") else 0


def _lead(case: Case) -> Row:
    return {
        "lead_id": case.lead,
        "created_at": CREATED_AT,
        "contact_id": case.text if case.sink == "record_id" else "",
        "job_title": case.text if case.sink == "title" else "",
        "remark": remark(case),
    }


def _interactions(cases: list[Case]) -> Iterator[Row]:
    for case in cases:
        for number in range(visits(case)):
            yield interaction(case, f"visit_{case.number}_{number}")
        if case.sink == "interaction" and case.is_accepted:
            yield interaction(case, f"typed_{case.number}", interaction_type=case.text)
        if case.sink == "where" and case.is_accepted:
            yield interaction(
                case,
                f"form_{case.number}",
                interaction_type="form_submitted",
                asset_name=case.text,
            )
        if case.sink == "record_id":
            yield interaction(case, case.text, interaction_type="email_opened")


def interaction(case: Case, interaction_id: str, **others: str) -> Row:
    """A visit of the case's lead, but for what is given."""
    return {
        "interaction_id": interaction_id,
        "interaction_type": "website_visited",
        "occurred_at": HAPPENED_AT,
        "lead_id": case.lead,
        "asset_name": "",
    } | others


def declared_inputs(cases: list[Case]) -> dict[str, Any]:
    """_inputs.yml: interaction types, a column and a related table of the user's own."""
    return {
        "interaction_types": [case.text for case in of_sink(cases, "interaction")],
        "columns": {"leads": {"remark": "text"}},
        "related": {"notes": {"key": "lead", "time": "noted_at", "columns": {"note": "text"}}},
    }


def specs(cases: list[Case]) -> dict[str, dict[str, Any]]:
    """A model of all values, and one of labels and grades, by name."""
    visit = {"name": "visit", "interaction": "website_visited", "frequency": "each"}
    titled: dict[int, dict[str, Any]] = {}
    for case in of_sink(cases, "label", "subcategory"):
        is_label = case.sink == "label"
        titled.setdefault(case.order, {}).update(
            {"label": case.text} if is_label else {"category": f"intent/{case.text}"}
        )
    grades = list(of_sink(cases, "grade"))
    models: list[dict[str, Any]] = [
        {
            "name": "values",
            "groups": [
                {"name": f"case_{case.number}", "points": 1, "conditions": [_condition(case)]}
                for case in of_sink(cases, *VALUES)
            ]
            or [{"name": "visits", "points": 1, "conditions": [visit]}],
        },
        {
            "name": "texts",
            "groups": [
                {"name": "visits", "points": 1, "conditions": [visit]},
                *(
                    {
                        "name": f"kind_{order}",
                        "points": -1000,
                        "conditions": [{"name": f"never_{order}", "interaction": "push_clicked"}],
                    }
                    | texts
                    for order, texts in titled.items()
                ),
            ],
            "grades": [
                {"name": case.text, "operator": "between", "value": [visits(case)] * 2}
                for case in grades
            ],
            "hot_grades": [case.text for case in grades],
            "sales_ready_score": 1,
        },
    ]
    return {model["name"]: {"status": "live"} | model for model in models}


def _condition(case: Case) -> dict[str, Any]:
    name = f"condition_{case.number}"
    if case.sink == "interaction":
        return {"name": name, "interaction": case.text}
    predicate = {
        "operator": case.operator,
        "value": [case.text, "another"] if case.operator in ("in", "not_in") else case.text,
        "case_sensitive": True,
    }
    if case.sink == "attribute":
        return {"name": name, "attribute": "remark"} | predicate
    field = {"where": "asset_name", "related": "note"}[case.sink]
    about = {"interaction": "form_submitted"} if case.sink == "where" else {"related": "notes"}
    return {"name": name} | about | {"where": [{"field": field} | predicate]}


def experiments(cases: list[Case]) -> list[dict[str, Any]]:
    """One a kind: its label, description and outcome."""
    found: dict[int, dict[str, Any]] = {}
    for case in of_sink(cases, "outcome", "trial"):
        found.setdefault(case.order, {"outcome": "won"}).update(
            {"outcome": case.text}
            if case.sink == "outcome"
            else {"label": case.text, "description": case.text}
        )
    trial = {
        "control": "values",
        "challenger": "texts",
        "share": 0.5,
        "start": CREATED_AT,
        "horizon_days": 20,
    }
    return [{"name": f"kind_{order}"} | trial | texts for order, texts in found.items()]


def file_name(case: Case) -> str:
    """The case's text as the name of a file, without what none may hold."""
    return f"f{case.text}".replace("/", "\N{DIVISION SLASH}").replace("\\", "\N{SET MINUS}")
