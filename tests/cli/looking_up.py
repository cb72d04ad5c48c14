"""What the tests of look-ups share: the program as it is installed, and its output."""

import functools
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

LANGUAGES = ["en", "fi"]

#: The program as it is installed beside Python, and found on the path: hints then read `erasmus …`.
INSTALLED = Path(sys.executable).with_name("erasmus.exe" if os.name == "nt" else "erasmus")


@functools.cache
def run(words: str, language: str, code: int = 0, plan: str | None = None) -> str:
    """Run a command, with a plan as its standard input if it takes one, and return what it prints."""
    personal = ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "LANG", "LANGUAGE", "ACCESSIBLE")
    kept = {k: v for k, v in os.environ.items() if k not in personal and not k.startswith("LC_")}
    path = os.pathsep.join((str(INSTALLED.parent), kept.get("PATH", "")))
    done = subprocess.run(
        [str(INSTALLED), *words.split(), "--today", "2026-01-10"],
        cwd=tempfile.gettempdir(),
        env=kept | {"ERASMUS_LANG": language, "LC_ALL": "C.UTF-8", "PYTHONUTF8": "1", "PATH": path},
        input=plan or "",
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert "Traceback" not in done.stderr
    assert done.returncode == code, done.stdout + done.stderr
    assert bool(done.stderr) == (code == 2)
    return done.stderr if code == 2 else done.stdout


def flat(words: str, language: str, code: int = 0, plan: str | None = None) -> str:
    """Return the output as one line with plain spaces."""
    return " ".join(run(words, language, code, plan).split())


def document(words: str, plan: str | None = None) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run(f"{words} --format json", "en", 0, plan))
    return found
