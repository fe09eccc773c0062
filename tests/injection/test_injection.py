"""Payloads as a user's texts, everywhere at once: they stay texts, the secret stays secret."""

from __future__ import annotations

import csv
import json
import os
import re
import secrets
import subprocess
import sys
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest
import yaml
from markupsafe import escape

from cli.commands import in_process
from injection.built import Built, load_raw
from injection.matrix import chosen_cases
from injection.world import (
    AS_OF,
    AT_COMPANY_AT,
    BY_PERSON_AT,
    FORM_AT,
    GROUPED,
    MODELS,
    PAYLOADS,
    TEXTS,
    UNITS,
    around,
    declared_inputs,
    experiments,
    hour,
    inputs,
    interactions,
    is_name,
    lead_id,
    segment,
    short,
    specs,
)
from lead_scoring.release import Published, Release, Status
from lead_scoring.release.record import utc_now
from lead_scoring.spec import SpecErrors, load_scoring_models
from lead_scoring.spec.errors import quoted
from life.folders import Folder
from once import once
from workspace import Workspace

SECRET = f"canary{secrets.token_hex(16)}"
NUMBERS = range(len(TEXTS))
VIEWS = ("payload_grades__title", "payload_trees__typed")
FORMS_AT = (FORM_AT, BY_PERSON_AT, AT_COMPANY_AT)
# the n-th group of the grades gives n points; each of three forms takes two
POINTS = (("grades", [None]), ("trees", [1]), ("filters", [-2, -2, -2]))


def write_files(folder: Path) -> None:
    """leads.parquet, the other tables in CSV."""
    (folder / "related").mkdir(parents=True)
    tables = inputs()
    rows = tables.pop("leads")
    with duckdb.connect() as connection:
        columns = ", ".join(f"{name} varchar" for name in rows[0])
        connection.execute(f"create table leads ({columns})")
        connection.executemany(
            f"insert into leads values ({', '.join('?' * len(rows[0]))})",
            [list(row.values()) for row in rows],
        )
        connection.execute(f"copy leads to '{folder}/leads.parquet'")
    for table, rows in tables.items():
        path = folder / ("related/notes.csv" if table == "notes" else f"{table}.csv")
        with path.open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)


