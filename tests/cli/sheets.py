"""Reads an .xlsx file as it is, without help of the package that wrote it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@dataclass(frozen=True)
class Sheet:
    """The rows of the first sheet, cells by their column's letters, and all files' names.

    Texts are str, truth values bool, numbers and times float; empty cells are left out.
    """

    rows: list[dict[str, str | float | bool]]
    xml: str
    files: list[str]


def read_sheet(path: Path) -> Sheet:
    """Reads the file."""
    with ZipFile(path) as archive:
        xml = archive.read("xl/worksheets/sheet1.xml").decode()
        rows = [
            {cell.attrib["r"].rstrip("0123456789"): _value(cell) for cell in row if len(cell)}
            for row in ElementTree.fromstring(xml).iter(f"{MAIN}row")
        ]
        return Sheet(rows, xml, archive.namelist())


def _value(cell: ElementTree.Element) -> str | float | bool:
    kind = cell.attrib.get("t")
    if kind == "inlineStr":
        return "".join(text.text or "" for text in cell.iter(f"{MAIN}t"))
    (value,) = (value.text or "" for value in cell.iter(f"{MAIN}v"))
    return value == "1" if kind == "b" else float(value)
