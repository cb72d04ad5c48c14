"""What several plans come to for each organisation: the limits that count over them, how much is used, what is left."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import msgspec

from erasmus_cli.plan.together import Application, Key, Part, Together
from erasmus_cli.plan.values import AtLeast, Value
from erasmus_cli.programme.records import SharedRemark
from erasmus_cli.programme.requirement import Fact
from erasmus_cli.rules.assess import Assessment
from erasmus_cli.rules.finding import Finding, Status

if TYPE_CHECKING:
    from erasmus_cli.plan.model import Body

#: A plan of several, as an application and with what came of it.
Checked = tuple[Application, Assessment]


class Tally(msgspec.Struct, frozen=True):
    """A limit over plans for one organisation: what counts, how many are used and how many there may be.

    `used` is not known where a plan does not say it. `finding` is the one that it was taken from.
    """

    body: Body
    application: Application
    finding: Finding
    used: Value
    limit: int

    @property
    def fact(self) -> Fact:
        """What is counted."""
        return self.finding.facts.programme.facts[self.finding.requirement.fact]

    @property
    def left(self) -> int | None:
        """How many are left, negative where there are too many, perhaps even more; None if that is not known."""
        surely = _at_least(self.used)
        return self.limit - surely if isinstance(self.used, int) or surely > self.limit else None


def tallies(together: Together, checked: Sequence[Checked]) -> list[Tally]:
    """Return the limits by organisation: those of each applicant, and of partners and members in several plans.

    An applicant without a name or an OID can't be told from others, and has none here.
    """
    by_limit: dict[tuple[Key | None, str, int, int, str], Tally] = {}
    for application, assessment in checked:
        for tally in _of_plan(together, application, assessment):
            family = application.code.partition("-")[0]
            counted = tally.fact.tally.en if tally.fact.tally else ""
            key = (together.key(tally.body), family, *application.order, counted)
            if key not in by_limit or _at_least(by_limit[key].used) < _at_least(tally.used):
                by_limit[key] = tally
    order = {key: place for place, key in enumerate(dict.fromkeys(key[0] for key in by_limit))}
    return [tally for key, tally in sorted(by_limit.items(), key=lambda pair: order[pair[0][0]])]


def _of_plan(together: Together, application: Application, assessment: Assessment) -> Iterator[Tally]:
    for found in assessment.findings:
        fact = assessment.programme.facts[found.requirement.fact]
        limit = found.requirement.operand
        if fact.tally is None or found.status is Status.DOES_NOT_APPLY or not isinstance(limit, int):
            continue
        listed = getattr(assessment.plan, fact.scope) if fact.scope else None
        body = assessment.plan.organisation if fact.scope is None else listed and listed[found.index or 0]
        if body is None or len(together.parts(body)) < (2 if fact.scope else 1):
            continue
        yield Tally(body, application, found, _more(found.actual, fact.tally_own), limit + fact.tally_own)


def _more(value: Value, number: int) -> Value:
    if isinstance(value, AtLeast) and isinstance(value.value, int):
        return AtLeast(value.value + number)
    return value + number if isinstance(value, int) else value


def _at_least(value: Value) -> int:
    known = getattr(value, "low", getattr(value, "value", value))
    return known if isinstance(known, int) else -1


def joined_by_name(together: Together) -> list[list[Part]]:
    """Return the parts of each organisation that is one by its name only, because an OID is missing in one of them."""
    several = together.organisations()
    return [parts for parts in several if any(part.body and not part.body.oid for part in parts)]


def remarks(together: Together, checked: Sequence[Checked]) -> Iterator[tuple[SharedRemark, Body, Assessment]]:
    """Yield what is to be said of an applicant that plans certain actions at once in one call."""
    told = set()
    for application, assessment in checked:
        body = assessment.plan.organisation
        same = [p.application for p in together.parts(body) if p.role == "applicant"] if body else []
        codes = {other.code for other in same if other.year == application.year}
        for remark in assessment.programme.shared_remarks:
            key = (remark.id, together.key(body), application.year)
            if body and codes >= set(remark.actions) and key not in told:
                told.add(key)
                yield remark, body, assessment
