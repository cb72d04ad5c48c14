"""`erasmus` alone says where to start."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = Path(sys.executable).with_name("erasmus")


@pytest.mark.parametrize(
    ("language", "first", "last"),
    [("en", "Where to start:", "Sources, differences"), ("fi", "Näin pääset alkuun:", "Lähteet, erot")],
)
def test_the_program_alone_says_where_to_start(language: str, first: str, last: str, tmp_path: Path) -> None:
    own = {**os.environ, "ERASMUS_LANG": language, "PATH": f"{PROGRAM.parent}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run([PROGRAM], cwd=tmp_path, env=own, capture_output=True, text=True, encoding="utf-8")
    lines = done.stdout.splitlines()
    assert (done.returncode, done.stderr) == (2, "")
    assert (lines[0], len(lines) <= 24, max(map(len, lines)) <= 80) == (first, True, True)
    told = [line.split("  ")[-1].strip() for line in lines[1:5]]
    assert told == ["erasmus plan", "erasmus check plan.toml", "erasmus explain KA122", "erasmus plan --help"]
    assert last in lines[-1]
