"""Where the functions that work out facts are registered, and what they are given."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from erasmus_cli.plan.values import NOT_KNOWN, Scalar, Value, both
from erasmus_cli.programme.load import Programme
from erasmus_cli.programme.requirement import Fact

if TYPE_CHECKING:
    from erasmus_cli.plan.model import Plan
    from erasmus_cli.plan.together import Others, Part

T = TypeVar("T")

#: The standings of countries that take part in all actions (guide p. 33).
PROGRAMME_COUNTRIES = ("eu", "associated")


class Context(msgspec.Struct, frozen=True):
    """What a fact may depend on: a plan, under an action of a call, at an instant, and the fact's own record.

    `index` is the place of the item that it is about in the list of the fact's scope. `others` are the applications
    that the plan is judged together with, if there are any.
    """

    plan: Plan
    programme: Programme
    code: str
    now: dt.datetime
    fact: Fact
    index: int | None = None
    _kept: dict[str, Any] = {}
    others: Others | None = None

    def kept(self, name: str, work: Callable[[], T]) -> T:
        """Return what was worked out under a name for another fact of the same plan, or work it out now."""
        if name not in self._kept:
            self._kept[name] = work()
        result: T = self._kept[name]
        return result

    def parameter(self, name: str, default: Any = None) -> Any:
        """Return a figure or a list of the programme that the fact's record gives."""
        return self.fact.parameters.get(name, default)


Function = Callable[[Context, Any], Value]
FUNCTIONS: dict[str, Function] = {}

Fields = Callable[[Context, Any], Iterable[tuple[str | int, ...]]]
#: For facts whose function looks at more fields than it needs: those that it misses in a plan.
MISSING: dict[str, Fields] = {}
#: For facts whose function counts items of a list, or adds them up: the fields of those that it counts.
COUNTED: dict[str, Fields] = {}
#: For facts whose value is due to certain items of a list: the fields of those.
AT_FAULT: dict[str, Fields] = {}

#: For facts that other plans have a part in: where these say so.
ELSEWHERE: dict[str, Callable[[Context, Any], Iterable[Part]]] = {}


def function(name: str) -> Callable[[Function], Function]:
    """Register a function that works out facts: the fact of its name, or those whose record names it."""

    def register(worker: Function) -> Function:
        FUNCTIONS[name] = worker
        return worker

    return register


def missing(name: str) -> Callable[[Fields], Fields]:
    """Register what the function of the same name misses."""
    return _registered(MISSING, name)


def counting(*names: str) -> Callable[[Fields], Fields]:
    """Register what the functions of these names count."""
    return _registered(COUNTED, *names)


def at_fault(*names: str) -> Callable[[Fields], Fields]:
    """Register the items to which the values of these functions are due."""
    return _registered(AT_FAULT, *names)


def elsewhere(*names: str) -> Callable[[Callable[[Context, Any], Iterable[Part]]], Any]:
    """Register where other plans say what the values of these functions rest on."""

    def register(worker: Callable[[Context, Any], Iterable[Part]]) -> Any:
        ELSEWHERE.update(dict.fromkeys(names, worker))
        return worker

    return register


def _registered(where: dict[str, Fields], *names: str) -> Callable[[Fields], Fields]:
    def register(worker: Fields) -> Fields:
        where.update(dict.fromkeys(names, worker))
        return worker

    return register


def fits(context: Context, values: Mapping[str, Scalar | None]) -> bool | None:
    """Say whether an item is one that the fact counts: each value among those of the parameter of its name.

    A parameter that the fact's record does not give leaves its value out of account; a value that is not known may
    or may not fit.
    """
    outcome: bool | None = True
    for name, value in values.items():
        wanted = context.parameter(name)
        if wanted is not None:
            outcome = both(outcome, None if value is None else value in wanted)
    return outcome


@function("described")
def _described(context: Context, item: Any) -> Value:
    """Say whether the text that the fact reads says something; an empty text is an answer: nothing yet."""
    *parents, name = context.fact.reads[0].rpartition("[].")[2].split(".")
    node = item if context.fact.scope else context.plan
    for part in parents:
        node = getattr(node, part, None)
    text = getattr(node, name, None)
    return NOT_KNOWN if text is None else bool(text)
