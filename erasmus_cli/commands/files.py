"""Writes the files that a command was asked for, and over one that is there only if that was asked for, too."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from erasmus_cli.language import _
from erasmus_cli.plan.draft import write_whole
from erasmus_cli.views.page import Page
from erasmus_cli.views.words import clean


def free(names: Iterable[str], *, forced: bool = False) -> bool:
    """Whether no file has one of these names; else an error on standard error for each that one has.

    `forced`: the command has an option to replace them.
    """
    errors = Page(error=True)
    there = [name for name in names if _is_there(Path(name))]
    for name in there:
        told = _("{name} is already there and is not overwritten. Give another name, or delete the file first.")
        if forced:
            told = _("{name} is already there and is not overwritten. Give another name, or add --force.")
        errors.line(told.format(name=clean(name)))
    return not there


def write_new(files: dict[str, bytes], *, force: bool | None = None) -> bool:
    """Write files by name; all or, with an error on standard error, none if one of them is there already.

    With `force`, files that are there are replaced; None: the command has no such option.
    """
    errors = Page(error=True)
    if not force and not free(files, forced=force is not None):
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
