"""What the program tells to type works as it stands, however the program was called and whatever a plan is called."""

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from erasmus_cli.called import quoted

UNIX = pytest.mark.skipif(os.name == "nt", reason="a script with the Python to run it in its first line")
#: A plan for which `check` tells what to do next, and to type a command.
NAME = "oma suunnitelma.toml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / NAME).write_text('aims = ["learner-mobility"]\n', encoding="utf-8")
    return tmp_path


def script(folder: Path) -> Path:
    """Write what pip writes to start the program."""
    folder.mkdir()
    path = folder / "erasmus"
    path.write_text(f"#!{sys.executable}\nfrom erasmus_cli.__main__ import main\nmain()\n", encoding="utf-8")
    path.chmod(0o755)
    return path


def run(command: list[str], folder: Path, **more: str) -> str:
    environment = {k: v for k, v in os.environ.items() if k != "COLUMNS"} | {"ERASMUS_LANG": "en"} | more
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8")
    assert "Traceback" not in done.stderr
    return done.stdout + done.stderr


def hint(said: str) -> list[str]:
    """Return the command that is told; it stands whole in one line."""
    command = " ".join(said.split()).partition("with: ")[2].partition(" - ")[0]
    assert any(command in line for line in said.splitlines())
    return shlex.split(command)


@UNIX
def test_a_hint_works_as_it_stands(folder: Path) -> None:
    at = script(folder / "bin with a space")
    for called in (["bin with a space/erasmus"], [str(at)], [sys.executable, "-m", "erasmus_cli"]):
        told = hint(run([*called, "check", NAME], folder, PATH="/usr/bin:/bin"))
        assert told == [*called, "recommend", NAME]
        assert "KA122" in run(told, folder)


@UNIX
def test_on_the_path_the_name_is_enough(folder: Path) -> None:
    at = script(folder / "bin")
    for called in ("erasmus", str(at)):
        told = hint(run([called, "check", NAME], folder, PATH=f"{at.parent}:/usr/bin:/bin"))
        assert told == ["erasmus", "recommend", NAME]


def test_a_hint_keeps_the_language_that_was_given(folder: Path) -> None:
    call = [sys.executable, "-m", "erasmus_cli"]
    said = run([*call, "check", NAME, "--lang", "fi"], folder)
    assert "erasmus_cli --lang fi recommend" in said
    assert "--lang" not in run([*call, "check", NAME], folder, ERASMUS_LANG="fi")
    # It is no language, so it cannot be kept.
    assert "Help: " + " ".join(map(quoted, call)) + " --help" in run([*call, "--lang", "sv", "check"], folder)


def test_texts_of_the_data_tell_it_too(folder: Path) -> None:
    said = run([sys.executable, "-m", "erasmus_cli", "sources", "--all", "--lang", "en"], folder)
    assert f"{quoted(sys.executable)} -m erasmus_cli --lang en countries" in said
    assert "`" not in said


@UNIX
@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("plan.toml", "plan.toml"),
        ("hätä/plan.toml", "hätä/plan.toml"),
        ("my plan.toml", "'my plan.toml'"),
        ("it's.toml", "'it'\"'\"'s.toml'"),
        ("a&b.toml", "'a&b.toml'"),
    ],
)
def test_a_name_is_quoted_where_a_shell_needs_it(name: str, typed: str) -> None:
    assert quoted(name) == typed
