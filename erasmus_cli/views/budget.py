"""What `budget` shows: the lines of each activity or the shares of a lump sum, totals, limits, what is not in it."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

from erasmus_cli.budget.lines import Line, Term, by_item, total
from erasmus_cli.language import _, _n, language
from erasmus_cli.plan.values import AtLeast, NotKnown, Range, Value
from erasmus_cli.programme.countries import country_name
from erasmus_cli.programme.load import Programme
from erasmus_cli.rules.assess import Assessment
from erasmus_cli.rules.finding import Finding, Status
from erasmus_cli.views import bars, diagnostics, items, journeys, not_counted, sentences, shares, words
from erasmus_cli.views.page import Page


def limits(assessment: Assessment) -> list[Finding]:
    """Return the findings that a budget is shown with, in the order of the data.

    What is met is worth a line only if it is asked of the plan as a whole, and the plan says something of it.
    """
    order = assessment.programme.rates.limits
    found = [f for f in assessment.findings if f.requirement.id in order and f.status is not Status.DOES_NOT_APPLY]
    found = [f for f in found if f.status is not Status.MET or (f.index is None and f.places)]
    return sorted(found, key=lambda f: order.index(f.requirement.id))


def show(
    page: Page, name: str, assessment: Assessment, lines: list[Line], beside: list[str], rates: bool, now: dt.datetime
) -> None:
    """Write the budget of a plan; `lines` are those of a mobility project.

    `beside` says which other files it rests on; `rates`: there are daily rates among them.
    """
    programme, plan = assessment.programme, assessment.plan
    diagnostics.heading(page, assessment, now, name)
    for line in beside:
        page.line(line)
    page.line()
    if assessment.code in programme.activity_actions:
        sum_words(page, assessment, lines, rates)
        of_item = by_item(lines)
        for index in range(len(plan.mobility or [])):
            _activity(page, assessment, index, of_item.get(index, []))
        _project(page, programme, of_item.get(None, []))
        _by_category(page, programme, lines)
        not_counted.show(page, plan, programme, lines)
        shares.capacity(page, assessment, total(lines) if plan.grant is None else plan.grant, now)
    else:
        shares.show(page, assessment, now)
    show_limits(page, assessment)


def sum_words(page: Page, assessment: Assessment, lines: list[Line], rates: bool) -> None:
    """Write what the lines come to, and how sure that is."""
    programme, together = assessment.programme, total(lines)
    page.line(_("Grant by unit costs: {sum}").format(sum=words.sum_of(together)), style="heading")
    if assessment.plan.grant is not None:
        page.line(_("The plan asks for {sum}.").format(sum=words.euros(assessment.plan.grant)))
    if not lines:
        page.line(_("The plan has no activities yet ([[mobility]])."), style="warning")
        return
    if isinstance(together, AtLeast):
        page.line(_("Some lines are not known yet and not in this sum; see below."), style="warning")
    if isinstance(together, Range):
        page.line(_("This is a range, from the lowest to the highest that is possible."))
        if any(x.journey and x.journey.reach for x in lines):
            page.line(_("Where a town is not known, the nearest and the farthest place of the country are its ends."))
        if not rates and any(x.unit.table == "individual-support" for x in lines):
            page.line(
                _(
                    "The guide gives only ranges for the daily rates, and the Finnish ones were not found. Write them "
                    "down once, in rates.toml beside the plan (see: `erasmus explain finnish-rates`)."
                )
            )
    elif not isinstance(together, AtLeast) and programme.confirmed:
        page.line(_("The sum is exact: all that it rests on is known."))
    elif not isinstance(together, AtLeast):
        told = _("The sum follows from the rules of {base}, which are not confirmed for {year}.")
        page.line(told.format(base=programme.call.rests_on, year=programme.year))


def activity(assessment: Assessment, index: int, lines: list[Line]) -> str:
    """Say what an activity is and what its lines come to: `1. Job shadowing, Estonia, 2 participants: €2,600`."""
    programme = assessment.programme
    item = (assessment.plan.mobility or [])[index]
    kind = next((words.text(t.name) for t in programme.activity_types if t.id == item.type), _("type not known"))
    said = [kind]
    said += [country_name(item.country, language())] if item.country else []
    if item.participants is not None:
        said.append(
            _n("{number} participant", "{number} participants", item.participants).format(number=item.participants)
        )
    if item.days is not None:
        said.append(_n("{number} day", "{number} days", item.days).format(number=item.days))
    return f"{index + 1}. {', '.join(said)}: {words.sum_of(total(lines)) if lines else _('not known')}"


def _activity(page: Page, assessment: Assessment, index: int, lines: list[Line]) -> None:
    programme = assessment.programme
    item = (assessment.plan.mobility or [])[index]
    page.line()
    page.line(activity(assessment, index, lines), style="heading", hang=3)
    _rows(page, programme, lines)
    paid = {x.unit.only_if for x in lines}
    optional = dict.fromkeys(u.only_if for u in programme.rates.unit_costs if u.only_if and not u.whole_project)
    unpaid = [field for field in optional if field not in paid and getattr(item, field or "")]
    if unpaid and item.type:
        told = _("Not paid for in this type of activity: {fields}.")
        fields = [items.label(programme, ("mobility", index, str(field))) for field in unpaid]
        page.line(told.format(fields="; ".join(fields)), style="warning", indent=3, hang=2)
    for way in [x.journey for x in lines if x.journey]:
        journeys.show(page, programme, way, item)
    if item.amount is not None:
        told = _("The plan's own estimate is {sum}; the ceilings are checked with it.")
        page.line(told.format(sum=words.euros(item.amount)), indent=3, hang=2)


def _rows(page: Page, programme: Programme, lines: list[Line]) -> None:
    names = {c.id: words.text(c.name) for c in programme.rates.categories}
    sums = [words.sum_of(x.amount.value() if x.amount else NotKnown()) for x in lines]
    width = max((len(s) for s in sums), default=0)
    rows: list[tuple[str, ...]] = [
        (names[x.unit.category], s.rjust(width), how(programme, x)) for x, s in zip(lines, sums, strict=True)
    ]
    if rows:
        page.columns(rows, indent=3)


def how(programme: Programme, line: Line) -> str:
    """Say how a line is worked out, or which fields it needs."""
    if line.amount:
        return formula(line)
    fields = "; ".join(items.label(programme, path) for path in line.missing)
    return _("needs: {fields}").format(fields=fields)


def formula(line: Line) -> str:
    """Say how a line is worked out: `12 × (14 d × €41–€110 + 16 d × €29–€77), learners`."""
    staying = line.unit.table == "individual-support"
    joined = " + ".join(_term(term, staying) for term in line.terms)
    if _number(line.people) != "1":
        joined = f"{_number(line.people)} × ({joined})" if len(line.terms) > 1 else f"{_number(line.people)} × {joined}"
    note = f" ({words.text(line.unit.note)})" if line.unit.note else ""
    return f"{joined}, {words.text(line.unit.name)}{note}"


def _term(term: Term, days: bool) -> str:
    if term.percent:
        return f"{words.percent(Decimal(term.rate.low) / 100)} × {words.sum_of(term.count.value())}"
    rate = words.sum_of(term.rate.value())
    if days:
        return _("{number} d × {rate}").format(number=_number(term.count), rate=rate)
    return rate if _number(term.count) == "1" else f"{_number(term.count)} × {rate}"


def _number(count: Range) -> str:
    return f"{count.low}" if count.low == count.high else f"{count.low}–{count.high}"


def _project(page: Page, programme: Programme, lines: list[Line]) -> None:
    if lines:
        page.line()
        _rows(page, programme, lines)


def _by_page(source: str) -> tuple[str, list[int]]:
    return source.partition(":")[0], [int(number) for number in re.findall(r"\d+", source)]


def by_category(programme: Programme, lines: list[Line]) -> list[tuple[str, Value, list[str]]]:
    """Return what the lines of each category come to, with their sources."""
    sums: list[tuple[str, Value, list[str]]] = []
    for category in programme.rates.categories:
        own = [x for x in lines if x.unit.category == category.id]
        if own:
            cited = sorted({s for x in own for s in x.unit.sources}, key=_by_page)
            sums.append((words.text(category.name), total(own), cited))
    return sums


def _by_category(page: Page, programme: Programme, lines: list[Line]) -> None:
    page.line()
    page.line(_("By category"), style="heading")
    sums = by_category(programme, lines)
    bars.show(page, [(name, amount) for name, amount, _cited in sums])
    page.line(_("Sources"), style="heading")
    for name, _amount, cited in sums:
        page.line(f"{name}: {words.sources(programme, cited)}", indent=2, hang=2)


def show_limits(page: Page, assessment: Assessment) -> None:
    """Write the limits of the money, and how the plan stands to them."""
    found = [f for f in limits(assessment) if f.index is not None or f.requirement.each is None]
    if not found:
        return
    page.line()
    page.line(_("Limits"), style="heading")
    marks = {Status.MET: _("met"), Status.NOT_KNOWN: _("open")}
    for finding in found:
        not_met = finding.status is Status.NOT_MET
        about = diagnostics.title(finding) if not_met else marks[finding.status]
        page.line(about, style=diagnostics.style(finding) if not_met else "", indent=2)
        page.line(f"{diagnostics.in_short(finding)} ({sentences.source(finding)})", indent=4)
        if finding.status is not Status.MET and finding.requirement.note:
            page.line(words.text(finding.requirement.note), indent=4)
