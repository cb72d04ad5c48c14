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
    there = [name for name in names if Path(name).is_symlink() or Path(name).exists()]
    for name in there:
        errors.line(
            _("{name} is already there and is not overwritten. Give another name, or delete the file first.").format(
                name=clean(name)
            )
        )
    return not there


def write_new(files: dict[str, bytes]) -> bool:
    """Write files by name; all or, with an error on standard error, none if one of them is there already."""
    errors = Page(error=True)
    if not free(files):
        return False
    for name, raw in files.items():
        try:
            write_whole(Path(name), raw)
        except (OSError, ValueError) as error:  # ValueError: no file can have such a name
            reason = getattr(error, "strerror", None) or str(error)
            errors.line(_("{name} cannot be written: {reason}").format(name=clean(name), reason=reason))
            return False
    return True
