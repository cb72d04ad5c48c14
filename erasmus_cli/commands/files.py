"""Writes the files that a command was asked for, and over one that is there only if that was asked for, too."""

from __future__ import annotations

from pathlib import Path

from erasmus_cli.language import _
from erasmus_cli.plan.draft import write_whole
from erasmus_cli.views.page import Page
from erasmus_cli.views.words import clean


def write_new(files: dict[str, bytes], *, force: bool | None = None) -> bool:
    """Write files by name; all or, with an error on standard error, none if one of them is there already.

    With `force` files that are there are overwritten; None: the command has no such option.
    """
    errors = Page(error=True)
    there = [name for name in files if Path(name).is_symlink() or Path(name).exists()] if not force else []
    for name in there:
        told = _("{name} is already there and is not overwritten. Give another name, or delete the file first.")
        if force is not None:
            told = _("{name} is already there and is not overwritten. Give another name, or add --force.")
        errors.line(told.format(name=clean(name)))
    if there:
        return False
    for name, raw in files.items():
        try:
            write_whole(Path(name), raw)
        except (OSError, ValueError) as error:  # ValueError: no file can have such a name
            reason = getattr(error, "strerror", None) or str(error)
            errors.line(_("{name} cannot be written: {reason}").format(name=clean(name), reason=reason))
            return False
    return True
