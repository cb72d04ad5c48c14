"""A budget for other programs: JSON, and CSV for a spreadsheet."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

import typer

from erasmus_cli.budget.lines import Line, by_item, total
from erasmus_cli.budget.optional import optional
from erasmus_cli.budget.published import Published
from erasmus_cli.budget.shares import shares
from erasmus_cli.language import language
from erasmus_cli.plan.values import Range, Value
from erasmus_cli.rules.assess import Assessment
from erasmus_cli.views import findings_json, machine, words
from erasmus_cli.views.budget import formula, limits


def write_json(
    name: str,
    assessment: Assessment,
    lines: list[Line],
    published: Published | None,
    beside: list[dict[str, Any]],
    now: dt.datetime,
) -> None:
    """Write a budget as JSON: every line, the totals, the shares, and the limits.

    `published` are the daily rates that it rests on, `beside` the files.
    """
    plan, programme = assessment.plan, assessment.programme
    shared, of_item = shares(plan, programme, assessment.code), by_item(lines)
    machine.write(
        "budget",
        now,
        file=name,
        action=assessment.code,
        call=machine.call(programme),
        rates=published and published.model_dump(mode="json"),
        beside=beside,
        lines=[_line(line) for line in lines],
        by_category={c.id: total(x for x in lines if x.unit.category == c.id) for c in programme.rates.categories},
        by_activity=[total(of_item.get(i, [])) for i in range(len(plan.mobility or []))],
        total=total(lines) if lines else None,
        not_said={o.unit.only_if: o.unsaid for o in optional(plan, programme) if o.unsaid},
        grant=plan.grant,
        shares=[{"title": p.title, "amount": p.amount, "partners": p.shares} for p in shared.parts],
        by_partner=shared.by_partner,
        left=shared.left,
        limits=[findings_json.finding(found, assessment) for found in limits(assessment)],
    )


def _line(line: Line) -> dict[str, Any]:
    return {
        "activity": line.item,
        "unit_cost": line.unit.id,
        "category": line.unit.category,
        "amount": line.amount.value() if line.amount else None,
        "kilometres": line.journey.kilometres if line.journey else None,
        "kilometres_between": _between(line),
        "missing": [list(path) for path in line.missing],
        "sources": line.unit.sources,
    }


def _between(line: Line) -> list[float] | None:
    """Return the bounds of a distance that is not known."""
    reach = line.journey.reach if line.journey else None
    return [reach.shortest.length, reach.longest.length] if reach else None


def write_csv(assessment: Assessment, lines: list[Line]) -> None:
    """Write a budget as CSV: a row for each line, with the lowest and the highest amount in euros.

    Separator and decimal mark are those that a spreadsheet expects in the language in use.
    """
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=";" if language() == "fi" else ",", lineterminator="\n")
    writer.writerow(["activity", "type", "category", "item", "formula", "lowest", "highest", "source"])
    writer.writerows([_cell(cell) for cell in row] for row in _rows(assessment, lines))
    typer.echo(stream.getvalue(), nl=False)


def _rows(assessment: Assessment, lines: list[Line]) -> Iterable[list[str]]:
    plan, programme = assessment.plan, assessment.programme
    for line in lines:
        number = "" if line.item is None else str(line.item + 1)
        kind = "" if line.item is None else (plan.mobility or [])[line.item].type or ""
        amounts = _bounds(line.amount.value()) if line.amount else ("", "")
        said = formula(line) if line.amount else ""
        source = words.sources(programme, line.unit.sources)
        yield [number, kind, line.unit.category, words.text(line.unit.name), said, *amounts, source]
    for position, part in enumerate(shares(plan, programme, assessment.code).parts, 1):
        amount = "" if part.amount is None else _number(part.amount)
        yield [str(position), "", "lump-sum", words.clean(part.title or ""), "", amount, amount, ""]


def _bounds(amount: Value) -> tuple[str, str]:
    if isinstance(amount, Range):
        return _number(amount.low), _number(amount.high)
    return (_number(amount), _number(amount)) if isinstance(amount, int | Decimal) else ("", "")


def _number(amount: int | Decimal) -> str:
    return str(amount).replace(".", ",") if language() == "fi" else str(amount)


def _cell(text: str) -> str:
    """Keep a spreadsheet from taking a text of the plan for a formula."""
    return f"'{text}" if text[:1] in tuple("=+-@\t") else text
