"""What is different in what two plans say: field by field, with the items of their lists matched as people would."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from erasmus_cli.plan.paths import Path

#: Keys that the program keeps for itself.
OWN = ("format", "left_open")


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that two plans answer differently, with its place in each; None where a plan has no such place.

    An item that only one of them has is one difference, and its value the whole item.
    """

    old_path: Path | None
    new_path: Path | None
    old: Any
    new: Any


def differences(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Difference]:
    """Return what differs, in the order of the newer plan."""
    said = [{key: value for key, value in data.items() if key not in OWN} for data in (old, new)]
    return list(_of_tables(said[0], said[1], (), ()))


def _of_tables(old: Mapping[str, Any], new: Mapping[str, Any], at_old: Path, at_new: Path) -> Iterator[Difference]:
    for key in dict.fromkeys([*new, *old]):
        yield from _of_values(old.get(key), new.get(key), (*at_old, key), (*at_new, key))


def _of_values(old: Any, new: Any, at_old: Path, at_new: Path) -> Iterator[Difference]:
    if old == new:
        return
    if all(value is None or isinstance(value, Mapping) for value in (old, new)):
        yield from _of_tables(old or {}, new or {}, at_old, at_new)
    elif (old or new) and all(value is None or _is_list(value) for value in (old, new)):
        yield from _of_lists(old or [], new or [], at_old, at_new)
    else:
        yield Difference(at_old, at_new, old, new)


def _of_lists(old: Sequence[Any], new: Sequence[Any], at_old: Path, at_new: Path) -> Iterator[Difference]:
    for before, now in matched(old, new):
        if before is None and now is not None:
            yield Difference(None, (*at_new, now), None, new[now])
        elif now is None and before is not None:
            yield Difference((*at_old, before), None, old[before], None)
        elif before is not None and now is not None:
            yield from _of_tables(old[before], new[now], (*at_old, before), (*at_new, now))


def _is_list(value: Any) -> bool:
    """Whether a value is a list of items with keys of their own; an empty one may be."""
    return isinstance(value, list) and all(isinstance(item, Mapping) for item in value)


def matched(old: Sequence[Mapping[str, Any]], new: Sequence[Mapping[str, Any]]) -> list[tuple[int | None, int | None]]:
    """Pair the items of two lists: by OID, by name or title, by type and country, and what is left by its place.

    The pairs come in the order of the newer list; what only the older one has stands at the end.
    """
    pairs: dict[int, int] = {}
    for keys in _SIGNS:
        for now, item in enumerate(new):
            free = (n for n in range(len(old)) if n not in pairs.values() and _same(keys, (n, old[n]), (now, item)))
            if now not in pairs and (found := next(free, None)) is not None:
                pairs[now] = found
    listed: list[tuple[int | None, int | None]] = [(pairs.get(now), now) for now in range(len(new))]
    return [*listed, *((before, None) for before in range(len(old)) if before not in pairs.values())]


#: The keys that tell that two items are the same, the surest first; at last their place.
_SIGNS: tuple[tuple[str, ...], ...] = (
    *(("oid",), ("name",), ("title",)),
    *(("type", "country", "days"), ("type", "country"), ("action", "call"), ("country",), ()),
)


def _same(keys: tuple[str, ...], old: tuple[int, Mapping[str, Any]], new: tuple[int, Mapping[str, Any]]) -> bool:
    """Whether two items agree in some keys, or without any in their place; two OIDs are two organisations."""
    before, now = old[1], new[1]
    if before.get("oid") and now.get("oid") and before["oid"] != now["oid"]:
        return False
    if not keys:
        return old[0] == new[0]
    return all(key in now and _plain(before.get(key)) == _plain(now[key]) for key in keys)


def _plain(value: Any) -> Any:
    return value.casefold() if isinstance(value, str) else value
