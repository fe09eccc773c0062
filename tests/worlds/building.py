"""A batch of worlds on its way through dbt, and the marts that come out of it."""

import json
from collections.abc import Sequence
from hashlib import sha256

import psycopg2

from reference.columns import DECLARATION
from reference.records import Row
from workspace import Workspace
from worlds.batch import Batch, spec_yaml
from worlds.comparison import CHECKS, broken_histories
from worlds.expected import Expected
from worlds.tables import write_parquet, write_postgres

SELECTED = tuple(f"+{mart}" for mart in CHECKS)


def prepare(batch: Batch, engine: str, workspace: Workspace) -> None:
    """Writes the input of a batch, and its specs in place of earlier ones, and compiles them."""
    specs = workspace.path / "scoring_models"
    for earlier in specs.glob("*.yml"):
        earlier.unlink()
    for model in batch.models:
        workspace.write_spec(model["name"], spec_yaml(model))
    workspace.write_spec("_inputs", json.dumps(DECLARATION))
    workspace.compile()
    if engine == "duckdb":
        folder = workspace.path / "input"
        for earlier in folder.rglob("*.parquet"):
            earlier.unlink()
        write_parquet(batch.tables(), folder)
    else:
        connection = psycopg2.connect(
            host=workspace.postgres["PGHOST"],
            user=workspace.postgres["PGUSER"],
            dbname=workspace.postgres["PGDATABASE"],
        )
        write_postgres(batch.tables(), connection, "raw")
        connection.close()


def build(batch: Batch, engine: str, workspace: Workspace) -> None:
    """Builds and tests the marts that are compared, for all worlds and models of a batch."""
    prepare(batch, engine, workspace)
    run(batch, engine, workspace, "build")


def run(
    batch: Batch,
    engine: str,
    workspace: Workspace,
    *command: str,
    select: Sequence[str] = SELECTED,
) -> None:
    """Runs dbt over what `prepare` has written."""
    arguments, environment = dbt_call(batch, engine, workspace, *command, select=select)
    workspace.dbt(*arguments, target=engine, **environment)


def dbt_call(
    batch: Batch,
    engine: str,
    workspace: Workspace,
    *command: str,
    select: Sequence[str] = SELECTED,
) -> tuple[list[str], dict[str, str]]:
    """What dbt is called with over what `prepare` has written: arguments and environment."""
    dbt_vars = {
        "connector": "files" if engine == "duckdb" else "warehouse",
        "input_path": str(workspace.path / "input"),
        "count_bots": batch.options.count_bots,
        "count_tests": batch.options.count_tests,
    }
    arguments = [*command, "--vars", json.dumps(dbt_vars), "--select", *select]
    return arguments, {"LEAD_SCORING_AS_OF": batch.as_of.isoformat(sep=" ")}


def marts(engine: str, workspace: Workspace) -> dict[str, list[Row]]:
    """The rows of each mart that is compared."""
    return {mart: workspace.rows(f"marts.{mart}", target=engine) for mart in CHECKS}


def hashes(built: dict[str, list[Row]]) -> dict[str, str]:
    """A hash of each mart: of all columns of all rows, whatever their order."""
    return {
        mart: sha256("\n".join(sorted(map(repr, rows))).encode()).hexdigest()
        for mart, rows in built.items()
    }


def disagreements(expected: Expected, built: dict[str, list[Row]]) -> list[str]:
    """What is wrong with the built marts, in words."""
    return [
        *broken_histories(built["lead_score_history"]),
        *(report for mart, check in CHECKS.items() for report in check(expected, built[mart])),
    ]
