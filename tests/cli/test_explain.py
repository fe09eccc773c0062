"""Each construct in plain words, and why a lead is not scored."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest

from cli.commands import Said, in_process
from cli.explained_world import MODELS, WHOLE, build_world
from once import once
from workspace import Workspace


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """The world, built once, for reading."""
    return once(tmp_path_factory, "explained_world", build_world)


def explain(world: Workspace, *arguments: str) -> Said:
    return in_process(
        *("explain", "--warehouse", world.warehouse, "--project-dir", world.path), *arguments
    )


def lines(world: Workspace, *arguments: str) -> list[str]:
    said = explain(world, *arguments)
    assert (said.code, said.err) == (0, "")
    return said.out.splitlines()


def test_x(world):
    for l in ["L1","L2","L3","L4","L5","L6","L7"]:
        for m in MODELS:
            for at in ["2026-03-31", "2026-04-20", "2026-06-10"]:
                print("\n".join(lines(world, l, "--model", m["name"], "--at", at)))
                print()
    assert 0
