"""Scoring models and experiments: their types, and the loader that reads and checks their files."""

from lead_scoring.spec.catalog import Catalog, Column, Table, catalog
from lead_scoring.spec.errors import SpecError, SpecErrors
from lead_scoring.spec.loader import load_scoring_models
from lead_scoring.spec.types import (
    Condition,
    Decay,
    DeclaredInputs,
    Experiment,
    Filter,
    Frequency,
    Grade,
    Group,
    Project,
    RelatedTable,
    Scalar,
    ScoreRange,
    ScoringModel,
    Segment,
    Targets,
    ThresholdObjective,
    Tree,
)

__all__ = [
    "Catalog",
    "Column",
    "Condition",
    "Decay",
    "DeclaredInputs",
    "Experiment",
    "Filter",
    "Frequency",
    "Grade",
    "Group",
    "Project",
    "RelatedTable",
    "Scalar",
    "ScoreRange",
    "ScoringModel",
    "Segment",
    "SpecError",
    "SpecErrors",
    "Table",
    "Targets",
    "ThresholdObjective",
    "Tree",
    "catalog",
    "load_scoring_models",
]
