"""Sources that drift: what stops a release, what is told, and what makes no difference
(docs/inputs.md).

One release is published from a good source of 240 leads. Then each kind of drift is built upon a
copy of it, by dbt and with all audits, and either published or refused; what was refused changes
no byte.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest

from inputs.sources import write_csv
from lead_scoring.build import BuildError, Candidate
from lead_scoring.quality import AuditResult, QualityError, audit_release
from lead_scoring.release import (
    NotReleasedError,
    Published,
    ReleaseError,
    Status,
    publish_release,
)
from lead_scoring.release.duckdb_file import DuckDbStore
from lead_scoring.warehouse import Warehouse
from workspace import BuildFailedError, Row, Workspace

PROJECT = Path(__file__).parents[2]
SELECTED = ("+audit_figures",)
AS_OF, NEXT_DAY = "2026-03-01", "2026-03-02"
Rows = list[dict[str, str | None]]
SPEC: Row = {
    "name": "engaged",
    "status": "live",
    "groups": [
        {
            "name": "opens",
            "points": 10,
            "conditions": [
                {"name": "each_open", "interaction": "email_opened", "frequency": "each"}
            ],
        },
        {
            "name": "lives_near",
            "points": 5,
            "conditions": [
                {"name": "in_us", "attribute": "country", "operator": "equals", "value": "US"}
            ],
        },
        {
            "name": "is_large",
            "points": 5,
            "conditions": [
                {
                    "name": "has_staff",
                    "attribute": "employee_count",
                    "operator": "greater_than",
                    "value": 100,
                }
            ],
        },
    ],
}


def leads() -> Rows:
    return [
        {
            "lead_id": f"{number:03}",
            "created_at": f"2026-02-{number % 28 + 1:02}",
            "country": "US" if number % 3 else "DE",
            "employee_count": str(number),
        }
        for number in range(240)
    ]


def interactions(repeated: int = 1) -> Rows:
    return [
        {
            "interaction_id": f"i{number}-{copy}",
            "interaction_type": "email_opened",
            "occurred_at": f"2026-02-{number % 28 + 1:02} 10:00:00",
            "loaded_at": f"2026-02-{number % 28 + 1:02} 11:00:00",
            "lead_id": f"{number % 200:03}",
        }
        for number in range(300)
        for copy in range(repeated)
    ]


@dataclass(frozen=True)
class Released:
    """A workspace, and the warehouse that was published from the good source."""

    workspace: Workspace
    warehouse: Path

    @property
    def inputs(self) -> Path:
        return self.workspace.path / "inputs"

    def write(self, **tables: Rows) -> None:
        """Writes the good source, but for these tables."""
        shutil.rmtree(self.inputs, ignore_errors=True)
        for name, rows in ({"leads": leads(), "interactions": interactions()} | tables).items():
            write_csv(self.inputs / f"{name}.csv", rows)

    def release(self, as_of: str = NEXT_DAY, **given_environment: str) -> Published:
        """Builds a release of what is written, by dbt in this test's own process of it."""

        def build(candidate: Candidate) -> list[str]:
            environment = {
                "LEAD_SCORING_AS_OF": as_of,
                **candidate.environment,
                **given_environment,
            }
            given = f"{{connector: files, input_path: {self.inputs}}}"
            try:
                self.workspace.dbt(
                    *("build", "--vars", given, "--select", *SELECTED), **environment
                )
            except BuildFailedError as error:
                raise BuildError(str(error)) from error
            return []

        def audit(
            candidate: Warehouse, published: Warehouse | None, results: Path
        ) -> list[AuditResult]:
            return audit_release(candidate, published, PROJECT, results)

        return publish_release(DuckDbStore(self.warehouse), build, audit, wait=0, keep=1)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Released:
    """The good release."""
    folder = tmp_path_factory.mktemp("drift")
    workspace = Workspace(folder / "project", selected=SELECTED)
    workspace.write_spec("engaged", SPEC)
    workspace.compile()
    released = Released(workspace, folder / "published.duckdb")
    released.write()
    released.release(AS_OF)
    return released


@pytest.fixture
def released(published: Released) -> Iterator[Released]:
    """It, to go on from, beside the good source; in one place, so that dbt parses little anew."""
    published.write()
    good = published.warehouse.with_name("good.duckdb")
    shutil.copy(published.warehouse, good)
    yield published
    good.replace(published.warehouse)


def changed(rows: Rows, change: Callable[[dict[str, str | None]], None]) -> Rows:
    for row in rows:
        change(row)
    return rows


