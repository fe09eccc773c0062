"""Compiled queries that an engine can't read, and those that are looked at once."""

from __future__ import annotations

from pathlib import PurePosixPath

import pytest
from compiled_sql import Query, faults, sample


def _query(sql: str, dialect: str = "duckdb", path: str = "models/one.sql") -> Query:
    return Query(PurePosixPath(path), dialect, sql)


@pytest.mark.parametrize(
    ("dialect", "sql", "message"),
    [
        ("duckdb", "select a,, b from t", "PRS"),
        ("postgres", "select a from t qualify row_number() over () = 1", "PRS"),
        ("sparksql", "select cast(a as text) as a from t", "PRS"),
        ("postgres", "with\n\nt as (\n    select 1 as a\n)\n\nselect 2 as a", "ST03"),
        ("postgres", "select s.a from t", "RF01"),
        ("postgres", "select one.a from t as one inner join s as one on one.a = one.b", "AL04"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(dialect: str, sql: str, message: str) -> None:
    found = faults(_query(f"{sql}\n", dialect))
    assert [line for line in found if f"{dialect}: {message} " in line], found
    assert all(line.startswith("models/one.sql:") for line in found)


@pytest.mark.parametrize("dialect", ["duckdb", "postgres", "sparksql"])
def test_what_is_right_has_no_faults(dialect: str) -> None:
    assert faults(_query("select t.a from t\n", dialect)) == []


def test_what_differs_in_names_and_values_is_looked_at_once() -> None:
    alike = [
        _query(f'select {columns} from "m"."{model}" where name = \'{value}\' and n > {number}')
        for columns, model, value, number in (
            ("a_a", "int_one", "it''s", 1),
            ("a_b, a_c", "int_two", "two", 20),
        )
    ]
    other = _query('select a_a from "m"."int_one" where n > 1')
    ledgers = [
        _query(f"select {number}{' ' * number}", path=f"models/int_{number}__ledger.sql")
        for number in (3, 2, 1)
    ]
    assert sample([*alike, other, *ledgers]) == [alike[0], other, *ledgers[1:]]
