"""For those who keep the data: `python -m erasmus_cli.unchecked data/2027` lists what was only copied so far.

See docs/next-call-year.md.
"""

from __future__ import annotations

import os
import sys
from itertools import groupby
from pathlib import Path

from erasmus_cli import language
from erasmus_cli.__main__ import nowhere
from erasmus_cli.folder import DataError
from erasmus_cli.language import _, _n
from erasmus_cli.programme.looked_at import look
from erasmus_cli.views.page import Page


def main(arguments: list[str]) -> int:
    """List the records of a call's folder that nobody looked at again. Returns 3 if there are any, 2 on errors."""
    language.use(language.choose([], os.environ))
    errors = Page(error=True)
    if len(arguments) != 1:
        errors.line(_("Name the folder of a call, for example: python -m erasmus_cli.unchecked data/2027"))
        return 2
    folder = Path(arguments[0]).resolve()
    there = folder.parent.iterdir() if folder.parent.is_dir() and folder.is_dir() and folder.name.isdigit() else []
    before = [p for p in there if p.name.isdigit() and int(p.name) < int(folder.name) and any(p.glob("*/*.toml"))]
    if not before:
        errors.line(_("{folder} is no folder of a call with an earlier one beside it.").format(folder=arguments[0]))
        return 2
    old = max(before, key=lambda path: int(path.name))
    try:
        looked = look(folder, old)
    except DataError as error:
        errors.line(_("The program's own data are broken: {what}").format(what=error))
        return 2
    page = Page()
    for file, records in groupby(looked.unseen, key=lambda record: record.file):
        page.line(file, style="heading")
        for record in records:
            cited = f" ({', '.join(record.sources)})" if record.sources else ""
            page.line(record.name + cited, indent=2, hang=2)
    if looked.strange:
        told = _("No such record or document, though checked.toml names it: {names}.")
        page.line(told.format(names=", ".join(looked.strange)), style="warning", hang=2)
    number = len(looked.unseen)
    told = _n(
        "{number} of {all} records is as in {old} and not in checked.toml: look at its page again.",
        "{number} of {all} records are as in {old} and not in checked.toml: look at their pages again.",
        number,
    )
    page.line(told.format(number=number, all=len(looked.records), old=old.name))
    return 3 if looked.unseen or looked.strange else 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except BrokenPipeError:  # the reader, such as `head`, has seen enough
        nowhere()
