"""Lump sums in the terminal: shares by part and by partner, other money, and bars for sums of any kind."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from erasmus_cli.budget.shares import Shares, shares
from erasmus_cli.language import _
from erasmus_cli.plan.values import NOT_KNOWN, AtLeast, Range, Value
from erasmus_cli.programme.load import Programme
from erasmus_cli.rules.assess import Assessment
from erasmus_cli.views import words
from erasmus_cli.views.page import Page

if TYPE_CHECKING:
    from erasmus_cli.plan.model import Activity, WorkPackage


def show(page: Page, assessment: Assessment) -> None:
    """Write how a plan shares out a lump sum, what other money it takes, and what is asked about the applicant."""
    programme, plan = assessment.programme, assessment.plan
    action = programme.action(assessment.code)
    if plan.grant is not None or action.grant.form != "none":
        said = words.euros(plan.grant) if plan.grant is not None else _("not known")
        page.line(_("Grant applied for: {sum}").format(sum=said), style="heading")
    page.line(f"{words.text(action.grant.note)} ({words.sources(programme, action.grant.sources)})")
    if action.grant.amounts:
        listed = ", ".join(words.euros(amount) for amount in action.grant.amounts)
        page.line(_("Lump sums to choose from: {sums}.").format(sums=listed))
    if action.rate and plan.grant:
        page.line(
            words.own_money(plan.grant, action.rate).capitalize() + f" ({words.percent(Decimal(action.rate) / 100)})."
        )
    elif plan.grant and plan.estimated_cost is not None:
        own = max(0, plan.estimated_cost - plan.grant)
        page.line(
            _("Estimated total cost {total}: other money {own}.").format(
                total=words.euros(plan.estimated_cost), own=words.euros(own)
            )
        )
    _parts(page, shares(plan, programme, assessment.code))
    _capacity(page, programme, plan.grant)


def _parts(page: Page, shared: Shares) -> None:
    if shared.of is None:
        return
    page.line()
    page.line(_("Shares of the grant"), style="heading")
    if not shared.parts:
        page.line(_("The plan has nothing yet to share it among ([[{name}]]).").format(name=shared.of), indent=2)
        return
    bars(
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
    if shared.by_partner:
        page.line()
        page.line(_("By partner"), style="heading")
        bars(page, [(_short(name), euros) for name, euros in shared.by_partner.items()])


def _part(part: Activity | WorkPackage, number: int, grant: int | None) -> str:
    share = f" {words.percent(Decimal(part.amount) / grant)}" if grant and part.amount is not None else ""
    return f"{number}. {_short(part.title or '')}{share}".rstrip()


def _short(name: str) -> str:
    name = words.clean(name)
    return name if len(name) <= 30 else name[:29] + "…"


def _capacity(page: Page, programme: Programme, grant: int | None) -> None:
    if grant is None:
        return
    step = next(s for s in programme.rates.capacity_steps if s.up_to is None or grant <= s.up_to)
    page.line()
    told = _("With this grant, unless you are exempt: {what} ({source}).")
    page.line(told.format(what=words.text(step.text), source=words.sources(programme, step.sources)), hang=2)


def bars(page: Page, sums: list[tuple[str, Value]]) -> None:
    """Write a bar for each sum; what may still be added within a range is drawn lighter."""
    bounds = [_bounds(amount) for _name, amount in sums]
    longest = max((high for _low, high in bounds), default=0)
    said = [words.sum_of(amount) for _name, amount in sums]
    names, amounts = max((len(n) for n, _a in sums), default=0), max((len(s) for s in said), default=0)
    room = max(page.width - names - amounts - 6, 10)
    full, light = page.blocks
    for (name, _amount), (low, high), sum_ in zip(sums, bounds, said, strict=True):
        solid = round(room * low / longest) if longest else 0
        bar = full * solid + light * (round(room * high / longest) - solid if longest else 0)
        page.exact(f"  {name.ljust(names)}  {sum_.rjust(amounts)}  {bar}".rstrip())


def _bounds(amount: Value) -> tuple[Decimal, Decimal]:
    if isinstance(amount, Range):
        return Decimal(amount.low), Decimal(amount.high)
    least = amount.value if isinstance(amount, AtLeast) else amount
    return (Decimal(least), Decimal(least)) if isinstance(least, int | Decimal) else (Decimal(0), Decimal(0))
