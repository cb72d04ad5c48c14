"""Where the functions that work out facts are registered, and what they are given."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from erasmus_cli.plan.values import NOT_KNOWN, Value
from erasmus_cli.programme.load import Programme

if TYPE_CHECKING:
    from erasmus_cli.plan.model import Plan

#: The standings of countries that take part in all actions (guide p. 33).
PROGRAMME_COUNTRIES = ("eu", "associated")


@dataclass(frozen=True, slots=True)
class Context:
    """What a fact may depend on: a plan, under an action of a call, at an instant."""

    plan: Plan
    programme: Programme
    code: str
    now: dt.datetime

    def parameter(self, fact: str, name: str) -> Any:
        """Return a figure or a list of the programme that a fact needs."""
        return self.programme.facts[fact].parameters[name]


Function = Callable[[Context, Any], Value]
FUNCTIONS: dict[str, Function] = {}


def fact(identifier: str) -> Callable[[Function], Function]:
    """Register the function that works out a fact."""

    def register(function: Function) -> Function:
        FUNCTIONS[identifier] = function
        return function

    return register


def described(value: str | None) -> Value:
    """Say whether a text says something; an empty text is an answer: nothing yet."""
    return NOT_KNOWN if value is None else bool(value)
