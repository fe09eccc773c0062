"""Which rows to export: a mart, or what of it concerns one lead or one scoring model."""

from __future__ import annotations

from pathlib import Path

from lead_scoring.export.files import ExportError, Format, write_table
from lead_scoring.warehouse import Warehouse
from lead_scoring.whole_file import whole_file

SCHEMA = "marts"
SHORT_NAMES = {
    "scores": "lead_scores",
    "history": "lead_score_history",
    "contributions": "lead_score_contributions",
}
IDS = ("lead_id", "scoring_model")
TIMES = ("DATE", "TIMESTAMP")


def export_mart(
    warehouse: Warehouse,
    name: str,
    out: Path,
    file_format: Format,
    lead: str | None = None,
    model: str | None = None,
) -> int:
    """Writes the rows of a mart, by its name or short name, and returns how many they are.

    They are in the order of their ids, then of their times. `lead` and `model` pick those of one
    lead and scoring model. Raises `ExportError`, and `FileError` where the file can't be written.
    """
    mart = _mart(warehouse, name)
    columns = warehouse.columns(SCHEMA, mart)
    equals = {
        column: value for column, value in zip(IDS, (lead, model), strict=True) if value is not None
    }
    for column in equals.keys() - columns.keys():
        raise ExportError(
            f"{mart} has no column {column}: leave out --{'lead' if column == IDS[0] else 'model'}"
        )
    if lead is not None and not warehouse.has_rows("scoring.int_lead_keys", lead_id=lead):
        raise ExportError(f"no lead {lead!r} in the warehouse (ids are text: 007 is not 7)")
    if model is not None:
        models = [row["scoring_model"] for row in warehouse.rows("scoring.scoring_models")]
        if model not in models:
            raise ExportError(f"no scoring model {model!r}; built are: {', '.join(sorted(models))}")
    import duckdb  # noqa: PLC0415

    try:
        with (
            whole_file(out) as unfinished,
            warehouse.table(SCHEMA, mart, equals, _in_order(columns)) as table,
        ):
            return write_table(table, unfinished, file_format)
    except duckdb.Error as error:
        raise ExportError(f"can't write {mart} to {out}: {str(error).splitlines()[0]}") from error


def _mart(warehouse: Warehouse, name: str) -> str:
    found = {
        row["table_name"]
        for row in warehouse.rows("information_schema.tables", table_schema=SCHEMA)
    }
    if not found:
        raise ExportError(f"the warehouse has no schema {SCHEMA}: run `lead-scoring build`")
    mart = SHORT_NAMES.get(name, name)
    if mart in found:
        return mart
    short = (shortened for shortened, mart in SHORT_NAMES.items() if mart in found)
    raise ExportError(f"no mart {name!r}; there are: {', '.join([*short, *sorted(found)])}")


def _in_order(columns: dict[str, str]) -> list[str]:
    """All columns, those first by which a person would look a row up."""
    times = [name for name, duckdb_type in columns.items() if duckdb_type in TIMES]
    ids = [name for name in IDS if name in columns]
    return list(dict.fromkeys([*ids, *times, *columns]))
