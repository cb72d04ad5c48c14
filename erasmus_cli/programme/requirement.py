"""The shapes of requirements and facts: what a rule of the programme compares, and with what."""

from __future__ import annotations

from functools import cached_property
from typing import Any, Literal

import msgspec

from erasmus_cli.programme.base import Record, Text

Level = Literal["must", "should", "fit"]
Literals = bool | int | str

#: What happens when a requirement is not met; `[[consequences]]` in requirements.toml says each in a sentence.
ConsequenceId = Literal[
    "rejected", "may-be-rejected", "activity", "limited", "drops-out", "points", "asked", "own-check", "fit", "unsaid"
]


class Reference(Record, frozen=True, kw_only=True):
    """An operand that is itself a fact of the plan, perhaps times a share: `{ fact = "grant", times = "0.2" }`."""

    fact: str
    times: str = "1"


Operand = Literals | Reference | list[Literals]


class Condition(Record, frozen=True, kw_only=True, dict=True):
    """One comparison between a fact and a value. Exactly one of the tests is given.

    Dates are written as `"Y-06-01"`: 1 June of the call year; `"Y+1-05-31"`: 31 May of the next.
    """

    fact: str
    is_: Literals | Reference | None = msgspec.field(default=None, name="is")
    at_least: int | str | Reference | None = None
    more_than: int | Reference | None = None
    at_most: int | str | Reference | None = None
    between: tuple[int | str, int | str] | None = None
    one_of: list[Literals] | Reference | None = None
    none_of: list[Literals] | Reference | None = None
    any_of: list[Literals] | Reference | None = None
    subset_of: list[Literals] | Reference | None = None

    def __post_init__(self) -> None:
        """Refuse a condition with no test or with two."""
        if len([name for name in TESTS if getattr(self, name) is not None]) != 1:
            raise ValueError(f"exactly one test is needed for the fact {self.fact!r}")

    @cached_property
    def test(self) -> str:
        """The name of the test that is given, for example `at_most`."""
        return next(name for name in TESTS if getattr(self, name) is not None)

    @cached_property
    def operand(self) -> Operand:
        """What the fact is compared with."""
        value: Operand | tuple[int | str, int | str] = getattr(self, self.test)
        return list(value) if isinstance(value, tuple) else value


TESTS = ("is_", "at_least", "more_than", "at_most", "between", "one_of", "none_of", "any_of", "subset_of")


class Requirement(Condition, frozen=True, kw_only=True, dict=True):
    """A rule of the programme: a comparison, where it applies, and where it is written.

    `level`: must (eligibility), should (what weakens an application), fit (who the action is made for).
    `when` limits it to some plans; `each` asks it of every item of a list of the plan. `rule` says it in a sentence,
    with its condition; `here` says what it comes to for a plan, `ways` what a person can do when it is not met. In
    all three a figure is a placeholder (docs/adding-a-requirement.md), so that it stands once.
    """

    id: str
    level: Level
    rule: Text
    consequence: ConsequenceId
    sources: list[str]
    when: list[Condition] = []
    each: str | None = None
    here: list[Text] = []
    ways: list[Text] = []
    note: Text | None = None
    actions: list[str] = []


class Consequence(Record, frozen=True, kw_only=True):
    """What happens when a requirement is not met, in a sentence, and where that is written; ours has no source."""

    id: ConsequenceId
    text: Text
    sources: list[str] = []


class Fact(Record, frozen=True, kw_only=True):
    """A named quantity of a plan: how it is called, its kind, and the plan fields that it reads.

    It is worked out by the `function` that it names, or by the one that has its own id; with neither, its value is
    that of the single field in `reads`. `beside` are fields that it takes into account if the plan has them, but
    does not need. `parameters` are figures and lists of the programme for the function. `scope` names the list whose
    items it belongs to. `absent` is its value where a plan does not say it, for what nobody needs to say.

    `now` says in a sentence what a plan says ({value}), `rough` the same of a number that is only rough (it comes from
    no list of the plan), `none` when that is 0 or nothing, `yes` and `no` for a fact
    of that kind, and `change` how it is changed ({to}, perhaps {by}), for a number or date that a person can change.
    `ask` is the question that a person would be asked, for a fact whose field has none in the interview. `tally` names
    what a limit counts in the table of several plans, with `tally_own` for what the value leaves out: this application
    itself. `fixed`: nobody can change it, so that no change is offered. `chosen`: the person simply sets it, such as
    a sum, so that it never rules an action out by itself.
    """

    id: str
    label: Text
    kind: Literal["count", "euros", "date", "yes-no", "choice", "choices", "country", "countries", "text"]
    reads: list[str] = []
    beside: list[str] = []
    scope: str | None = None
    unit: str | None = None
    choices: str | None = None
    function: str | None = None
    parameters: dict[str, Any] = {}
    note: Text | None = None
    absent: Literals | None = None
    now: Text | None = None
    rough: Text | None = None
    none: Text | None = None
    yes: Text | None = None
    no: Text | None = None
    ask: Text | None = None
    change: Text | None = None
    tally: Text | None = None
    tally_own: int = 0
    fixed: bool = False
    chosen: bool = False


class Unit(Record, frozen=True, kw_only=True):
    """The noun for a count, in the forms that each language needs for one and for many."""

    id: str
    one: Text
    other: Text
