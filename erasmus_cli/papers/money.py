"""The budget in the working paper: lines and categories of unit costs, or the shares of a lump sum, and the limits."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from erasmus_cli.budget.lines import Line, by_item, total
from erasmus_cli.budget.shares import shares
from erasmus_cli.language import _
from erasmus_cli.papers.blocks import Block, Heading, Paragraph, Table
from erasmus_cli.papers.given import Given
from erasmus_cli.papers.recorder import recorded
from erasmus_cli.plan.values import NOT_KNOWN, NotKnown
from erasmus_cli.views import budget as view
from erasmus_cli.views import not_counted, words
from erasmus_cli.views import shares as shares_view

#: The columns of a table that hold amounts.
LAST = frozenset({2})


def budget(given: Given) -> Iterator[Block]:
    """Yield the budget of the plan."""
    assessment, plan = given.assessment, given.plan
    if given.mobile:
        yield from recorded(lambda page: view.sum_words(page, assessment, given.lines, bool(given.rates)))
        yield from _lines(given)
        yield from recorded(lambda page: not_counted.show(page, plan, given.programme, given.lines))
        asked = total(given.lines) if plan.grant is None else plan.grant
    else:
        yield from recorded(lambda page: shares_view.grant(page, assessment, given.now))
        yield from _shares(given)
        asked = NOT_KNOWN if plan.grant is None else plan.grant
    if given.action.grant.form != "none":
        yield from recorded(lambda page: shares_view.capacity(page, assessment, asked, given.now))
    yield from recorded(lambda page: view.show_limits(page, assessment))


def _lines(given: Given) -> Iterator[Block]:
    if not given.lines:
        return
    grouped, names = by_item(given.lines), {c.id: words.text(c.name) for c in given.programme.rates.categories}

    def rows(lines: list[Line]) -> list[list[str]]:
        return [
            [
                names[line.unit.category],
                view.how(given.programme, line),
                words.sum_of(line.amount.value() if line.amount else NotKnown()),
            ]
            for line in lines
        ]

    head = [_("Category"), _("How it is worked out"), _("Sum")]
    for index in range(len(given.plan.mobility or [])):
        lines = grouped.get(index, [])
        title = view.activity(given.assessment, index, lines)
        yield Heading(title, 2)
        if lines:
            yield Table(title, head, rows(lines), LAST, (3, 7, 3))
        else:
            yield Paragraph(_("Nothing is known of the costs of this activity yet."), "notice")
    if None in grouped:
        yield Heading(_("The project as a whole"), 2)
        yield Table(_("The project as a whole"), head, rows(grouped[None]), LAST, (3, 7, 3))
    yield Heading(_("By category"), 2)
    sums = [
        [name, words.sources(given.programme, cited), words.sum_of(amount)]
        for name, amount, cited in view.by_category(given.programme, given.lines)
    ]
    sums.append([_("Together"), "", words.sum_of(total(given.lines))])
    yield Table(_("By category"), [_("Category"), _("Sources"), _("Sum")], sums, LAST, (3, 7, 3))


def _shares(given: Given) -> Iterator[Block]:
    """Yield the shares of a lump sum by part and by partner."""
    shared = shares(given.plan, given.programme, given.assessment.code)
    if shared.of is None or given.action.grant.form == "none":
        return
    yield Heading(_("Shares of the grant"), 2)
    if not shared.parts:
        yield Paragraph(_("The plan has nothing yet to share it among ([[{name}]]).").format(name=shared.of), "notice")
        return
    rows = []
    for number, part in enumerate(shared.parts, 1):
        known = part.amount is not None and shared.grant
        percent = words.percent(Decimal(part.amount or 0) / shared.grant) if known and shared.grant else ""
        amount = words.sum_of(NOT_KNOWN if part.amount is None else part.amount)
        rows.append([f"{number}. {words.clean(part.title or '')}".rstrip(), percent, amount])
    rows.append([_("Together"), "", words.sum_of(shared.allotted)])
    rows.append([_("Left to allot"), "", words.sum_of(shared.left)])
    yield Table(_("Shares of the grant"), [_("Part"), _("Share"), _("Sum")], rows, frozenset({1, 2}), (7, 2, 3))
    for index in shared.overdrawn:
        told = _("Part {number}: the partners' shares are more than the part has.")
        yield Paragraph(told.format(number=index + 1), "notice")
    if shared.by_partner:
        yield Heading(_("By partner"), 2)
        by_partner = [[words.clean(name), words.euros(euros)] for name, euros in shared.by_partner.items()]
        yield Table(_("By partner"), [_("Partner"), _("Sum")], by_partner, frozenset({1}), (7, 3))
