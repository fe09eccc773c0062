"""Serve the boards of the built warehouse, or write them as pages that load nothing.

python boards/show.py serve
python boards/show.py site [--lead LEAD]... [FOLDER]     (default: site)
"""

from __future__ import annotations

import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from urllib.parse import quote

import duckdb
import jinja2
import typer
from markupsafe import Markup

from lead_scoring.warehouse import keep_to_files

if TYPE_CHECKING:
    from dbt_charts.agent_api import ProjectSession

BOARDS = Path(__file__).resolve().parent
PROJECT = BOARDS.parent
WAREHOUSE_VARIABLE = "LEAD_SCORING_WAREHOUSE"
# each board is drawn twice, and the page shows the one that fits the window
LAYOUTS = {"laptop": "charts", "phone": "charts/phone"}
# tells a folder that may be replaced
SITE_MARK = '<meta name="generator" content="lead_scoring boards">'
FONT = re.compile(r"@font-face\s*\{[^}]*\}")

app = typer.Typer(no_args_is_help=True, add_completion=False, rich_markup_mode=None)


class BoardsError(Exception):
    """The boards can't be shown; the message says what to do."""


@dataclass(frozen=True)
class Page:
    """A board with the values of its variables, as one file of the site."""

    subject: str
    name: str
    board: str
    file: str
    variables: dict[str, str] = field(default_factory=dict)

    @property
    def title(self) -> str:
        return f"{self.subject}: {self.name}"


@app.command()
def serve() -> None:
    """Serve the boards until interrupted."""
    find_warehouse()
    dct = str(Path(sys.executable).with_name("dct"))
    os.execv(dct, [dct, "serve", "--project-dir", str(BOARDS)])


@app.command()
def site(
    folder: Annotated[Path, typer.Argument(help="Where the pages go.")] = PROJECT / "site",
    lead: Annotated[list[str] | None, typer.Option(help="A lead that gets pages.")] = None,
) -> None:
    """Write the boards, those of one scoring model for each."""
    refuse_to_replace_other_files(folder)
    pages = list(pages_of(find_warehouse(), lead or []))
    errors = write_pages(pages, folder)
    print(f"{len(pages)} pages, of which the first is {folder / pages[0].file}")
    if errors:
        raise BoardsError("\n".join(errors))


def find_warehouse() -> Path:
    """The warehouse's file, of which dbt-charts is told, too. Raises `BoardsError`."""
    path = (PROJECT / os.environ.get(WAREHOUSE_VARIABLE, "warehouse/lead_scoring.duckdb")).resolve()
    if not path.is_file():
        raise BoardsError(f"there is no warehouse at {path}: run `make build`")
    os.environ[WAREHOUSE_VARIABLE] = str(path)
    # dbt-charts would send dbt Labs what is done with it
    os.environ["DO_NOT_TRACK"] = "1"
    return path


def pages_of(warehouse: Path, leads: Sequence[str]) -> Iterator[Page]:
    """The site's pages: of each scoring model, and those that show all."""
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        keep_to_files(connection, [])
        rows = connection.execute(
            "select scoring_model, model_status = 'live' from marts.scoring_insights"
            " order by model_status = 'live' desc, scoring_model"
        ).fetchall()
        scored = connection.execute("select scoring_model, lead_id from marts.lead_scores")
        scores = set(scored.fetchall())
    for lead in leads:
        if lead not in {scored for _, scored in scores}:
            raise BoardsError(f"no live scoring model scores a lead {lead} now")
    yield Page("all", "models and experiments", "models", "index.html")
    for model, is_live in rows:
        chosen = {"scoring_model": model}
        for board in ("overview", "conversion", "rules"):
            yield Page(model, board, board, f"{model}/{board}.html", chosen)
        if is_live:
            yield Page(model, "highest lead", "lead", f"{model}/lead.html", chosen)
        for lead in leads:
            if (model, lead) in scores:
                file = f"{model}/lead-{quote(lead, safe='')}.html"
                yield Page(model, f"lead {lead}", "lead", file, chosen | {"lead": lead})


def refuse_to_replace_other_files(folder: Path) -> None:
    """Raises `BoardsError` if there is anything but an earlier site in the folder."""
    index = folder / "index.html"
    is_site = index.is_file() and SITE_MARK in index.read_text(encoding="utf-8", errors="replace")
    if folder.is_file() or (folder.is_dir() and any(folder.iterdir()) and not is_site):
        raise BoardsError(f"{folder} holds something else than a site: name another folder")


def write_pages(pages: Sequence[Page], folder: Path) -> list[str]:
    """Draws the pages, and then puts them in the folder's place.

    Returns what is wrong with charts, which say so.
    """
    # it takes seconds to import
    from dbt_charts.agent_api import ProjectSession  # noqa: PLC0415

    template = jinja2.Environment(
        loader=jinja2.FileSystemLoader(BOARDS),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
    ).get_template("page.html")
    errors: list[str] = []
    folder.parent.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory(prefix=f".{folder.name}-", dir=folder.parent) as unfinished,
        ProjectSession.open(BOARDS) as session,
    ):
        for page in pages:
            layouts = {
                layout: drawn(session, f"{boards}/{page.board}.yml", page.variables, errors)
                for layout, boards in LAYOUTS.items()
            }
            text = template.render(
                title=page.title,
                site_mark=Markup(SITE_MARK),
                fonts=Markup("\n".join(dict.fromkeys(FONT.findall(layouts["laptop"])))),
                navigation=navigation(pages, page),
                # the fonts are the greater part, so the layouts share them
                layouts={name: Markup(FONT.sub("", html)) for name, html in layouts.items()},
            )
            file = Path(unfinished) / "site" / page.file
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        shutil.rmtree(folder, ignore_errors=True)
        (Path(unfinished) / "site").rename(folder)
    return errors


def drawn(session: ProjectSession, board: str, variables: dict[str, str], errors: list[str]) -> str:
    """What a board's page has beside its frame: styles, the drawing, scripts."""
    result = session.render_board(
        session.project.path(board).read_board(),
        variables=variables,
        format="html",
        standalone=True,
    )
    if result.status == "failed":
        whole = [*result.validation_errors, *filter(None, [result.board_error])]
        raise BoardsError("\n".join(f"{board}: {error.message}" for error in whole))
    errors += [f"{board} {variables}: {error.message}" for error in result.chart_errors]
    html = str(result.data)
    styles = "".join(re.findall(r"<style>.*?</style>", html.partition("</head>")[0], re.DOTALL))
    return styles + html.partition("<body>")[2].rpartition("</body>")[0]


def navigation(pages: Sequence[Page], here: Page) -> dict[str, list[dict[str, str]]]:
    """The links of a page to all pages, by subject."""
    up = "../" * here.file.count("/")
    links: dict[str, list[dict[str, str]]] = {}
    for page in pages:
        links.setdefault(page.subject, []).append(
            {"name": page.name, "address": up + quote(page.file)}
        )
    return links


def main() -> None:
    try:
        app()
    except BoardsError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
