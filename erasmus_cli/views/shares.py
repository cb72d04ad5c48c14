"""Lump sums in the terminal: shares by part and by partner, other money, and the financial capacity that is asked."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

from erasmus_cli.budget.shares import Shares, shares
from erasmus_cli.language import _
from erasmus_cli.plan.facts import Facts
from erasmus_cli.plan.values import NOT_KNOWN, AtLeast, Value
from erasmus_cli.programme.requirement import Reference
from erasmus_cli.rules.assess import Assessment
from erasmus_cli.views import bars, lump_sums, words
from erasmus_cli.views.page import Page

if TYPE_CHECKING:
    from erasmus_cli.plan.model import Activity, WorkPackage


def show(page: Page, assessment: Assessment, now: dt.datetime) -> None:
    """Write how a plan shares out a lump sum, what other money it takes, and what is asked about the applicant."""
    grant(page, assessment, now)
    programme, plan = assessment.programme, assessment.plan
    if programme.action(assessment.code).grant.form != "none":
        _parts(page, shares(plan, programme, assessment.code))
        capacity(page, assessment, NOT_KNOWN if plan.grant is None else plan.grant, now)


def grant(page: Page, assessment: Assessment, now: dt.datetime) -> None:
    """Write which grant a plan asks for, what can be chosen, and what other money it takes."""
    programme, plan = assessment.programme, assessment.plan
    action = programme.action(assessment.code)
    if action.grant.form == "none":
        page.line(f"{words.text(action.grant.note)} ({words.sources(programme, action.grant.sources)})")
        return
    said = words.euros(plan.grant) if plan.grant is not None else _("not known")
    page.line(_("Grant applied for: {sum}").format(sum=said), style="heading")
    page.line(f"{words.text(action.grant.note)} ({words.sources(programme, action.grant.sources)})")
    if action.grant.amounts:
        listed = ", ".join(words.euros(amount) for amount in action.grant.amounts)
        page.line(_("Lump sums to choose from: {sums}.").format(sums=listed))
    if plan.grant is None:
        lump_sums.show(page, programme, assessment.code)
    if action.rate and plan.grant:
        page.line(
            words.own_money(plan.grant, action.rate).capitalize() + f" ({words.percent(Decimal(action.rate) / 100)})."
        )
    elif plan.grant:
        cost = Facts(plan, programme, assessment.code, now).value("estimated_cost")
        if isinstance(cost, int):
            own = words.euros(max(0, cost - plan.grant))
            page.line(_("Estimated total cost {total}: other money {own}.").format(total=words.euros(cost), own=own))
    _table(page, assessment)


def _table(page: Page, assessment: Assessment) -> None:
    """Write the lump sums for the applicant's country by teaching hours, if the action pays by such a table."""
    programme, plan = assessment.programme, assessment.plan
    operands = [q.operand for q in programme.requirements(assessment.code)]
    country = plan.organisation.country if plan.organisation else None
    rows = [row for row in programme.learning_eu if country in row.countries]
    if not rows or not any(isinstance(o, Reference) and o.fact == "learning_eu_sum" for o in operands):
        return
    page.line()
    page.line(_("Lump sums by teaching hours over the whole project"), style="heading")
    hours = sum(plan.teaching_hours or [])
    for row in rows:
        least = _("{number} h or more").format(number=row.hours_from)
        bounds = f"{row.hours_from}–{row.hours_to} h" if row.hours_to else least
        own = row.hours_from <= hours and (row.hours_to is None or hours <= row.hours_to)
        mark = " " + _("<- the plan's {number} hours").format(number=hours) if own else ""
        page.line(f"{bounds}: {words.euros(row.euros)}{mark}", indent=2)
    cited = list(dict.fromkeys(s for row in rows for s in row.sources))
    page.line(_("Source: {source}").format(source=words.sources(programme, cited)), indent=2)


def _parts(page: Page, shared: Shares) -> None:
    if shared.of is None:
        return
    page.line()
    page.line(_("Shares of the grant"), style="heading")
    if not shared.parts:
        page.line(_("The plan has nothing yet to share it among ([[{name}]]).").format(name=shared.of), indent=2)
        return
    bars.show(
        page,
        [
            (_part(part, number, shared.grant), NOT_KNOWN if part.amount is None else part.amount)
            for number, part in enumerate(shared.parts, 1)
        ],
    )
    page.line(
        _("Together {sum}, left to allot: {left}.").format(
            sum=words.sum_of(shared.allotted), left=words.sum_of(shared.left)
        ),
        indent=2,
    )
    for index in shared.overdrawn:
        page.line(
            _("Part {number}: the partners' shares are more than the part has.").format(number=index + 1),
            style="warning",
            indent=2,
        )
    if shared.by_partner:
        page.line()
        page.line(_("By partner"), style="heading")
        bars.show(page, [(_short(name), euros) for name, euros in shared.by_partner.items()])


def _part(part: Activity | WorkPackage, number: int, grant: int | None) -> str:
    share = f" {words.percent(Decimal(part.amount) / grant)}" if grant and part.amount is not None else ""
    return f"{number}. {_short(part.title or '')}{share}".rstrip()


def _short(name: str) -> str:
    name = words.clean(name)
    return name if len(name) <= 30 else name[:29] + "…"


def capacity(page: Page, assessment: Assessment, asked: Value, now: dt.datetime) -> None:
    """Write what is asked about the applicant's financial capacity for a grant, at each step that it may reach."""
    programme = assessment.programme
    low, high = bars.bounds(asked)
    if not high:
        return
    exempt = Facts(assessment.plan, programme, assessment.code, now).value("financially_exempt")
    page.line()
    if exempt is True:
        page.line(_("The applicant is exempt from the check of financial capacity."))
        return
    steps = programme.rates.capacity_steps
    first, last = (next(s for s in steps if s.up_to is None or amount <= s.up_to) for amount in (low, high))
    reached = steps[steps.index(first) : None if isinstance(asked, AtLeast) else steps.index(last) + 1]
    for step in reached:
        limit = _("up to {sum}").format(sum=words.euros(step.up_to)) if step.up_to else _("above that")
        told = _("Grant {limit}, unless you are exempt: {what} ({source}).")
        source = words.sources(programme, step.sources)
        page.line(told.format(limit=limit, what=words.text(step.text), source=source), hang=2)
