"""Money in a sentence or two, as the interview tells it after an answer: so far, what if, left to allot, estimated."""

from __future__ import annotations

import datetime as dt
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import TYPE_CHECKING

from erasmus_cli.budget.lines import budget, total
from erasmus_cli.budget.optional import optional
from erasmus_cli.budget.shares import left_to_allot
from erasmus_cli.budget.what_if import what_if
from erasmus_cli.language import _, _n
from erasmus_cli.plan.facts import Facts
from erasmus_cli.plan.quantities.packages import costed
from erasmus_cli.plan.values import AtLeast, NotKnown, Range
from erasmus_cli.programme.load import Programme
from erasmus_cli.programme.requirement import Reference
from erasmus_cli.views import items, not_counted, sentences, words

if TYPE_CHECKING:
    from erasmus_cli.plan.model import Plan

#: Sums that are not certain are told in full hundreds of euros, outwards.
ROUNDED = Decimal(100)


def so_far(plan: Plan, programme: Programme) -> str | None:
    """Say what the activities come to so far, and what is not counted: `About €29,000–€55,000 so far.`"""
    lines = budget(plan, programme, bounded=True)
    if not lines:
        return None
    together = total(lines)
    if isinstance(together, Range):
        low, high = _hundreds(together.low, ROUND_FLOOR), _hundreds(together.high, ROUND_CEILING)
        said = _("About {sum} so far, in full hundreds.").format(sum=words.sum_of(Range(low, high)))
    elif isinstance(together, AtLeast) and not together.value:
        said = _("No sum yet.")
    elif isinstance(together, AtLeast):
        said = _("{sum} so far.").format(sum=words.sum_of(together)).capitalize()
    else:
        said = _("{sum} so far.").format(sum=words.sum_of(together))
    missing = items.labels(programme, plan, (path for line in lines for path in line.missing))
    told = [said]
    if missing:
        told.append(_("Not counted, because it is not known: {fields}.").format(fields="; ".join(missing)))
    unsaid = [o for o in optional(plan, programme) if o.unsaid and not o.unit.note]
    if unsaid:
        names = [not_counted.name(plan, programme, o.unit, o.unsaid) for o in unsaid]
        told.append(_("Not said, and not counted: {what}.").format(what="; ".join(names)))
    return " ".join(told)


def _hundreds(amount: int | Decimal, rounding: str) -> int:
    return int((Decimal(amount) / ROUNDED).quantize(Decimal(1), rounding) * ROUNDED)


def changes(plan: Plan, programme: Programme, index: int) -> str | None:
    """Say what one more participant, one more day and the other way of travelling would change in an activity."""
    found = what_if(plan, programme, index)
    other = _("travel that is not green") if found.green else _("green travel")
    named = [(_("one more participant"), found.participant), (_("one more day"), found.day), (other, found.other)]
    said = " · ".join(f"{name}: {_signed(change)}" for name, change in named if change)
    return said[0].upper() + said[1:] if said else None


def _signed(change: Range) -> str:
    if change.high <= 0:
        return f"−{words.sum_of(Range(-change.high, -change.low).value())}"
    return f"+{words.sum_of(change.value())}"


def left(plan: Plan, name: str) -> str | None:
    """Say what of the grant no activity or work package of a list has yet; None if the grant is not known."""
    rest = left_to_allot(plan, name)
    if rest is None or plan.grant is None:
        return None
    grant = words.euros(plan.grant)
    if rest < 0:
        taken = words.euros(plan.grant - rest)
        return _("The amounts are {taken} together: {over} more than the grant of {grant}.").format(
            taken=taken, over=words.euros(-rest), grant=grant
        )
    if rest == 0:
        return _("All of {grant} is allotted.").format(grant=grant)
    return _("{rest} of {grant} is still to be allotted.").format(rest=words.euros(rest), grant=grant)


def estimated(plan: Plan, programme: Programme, code: str, now: dt.datetime) -> list[str]:
    """Say what a project is estimated to cost so far, and what the rules want of that; nothing without an estimate."""
    cost = Facts(plan, programme, code, now).value("estimated_cost")
    if isinstance(cost, NotKnown):
        return []
    known = cost.value if isinstance(cost, AtLeast) else cost
    told = [_("Estimated so far: {sum}.").format(sum=words.sum_of(known))]
    if plan.grant and isinstance(known, int):
        more, less = _("{sum} more than the grant of {grant}."), _("{sum} less than the grant of {grant}.")
        apart = {"sum": words.euros(abs(known - plan.grant)), "grant": words.euros(plan.grant)}
        told.append((more if known >= plan.grant else less).format(**apart))
    parts = costed(plan)
    lacking = [part for part in parts[1] if part.cost is None] if parts and plan.estimated_cost is None else []
    if lacking:
        without = _n("{number} part has no estimate yet.", "{number} parts have no estimate yet.", len(lacking))
        told.append(without.format(number=len(lacking)))
    for requirement in programme.requirements(code):
        compared = requirement.operand.fact if isinstance(requirement.operand, Reference) else None
        if "estimated_cost" in (requirement.fact, compared):
            told.append(sentences.rule(programme, requirement))
    return told
