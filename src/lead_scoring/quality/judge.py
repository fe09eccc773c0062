"""Lets Great Expectations judge figures: a suite per relation, an expectation per bound.

It sees frames of one row of figures, never a row of a source, since what it says of a failure holds
the values that failed. So it needs neither a driver for the engine nor much time.
"""

from __future__ import annotations

import logging
import os
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from lead_scoring.quality.results import Bound, QualityError, Severity


@dataclass(frozen=True)
class Question:
    """Whether a figure lies within a bound. `name` tells the relation's figures apart."""

    relation: str
    name: str
    severity: Severity
    figure: float
    bound: Bound


def require_great_expectations() -> None:
    """Raises `QualityError` where it isn't installed, before anything is computed."""
    _great_expectations()


def broken(questions: Sequence[Question]) -> set[Question]:
    """Those whose figure lies outside. Raises `QualityError`."""
    if not questions:
        return set()
    gx = _great_expectations()
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}
    frames = context.data_sources.add_pandas("figures")
    found: set[Question] = set()
    for relation in sorted({question.relation for question in questions}):
        asked = [question for question in questions if question.relation == relation]
        found |= _broken(relation, asked, gx, frames)
    return found


def _broken(relation: str, questions: list[Question], gx: Any, frames: Any) -> set[Question]:
    """A row a question and a column a bound: an expectation costs more than many rows do."""
    import pandas  # noqa: PLC0415

    bounds = list(dict.fromkeys((question.severity, question.bound) for question in questions))
    frame = pandas.DataFrame(
        {
            "question": range(len(questions)),
            **{
                _column(severity, bound): [
                    one.figure if (one.severity, one.bound) == (severity, bound) else None
                    for one in questions
                ]
                for severity, bound in bounds
            },
        }
    )
    asset = frames.add_dataframe_asset(relation)
    batch = asset.add_batch_definition_whole_dataframe(relation).get_batch({"dataframe": frame})
    suite = gx.ExpectationSuite(name=relation)
    for severity, bound in bounds:
        suite.add_expectation(
            gx.expectations.ExpectColumnValuesToBeBetween(
                column=_column(severity, bound),
                min_value=bound.at_least,
                max_value=bound.at_most,
                severity=severity,
            )
        )
    judged = batch.validate(
        suite,
        result_format={
            "result_format": "COMPLETE",
            "unexpected_index_column_names": ["question"],
        },
    )
    found = set()
    for one in judged.results:
        # a fault of its own would pass for a broken bound
        for said in _faults(one.exception_info or {}):
            raise QualityError(f"can't judge {relation}: {said}")
        if not one.success:
            found |= {questions[row["question"]] for row in one.result["unexpected_index_list"]}
    return found


def _column(severity: Severity, bound: Bound) -> str:
    return f"{severity}, at least {bound.at_least}, at most {bound.at_most}"


def _faults(told: dict[str, Any]) -> list[Any]:
    """The messages of exceptions, of which there is one, or one by metric."""
    each = [told, *(one for one in told.values() if isinstance(one, dict))]
    return [one.get("exception_message") for one in each if one.get("raised_exception")]


def _great_expectations() -> Any:
    """The package, which takes seconds to load: so whoever doesn't audit does without."""
    # read at import
    os.environ.setdefault("GX_ANALYTICS_ENABLED", "false")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import great_expectations  # noqa: PLC0415
    except ImportError as error:
        raise QualityError(
            "the audits of a release need Great Expectations: "
            "pip install --require-hashes -r requirements-quality.lock, or `make build`"
        ) from error
    # its modules set their levels themselves; its warnings are still told, by Python's last resort
    logging.getLogger("great_expectations").propagate = False
    return great_expectations