def renamed(rows: Rows, old: str, new: str) -> Rows:
    return [{new if name == old else name: value for name, value in row.items()} for row in rows]


def csv(path: Path) -> str:
    return path.read_text(encoding="utf-8")


# what is done to the good source, and what the release says of it; nothing: it is published
# without a word
STOPS: dict[str, tuple[Callable[[Released], object], str]] = {
    "a column that is required is renamed": (
        lambda to: to.write(leads=renamed(leads(), "created_at", "made_at")),
        "column leads.created_at",
    ),
    "a column that a spec looks at is dropped": (
        lambda to: to.write(leads=changed(leads(), lambda row: row.__delitem__("country"))),
        "null_share_rise on leads",
    ),
    "a number becomes a text": (
        lambda to: to.write(
            leads=changed(leads(), lambda row: row.update(employee_count="about 50"))
        ),
        "about 50",
    ),
    "ids turn into numbers": (
        lambda to: to.write(
            leads=changed(leads(), lambda row: row.update(lead_id=str(int(row["lead_id"] or 0))))
        ),
        "unknown_links on interactions",
    ),
    "a table is empty": (
        lambda to: (to.inputs / "interactions.csv").write_text(
            csv(to.inputs / "interactions.csv").splitlines()[0] + "\n"
        ),
        "emptied on interactions",
    ),
    "a file is empty": (
        lambda to: (to.inputs / "interactions.csv").write_bytes(b""),
        "interactions",
    ),
    "a Parquet file is cut short": (
        lambda to: cut_parquet(to.inputs),
        "interactions.parquet",
    ),
    "a file is in another encoding": (
        lambda to: (to.inputs / "leads.csv").write_bytes(
            csv(to.inputs / "leads.csv").replace("DE", "Österreich").encode("latin-1")
        ),
        "leads.csv",
    ),
    "a header names a column twice": (
        lambda to: (to.inputs / "leads.csv").write_text(
            csv(to.inputs / "leads.csv").replace("country,employee_count", "country,country")
        ),
        # the first of them counts
        "null_share_rise on leads: 100 % of leads have no employee_count",
    ),
    "times are written as people write them": (
        lambda to: to.write(
            interactions=changed(interactions(), lambda row: row.update(occurred_at="1.2.26 10h"))
        ),
        "1.2.26 10h",
    ),
    "a column is NULL throughout": (
        lambda to: to.write(leads=changed(leads(), lambda row: row.update(country=None))),
        "null_share_rise on leads",
    ),
    "ten times the volume": (
        lambda to: to.write(interactions=interactions(repeated=10)),
        "volume on interactions",
    ),
}
PASSES: dict[str, tuple[Callable[[Released], object], list[str]]] = {
    "a column is added": (
        lambda to: to.write(leads=changed(leads(), lambda row: row.update(shoe_size="44"))),
        [],
    ),
    "times have another form that is read": (
        lambda to: to.write(
            interactions=changed(
                interactions(),
                lambda row: row.update(occurred_at=f"{row['occurred_at']}".replace(" ", "T") + "Z"),
            )
        ),
        [],
    ),
}


def cut_parquet(folder: Path) -> None:
    source = folder / "interactions.csv"
    with duckdb.connect() as connection:
        connection.read_csv(str(source), all_varchar=True).write_parquet(
            str(folder / "interactions.parquet")
        )
    source.unlink()
    path = folder / "interactions.parquet"
    path.write_bytes(path.read_bytes()[:-200])


@pytest.mark.parametrize("drift", STOPS)
def test_stops(released: Released, drift: str) -> None:
    do, said = STOPS[drift]
    do(released)
    before = released.warehouse.read_bytes()
    with pytest.raises((NotReleasedError, ReleaseError, BuildError, QualityError)) as stopped:
        released.release()
    assert said in str(stopped.value)
    assert released.warehouse.read_bytes() == before


@pytest.mark.parametrize("drift", PASSES)
def test_passes(released: Released, drift: str) -> None:
    do, warnings = PASSES[drift]
    do(released)
    found = released.release()
    assert found.warnings == warnings
    assert released.warehouse.read_bytes()


def test_too_little_memory_keeps_what_is_served(released: Released) -> None:
    before = released.warehouse.read_bytes()
    with pytest.raises(BuildError, match=r"(?i)out of memory"):
        released.release(LEAD_SCORING_MEMORY="3MB")
    assert released.warehouse.read_bytes() == before
    assert not (DuckDbStore(released.warehouse).folder / "candidate").exists()
    assert released.release().release.status is Status.PUBLISHED
