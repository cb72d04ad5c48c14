"""JSON for other programs: versioned, with ids and keys that are never translated."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from typing import Any

import typer

from erasmus_cli.plan.read import PlanFile, Unreadable
from erasmus_cli.plan.values import AtLeast, NotKnown
from erasmus_cli.programme.load import Programme
from erasmus_cli.programme.rounds import Round, status
from erasmus_cli.rules.assess import Assessment
from erasmus_cli.rules.comparison import Change
from erasmus_cli.rules.finding import Finding, Status
from erasmus_cli.views.diagnostics import position


def write(kind: str, now: dt.datetime, **content: Any) -> None:
    """Write a document of a kind; `format` tells its version."""
    document = {"format": f"erasmus.{kind}/1", "now": now.isoformat(), **content}
    typer.echo(json.dumps(document, ensure_ascii=False, indent=2, default=plain))


def plain(value: Any) -> Any:
    """Make a value of the program plain JSON. What is not known is null; a partial value tells what it is at least."""
    if isinstance(value, NotKnown):
        return None
    if isinstance(value, AtLeast):
        return {"at_least": value.value}
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return float(value) if value % 1 else int(value)
    raise TypeError(type(value))


def call(programme: Programme) -> dict[str, Any]:
    """Describe a call."""
    return {"year": programme.year, "published": programme.call.published, "rests_on": programme.call.rests_on}


def round_(current: Round | None, now: dt.datetime) -> dict[str, Any] | None:
    """Describe a round; null when it is not published."""
    if current is None:
        return None
    return {"deadline": current.instant, "finnish_time": current.finnish, "status": status(current, now)}


def checked(file: PlanFile, assessment: Assessment, now: dt.datetime) -> dict[str, Any]:
    """Describe what `check` found in a plan."""
    stand = file.places()
    return {
        "file": file.name,
        "action": assessment.code,
        "call": call(assessment.programme),
        "round": round_(assessment.round, now),
        "findings": [
            {**finding(found), "position": _position(found, file, stand)}
            for found in assessment.findings
            if found.status is not Status.DOES_NOT_APPLY
        ],
    }


def finding(found: Finding) -> dict[str, Any]:
    """Describe a finding."""
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
        "change": _change(found.change),
        "missing": [list(path) for path in found.missing],
        "sources": requirement.sources,
    }


def _change(change: Change | None) -> dict[str, Any] | None:
    return change and {"kind": change.kind, "by": change.by, "to": change.to}


def _position(found: Finding, file: PlanFile, stand: Any) -> dict[str, int] | None:
    place = position(found, file.text, stand)
    return {"line": place[0], "column": place[1]} if place else None


def unreadable(file: Unreadable) -> dict[str, Any]:
    """Describe a file that is no plan."""
    return {
        "file": file.name,
        "problems": [{"kind": p.kind, "path": list(p.path), "line": p.line, "column": p.column} for p in file.problems],
    }
