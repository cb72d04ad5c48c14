"""Writes the files that a command was asked for, and never over one that is there."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from erasmus_cli.language import _
from erasmus_cli.plan.draft import write_whole
from erasmus_cli.views.page import Page
from erasmus_cli.views.words import clean


def free(names: Iterable[str]) -> bool:
    """Whether no file has one of these names; else an error on standard error for each that one has."""
    errors = Page(error=True)
    there = [name for name in names if _is_there(Path(name))]
    for name in there:
        errors.line(
            _("{name} is already there and is not overwritten. Give another name, or delete the file first.").format(
                name=clean(name)
            )
        )
    return not there


def write_new(files: dict[str, bytes], *, force: bool = False) -> bool:
    """Write files by name; all or, with an error on standard error, none if one of them is there already.

    With `force`, files that are there are replaced.
    """
    errors = Page(error=True)
    if not force and not free(files):
        return False
    for name, raw in files.items():
        try:
            write_whole(Path(name), raw)
        except (OSError, ValueError) as error:  # ValueError: no file can have such a name
            reason = getattr(error, "strerror", None) or str(error)
            errors.line(_("{name} cannot be written: {reason}").format(name=clean(name), reason=reason))
            return False
    return True


def _is_there(path: Path) -> bool:
    try:
        return path.is_symlink() or path.exists()
    except (OSError, ValueError):  # no file can have such a name
        return False
