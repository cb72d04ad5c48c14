"""A step of the way in words, as a row of a chart, and as an entry of a calendar."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

from erasmus_cli.advice.timeline import Basis, Dated, Reason, State, working_deadline
from erasmus_cli.language import _, _n, language
from erasmus_cli.plan.model import Plan
from erasmus_cli.programme.countries import country_name
from erasmus_cli.programme.days import day_of
from erasmus_cli.programme.load import Programme
from erasmus_cli.programme.rounds import FINLAND
from erasmus_cli.rules.assess import Assessment
from erasmus_cli.views import calendar, gantt, when, words


def title(step: Dated, plan: Plan, programme: Programme) -> str:
    """Name a step: an activity by what the plan calls it, an event by its own name."""
    if step.span.event:
        return words.clean(words.text(step.span.event.name))
    if step.span.item is None:
        return words.text(step.step.name)
    kind, index = step.span.item
    item = getattr(plan, kind)[index]
    nameless = f"{words.text(programme.choices['lists'][kind].name)} {index + 1}"
    if kind != "mobility":
        return words.clean(item.title or nameless)
    chosen = programme.choices["activity_types"].get(item.type)
    said = words.text(chosen.name) if chosen else nameless
    return f"{said}, {country_name(item.country, language())}" if item.country else said


def assumption(assessment: Assessment, now: dt.datetime) -> str | None:
    """Say which day stands in for a round without a date, and how to set another; None if nothing is assumed."""
    working = working_deadline(assessment, now)
    if working is None:
        return None
    day, year = words.date(working.day), assessment.programme.year
    if working.basis is Basis.PLAN:
        return _(
            "The date of the round of {year} is not known. What is marked “assumed” is counted as if it were on {day}, "
            "the day that the plan sets (deadline)."
        ).format(year=year, day=day)
    return _(
        "The date of the round of {year} is not known. What is marked “assumed” is counted as if it were on {day}, the "
        "day of the last round."
    ).format(year=year, day=day)


def basis(step: Dated, assessment: Assessment) -> str:
    """Say what an assumed day rests on; nothing if the day is no assumption."""
    base = assessment.programme.call.rests_on or assessment.programme.year
    told = {
        Basis.PLAN: _("your own deadline"),
        Basis.LAST_ROUND: _("as in {year}").format(year=base),
        Basis.RULES: _("by the rules of {base}").format(base=base),
    }
    return told[step.span.assumed] if step.span.assumed else ""


def mark(step: Dated, assessment: Assessment, *, brief: bool = False) -> str:
    """Return what stands behind an assumed day; nothing if the day is no assumption."""
    told = basis(step, assessment)
    if told and brief:
        return _("(assumed)")
    if not told or step.span.assumed is Basis.RULES:
        return told and f"({told})"
    return _("(assumed, {basis})").format(basis=told)


def headline(step: Dated, assessment: Assessment, today: dt.date) -> str:
    """Say what a step is and when, how many days are left, and who does it or when it was done."""
    name = title(step, assessment.plan, assessment.programme)
    if step.span.item:
        name = f"{name} ({_months(step)})"
    said = done(step) if step.state is State.DONE else f"{when_words(step, assessment)}{left(step, today)}"
    return f"{name}: {said}" + (f". {_who(step)}" if step.who else "")


def done(step: Dated) -> str:
    """Say of a step that it is done, and when if that is known."""
    return _("done on {day}").format(day=words.date(step.done)) if step.done else _("done")


def _who(step: Dated) -> str:
    return _("Who: {name}").format(name=words.clean(step.who or ""))


def not_yet(assessment: Assessment, now: dt.datetime) -> Iterator[str]:
    """Say of each day in `done` that is still ahead that it does not count."""
    for name, day in (assessment.plan.done or {}).items():
        if day > day_of(now):
            yield _("done.{step} = {day} is a day that is still ahead: it does not count as done yet.").format(
                step=name, day=day
            )


def _months(step: Dated) -> str:
    if step.span.months is None:
        return _("no months yet")
    first, last = step.span.months
    form = _("month {first}") if first == last else _("months {first} to {last}")
    return form.format(first=first, last=last)


def when_words(step: Dated, assessment: Assessment, *, brief: bool = False) -> str:
    """Say when a step is, or why nobody knows; `brief` where it is said elsewhere what an assumed day rests on."""
    if step.first is None:
        return _undated(step, assessment)
    if step.span.event:
        return when.hours(step.span.event)
    if isinstance(step.span.first, dt.datetime):
        said = words.instant(step.span.first.astimezone(FINLAND))
        if step.step.given_by == "round" and assessment.round:
            brussels = words.clock(assessment.round.deadline)
            return _("{when} Finnish time ({brussels} in Brussels)").format(when=said, brussels=brussels)
        return said
    said = words.date(step.first)
    if step.span.last:
        said += f"{'–' if language() == 'fi' else ' – '}{words.date(step.last or step.first)}"
    elif step.step.date != "on":
        forms = {"by": _("by {day}"), "about": _("about {when}"), "from": _("from {day}"), "until": _("until {day}")}
        said = forms[step.step.date].format(day=said, when=said)
    return f"{said} {mark(step, assessment, brief=brief)}".strip()


def _undated(step: Dated, assessment: Assessment) -> str:
    said = {
        Reason.NOT_PUBLISHED: _("date not published"),
        Reason.NOT_GIVEN: _("no source gives the date"),
        Reason.PLAN: _("the plan does not say when"),
        Reason.AFTER_LAST_CALL: _("no date, after the programme period"),
        None: "",
    }[step.span.reason]
    distance = _distance(step, assessment)
    return f"{said}; {distance}" if distance else said


def _distance(step: Dated, assessment: Assessment) -> str:
    """Say how far a step is from the one that it hangs on."""
    record, action = step.step, assessment.programme.action(assessment.code)
    given = {"results": action.results_after_months, "agreement": action.agreement_after_months}
    after, decided = record.after or "deadline", given.get(record.given_by or "") or 0
    months, weeks, days = abs(record.months) or decided, abs(record.weeks), abs(record.days)
    if not (months or weeks or days):
        return ""
    if months > 12 and months % 12 == 0:
        time = _n("{number} year", "{number} years", months // 12).format(number=months // 12)
    elif months:
        time = _n("{number} month", "{number} months", months).format(number=months)
    elif weeks:
        time = _n("{number} week", "{number} weeks", weeks).format(number=weeks)
    else:
        time = _n("{number} day", "{number} days", days).format(number=days)
    if record.date == "about":
        time = _("about {when}").format(when=time)
    anchor = next(words.text(s.name) for s in assessment.programme.timeline if s.id == after)
    before = record.months + record.weeks + record.days < 0
    form = _("{time} before “{step}”") if before else _("{time} after “{step}”")
    return form.format(time=time, step=anchor)


def left(step: Dated, today: dt.date) -> str:
    """Say how many days are left to do a step before the application, or how late it is; begins with a comma."""
    if step.first is None or step.step.phase != "prepare":
        return ""
    days = (step.first - today).days
    if step.state is State.LATE:
        late = _n("{number} day late", "{number} days late", -days)
        if step.step.ours:  # nobody but us set that day
            late = _n(
                "our advice was {number} day ago: do it now", "our advice was {number} days ago: do it now", -days
            )
        late = late.format(number=-days)
        return ", " + late.replace(" ", words.NO_BREAK, 1)
    if step.state is State.PAST:
        return ", " + _("past")
    if not days:
        return ", " + _("today")
    left = _n("{number} day left", "{number} days left", days).format(number=days)
    return ", " + left.replace(" ", words.NO_BREAK, 1)


def below(step: Dated, assessment: Assessment, now: dt.datetime, told: set[str]) -> Iterator[str]:
    """Say what to do, what stands against it, whom to ask or where to look, and where it is written.

    `told` are the steps and the unknowns that were told of before, whose words are not repeated.
    """
    programme, record = assessment.programme, step.step
    again = record.id in told
    told.add(record.id)
    if step.span.item and (again or step.span.months):
        return
    if not (step.span.event or again):
        undated = record.given_by == "round" and assessment.round is None
        yield when.round_words(None, assessment.last_round, now) if undated else words.text(record.text)
    if not step.span.fits:
        yield _("The rules do not allow this start: see `erasmus check`.")
    if record.contact and not again:
        yield programme.contacts[record.contact].address
    elif step.span.unknown and step.span.unknown not in told:
        told.add(step.span.unknown)
        yield words.text(next(u.ask for u in programme.unknowns if u.id == step.span.unknown))
    yield _("Source: {source}").format(source=cited(step, programme))


def cited(step: Dated, programme: Programme) -> str:
    """Name the sources of a step, and say what is advice of ours."""
    own = words.entered(step.span.entered) if step.span.entered else ""
    cited = "; ".join(filter(None, (own, words.sources(programme, step.sources))))
    if not step.step.ours:
        return cited
    return _("{sources}; the timing is our advice").format(sources=cited) if cited else _("our advice")


def chart(name: str, assessment: Assessment, steps: list[Dated], now: dt.datetime) -> gantt.Chart | None:
    """Return the chart of all steps that have a date; None if there are none. What is done stands on its day."""
    bars = []
    for step in steps:
        over = step.state is State.PAST and step.step.phase == "prepare" and step.step.given_by != "round"
        first, last = (step.done, step.done) if step.state is State.DONE else (step.first, step.last)
        if not (first and last) or over:
            continue
        kind: gantt.Kind = "day" if first == last else "time"
        if step.state in (State.DONE, State.LATE):
            kind = "done" if step.state is State.DONE else "late"
        elif kind == "time" and (step.step.given_by == "window" or step.span.months is None):
            kind = "window"
        label, told = title(step, assessment.plan, assessment.programme), basis(step, assessment)
        bars.append(gantt.Bar(label, first, last, kind, "" if kind == "done" else told, words.clean(step.who or "")))
    heading = f"{assessment.code} {words.text(assessment.programme.action(assessment.code).name)}, {name}"
    return gantt.Chart(heading, bars, day_of(now)) if bars else None


def entries(stem: str, assessment: Assessment, steps: list[Dated], now: dt.datetime) -> list[calendar.Entry]:
    """Return the calendar's entries: all steps that have a date of their own, or a day on which they were done."""
    found = []
    for step in steps:
        done = step.done if step.state is State.DONE else None
        if step.state is State.DONE and not done:
            continue
        if done or (step.span.first and not (step.span.item and not step.span.months)):
            found.append(_entry(stem, assessment, step, now, done))
    return found


