"""What an organisation from a country may do in each action, worked out from the requirements themselves."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from erasmus_cli.plan.facts import Facts
from erasmus_cli.plan.model import Plan
from erasmus_cli.plan.read import validate
from erasmus_cli.programme.load import Programme
from erasmus_cli.rules.evaluate import evaluate
from erasmus_cli.rules.finding import Finding, Status

#: Parts that a country may have, each with the list of a plan that it stands in.
PARTS = {"applicant": None, "partner": "partners", "associated": "partners", "venue": "mobility"}


@dataclass(frozen=True, slots=True)
class Part:
    """A part that a country may have in an action: what bars it, and what leaves a doubt.

    `activity` is the type of mobility activity that a venue is asked about.
    """

    action: str
    part: str
    barred: list[Finding]
    doubtful: list[Finding]
    activity: str | None = None


def parts(programme: Programme, country: str, now: dt.datetime) -> list[Part]:
    """Ask every action about every part that its requirements know of; the others are no parts of the action."""
    found = []
    for code in programme.codes:
        lists = {q.each for q in programme.requirements(code)}
        for part, place in PARTS.items():
            if place in lists and not programme.action(code).no_call:
                for activity, data in _plans(programme, part, country):
                    plan = validate(data, programme)
                    assert isinstance(plan, Plan)
                    # Only what is asked of the part itself, and not what the plan lacks besides.
                    own = [f for f in evaluate(Facts(plan, programme, code, now)) if f.requirement.each == place]
                    broken = [f for f in own if f.status is Status.NOT_MET]
                    doubts = [f for f in broken if not f.broken]
                    found.append(Part(code, part, [f for f in broken if f.broken], doubts, activity))
    return found


def _plans(programme: Programme, part: str, country: str) -> Iterator[tuple[str | None, dict[str, Any]]]:
    """Return plans in which a country has one part and nothing else is known."""
    if part == "applicant":
        yield None, {"organisation": {"country": country}}
    elif part == "venue":
        for kind in programme.activity_types:
            yield kind.id, {"mobility": [{"type": kind.id, "country": country}]}
    else:
        yield None, {"partners": [{"country": country, "role": part}]}
