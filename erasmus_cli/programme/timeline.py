"""The shape of the steps from an idea to the last record: what to do, and how far it is from what."""

from __future__ import annotations

from typing import Literal

from erasmus_cli.programme.base import Text
from erasmus_cli.programme.records import OfActions
from erasmus_cli.programme.requirement import Condition


class TimelineStep(OfActions, frozen=True, kw_only=True):
    """One step of the way, in the order in which it is taken.

    Its date comes from one of these: `on`, a date of the call year such as `"Y+1-02-01"`; `given_by`, what else the
    data or the plan say (a round, a requirement on the start); or a distance from the step `after`, negative before
    it. `date` says what the day means: the last one for it, an indicative one, the very day, the first or the last one.

    `said` is the field of a plan in which a person can set the day themselves.

    `open` is the id of what no source gives, when that is the date. `ours`: the advice, or at least its timing, is
    this program's and no source's. `done` are ids of requirements: a plan that meets them all says by it that the step
    is done. `when` limits it to some plans; `actions` and `agency` to some actions, `money` to those that bring a
    grant.
    """

    id: str
    phase: Literal["prepare", "decision", "project", "accreditation", "closing"]
    name: Text
    text: Text
    date: Literal["by", "about", "on", "from", "until"] = "by"
    on: str | None = None
    given_by: (
        Literal["call", "events", "round", "results", "agreement", "window", "start", "activities", "end"] | None
    ) = None
    said: str | None = None
    after: str | None = None
    months: int = 0
    weeks: int = 0
    days: int = 0
    open: str | None = None
    ours: bool = False
    done: list[str] = []
    when: list[Condition] = []
    contact: str | None = None
    sources: list[str] = []
