"""What a command imports decides how fast it starts. Each runs in a process of its own, which tells its modules."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

PLAN = Path(__file__).resolve().parents[1] / "cases" / "base" / "KA122-VET.toml"

PROGRAM = """
import atexit, json, sys
sys.argv = ["erasmus", *sys.argv[1:]]
told = sys.stderr
atexit.register(lambda: print("MODULES " + json.dumps(sorted({name.split(".")[0] for name in sys.modules})), file=told))
from erasmus_cli.__main__ import main
main()
"""

SESSION = """
import datetime as dt, json, sys
from erasmus_cli.interview.asking import idea
from erasmus_cli.interview.session import Session
from erasmus_cli.programme.load import Calls
from erasmus_cli.programme.rounds import as_instant
ask = idea(Session(Calls(), {}, as_instant(dt.date(2026, 1, 10)), None))[0]
assert ask.path == ("aims",), ask
print("MODULES " + json.dumps(sorted({name.split(".")[0] for name in sys.modules})), file=sys.stderr)
"""

# What the program depends on; the standard library is not looked at.
TERMINAL = {"rich", "questionary", "prompt_toolkit", "pygments"}
WRITING = {"tomlkit", "tomli_w"}
CHECKING = {"pydantic", "pydantic_core"}
# Only `export` and `import` need this.
TABLES = {"openpyxl", "et_xmlfile"}
PAPERS = {"docx", "jinja2", "markupsafe", "lxml"}
OUTPUT = PAPERS | TABLES
EVERYTHING = (
    OUTPUT | TERMINAL | WRITING | CHECKING | {"typer", "click", "msgspec", "babel", "icalendar", "tomli", "shellingham"}
)


def modules(program: str, *arguments: str, code: int = 0, **more: str) -> set[str]:
    """Return the top-level modules that a program has imported when it ends."""
    environment = {**os.environ, "ERASMUS_LANG": "en"} | more
    command = [sys.executable, "-c", program, *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == code, done.stderr
    [told] = [line for line in done.stderr.splitlines() if line.startswith("MODULES ")]
    return set(json.loads(told.removeprefix("MODULES ")))


@pytest.mark.parametrize(
    ("words", "forbidden"),
    [
        ("--version", EVERYTHING),
        ("--help", EVERYTHING - {"typer", "click", "shellingham"}),
        ("check --help", EVERYTHING - {"typer", "click", "shellingham"}),
        ("deadlines --today 2026-01-10", TERMINAL | WRITING | CHECKING | {"babel", "icalendar"}),
        ("deadlines --today 2026-01-10 --format json --lang fi", TERMINAL | WRITING | CHECKING | {"babel"}),
        ("explain KA122-participants", TERMINAL | WRITING | {"babel"}),
        ("actions --help", EVERYTHING - {"typer", "click", "shellingham"}),
        ("actions", TERMINAL | WRITING | CHECKING | {"babel"}),
        ("actions COVE --form", TERMINAL | WRITING | CHECKING | {"babel"}),
        ("actions KA210 KA220 --format json", TERMINAL | WRITING | CHECKING | {"babel"}),
        ("actions KA122 --since 2026", TERMINAL | WRITING | {"icalendar"}),
        ("next --help", EVERYTHING - {"typer", "click", "shellingham"}),
        # A country is asked about as a plan of its own, and is found by its name.
        ("countries Albania", TERMINAL | WRITING),
        ("countries --format json", TERMINAL | WRITING),
        ("partners", TERMINAL | WRITING | CHECKING | {"babel"}),
        ("partners Kenya", TERMINAL | WRITING),
        ("priorities", TERMINAL | WRITING | CHECKING | {"babel"}),
        ("sources", TERMINAL | WRITING | CHECKING),
        ("sources --format json", TERMINAL | WRITING | CHECKING | {"babel"}),
        ("check PLAN --today 2026-01-10", TERMINAL | WRITING | {"icalendar"}),
        ("timeline PLAN --today 2025-10-20", TERMINAL | WRITING | {"icalendar"}),
        ("timeline PLAN --today 2025-10-20 --format json", TERMINAL | WRITING | {"icalendar", "babel"}),
        ("diff PLAN PLAN --today 2026-01-10", TERMINAL | WRITING | {"icalendar"}),
        ("check PLAN --today 2026-01-10 --format json", TERMINAL | WRITING),
        ("recommend PLAN --today 2026-01-10", TERMINAL | WRITING),
        ("export --help", EVERYTHING - {"typer", "click", "shellingham"}),
        ("import --help", EVERYTHING - {"typer", "click", "shellingham"}),
    ],
)
def test_a_command_imports_only_what_it_needs(words: str, forbidden: set[str]) -> None:
    arguments = [str(PLAN) if word == "PLAN" else word for word in words.split()]
    assert sorted(modules(PROGRAM, *arguments) & (forbidden | OUTPUT)) == []


@pytest.mark.parametrize("words", ["", "check", "explain", "actions", "countries"])
def test_completion_imports_only_what_it_needs(words: str) -> None:
    names = {"babel"} if words != "countries" else set()
    found = modules(PROGRAM, *words.split(), ERASMUS_COMPLETE="1")
    assert sorted(found & (TERMINAL | WRITING | CHECKING | names | {"icalendar"})) == []


def test_the_first_question_needs_no_pydantic() -> None:
    assert sorted(modules(SESSION) & (CHECKING | TERMINAL | WRITING | {"typer", "babel"})) == []


def test_the_guard_sees_what_is_imported() -> None:
    """A check reads a plan with pydantic and tomli: if these are not seen, the tests above prove nothing."""
    assert {"erasmus_cli", "typer", "pydantic", "msgspec", "tomli"} <= modules(
        PROGRAM, "check", str(PLAN), "--today", "2026-01-10"
    )
    assert "erasmus_cli" in modules(PROGRAM, "--version")


@pytest.mark.parametrize("words", ["--version", "--help"])
def test_nothing_of_the_data_is_read_for(words: str) -> None:
    program = PROGRAM.replace('name.split(".")[0]', "name")
    found = modules(program, words)
    assert [
        name for name in found if name.startswith(("erasmus_cli.plan", "erasmus_cli.programme", "erasmus_cli.rules"))
    ] == []


@pytest.mark.parametrize(
    ("ending", "needed"), [("docx", {"docx", "lxml"}), ("html", {"jinja2", "markupsafe"}), ("md", set())]
)
def test_a_paper_imports_only_what_its_format_needs(ending: str, needed: set[str], tmp_path: Path) -> None:
    paper = str(tmp_path / f"paper.{ending}")
    found = modules(PROGRAM, "export", str(PLAN), paper, "--today", "2026-01-10")
    assert found & PAPERS == needed
    assert sorted(found & (TERMINAL | WRITING | {"icalendar"})) == []


def test_a_calendar_is_written_without_what_other_commands_need(tmp_path: Path) -> None:
    found = modules(PROGRAM, "deadlines", "--today", "2026-01-10", "--calendar", str(tmp_path / "rounds.ics"))
    assert "icalendar" in found
    assert sorted(found & (TERMINAL | WRITING | CHECKING)) == []


def test_a_workbook_and_a_csv_file_load_what_they_need(tmp_path: Path) -> None:
    assert "openpyxl" in modules(PROGRAM, "export", str(PLAN), str(tmp_path / "b.xlsx"), "--today", "2026-01-10")
    (tmp_path / "t.csv").write_text("Type;Country\nCourse;Malta\n", encoding="utf-8")
    assert not modules(PROGRAM, "import", str(tmp_path / "t.csv"), str(tmp_path / "p.toml")) & TABLES
