"""Marts as files: CSV, Parquet and XLSX."""

from lead_scoring.export.files import FORMATS, ExportError, Format
from lead_scoring.export.marts import export_mart

__all__ = ["FORMATS", "ExportError", "Format", "export_mart"]
