"""Shows what is longer than the screen in a pager, as git and man do; what is piped or redirected never comes here."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from erasmus_cli.views import page


@contextmanager
def paged(wanted: bool) -> Iterator[None]:
    """Hold back what pages write to standard output, then show it at once: in a pager if it is longer than the screen.

    Nothing is held back unless it is `wanted` and there is a pager that somebody can use.
    """
    command = _pager() if wanted else None
    if command is None:
        yield
        return
    with page.held() as rows:
        yield
    text = "".join(f"{row}\n" for row in rows)
    size = shutil.get_terminal_size()
    # The last line of the screen belongs to the prompt. A row that is wider than the screen takes several.
    taken = sum(-(-len(page.undressed(row)) // size.columns) or 1 for row in rows)
    if taken < size.lines or not _run(command, text):
        sys.stdout.write(text)


def _pager() -> list[str] | None:
    """Return the command of the pager; None where nobody could turn its pages or whoever reads wants none."""
    if not (sys.stdin and sys.stdin.isatty() and sys.stdout.isatty()):  # None: closed by whoever started the program
        return None
    # A screen reader reads plain lines better than a program that fills the screen.
    if os.environ.get("TERM", "dumb" if os.name == "posix" else "") == "dumb" or os.environ.get("ACCESSIBLE"):
        return None
    named = os.environ.get("PAGER")
    if named is not None:
        words = shlex.split(named, posix=os.name == "posix")
        return words if words and words != ["cat"] else None
    usual = ("less", "more") if os.name == "posix" else ("less",)  # Windows' own `more` garbles letters such as ä
    return next(([found] for found in map(shutil.which, usual) if found), None)


def _run(command: list[str], text: str) -> bool:
    """Give a text to a pager and wait until it is left; say whether the pager could be started."""
    import subprocess

    # As git sets them: colours are shown, and what was read stays on the screen. A person's own settings come first.
    settings = {"LESS": "FRX", "LESSCHARSET": "utf-8"} | os.environ
    try:
        process = subprocess.Popen(command, stdin=subprocess.PIPE, env=settings)
    except OSError:
        return False
    sent = text.encode(sys.stdout.encoding, "replace")
    while True:
        try:
            process.communicate(sent)
            return True
        except KeyboardInterrupt:  # Ctrl-C is for the pager, which has its own use for it
            sent = b""
