"""JSON for other programs: versioned, with ids and keys that are never translated."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import typer

from erasmus_cli.plan.values import AtLeast, NotKnown, Range
from erasmus_cli.programme.load import Programme
from erasmus_cli.programme.rounds import Event, Round, status

if TYPE_CHECKING:
    from erasmus_cli.advice.timeline import Span


def write(document: str, now: dt.datetime, **content: Any) -> None:
    """Write a document; its `format` tells what it is and its version."""
    whole = {"format": f"erasmus.{document}/1", "now": now.isoformat(), **content}
    typer.echo(json.dumps(whole, indent=2, default=plain))


def plain(value: Any) -> Any:
    """Make a value of the program plain JSON. What is not known is null; a partial value tells what it is at least."""
    if isinstance(value, NotKnown):
        return None
    if isinstance(value, AtLeast):
        return {"at_least": value.value}
    if isinstance(value, Range):
        return {"at_least": value.low, "at_most": value.high}
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
    told = {"deadline": current.instant, "finnish_time": current.finnish, "status": status(current, now)}
    return told | {"entered": entered(current)}


def entered(record: Round | Event | Span) -> dict[str, Any] | None:
    """Describe where something was read that a person entered; null for what the program's own data say."""
    said = record.entered
    return {"source": said.source, "read_on": said.read_on, "file": said.file} if said else None
