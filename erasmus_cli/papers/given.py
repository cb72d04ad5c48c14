"""What the parts of a paper are filled from: a plan with its assessment, and how texts are brought into a paper."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from erasmus_cli.advice.timeline import Dated, State, timeline
from erasmus_cli.budget.lines import Line, budget
from erasmus_cli.language import _
from erasmus_cli.papers.blocks import Block
from erasmus_cli.papers.others import Other
from erasmus_cli.plan.facts import Facts
from erasmus_cli.plan.model import Plan
from erasmus_cli.plan.read import PlanFile
from erasmus_cli.programme.base import Text
from erasmus_cli.programme.days import day_of
from erasmus_cli.programme.keys import Key, keys
from erasmus_cli.programme.load import Programme
from erasmus_cli.programme.papers import Outline, Told
from erasmus_cli.programme.records import Action
from erasmus_cli.rules.assess import Assessment
from erasmus_cli.rules.evaluate import applies
from erasmus_cli.views import steps, words

#: Notes in a plan are shown in the order of the questions, by these fields.
IDEA = ("need", "aim", "target_group", "changes", "seen")


@dataclass(frozen=True)
class Given:
    """A plan under its action, which paper it is for, and `other`, the organisation that a partner's sheet is for.

    `rates` says which daily rates its sums rest on.
    """

    file: PlanFile
    assessment: Assessment
    now: dt.datetime
    outline: Outline
    rates: str | None = None
    other: Other | None = None

    @property
    def plan(self) -> Plan:
        """The plan."""
        return self.file.plan

    @property
    def programme(self) -> Programme:
        """The call that it is for."""
        return self.assessment.programme

    @property
    def action(self) -> Action:
        """The action that it is for."""
        return self.programme.action(self.assessment.code)

    @property
    def today(self) -> dt.date:
        """The day on which the paper is made."""
        return day_of(self.now)

    @cached_property
    def mobile(self) -> bool:
        """Whether the action funds mobility activities."""
        return self.assessment.code in self.programme.activity_actions

    @cached_property
    def keys(self) -> dict[str, Key]:
        """The keys of a plan file."""
        return keys(self.programme, self.assessment.code)

    @cached_property
    def steps(self) -> list[Dated]:
        """The way of the plan."""
        return timeline(self.assessment, self.now)

    @cached_property
    def lines(self) -> list[Line]:
        """The lines of the budget; none for an action that pays no unit costs."""
        return budget(self.plan, self.programme, bounded=True) if self.mobile else []

    def step(self, name: str | None) -> Dated | None:
        """Return a step of the way, if the action has it."""
        return next((s for s in self.steps if s.step.id == name), None)

    def by(self, name: str | None, *, anyway: bool = False) -> str:
        """Say by when a step has to be done; nothing for a step that the action does not have."""
        found = self.step(name)
        if found is None:
            return ""
        return (
            _("done, as the plan says")
            if found.state is State.DONE and not anyway
            else steps.when_words(found, self.assessment, brief=True)
        )

    def told(self, records: list[Told]) -> Iterator[Told]:
        """Yield what is told in this paper: of the action, the plan, and the role of the partner it is for."""
        facts = Facts(self.plan, self.programme, self.assessment.code, self.now)
        for record in records:
            concerned = self.other is None or not record.roles or self.other.role in record.roles
            if concerned and record.concerns(self.action) and applies(record.when, facts) is not False:
                yield record

    def cited(self, told: str, sources: list[str]) -> str:
        """Add its sources to a sentence."""
        return f"{told} ({words.sources(self.programme, sources)})" if sources else told


#: Fills a part of a paper.
Filler = Callable[[Given], Iterator[Block]]


def plain(text: str) -> str:
    """Return a text of the program as it reads on paper: commands stand in quotation marks."""
    return re.sub(r"`([^`]*)`", r"”\1”", text)


def said(text: Text) -> str:
    """Return a text of the data as it reads on paper."""
    return plain(words.text(text))


def own(text: str) -> list[str]:
    """Return the paragraphs of what a person wrote, harmless."""
    return [line for line in (words.clean(raw).strip() for raw in text.splitlines()) if line]


def short(text: str, room: int) -> str:
    """Return what a person wrote as one paragraph in so much room, harmless."""
    return cut(" ".join(own(text)), room)


def cut(text: str, room: int) -> str:
    """Return a text in so much room, cut at a word if it is longer, which three dots show."""
    if len(text) <= room:
        return text
    begun = text[: room - 1]
    whole = begun.rpartition(" ")[0]
    return (whole if len(whole) > room // 2 else begun).rstrip(" ,.;:") + " …"
