"""Which records of a new call nobody has held against the new documents since they were copied from the old call.

A record is a table that cites sources or says when it was checked. It counts as looked at again if it differs from
the old call's record in anything of its own, its sources included, or if its id stands in `checked.toml` with the day
and the page.
"""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec
import tomli

from erasmus_cli.folder import DataError
from erasmus_cli.programme.base import Record

CHECKED = "checked.toml"


class Checked(Record, frozen=True, kw_only=True):
    """Records that were found unchanged: their ids, the day on which that was seen, and the page that says so."""

    ids: list[str]
    day: dt.date
    page: str


class _File(Record, frozen=True, kw_only=True):
    checked: list[Checked] = []


class Cited(Record, frozen=True, kw_only=True):
    """A record of a call's folder: its file, the name by which it is told, and the sources that it cites."""

    file: str
    name: str
    sources: list[str]
    own: dict[str, Any]


class Looked(Record, frozen=True, kw_only=True):
    """The records of a new call, those that nobody looked at again, and what `checked.toml` names in vain."""

    records: list[Cited]
    unseen: list[Cited]
    strange: list[str]


def look(folder: Path, before: Path) -> Looked:
    """Compare the folder of a new call with that of the call that it was copied from. Raises DataError."""
    records, old = _named(folder), {(c.file, _same(c.own)) for c in _named(before)}
    named = {identifier for entry in _checked(folder) for identifier in entry.ids}
    documents = {own["id"] for own in (c.own for c in records if c.file == "sources.toml") if "id" in own}
    strange = sorted(named - {c.name for c in records})
    strange += [entry.page for entry in _checked(folder) if entry.page.partition(":")[0] not in documents]
    unseen = [c for c in records if c.name not in named and (c.file, _same(c.own)) in old]
    return Looked(records=records, unseen=unseen, strange=strange)


def _same(own: dict[str, Any]) -> str:
    """Return what two records share if they are the same, wherever they stand in their file."""
    return json.dumps(own, sort_keys=True, default=str)


def _checked(folder: Path) -> list[Checked]:
    path = folder / CHECKED
    if not path.is_file():
        return []
    try:
        return msgspec.convert(_table(path), _File).checked
    except msgspec.ValidationError as error:
        raise DataError(f"{path}: {error}") from error


def _table(path: Path) -> dict[str, Any]:
    try:
        return tomli.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomli.TOMLDecodeError) as error:
        raise DataError(f"{path}: {error}") from error


def _named(folder: Path) -> list[Cited]:
    """Return the records of a folder; an id that several have is told with the file and the place in it."""
    found: list[tuple[str, str, str, dict[str, Any]]] = []
    for path in sorted(folder.rglob("*.toml")):
        if path.name != CHECKED:
            file = path.relative_to(folder).as_posix()
            found += [(file, f"{file}:{place}", own_id or "", own) for place, own_id, own in _records(_table(path))]
    times = Counter(own_id for _file, _place, own_id, _own in found)
    return [
        Cited(
            file=file, name=own_id if own_id and times[own_id] == 1 else place, sources=own.get("sources", []), own=own
        )
        for file, place, own_id, own in found
    ]


def _records(node: Any, place: str = "") -> Iterator[tuple[str, str | None, dict[str, Any]]]:
    """Yield the tables that are records: their place, their id, and what they hold apart from records within them."""
    if isinstance(node, Mapping):
        if isinstance(node.get("sources"), list) or "checked" in node:
            own = {key: value for key, value in node.items() if not any(True for _r in _records(value))}
            yield place or "the file itself", node.get("id") or node.get("code"), own
        for key, value in node.items():
            yield from _records(value, f"{place}.{key}".removeprefix("."))
    elif isinstance(node, list):
        for number, value in enumerate(node):
            told = value.get("id") if isinstance(value, Mapping) else None
            yield from _records(value, f"{place}[{told or number + 1}]")
