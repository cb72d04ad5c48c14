"""What several plans come to together: a table of each organisation's limits, and what follows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from erasmus_cli.language import _, in_both
from erasmus_cli.plan.together import Part, Together
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
        head = (_("Organisation"), _("What counts"), _("Used"), _("Left"))
        page.table(head, [_row(tally) for tally in told])
    for parts in joined_by_name(together):
        page.line()
        page.line(_by_name(parts), style="warning")
    for remark, body, assessment in remarks(together, checked):
        page.line()
        source = words.sources(assessment.programme, remark.sources)
        page.line(f"{words.text(remark.text).format(name=named(body))} ({source})")


def _row(tally: Tally) -> tuple[str, ...]:
    application = tally.application
    counted = words.text(tally.fact.tally) if tally.fact.tally else ""
    limit = f"{words.short(application.code)} {application.year}: {counted}"
    of = _("{used} of {limit}").format(used=_number(tally.used), limit=tally.limit)
    return named(tally.body), limit, of, _left(tally)


def _number(value: Value) -> str:
    if isinstance(value, NotKnown):
        return _("not known")
    if isinstance(value, Range):
        return f"{value.low}–{value.high}"
    if isinstance(value, AtLeast):
        return _("at least {number}").format(number=value.value)
    return str(value)


def _left(tally: Tally) -> str:
    if tally.left is None:
        return _("not known")
    return _("{number} too many").format(number=-tally.left) if tally.left < 0 else str(tally.left)


def named(body: Any) -> str:
    """Name an organisation: by its name, else by its OID."""
    return words.clean(body.name or body.oid or _("Organisation without a name"))


def _by_name(parts: Sequence[Part]) -> str:
    files = words.together([words.clean(part.application.file.name) for part in parts])
    said = _("{name} is taken for one organisation by its name, because an OID is missing: {files}.")
    return said.format(name=named(parts[0].body), files=files)


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
