"""The fixture of a connector, read in each form in which its tables may lie."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from connectors.sources import SELECTED, use_specs
from workspace import Workspace


@pytest.fixture(scope="module", params=["folder", "tables", "postgres"])
def form(request: pytest.FixtureRequest) -> str:
    """A folder of files, tables of DuckDB, or tables of PostgreSQL."""
    return str(request.param)


@pytest.fixture(scope="module")
def source_workspace(
    form: str, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Workspace:
    """A project with the model of all connectors, for the one that the module of tests names."""
    connector: str = request.module.CONNECTOR
    workspace = Workspace(
        tmp_path_factory.mktemp(form) / "project", selected=SELECTED, connectors=(connector,)
    )
    use_specs(workspace, connector)
    if form == "postgres":
        new_database: Callable[[], str] = request.getfixturevalue("new_database")
        server: dict[str, str] = request.getfixturevalue("postgres_server")
        workspace.postgres = server | {"PGDATABASE": new_database()}
    return workspace
