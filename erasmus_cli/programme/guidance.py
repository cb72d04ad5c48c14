"""The shapes of what guides somebody to an action: what decides between routes, and typical first steps."""

from __future__ import annotations

from erasmus_cli.programme.base import Record, Text


class Decision(Record, frozen=True, kw_only=True):
    """What decides between routes, in a sentence: if so, this one; if not, that one.

    `keys` are the requirements that it is about. A route that has one of them is not recommended before it is known.
    """

    id: str
    keys: list[str]
    text: Text
    sources: list[str]


class FirstStep(Record, frozen=True, kw_only=True):
    """A typical first step of somebody who does not know yet what to apply for.

    `about` says what it is and `takes` what it takes: who, days, money, when. `application`: whether it takes an
    application of one's own. `contact` is where to turn, `command` what to type next, without the program's name.
    `aims` and `route` say where it leads; a step that leads anywhere has neither.
    """

    id: str
    name: Text
    about: Text
    takes: Text
    application: bool
    contact: str | None = None
    command: str | None = None
    aims: list[str] = []
    route: str | None = None
    sources: list[str]
