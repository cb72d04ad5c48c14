"""What becomes of a plan for a call when it is taken into the next one: what moves, what goes, what a grant changes."""

from __future__ import annotations

from erasmus_cli.programme.base import Record, Text
from erasmus_cli.programme.requirement import Condition, Literals


class Sets(Record, frozen=True, kw_only=True):
    """A field that a granted application fills, where the conditions hold for the plan that was applied with."""

    field: str
    value: Literals
    when: list[Condition] = []


class Granted(Record, frozen=True, kw_only=True):
    """What follows from an application that was granted, besides the entry among the grants.

    `then` is the action that comes next, `sets` what the plan then says, `drops` the answers that are fulfilled, by
    field, and `asks` the fields that the person is asked for. `text` tells it.
    """

    action: str
    then: str | None = None
    sets: list[Sets] = []
    drops: dict[str, list[str]] = {}
    asks: list[str] = []
    text: Text
    sources: list[str]


class Lasting(Record, frozen=True, kw_only=True):
    """All of `next.toml`: the fields that move by the years between the calls, and those that go; the rest lasts."""

    moves: list[str]
    goes: list[str]
    granted: list[Granted] = []
