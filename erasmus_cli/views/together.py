"""What several plans come to together: a table of each organisation's limits, and what follows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from erasmus_cli.language import _, _n, in_both
from erasmus_cli.plan.together import Together
from erasmus_cli.plan.values import AtLeast, NotKnown, Range, Value
from erasmus_cli.rules.portfolio import Checked, Tally, joined_by_name, remarks, tallies
from erasmus_cli.views import words
from erasmus_cli.views.page import Page


def show(page: Page, together: Together, checked: Sequence[Checked]) -> None:
    """Write how much of each limit the organisations use, and what is to be said of the plans as a whole."""
    page.line()
    page.line(_("The plans together"), style="heading")
    told = tallies(together, checked)
    if told:
        head = (_("Organisation"), _("What counts"), _("Used"), _("Limit"), _("Left"))
        before = None
        rows = []
        for tally in told:
            key = together.key(tally.body)
            rows.append(_row(tally, again=key is not None and key == before))
            before = key
        page.table(head, rows)
    else:
        page.line(_("Nothing can be counted together: the plans name no organisation by name or OID."))
    for files, names in _by_name(together).items():
        page.line()
        said = _n(
            "{names} is taken for one organisation by its name, because an OID is missing: {files}.",
            "{names} are each taken for one organisation by name, because an OID is missing: {files}.",
            len(names),
        )
        page.line(said.format(names=words.together(names), files=words.together(list(files))), style="warning")
    for remark, body, assessment in remarks(together, checked):
        page.line()
        source = words.sources(assessment.programme, remark.sources)
        page.line(f"{words.text(remark.text).format(name=named(body))} ({source})")


def _row(tally: Tally, again: bool) -> tuple[str, ...]:
    """Return a row of the table; the organisation is named in its first one only."""
    application = tally.application
    counted = words.text(tally.fact.tally) if tally.fact.tally else ""
    call = f"{application.year}/{application.round}" if application.round > 1 else application.year
    what = f"{words.short(application.code)} {call}: {counted}"
    return "" if again else named(tally.body), what, _used(tally.used), str(tally.limit), _left(tally)


def _used(used: Value) -> str:
    if isinstance(used, NotKnown):
        return _("not known")
    if isinstance(used, Range):
        return f"{used.low}–{used.high}"
    return _("at least {number}").format(number=used.value) if isinstance(used, AtLeast) else str(used)


def _left(tally: Tally) -> str:
    if tally.left is None:
        return _("not known")
    if tally.left >= 0:
        return str(tally.left)
    said = _("{number} too many").format(number=-tally.left)
    return said if isinstance(tally.used, int) else _("at least {number}").format(number=said)


def named(body: Any) -> str:
    """Name an organisation: by its name, else by its OID."""
    return words.clean(body.name or body.oid or _("Organisation without a name"))


def _by_name(together: Together) -> dict[tuple[str, ...], list[str]]:
    """Gather the organisations that are one by their name only by the files in which they are."""
    found: dict[tuple[str, ...], list[str]] = {}
    for parts in joined_by_name(together):
        files = tuple(words.clean(part.application.file.name) for part in parts)
        found.setdefault(files, []).append(named(parts[0].body))
    return found


def document(together: Together, checked: Sequence[Checked]) -> dict[str, Any]:
    """Describe the same for other programs."""
    return {
        "limits": [
            {
                "organisation": {"name": tally.body.name, "oid": tally.body.oid},
                "requirement": tally.finding.requirement.id,
                "action": tally.application.code,
                "call": tally.application.year,
                "round": tally.application.round,
                "used": tally.used,
                "limit": tally.limit,
                "left": tally.left,
            }
            for tally in tallies(together, checked)
        ],
        "joined_by_name": [
            {"name": parts[0].body and parts[0].body.name, "files": [part.application.file.name for part in parts]}
            for parts in joined_by_name(together)
        ],
        "remarks": [
            {"id": remark.id, "organisation": body.name, "text": in_both(lambda r=remark: words.text(r.text))}  # type: ignore[misc]
            for remark, body, _assessment in remarks(together, checked)
        ],
    }
