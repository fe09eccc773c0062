"""Tables as CSV, Parquet and XLSX files."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal, get_args

from lead_scoring.warehouse import Table, quoted_name

Format = Literal["csv", "parquet", "xlsx"]
FORMATS: tuple[Format, ...] = get_args(Format)

# with which a spreadsheet's formulas begin, in some locales as full-width characters
SIGNS = "=+@\uff1d\uff0b\uff0d\uff20-"
FORMULA_BEGINS = f"^[\\t\\r\\n{SIGNS}]"
# where the list separator is a semicolon, spreadsheets know no quotes that commas need
FORMULA_INSIDE = f'([;\\t\\r\\n]"*)([{SIGNS}])'
MOST_ROWS = 1_048_576
MOST_CHARACTERS = 32_767
FIRST_YEAR = 1900
BATCH = 10_000


class ExportError(Exception):
    """There are no such rows, or they don't fit the file."""


def write_table(table: Table, path: Path, file_format: Format) -> int:
    """Writes the rows and returns how many they are. Raises `ExportError`."""
    match file_format:
        case "csv":
            return _copy(table, path, _harmless(table, _in_csv), "format csv, header")
        case "parquet":
            return _copy(table, path, table.query, "format parquet")
        case "xlsx":
            return _write_xlsx(table, path)


def _copy(table: Table, path: Path, query: str, options: str) -> int:
    (copied,) = table.connection.execute(
        f"copy ({query}) to ? ({options}, use_tmp_file false)", [*table.values, str(path)]
    ).fetchone()
    return int(copied)


def _in_cell(text: str) -> str:
    return (
        f"case when regexp_matches({text}, '{FORMULA_BEGINS}') then '''' || {text} else {text} end"
    )


def _in_csv(text: str) -> str:
    return f"regexp_replace({_in_cell(text)}, '{FORMULA_INSIDE}', '\\1''\\2', 'g')"


def _harmless(table: Table, harmless: Callable[[str], str]) -> str:
    """The table as a query in which no text is a formula to a spreadsheet; numbers stay numbers."""
    columns = ", ".join(
        f"{harmless(name)} as {name}" if duckdb_type == "VARCHAR" else name
        for name, duckdb_type in (
            (quoted_name(column), duckdb_type) for column, duckdb_type in table.columns.items()
        )
    )
    return f"select {columns} from ({table.query}) as written"


def _write_xlsx(table: Table, path: Path) -> int:
    import xlsxwriter  # noqa: PLC0415

    (rows,) = table.connection.execute(
        f"select count(*) from ({table.query}) as written", table.values
    ).fetchone()
    if rows >= MOST_ROWS:
        raise ExportError(
            f"{rows:,} rows and their heading are more than the {MOST_ROWS:,} of an .xlsx sheet: "
            "export csv or parquet, or fewer rows"
        )
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(path, options) as workbook:
        sheet = workbook.add_worksheet()
        heading = workbook.add_format({"bold": True})
        formats = {
            "DATE": workbook.add_format({"num_format": "yyyy-mm-dd"}),
            "TIMESTAMP": workbook.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"}),
        }
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(table.columns) - 1, 20)
        sheet.write_row(0, 0, table.columns, heading)
        of_columns = [formats.get(duckdb_type) for duckdb_type in table.columns.values()]
        for number, row in enumerate(_rows(table), start=1):
            for position, value in enumerate(row):
                _write_cell(sheet, number, position, value, of_columns[position])
    return int(rows)


def _rows(table: Table) -> Iterator[tuple[Any, ...]]:
    cursor = table.connection.execute(_harmless(table, _in_cell), table.values)
    while batch := cursor.fetchmany(BATCH):
        yield from batch


def _write_cell(sheet: Any, row: int, column: int, value: object, cell_format: Any) -> None:
    match value:
        case None:
            return
        case bool():
            sheet.write_boolean(row, column, value)
        case int() | float() | Decimal():
            sheet.write_number(row, column, value)
        case date() if value.year >= FIRST_YEAR:
            sheet.write_datetime(row, column, value, cell_format)
        case date():
            # before the first day that Excel knows
            sheet.write_string(row, column, str(value))
        case _:
            text = str(value)
            if len(text) > MOST_CHARACTERS:
                raise ExportError(
                    f"a text of {len(text):,} characters is longer than the {MOST_CHARACTERS:,} of "
                    "an .xlsx cell: export csv or parquet"
                )
            sheet.write_string(row, column, text)
