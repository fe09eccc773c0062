"""A folder with scoring models, and the command run on it, for the tests beside it."""

from __future__ import annotations

from pathlib import Path

from cli.commands import Said, in_process

GROUPS = (
    "groups: [{name: reads, points: 10, conditions: [{name: opened, interaction: email_opened}]}]"
)
DRAFT = f"name: one\nstatus: draft\n{GROUPS}\n"


class Folder:
    """A project without models; what the command needs of it, and no dbt project."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.specs = path / "scoring_models"
        self.specs.mkdir(parents=True)
        (path / "dbt_project.yml").touch()

    def write(self, name: str, text: str | bytes) -> None:
        """Writes scoring_models/<name>.yml, byte for byte."""
        data = text if isinstance(text, bytes) else text.encode()
        (self.specs / f"{name}.yml").write_bytes(data)

    def edit(self, name: str, old: str, new: str) -> None:
        """Replaces what stands once in scoring_models/<name>.yml."""
        text = self.read(name).decode()
        assert text.count(old) == 1
        self.write(name, text.replace(old, new))

    def read(self, name: str) -> bytes:
        return (self.specs / f"{name}.yml").read_bytes()

    def lock(self, name: str) -> Path:
        return self.specs / "locks" / f"{name}.json"

    def files(self) -> dict[str, bytes]:
        """Every file of the project and its content."""
        return {
            path.relative_to(self.path).as_posix(): path.read_bytes()
            for path in self.path.rglob("*")
            if path.is_file()
        }

    def run(self, *arguments: str) -> Said:
        return in_process(*arguments, "--project-dir", self.path)

    def done(self, *arguments: str) -> str:
        """Runs a command that must succeed without a warning; what it printed."""
        said = self.run(*arguments)
        assert (said.code, said.err) == (0, "")
        return said.out

    def refused(self, *arguments: str, code: int = 1) -> str:
        """Runs a command that must fail and change no file; its message, in one line."""
        before = self.files()
        said = self.run(*arguments)
        assert (said.code, said.out) == (code, "")
        assert self.files() == before
        return " ".join(said.err.replace("│", " ").split())