def dbt(workspace: Workspace, engine: str, *arguments: str) -> str:
    """Runs dbt with all the logs that it can write, the secret in its environment."""
    finished = subprocess.run(
        [
            str(Path(sys.executable).with_name("dbt")),
            *("--no-use-colors", "--log-level", "debug"),
            *arguments,
            *("--profiles-dir", str(workspace.path), "--target", engine),
        ],
        cwd=workspace.path,
        env=os.environ
        | workspace.postgres
        | {
            "CANARY": SECRET,
            "LEAD_SCORING_AS_OF": AS_OF,
            "LEAD_SCORING_WAREHOUSE": str(workspace.warehouse),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    said = finished.stdout + finished.stderr
    errors = [line for line in said.splitlines() if "rror" in line]
    assert finished.returncode == 0, "\n".join(errors[-40:])
    return said


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The payloads in DuckDB, built once, for reading."""

    def make(folder: Path) -> Built:
        workspace = Workspace(folder / "project", keeps_artifacts=True)
        return Built(workspace, "duckdb", build(workspace, "duckdb"), secret=SECRET)

    return once(tmp_path_factory, "built_payloads", make)


def build(workspace: Workspace, engine: str) -> str:
    for name, spec in specs().items():
        workspace.write_spec(name, spec)
    workspace.write_spec("_inputs", declared_inputs())
    for spec in experiments():
        workspace.write_experiment(spec)
    workspace.compile()
    if engine == "duckdb":
        folder = workspace.path / "input"
        write_files(folder)
        given = {"connector": "files", "input_path": str(folder)}
    else:
        for table, rows in inputs().items():
            load_raw(workspace, table, rows)
        given = {"connector": "warehouse"}
    said = dbt(workspace, engine, "build", "--vars", json.dumps(given))
    if engine == "duckdb":
        said += dbt(
            workspace, engine, "docs", "generate", "--no-compile", "--vars", json.dumps(given)
        )
    return said


def test_the_payloads_are_many_and_differ() -> None:
    assert len(TEXTS) >= 40
    assert len({short(text).lower() for text in TEXTS}) == len(TEXTS)
    assert all(text == text.strip() for text in TEXTS)
    assert sum("CANARY" in text for text in TEXTS) >= 15


def test_every_row_arrives_as_it_was(built: Built) -> None:
    found = {row["lead_id"]: row["job_title"] for row in built.rows("staging.stg_leads")}
    assert found == {lead_id(number): TEXTS[number] for number in NUMBERS}
    arrived = {row["interaction_id"]: row for row in built.rows("staging.stg_interactions")}
    for row in interactions():
        assert arrived[row["interaction_id"]]["asset_name"] == (row["asset_name"] or None)
        assert arrived[row["interaction_id"]]["interaction_type"] == row["interaction_type"]


def matched(built: Built, view: str) -> list[set[str]]:
    """The leads that each payload's condition names, payload by payload."""
    found: list[set[str]] = [set() for _ in TEXTS]
    for number, lead in built.query(
        *(f"select {number}, lead_id from staging.stg_{view}_{number}" for number in NUMBERS)
    ):
        found[number].add(lead)
    return found


@pytest.mark.parametrize("view", VIEWS)
def test_each_condition_matches_its_own_row(view: str, built: Built) -> None:
    found = matched(built, view)
    wrong = {
        name: found[number]
        for number, name in enumerate(PAYLOADS)
        if found[number] != {lead_id(number)}
    }
    assert wrong == {}


def test_contains_finds_plain_characters(built: Built) -> None:
    # the engines' lower() turns İ into what Python's does not
    texts = [text.replace("İ", "i").lower() for text in TEXTS]
    expected = [
        {lead_id(other) for other in NUMBERS if text in around(texts[other]).lower()}
        for text in texts
    ]
    assert matched(built, "payload_trees__company") == expected


def test_each_filter_with_or_without_hops_matches_its_own_form(built: Built) -> None:
    wrong = {
        name: found
        for number, name in enumerate(PAYLOADS)
        if (
            found := built.query(
                "select lead_id, changed_at, value_change "
                f"from staging.stg_payload_filters__form_{number} order by 2, 1"
            )
        )
        != [(lead_id(number), at, 1) for at in FORMS_AT]
    }
    assert wrong == {}


def test_each_filter_of_a_related_table_matches_its_own_note(built: Built) -> None:
    assert built.query("select count(*) from staging.stg_related__notes") == [(len(TEXTS) ** 2,)]
    assert built.query(
        "select lead_id, changed_at, value_change from staging.stg_payload_audience__note "
        "order by 2, 1"
    ) == [(lead_id(number), hour(number), 1) for number in NUMBERS]


def test_each_filter_of_an_audience_lets_in_its_own_lead(built: Built) -> None:
    assert built.query(
        "select lead_id, scored_from, scored_to "
        "from scoring.int_payload_audience__scored_intervals "
        "inner join scoring.int_lead_keys using (lead_key) order by 2, 1"
    ) == [(lead_id(number), hour(number), hour(number + 1)) for number in NUMBERS]


def test_a_business_unit_has_its_own_lead(built: Built) -> None:
    names = list(PAYLOADS)
    for model, payload in UNITS.items():
        found = built.query(
            f"select lead_id from scoring.int_{model}__scored_intervals "
            "inner join scoring.int_lead_keys using (lead_key)"
        )
        assert found == [(lead_id(names.index(payload)),)]


def test_segments_come_out_as_they_went_in(built: Built) -> None:
    found = built.query(
        "select lead_id, scoring_model, segment from marts.lead_segments order by 1"
    )
    assert found == [(lead_id(number), "payload_grades", segment(number)) for number in NUMBERS]
    assert {segment(number) for number in NUMBERS} & set(TEXTS) == {"none", "a_b"}


def test_outcomes_come_out_as_they_went_in(built: Built) -> None:
    arrived = built.query(
        "select lead_id, outcome, rejected_by from scoring.int_outcomes_judged order by 1"
    )
    assert arrived == [(lead_id(number), TEXTS[number], None) for number in NUMBERS]
    found = {row["scoring_model"]: row["outcome"] for row in built.rows("scoring.scoring_models")}
    assert found == {name: spec["outcome"] for name, spec in specs().items()}


def test_experiments_come_out_as_they_went_in(built: Built) -> None:
    results: dict[str, list[dict[str, Any]]] = {}
    for row in built.rows("marts.experiment_results"):
        results.setdefault(row["experiment"], []).append(row)
    assert len(results) == len(TEXTS)
    for number, text in enumerate(TEXTS):
        rows = results[f"payload_{number}"]
        assert [(row["label"], row["outcome"]) for row in rows] == [(text, short(text))] * 2
        assert sum(row["matured_leads"] for row in rows) == len(TEXTS)
        # the outcome that is too long to be named is another one
        assert sum(row["conversions"] for row in rows) == int(text == short(text))


@pytest.mark.parametrize(("model", "points"), POINTS)
def test_each_group_gives_its_points_to_its_own_lead(
    model: str, points: Sequence[int | None], built: Built
) -> None:
    ledger = built.query(
        f"select group_name, lead_id, points_change from scoring.int_payload_{model}__ledger "
        "inner join scoring.int_lead_keys using (lead_key) "
        "inner join scoring.scoring_model_groups using (group_number) "
        f"where scoring_model = 'payload_{model}'"
    )
    of_group: dict[str, dict[str, list[Decimal]]] = {f"group_{number}": {} for number in NUMBERS}
    for group, lead, change in ledger:
        of_group[group].setdefault(lead, []).append(change)
    wrong = {
        list(PAYLOADS)[number]: of_group[f"group_{number}"]
        for number in NUMBERS
        if of_group[f"group_{number}"]
        != {lead_id(number): [change or number + 1 for change in points]}
    }
    assert wrong == {}


def test_grades_come_out_as_they_went_in(built: Built) -> None:
    found = {row["lead_id"]: row for row in built.rows("marts.lead_scores") if is_graded(row)}
    for number in NUMBERS:
        row = found[lead_id(number)]
        assert (row["score"], row["grade"]) == (number + 1, short(TEXTS[number]))
        assert row["is_hot"] == (number % 2 == 0)
    volumes = {
        row["grade_order"]: (row["grade"], row["leads"])
        for row in built.rows("marts.grade_volume")
        if is_graded(row)
    }
    for number in NUMBERS:
        assert volumes[number + 1] == (short(TEXTS[number]), 1)


def is_graded(row: dict[str, Any]) -> bool:
    return bool(row["scoring_model"] == "payload_grades")


def test_labels_and_owners_come_out_as_they_went_in(built: Built) -> None:
    written = specs()
    insights = {row["scoring_model"]: row for row in built.rows("marts.scoring_insights")}
    assert sorted(insights) == sorted(MODELS)
    for name, spec in written.items():
        assert insights[name]["label"] == spec["label"]
        assert insights[name]["owner"] == spec["owner"]
    groups = [
        row for row in built.rows("scoring.scoring_model_groups") if row["scoring_model"] in GROUPED
    ]
    assert len(groups) == len(TEXTS) * len(GROUPED)
    for row in groups:
        text = TEXTS[int(row["group_name"].removeprefix("group_"))]
        assert (row["label"], row["category"]) == (text, "intent")
        assert row["subcategory"] == short(text)


def test_the_secret_is_nowhere(built: Built) -> None:
    assert built.secret not in built.said
    assert built.files_with(built.secret) == []
    assert built.relations_with(built.secret) == []


def test_what_looks_for_the_secret_would_find_it(built: Built) -> None:
    assert "env_var(" in built.said
    assert "logs/dbt.log" in built.files_with("payload_grades")
    assert "target/manifest.json" in built.files_with("payload_grades")
    assert "env_var(" in "".join(TEXTS)
    found = built.relations_with("lead_07")
    assert '"marts"."lead_scores"' in found and "stg_payload_grades__title_1" not in found
    assert "stg_payload_grades__title_1" in built.relations_with("job_title")


def test_nothing_was_run(built: Built) -> None:
    relations = built.relations()
    assert not [relation for relation in relations if "injected" in relation]
    assert '"scoring"."int_leads"' in relations
    assert len(built.rows("scoring.int_leads")) == len(TEXTS)


def test_descriptions_of_dbt_hold_no_template(built: Built) -> None:
    manifest = json.loads((built.workspace.path / "target/manifest.json").read_text())
    descriptions = {
        node["name"]: node["description"]
        for node in manifest["nodes"].values()
        if "payload_" in node["name"] and node["resource_type"] == "model"
    }
    assert len(descriptions) == len(TEXTS) * 4 + len(MODELS) - len(GROUPED) + 4 * len(MODELS)
    for number in NUMBERS:
        found = descriptions[f"stg_payload_grades__title_{number}"]
        assert not any(begin in found for begin in ("{{", "{%", "{#"))
        assert TEXTS[number].replace(" ", "") in found.replace(" ", "")


def test_the_commands_print_payloads_as_text(built: Built) -> None:
    """Neither markup nor a traceback, whatever is printed."""
    environment = built.workspace.postgres | {
        "LEAD_SCORING_WAREHOUSE": str(built.workspace.warehouse),
        "CANARY": built.secret,
    }
    target = ("--target", built.engine, "--project-dir", built.workspace.path)
    markup = list(PAYLOADS).index("rich_markup")
    said = in_process("explain", lead_id(markup), *target, **environment)
    assert said.code == 0
    assert f"grade {PAYLOADS['rich_markup']}, since" in said.out
    assert built.secret not in said.out
    said = in_process("explain", lead_id(markup), "--json", *target, **environment)
    found = {row["scoring_model"]: row for row in json.loads(said.out)}
    assert found["payload_grades"]["grade"] == PAYLOADS["rich_markup"]
    said = in_process("validate", "--warehouse", "--json", *target, **environment)
    assert said.code == 0 and "no row of the build" not in said.out
    for model in (*GROUPED, "payload_audience", *list(UNITS)[:1]):
        said = in_process("show", model, *target[2:], **environment)
        assert said.code == 0
        assert built.secret not in said.out


def test_the_summary_prints_grades_as_text(built: Built, monkeypatch: pytest.MonkeyPatch) -> None:
    published = Published(Release("a_run", Status.PUBLISHED, utc_now()), [])
    monkeypatch.setattr("lead_scoring.cli.publish_release", lambda *arguments: published)
    arguments = ("build", "--target", built.engine, "--project-dir", built.workspace.path)
    environment = built.workspace.postgres | {
        "LEAD_SCORING_WAREHOUSE": str(built.workspace.warehouse),
        "COLUMNS": "400",
    }
    said = in_process(*arguments, **environment)
    assert said.code == 0
    for name in ("rich_markup", "html", "formula", "expression"):
        assert f"{PAYLOADS[name]}  1  " in said.out
    found = json.loads(in_process(*arguments, "--json", **environment).out)
    printed = {grade["grade"] for row in found for grade in row["grades"]}
    assert printed - {None} == set(map(short, TEXTS))


def test_files_hold_payloads_as_text(built: Built, tmp_path: Path) -> None:
    """No cell is a formula, no text is cut or run, and pages show labels as they are."""
    environment = built.workspace.postgres | {
        "LEAD_SCORING_WAREHOUSE": str(built.workspace.warehouse),
        "CANARY": built.secret,
    }
    target = ("--target", built.engine, "--project-dir", built.workspace.path)
    for mart in ("scoring_insights", "top_scoring_actions", "grade_volume", "lead_segments"):
        out = tmp_path / f"{built.engine}_{mart}.csv"
        said = in_process("export", mart, "--out", out, *target, **environment)
        assert (said.code, said.err) == (0, "")
        with out.open(newline="", encoding="utf-8") as file:
            written = list(csv.DictReader(file))
        rows = built.rows(f"marts.{mart}")
        assert len(written) == len(rows)
        for column in ("label", "owner", "subcategory", "grade", "segment"):
            if column in rows[0]:
                texts = [row[column] or "" for row in rows]
                assert sorted(row[column] for row in written) == sorted(
                    # in text of several lines a line may begin like a formula
                    re.sub("(^|\n)([=+@-])", r"\1'\2", text)
                    for text in texts
                )
        assert built.secret not in out.read_text()
    for report in ("daily", "weekly", "monthly"):
        out = tmp_path / f"{built.engine}_{report}.html"
        said = in_process("report", report, "--out", out, *target, **environment)
        assert (said.code, said.err) == (0, "")
        # a carriage return stays one
        html = out.read_bytes().decode()
        assert built.secret not in html
    for name in ("payload_grades", "payload_trees"):
        assert str(escape(specs()[name]["label"])) in html


# each kind in each place is built there, too: test_matrix
@pytest.mark.deep
def test_postgres_keeps_them_texts_too(
    postgres_workspace: Workspace, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    # one test, since the server belongs to this worker
    said = build(postgres_workspace, "postgres")
    built = Built(postgres_workspace, "postgres", said, secret=SECRET)
    test_every_row_arrives_as_it_was(built)
    for view in VIEWS:
        test_each_condition_matches_its_own_row(view, built)
    test_contains_finds_plain_characters(built)
    test_each_filter_with_or_without_hops_matches_its_own_form(built)
    test_each_filter_of_a_related_table_matches_its_own_note(built)
    test_each_filter_of_an_audience_lets_in_its_own_lead(built)
    test_a_business_unit_has_its_own_lead(built)
    test_segments_come_out_as_they_went_in(built)
    test_outcomes_come_out_as_they_went_in(built)
    test_experiments_come_out_as_they_went_in(built)
    for model, points in POINTS:
        test_each_group_gives_its_points_to_its_own_lead(model, points, built)
    test_grades_come_out_as_they_went_in(built)
    test_labels_and_owners_come_out_as_they_went_in(built)
    test_the_secret_is_nowhere(built)
    test_what_looks_for_the_secret_would_find_it(built)
    test_nothing_was_run(built)
    test_descriptions_of_dbt_hold_no_template(built)
    test_the_commands_print_payloads_as_text(built)
    test_the_summary_prints_grades_as_text(built, monkeypatch)
    test_files_hold_payloads_as_text(built, tmp_path)


NO_NAMES = [
    *(text for text in TEXTS if not is_name(text)),
    *(case.text for case in chosen_cases() if case.sink == "name" and case.is_text),
]


@pytest.mark.parametrize("text", NO_NAMES, ids=map(quoted, NO_NAMES))
def test_what_names_things_is_no_free_text(text: str, tmp_path: Path) -> None:
    name = quoted(text)
    faulty = {
        "name": text,
        "replaces": text,
        "stopped_at": text,
        "audience": [{"attribute": text, "operator": text, "value": "x"}],
        "groups": [
            {
                "name": text,
                "points": text,
                "conditions": [
                    {"name": text, "attribute": f"contact.{text}", "operator": "is_set"},
                    {"name": "two", "related": text, "since": text},
                    {
                        "name": "three",
                        "interaction": "form_submitted",
                        "where": [{"field": f"account.{text}", "operator": "is_set"}],
                    },
                ],
            }
        ],
        "segments": [{"name": text, "score": {"less_than": text}}],
        "threshold_objective": {"cost": {"win_value": text, "contact_cost": text}},
        "targets": {"precision": text, "hot_share": text},
    }
    declared = {
        "columns": {"leads": {text: "text"}},
        "related": {"mine": {"key": text, "time": text, "columns": {text: "text"}}, text: {}},
    }
    assert refused_places(tmp_path, "one", faulty) == {
        "name",
        "replaces",
        "stopped_at",
        "audience[0].attribute",
        "audience[0].operator",
        "groups[0].name",
        "groups[0].points",
        "groups[0].conditions[0].name",
        "groups[0].conditions[0].attribute",
        "groups[0].conditions[1].related",
        "groups[0].conditions[1].since",
        "groups[0].conditions[2].where[0].field",
        "segments[0].name",
        "segments[0].score.less_than",
        "threshold_objective.cost.win_value",
        "threshold_objective.cost.contact_cost",
        "targets.precision",
        "targets.hot_share",
    }
    assert refused_places(tmp_path, "_inputs", declared) >= {
        f"columns.leads[{name}]",
        "related.mine.key",
        "related.mine.time",
        f"related.mine.columns[{name}]",
        f"related[{name}]",
    }
    keys = ("name", "control", "challenger", "share", "start", "end", "horizon_days")
    experiment = dict.fromkeys(keys, text) | {"outcome": "won"}
    assert refused_places(tmp_path, "trial", experiment, is_experiment=True) == set(keys)


def refused_places(
    folder: Path, name: str, spec: dict[str, Any], is_experiment: bool = False
) -> set[str]:
    """Where the file, alone in a folder, is faulty; each fault is told in one plain line."""
    models, none = folder / name, folder / "none"
    models.mkdir()
    none.mkdir(exist_ok=True)
    (models / f"{name}.yml").write_text(yaml.safe_dump(spec), encoding="utf-8")
    with pytest.raises(SpecErrors) as refused:
        load_scoring_models(*((none, models) if is_experiment else (models,)))
    assert all(str(error).isprintable() for error in refused.value.errors)
    return {error.path for error in refused.value.errors}


def test_a_lock_keeps_payloads_as_they_are(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    written = specs()
    spec = written["payload_audience"] | {
        "status": "draft",
        "business_unit": PAYLOADS["statement"],
        "groups": written["payload_filters"]["groups"] + written["payload_audience"]["groups"],
        "grades": written["payload_grades"]["grades"],
    }
    folder.write("_inputs", yaml.safe_dump(declared_inputs()))
    folder.write("payload_audience", yaml.safe_dump(spec))
    assert folder.run("publish", "payload_audience").code == 0
    spec["status"] = "live"
    assert yaml.safe_load(folder.read("payload_audience")) == spec
    lock = json.loads(folder.lock("payload_audience").read_text(encoding="utf-8"))
    meant = lock["meaning"]
    assert meant["business_unit"] == PAYLOADS["statement"]
    assert texts_in(meant["audience"]) >= set(TEXTS)
    *filters, notes = meant["groups"]
    assert notes["name"] == "notes" and texts_in(notes) >= set(TEXTS)
    assert len(filters) == len(TEXTS)
    assert all(
        TEXTS[int(group["name"].removeprefix("group_"))] in texts_in(group) for group in filters
    )
    folder.write("payload_audience", yaml.safe_dump(spec | {"business_unit": PAYLOADS["lines"]}))
    refused = folder.refused("compile")
    assert "LS049" in refused and refused.isprintable()
    assert f"business_unit: {PAYLOADS['statement']!r}"[:60] in refused


def texts_in(value: Any) -> set[str]:
    """All texts in it but for keys."""
    if isinstance(value, str):
        return {value}
    items = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return {text for item in items for text in texts_in(item)}


@pytest.mark.parametrize("escape", ["\\0", "\\x00", "\\u0000", "\\x1b[31m", "\\x07", "\\ud800"])
@pytest.mark.parametrize("key", ["label", "owner", "description"])
def test_control_characters_are_refused(key: str, escape: str, tmp_path: Path) -> None:
    models = tmp_path / "scoring_models"
    models.mkdir()
    spec = yaml.safe_dump(
        {
            "name": "one",
            "groups": [
                {
                    "name": "reads",
                    "points": 1,
                    "conditions": [{"name": "opened", "interaction": "email_opened"}],
                }
            ],
        }
    )
    (models / "one.yml").write_text(f'{spec}{key}: "a{escape}b"\n')
    with pytest.raises(SpecErrors) as refused:
        load_scoring_models(models)
    assert [error.code for error in refused.value.errors] == ["LS005"]
