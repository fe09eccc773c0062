"""Draws boards that show what users name as `make site` does, and one whose query reads a file.

python draw_boards.py SITE LEAD BOARDS_OF_OTHERS    (in a process of its own: it takes much memory)
"""

from __future__ import annotations

import sys
from pathlib import Path

from dbt_charts.agent_api import ProjectSession

from workspace import PROJECT

sys.path.insert(0, str(PROJECT / "boards"))
import show

SHOWN = ("texts/rules.html", "texts/lead-")


def main(site: Path, lead: str, others: Path) -> None:
    """Prints the site's files, and then what was said of the file that was to be read."""
    pages = show.pages_of(show.find_warehouse(), [lead])
    chosen = [page for page in pages if page.file.startswith(SHOWN)]
    errors = show.write_pages(chosen, site)
    assert not errors, errors
    print(*[page.file for page in chosen], sep="\n")
    with ProjectSession.open(others) as session:
        show.drawn(session, "charts/reads_a_file.yml", {}, errors)
    print(errors)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]))