def _entry(stem: str, assessment: Assessment, step: Dated, now: dt.datetime, done: dt.date | None) -> calendar.Entry:
    programme, code, span = assessment.programme, assessment.code, step.span
    people = [_who(step) + "."] if step.who else []
    if step.step.given_by == "round" and assessment.round:
        entry = calendar.of_round(programme, assessment.round)
    elif span.event:
        entry = calendar.of_event(programme, span.event)
    else:
        uid = calendar.identifier(step.step.id, *(span.item or ()), code, programme.year, stem)
        if step.step.given_by == "round":  # the date that is published one day takes the place of the assumption
            uid = calendar.identifier("round", code, programme.year)
        summary = f"{words.short(code)}: {title(step, assessment.plan, programme)}"
        when_ = when_words(step, assessment)
        assumed = assumption(assessment, now) if span.assumed in (Basis.PLAN, Basis.LAST_ROUND) else None
        said = f"{when_[:1].upper()}{when_[1:]}. {words.text(step.step.text)}"
        described = calendar.described("\n".join(filter(None, [said, assumed])), cited(step, programme))
        summary = f"{summary} {mark(step, assessment)}" if span.assumed and not done else summary
        entry = calendar.Entry(uid, summary, described, span.first or done or day_of(now), span.last)
    if done:
        people = [_done_on(done), *people]
        entry = replace(entry, summary=_("{step} (done)").format(step=entry.summary), first=done, last=None, over=True)
    return replace(entry, description=" ".join([*people, entry.description]))


def _done_on(day: dt.date) -> str:
    return _("Done on {day}.").format(day=words.date(day))
