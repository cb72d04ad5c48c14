"""The way of an application: each step with its date, or with the reason why it has none.

No date is guessed. A step that hangs on another one has a date only if that one has. A call that is not published
gives none, apart from those that its start rules and the plan itself give. In place of its round stands a working
deadline. Whatever hangs on that, or on rules that are not confirmed, is marked as an assumption.

What was done, and by whom, is what the plan says (`done`, `who`, and what meets the requirements of a step).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import Enum

from erasmus_cli.plan.facts import Facts
from erasmus_cli.programme.days import add_months, day_of, in_call
from erasmus_cli.programme.load import Programme
from erasmus_cli.programme.requirement import Requirement
from erasmus_cli.programme.rounds import FINLAND, Entered, Event, status
from erasmus_cli.programme.timeline import TimelineStep
from erasmus_cli.rules.assess import Assessment
from erasmus_cli.rules.evaluate import applies, in_year
from erasmus_cli.rules.finding import Status


class State(Enum):
    """How a step stands. `PAST` is over without anybody knowing whether it was done; `OPEN` has no date."""

    DONE = "done"
    LATE = "late"
    PAST = "past"
    NOW = "now"
    AHEAD = "ahead"
    OPEN = "open"


class Basis(Enum):
    """What an assumed day rests on.

    That is the day that the plan sets or that of the last round that is known, as a working deadline; or the rules of
    an earlier call.
    """

    PLAN = "plan"
    LAST_ROUND = "last_round"
    RULES = "rules"


@dataclass(frozen=True, slots=True)
class Working:
    """A day to plan with where the date of a round is not known. It is an assumption and no fact."""

    day: dt.date
    basis: Basis


class Reason(Enum):
    """Why a step has no date."""

    NOT_PUBLISHED = "not_published"
    NOT_GIVEN = "not_given_by_the_sources"
    PLAN = "plan_does_not_say"
    AFTER_LAST_CALL = "after_the_last_call"


@dataclass(frozen=True, slots=True)
class Span:
    """The time of a step: an instant or a day, perhaps until another one, or the reason why there is none.

    `unknown` is the id of what the sources do not give. `item` is the place of an activity in the plan, and `months`
    are its project months. `fits` is false for a start that the rules do not allow. `assumed`: what the date rests on
    if it is not known. `entered` tells of a date that a person entered.
    """

    first: dt.date | None = None
    last: dt.date | None = None
    reason: Reason | None = None
    unknown: str | None = None
    sources: list[str] | None = None
    event: Event | None = None
    item: tuple[str, int] | None = None
    months: tuple[int, int] | None = None
    fits: bool = True
    assumed: Basis | None = None
    entered: Entered | None = None


@dataclass(frozen=True, slots=True)
class Dated:
    """A step with its time and how it stands. Not `confirmed`: it rests on the rules of an earlier call.

    `who` does it, and `done` is the day on which it was done, as the plan says; a day that is still ahead says nothing.
    """

    step: TimelineStep
    span: Span
    state: State
    confirmed: bool
    who: str | None = None
    done: dt.date | None = None

    @property
    def first(self) -> dt.date | None:
        """The Finnish day on which the step begins or is due."""
        return None if self.span.first is None else day_of(self.span.first)

    @property
    def last(self) -> dt.date | None:
        """The Finnish day on which it ends; the first one if it takes no time."""
        return self.first if self.span.last is None else day_of(self.span.last)

    @property
    def sources(self) -> list[str]:
        """The sources of the date, or else of the step."""
        return self.span.sources or self.step.sources


def timeline(assessment: Assessment, now: dt.datetime) -> list[Dated]:
    """Return the steps of the way of a plan under its action, in their order."""
    return _Way(assessment, now).steps()


def working_deadline(assessment: Assessment, now: dt.datetime) -> Working | None:
    """Return the day to plan with if the date of the round is not known; none once that day is past.

    It is the day and month of the last round that is known; once that is past, the plan's own `deadline`. Before, the
    own deadline is only a step of its own: nobody is to take it for the day on which the round closes.
    """
    if assessment.round:
        return None
    found = []
    if assessment.last_round:
        found.append(Working(in_call(assessment.last_round, assessment.programme.year), Basis.LAST_ROUND))
    if assessment.plan.deadline:
        found.append(Working(assessment.plan.deadline, Basis.PLAN))
    return next((working for working in found if working.day >= day_of(now)), None)


def in_these_days(steps: Iterable[Dated], now: dt.datetime) -> list[Dated]:
    """Return what begins, ends or is due from now until `until`, and is not done, by its day."""
    first, last = day_of(now), until(now)
    ahead = [s for s in steps if s.state in (State.NOW, State.AHEAD) and not (s.span.item and not s.span.months)]
    days = [(day, s) for s in ahead if (day := next((d for d in (s.first, s.last) if d and first <= d <= last), None))]
    return [step for _day, step in sorted(days, key=lambda found: found[0])]


def until(now: dt.datetime) -> dt.date:
    """Return the last day of the next four weeks."""
    return day_of(now) + dt.timedelta(weeks=4)


def next_steps(assessment: Assessment, now: dt.datetime, number: int = 5) -> list[Dated]:
    """Return what to do next: the first steps that have a date and are neither done nor past, by their date."""
    open_ = [s for s in timeline(assessment, now) if s.state in (State.LATE, State.NOW, State.AHEAD)]
    dated = [s for s in open_ if s.first and not s.span.item]
    return sorted(dated, key=lambda s: s.first or dt.date.max)[:number]


class _Way:
    def __init__(self, assessment: Assessment, now: dt.datetime) -> None:
        self.plan, self.programme, self.round = assessment.plan, assessment.programme, assessment.round
        self.action = self.programme.action(assessment.code)
        self.facts = Facts(self.plan, self.programme, assessment.code, now)
        self.findings = assessment.findings
        binding = (f for f in assessment.findings if f.requirement.level == "must")
        self.rules = {f.requirement.fact: f for f in binding if f.status is not Status.DOES_NOT_APPLY}
        self.now, self.today = now, day_of(now)
        self.working = working_deadline(assessment, now)
        self._by_rules = None if self.programme.confirmed else Basis.RULES
        concerned = (step for step in self.programme.timeline if step.concerns(self.action))
        self._steps = {step.id: step for step in concerned if applies(step.when, self.facts) is not False}
        self._known: dict[str, list[Span]] = {}

    def steps(self) -> list[Dated]:
        return [self._dated(step, span) for step in self._steps.values() for span in self._spans_of(step.id)]

    def _dated(self, step: TimelineStep, span: Span) -> Dated:
        who, done = (self.plan.who or {}).get(step.id), (self.plan.done or {}).get(step.id)
        several = span.item or span.event  # of these, one day tells only that those are done which were over by then
        if done and (done > self.today or (several and (span.last is None or day_of(span.last) > done))):
            done = None
        return Dated(step, span, self._state(step, span, done), self.programme.confirmed, who or None, done)

    def _spans_of(self, name: str) -> list[Span]:
        """Return the times of a step, which may hang on a step that comes after it."""
        if name not in self._known:
            self._known[name] = list(self._spans(self._steps[name]))
        return self._known[name]

    def _day_of(self, name: str) -> dt.date | None:
        first = self._spans_of(name)[0].first
        return None if first is None else day_of(first)

    def _spans(self, step: TimelineStep) -> Iterator[Span]:
        match step.given_by:
            case "events":
                yield from self._events()
            case "activities":
                yield from self._activities()
            case "round" if self.round:
                cited = list(dict.fromkeys([*self.round.sources, *step.sources]))
                yield Span(self.round.instant, sources=cited, entered=self.round.entered)
            case "round" if self.working:
                yield Span(self.working.day, assumed=self.working.basis)
            case "call" if self.programme.confirmed:
                yield Span()
            case "call" | "round":
                yield Span(reason=Reason.NOT_PUBLISHED)
            case "results":
                yield self._after_deadline(step, self.action.results_after_months)
            case "agreement":
                yield self._after_deadline(step, self.action.agreement_after_months)
            case "window":
                yield self._window()
            case "start":
                yield self._start()
            case "end":
                yield self._end()
            case None if step.on:
                yield replace(_in_period(in_year(step.on, self.programme.year), self.programme), assumed=self._by_rules)
            case None if step.said and getattr(self.plan, step.said):
                yield Span(getattr(self.plan, step.said))
            case None if step.after:
                yield self._after(step.after, step)
            case None:
                yield Span(reason=Reason.NOT_GIVEN, unknown=step.open)

    def _after(self, anchor: str, step: TimelineStep) -> Span:
        day, found = self._day_of(anchor), self._spans_of(anchor)[0]
        if day is None:
            return Span(reason=found.reason, unknown=found.unknown)
        far = add_months(day, step.months) + dt.timedelta(weeks=step.weeks, days=step.days)
        return Span(far, assumed=found.assumed)

    def _after_deadline(self, step: TimelineStep, months: int | None) -> Span:
        if months is None:
            return Span(reason=Reason.NOT_GIVEN, unknown=step.open)
        if self.round:
            return Span(add_months(self.round.finnish.date(), months), sources=step.sources)
        if self.working:
            return Span(add_months(self.working.day, months), assumed=self.working.basis)
        return Span(reason=Reason.NOT_PUBLISHED)

    def _events(self) -> Iterator[Span]:
        events = sorted((e for e in self.programme.events if self.action.code in e.actions), key=lambda e: e.start)
        for event in events:
            start = event.start.replace(tzinfo=FINLAND)
            yield Span(start, event.instant, sources=event.sources, event=event, entered=event.entered)
        if not events:
            yield Span(reason=Reason.NOT_GIVEN if self.programme.confirmed else Reason.NOT_PUBLISHED)

    def _window(self) -> Span:
        rule = self.rules.get("start")
        if rule is None:
            return Span(reason=Reason.NOT_GIVEN)
        low, high = start_days(rule.requirement, self.programme.year)
        return Span(low, high, sources=rule.requirement.sources, assumed=self._by_rules)

    def _start(self) -> Span:
        rule = self.rules.get("start")
        if self.plan.start:
            return Span(self.plan.start, fits=rule is None or rule.status is not Status.NOT_MET)
        if rule and rule.requirement.test == "is_":
            day = start_days(rule.requirement, self.programme.year)[0]
            return Span(day, sources=rule.requirement.sources, assumed=self._by_rules)
        return Span(reason=Reason.PLAN)

    def _months(self) -> int | None:
        """How long the project is: what the plan says, or what the rules leave as the only choice."""
        rule = self.rules.get("months")
        fixed = rule.requirement.operand if rule and rule.requirement.test == "is_" else None
        return self.plan.months or (fixed if isinstance(fixed, int) else None)

    def _end(self) -> Span:
        start, months = self._day_of("start"), self._months()
        if not (start and months):
            return Span(reason=Reason.PLAN)
        return replace(self._month(start, months, last=True), assumed=self._spans_of("start")[0].assumed)

    def _month(self, start: dt.date, month: int, *, last: bool = False) -> Span:
        """Return the first or the last day of a project month."""
        return Span(add_months(start, month) - dt.timedelta(days=1) if last else add_months(start, month - 1))

    def _activities(self) -> Iterator[Span]:
        start, length = self._day_of("start"), self._months()
        for name in ("mobility", "activities", "work_packages"):
            for index, item in enumerate(getattr(self.plan, name) or []):
                first = item.first_month or item.last_month
                last = item.last_month or item.first_month
                months = (first, last) if first and last and first <= last <= (length or last) else None
                low, high = months or (1, length)
                known = Span(reason=Reason.PLAN, item=(name, index), months=months)
                if start and high:
                    days = (self._month(start, low).first, self._month(start, high, last=True).first)
                    assumed = self._spans_of("start")[0].assumed
                    known = replace(known, first=days[0], last=days[1], reason=None, assumed=assumed)
                yield known

    def _state(self, step: TimelineStep, span: Span, done: dt.date | None) -> State:
        if done or self._met(step):
            return State.DONE
        if span.first is None:
            return State.OPEN
        if self._over(span.last or span.first):
            closed = self.round is not None and status(self.round, self.now) == "closed"
            sent = (self.plan.done or {}).get("deadline", dt.date.max) <= self.today
            task = step.date == "by" and (step.ours or step.done)
            return State.LATE if task and not closed and not sent else State.PAST
        begun = span.last is not None and day_of(span.first) <= self.today
        return State.NOW if begun else State.AHEAD

    def _over(self, moment: dt.date) -> bool:
        return moment < self.now if isinstance(moment, dt.datetime) else moment < self.today

    def _met(self, step: TimelineStep) -> bool:
        """Whether the plan says of all that a step is about that it is so."""
        if step.given_by == "call":
            return self.programme.confirmed
        found = [f.status for f in self.findings if f.requirement.id in step.done]
        return Status.MET in found and set(found) <= {Status.MET, Status.DOES_NOT_APPLY}


def _in_period(day: object, programme: Programme) -> Span:
    """Return a date of the programme period; what comes after its last call no source tells."""
    assert isinstance(day, dt.date)
    return Span(day) if day.year <= programme.call.last_call else Span(reason=Reason.AFTER_LAST_CALL)


def start_rule(programme: Programme, code: str) -> Requirement | None:
    """Return the requirement on the start of an action's projects, if it has one."""
    return next((q for q in programme.requirements(code) if q.fact == "start" and q.level == "must"), None)


def start_days(rule: Requirement, year: int) -> tuple[dt.date, dt.date]:
    """Return the first and the last day on which a project of a call year may start."""
    listed = rule.operand if isinstance(rule.operand, list) else [rule.operand]
    days = [day for raw in listed if isinstance(raw, str) and isinstance(day := in_year(raw, year), dt.date)]
    return days[0], days[-1]
