"""What `check` found, as JSON: ids, status, fact, actual and expected value, change, sources, position."""

from __future__ import annotations

import datetime as dt
from typing import Any

from erasmus_cli.language import in_both
from erasmus_cli.plan.read import PlanFile, Unreadable
from erasmus_cli.plan.together import Part
from erasmus_cli.rules.assess import Assessment
from erasmus_cli.rules.finding import Finding, Status
from erasmus_cli.views import machine, sentences
from erasmus_cli.views.diagnostics import position


def checked(file: PlanFile, assessment: Assessment, now: dt.datetime) -> dict[str, Any]:
    """Describe what `check` found in a plan."""
    return {
        "file": file.name,
        "action": assessment.code,
        "call": machine.call(assessment.programme),
        "round": machine.round_(assessment.round, now),
        "points": _points(assessment),
        "findings": [
            {**finding(found, assessment), "position": _position(found, file)}
            for found in assessment.findings
            if found.status is not Status.DOES_NOT_APPLY
        ],
    }


def _points(assessment: Assessment) -> dict[str, Any] | None:
    reading = assessment.reading
    if reading is None:
        return None
    return {
        "given": {criterion.id: given for criterion, given in reading.points},
        "below_minimum": [criterion.id for criterion in reading.below],
        "total": reading.total,
        "threshold": reading.award.threshold,
        "passes": reading.passes,
    }


def finding(found: Finding, assessment: Assessment) -> dict[str, Any]:
    """Describe a finding in the terms of the data; one that is not met in the sentences that a person reads, too."""
    requirement = found.requirement
    return {
        "id": requirement.id,
        "level": requirement.level,
        "status": found.status.value,
        "fact": requirement.fact,
        "item": found.index,
        "actual": found.actual,
        "test": requirement.test.removesuffix("_"),
        "expected": found.expected,
        "consequence": requirement.consequence,
        "rule": in_both(lambda: sentences.rule(assessment.programme, requirement)),
        **(_not_met(found, assessment) if found.status is Status.NOT_MET else {}),
        "missing": [list(path) for path in found.missing],
        "sources": requirement.sources,
        **({"elsewhere": [_elsewhere(part) for part in found.elsewhere]} if found.elsewhere else {}),
    }


def _elsewhere(part: Part) -> dict[str, Any]:
    file = part.application.file
    spot = file.spot(part.path)
    place = {"file": spot.file.name if spot else file.name, "path": list(part.path), "line": spot and spot.line}
    return {**place, "role": part.role, "action": part.application.code, "call": part.application.year}


def _not_met(found: Finding, assessment: Assessment) -> dict[str, Any]:
    changes = assessment.mender.changes(found)
    return {
        "now": in_both(lambda: sentences.now(found)),
        "here": in_both(lambda: sentences.here(found)),
        "consequence_text": in_both(lambda: sentences.consequence(assessment.programme, found.requirement)),
        "changes": [{"kind": c.kind, "by": c.by, "to": c.to} for c in changes],
        "ways": in_both(lambda: [*sentences.changes(found, changes), *sentences.ways(found)]),
    }


def _position(found: Finding, file: PlanFile) -> dict[str, Any] | None:
    spot = position(found, file)
    return {"file": spot.file.name, "line": spot.line, "column": spot.column} if spot else None


def unreadable(file: Unreadable) -> dict[str, Any]:
    """Describe a file that is no plan."""
    return {
        "file": file.name,
        "problems": [{"kind": p.kind, "path": list(p.path), "line": p.line, "column": p.column} for p in file.problems],
    }
