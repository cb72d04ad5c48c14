"""How the program was called, so that what it tells a person to type works as it stands."""

from __future__ import annotations

import os
import re
import shutil
import sys
from functools import cache
from pathlib import Path

from erasmus_cli.language import given


@cache
def program() -> str:
    """Return what to type to start the program: `erasmus`, `.venv/bin/erasmus`, `python3 -m erasmus_cli --lang fi`."""
    lang = given(sys.argv[1:])
    return " ".join(map(quoted, [*_words(sys.argv[0]), *(["--lang", lang] if lang else [])]))


def quoted(word: str) -> str:
    """Write a word so that the shell takes it as one: names with spaces and the like stand in quotation marks."""
    if os.name == "nt":
        from subprocess import list2cmdline

        return list2cmdline([word])
    from shlex import quote

    return word if re.fullmatch(r"[\w@%+=:,./-]+", word) else quote(word)  # `quote` alone would quote ä


def _words(started: str) -> list[str]:
    path = Path(started)
    if path.name == "__main__.py":
        return [_python(), "-m", "erasmus_cli"]
    found = shutil.which("erasmus")
    if path.stem != "erasmus" or (found and _same(Path(found), path)):
        return ["erasmus"]
    # Windows tells the whole path, whatever was typed.
    inside = os.name == "nt" and path.is_relative_to(Path.cwd())
    return [str(path.relative_to(Path.cwd())) if inside else started]


def _same(found: Path, started: Path) -> bool:
    """Whether two names mean one file; on Windows the ending .exe may be left out."""
    return os.path.normcase(found.absolute().with_suffix("")) == os.path.normcase(started.absolute().with_suffix(""))


def _python() -> str:
    """Return the Python that runs the program, as it was typed; `py` finds the same one on Windows."""
    in_use = sys.prefix == sys.base_prefix or os.environ.get("VIRTUAL_ENV") == sys.prefix
    return "py" if os.name == "nt" and in_use else sys.orig_argv[0]
