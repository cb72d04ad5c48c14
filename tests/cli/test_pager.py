"""What is longer than the screen comes in a pager on a terminal, and nowhere else."""

import os
import subprocess
import sys

import pytest


def on_terminal(words: str, language: str = "en", **settings: str) -> str:
    """Run a command on a pseudo-terminal of 24 lines and 80 columns, with a pager that only counts, and read it."""
    import pty

    personal = ("NO_COLOR", "FORCE_COLOR", "ACCESSIBLE", "LESS", "COLUMNS", "LINES")
    kept = {k: v for k, v in os.environ.items() if k not in personal}
    screen = {"TERM": "xterm", "COLUMNS": "80", "LINES": "24", "ERASMUS_LANG": language, "PYTHONUTF8": "1"}
    controller, terminal = pty.openpty()
    command = [sys.executable, "-m", "erasmus_cli", *words.split(), "--today", "2026-01-10"]
    environment = kept | screen | {"PAGER": PAGER} | settings
    process = subprocess.Popen(command, stdin=terminal, stdout=terminal, stderr=terminal, env=environment)
    os.close(terminal)
    read = b""
    try:
        while piece := os.read(controller, 65536):
            read += piece
    except OSError:  # the program has closed its side of the terminal
        pass
    os.close(controller)
    assert process.wait() == 0
    return read.decode()


PAGER = "sed s/^/paged:/"


@pytest.mark.skipif(os.name != "posix", reason="needs a pseudo-terminal")
@pytest.mark.parametrize(
    ("words", "settings", "paged"),
    [
        ("actions KA122 --all", {}, True),
        ("sources", {}, True),
        ("countries Viro", {"NO_COLOR": "1"}, True),
        ("explain KA122-participants", {}, False),  # it fits
        ("actions KA122 --no-pager", {}, False),
        ("actions KA122", {"TERM": "dumb"}, False),
        ("actions KA122", {"ACCESSIBLE": "1"}, False),
        ("actions KA122", {"PAGER": "cat"}, False),
        ("actions KA122", {"PAGER": "no-such-pager"}, False),
        ("actions KA122 --format json", {}, False),
    ],
)
def test_what_is_longer_than_the_screen_comes_in_a_pager(words: str, settings: dict[str, str], paged: bool) -> None:
    shown = on_terminal(words, **settings)
    assert ("paged:" in shown) is paged
    assert shown.strip()
    if "NO_COLOR" in settings:
        assert "\x1b[" not in shown
