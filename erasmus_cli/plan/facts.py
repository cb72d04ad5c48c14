"""The facts of a plan: named quantities, each a value or NOT_KNOWN, and the plan fields they come from.

`data/<call>/facts.toml` names them. A fact without a function in `quantities.py` has the value of the one field
that it reads, so that an ordinary requirement on a field of the plan needs no Python at all.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from erasmus_cli.plan.quantities import AT_FAULT, COUNTED, ELSEWHERE, FUNCTIONS, MISSING, Context
from erasmus_cli.plan.values import NOT_KNOWN, Value
from erasmus_cli.programme.load import Programme

if TYPE_CHECKING:
    from erasmus_cli.plan.model import Plan
    from erasmus_cli.plan.together import Others, Part

Path = tuple[str | int, ...]

#: Stands in a path for every item of a list.
EACH: Final = -1


class Facts:
    """The facts of one plan under one action of one call.

    `given` are facts that hold whatever the plan says, such as an accreditation won in an earlier step of a route.
    `now` is the instant for which the question is asked. `others` are the applications that the plan is judged
    together with.
    """

    def __init__(
        self,
        plan: Plan,
        programme: Programme,
        code: str,
        now: dt.datetime,
        given: Mapping[str, Value] | None = None,
        others: Others | None = None,
    ) -> None:
        """Bind a plan to an action; nothing is worked out yet."""
        self.plan, self.programme, self.code = plan, programme, code
        self._now = now
        self._given = given or {}
        self._others = others
        self._values: dict[tuple[str, int | None], Value] = {}
        self._kept: dict[str, Any] = {}

    def of(self, plan: Plan) -> Facts:
        """Return the same facts of another plan."""
        return Facts(plan, self.programme, self.code, self._now, self._given, self._others)

    def value(self, fact: str, index: int | None = None) -> Value:
        """Return the value of a fact; `index` is the item's place in the list of the fact's scope."""
        if fact in self._given:
            return self._given[fact]
        record = self.programme.facts[fact]
        key = (fact, index if record.scope else None)
        if key not in self._values:
            function = FUNCTIONS.get(record.function or fact)
            if function:
                self._values[key] = function(*self._arguments(fact, index))
            else:
                _, value = next(self._fields(fact, index, "reads"))
                if value is None:
                    value = NOT_KNOWN if record.absent is None else record.absent
                self._values[key] = tuple(value) if isinstance(value, list) else value
        return self._values[key]

    def _arguments(self, fact: str, index: int | None) -> tuple[Context, Any]:
        """Return what the function of a fact is given: its context, and the item that it is about."""
        record = self.programme.facts[fact]
        item = getattr(self.plan, record.scope)[index] if record.scope else None
        place = index if record.scope else None
        return Context(self.plan, self.programme, self.code, self._now, record, place, self._kept, self._others), item

    def missing(self, fact: str, index: int | None = None) -> tuple[Path, ...]:
        """Return the plan fields that a fact reads, or that its function says it misses, and the plan does not have."""
        knows = MISSING.get(self.programme.facts[fact].function or fact)
        if knows and fact not in self._given:
            return tuple(dict.fromkeys(knows(*self._arguments(fact, index))))
        if self.programme.facts[fact].absent is not None:
            return ()
        return tuple(path for path, value in self._fields(fact, index, "reads") if value is None)

    def places(self, fact: str, index: int | None = None) -> tuple[Path, ...]:
        """Return the plan fields that a fact rests on and the plan has; what it need not have comes first.

        Of a fact that is due to certain items of a list, or counts them: the fields of those, if there are any.
        """
        name = self.programme.facts[fact].function or fact
        tells = AT_FAULT.get(name) or COUNTED.get(name)
        told = tuple(tells(*self._arguments(fact, index))) if tells and fact not in self._given else ()
        if told:
            return told
        fields = [*self._fields(fact, index, "beside"), *self._fields(fact, index, "reads")]
        return tuple(path for path, value in fields if value is not None)

    def elsewhere(self, fact: str, index: int | None = None) -> tuple[Part, ...]:
        """Return what other plans say that a fact rests on."""
        tells = ELSEWHERE.get(self.programme.facts[fact].function or fact)
        known = tells is None or self._others is None or fact in self._given
        return () if known or tells is None else tuple(tells(*self._arguments(fact, index)))

    def counts(self, fact: str) -> bool:
        """Whether a fact counts items of a list or adds them up."""
        return (self.programme.facts[fact].function or fact) in COUNTED

    def _fields(self, fact: str, index: int | None, which: str) -> Iterator[tuple[Path, Any]]:
        if fact not in self._given:
            record = self.programme.facts[fact]
            for pattern in getattr(record, which):
                own = record.scope and pattern.startswith(f"{record.scope}[]")
                yield from _expand(self.plan, _parts(pattern, index if own else None), ())


@cache
def _parts(pattern: str, index: int | None) -> list[str | int]:
    """Split `mobility[].days` into its parts; an index stands for the first open place."""
    parts: list[str | int] = []
    for name in pattern.split("."):
        parts.append(name.removesuffix("[]"))
        if name.endswith("[]"):
            parts.append(EACH if index is None else index)
            index = None
    return parts


def _expand(node: Any, parts: list[str | int], path: Path) -> Iterator[tuple[Path, Any]]:
    """Yield the paths that a pattern stands for with their values; a list that is absent or empty stands for itself."""
    for place, part in enumerate(parts):
        if part == EACH:
            if not node:
                break
            for number, item in enumerate(node):
                yield from _expand(item, parts[place + 1 :], (*path, number))
            return
        node = getattr(node, part, None) if isinstance(part, str) else node[part]
        path = (*path, part)
    yield path, node
