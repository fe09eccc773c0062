"""The connector `files`: folders, formats, and columns that differ."""

from __future__ import annotations

from pathlib import Path

import pytest

from inputs.sources import AS_OF, write_csv, write_parquet
from workspace import BuildFailedError, Workspace

STAGING = ["stg_leads", "stg_contacts", "stg_accounts", "stg_interactions", "stg_outcomes"]


def test_folder_of_csv_files_is_united_by_column_names(workspace: Workspace, folder: Path) -> None:
    (folder / "leads").mkdir()
    (folder / "leads" / "a.csv").write_text(
        "Created_At,LEAD_ID,shoe_size,lead_name\n"
        '2026-01-01,007,44,"Bond, ""James""\nagent"\n\n2026-01-02,#1,45,NULL\n'
    )
    # a delimiter of its own, and a byte order mark, as spreadsheets write them
    (folder / "leads" / "b.csv").write_text(
        "\ufefflead_id;created_at;country\n0042;2026-01-03;U,S\n", encoding="utf-8"
    )
    # the first quoted cell comes after the part of a file that DuckDB looks at
    plain = [
        {"interaction_id": f"{n}", "occurred_at": "2026-01-05", "contact_id": "c"}
        for n in range(25_000)
    ]
    write_csv(
        folder / "interactions.csv",
        [
            row | {"interaction_type": "email_opened"}
            for row in [*plain, plain[0] | {"interaction_id": "with, comma"}]
        ],
    )
    workspace.build("files", folder, AS_OF, STAGING)
    leads = {row["lead_id"]: row for row in workspace.rows("staging.stg_leads")}
    assert {
        lead_id: (f"{row['created_at']:%m-%d}", row["lead_name"], row["country"])
        for lead_id, row in leads.items()
    } == {
        "007": ("01-01", 'Bond, "James"\nagent', None),
        "#1": ("01-02", "NULL", None),
        "0042": ("01-03", None, "U,S"),
    }
    assert "shoe_size" not in leads["007"]
    interactions = workspace.rows("staging.stg_interactions")
    assert len(interactions) == 25_001
    assert "with, comma" in {row["interaction_id"] for row in interactions}
    # an optional table and optional columns that are not there
    assert {row["lead_id"] for row in interactions} == {None}
    for table in ("contacts", "accounts", "outcomes"):
        assert workspace.rows(f"staging.stg_{table}") == []


def test_folder_of_parquet_files_is_united_by_column_names(
    workspace: Workspace, folder: Path
) -> None:
    write_parquet(
        folder / "leads" / "2025.parquet",
        "select '007' as \"Lead_Id\", 'x' as odd, date '2025-01-01' as \"CREATED_AT\"",
    )
    write_parquet(
        folder / "leads" / "2026.parquet",
        "select date '2026-01-01' as created_at, 'FR' as country, '0042' as lead_id",
    )
    write_parquet(
        folder / "interactions.parquet",
        "select '1' as interaction_id, 'x' as interaction_type, date '2026-01-01' as occurred_at,"
        " '007' as lead_id",
    )
    workspace.build("files", folder, AS_OF, STAGING)
    assert [
        (row["lead_id"], row["created_at"].year, row["country"])
        for row in workspace.rows("staging.stg_leads")
    ] == [("0042", 2026, "FR"), ("007", 2025, None)]


def test_csv_rows_of_another_length_are_an_error(workspace: Workspace, folder: Path) -> None:
    interactions = "interaction_id,interaction_type,occurred_at,lead_id\n"
    (folder / "interactions.csv").write_text(interactions)
    (folder / "leads.csv").write_text("lead_id,created_at\n1,2026-01-01\n2,2026-01-02,what\n")
    with pytest.raises(BuildFailedError, match="leads"):
        workspace.build("files", folder, AS_OF, STAGING)


def test_two_formats_of_one_table_are_an_error(workspace: Workspace, folder: Path) -> None:
    write_csv(folder / "leads.csv", [{"lead_id": "1", "created_at": "2026-01-01"}])
    write_parquet(folder / "leads" / "a.parquet", "select '1' as lead_id, now() as created_at")
    with pytest.raises(BuildFailedError, match="'leads' is there more than once, keep one"):
        workspace.build("files", folder, AS_OF, STAGING)
