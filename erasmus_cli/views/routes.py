"""What `recommend` and the interview show first: the recommendation on one screen of 24 lines."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from erasmus_cli.advice.recommend import Application, RouteAdvice, Verdict, applications, without_application
from erasmus_cli.advice.timeline import Basis, working_deadline
from erasmus_cli.budget.lines import budget, total
from erasmus_cli.language import _, _n
from erasmus_cli.plan.values import Range
from erasmus_cli.programme.guidance import Decision
from erasmus_cli.rules.assess import Assessment
from erasmus_cli.rules.finding import Finding
from erasmus_cli.views import items, sentences, when, words
from erasmus_cli.views.page import Page

LINES = 24

#: So many applications, routes in question, decisions and obstacles are told of at most; all of them with --all.
MOST = 3


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph of the screen. What has the highest `spare` is left out first if there is no room; 0 never is."""

    text: str
    spare: int = 0
    style: str = ""
    indent: int = 2
    hang: int = 2


def show(
    page: Page, advice: list[RouteAdvice], now: dt.datetime, name: str | None = None, beside: Sequence[str] = ()
) -> None:
    """Write the recommendation on one screen; `name` is the plan's file, for the command that shows all.

    `beside` says which other files it rests on.
    """
    asked = applications(advice)
    parts = [*_opening(asked, advice), *_applications(asked, now), *unasked(advice)]
    parts += [*_decisions(asked), *_first_steps(asked, advice)] if asked else []
    parts += [*_rest(asked, advice), *_unconfirmed(asked)] if asked or not without_application(advice) else []
    parts += [Part(line, indent=0) for line in beside]
    whole = _("All routes with reasons and sources: `erasmus recommend {name} --all`").format(
        name=words.typed(name) if name else _("PLAN")
    )
    parts.append(Part(whole, style="quiet", indent=0))
    for part in _fitting(page, parts):
        page.line(part.text, style=part.style, indent=part.indent, hang=part.hang)


def _fitting(page: Page, parts: list[Part]) -> list[Part]:
    """Leave out what can best be spared until the rest fits on the screen."""

    def rows() -> int:
        return sum(len(page.wrapped(part.text, indent=part.indent, hang=part.hang)) for part in parts)

    while rows() > LINES and any(part.spare for part in parts):
        last = max(range(len(parts)), key=lambda i: (parts[i].spare, i))
        parts = [part for i, part in enumerate(parts) if i != last]
    return parts


def _opening(asked: list[Application], advice: list[RouteAdvice]) -> Iterator[Part]:
    """Say in a line or two how things stand."""
    if not asked:
        told = _("No action that has a call serves the aims of the plan.")
        free = bool(without_application(advice))
        told = _("What you want to do takes no application of your own.") if free else told
        yield Part(told, style="good" if free else "warning", indent=0)
        return
    first = asked[0]
    if len(asked) > 1:
        several = _n("{number} application", "{number} applications", len(asked)).format(number=len(asked))
        good = _("recommended")
        stands = [good if _good(a.routes[0]) else standing(a.routes[0]) for a in asked]
        named = "; ".join(f"{_codes(a.routes)}: {said}" for a, said in zip(asked, stands, strict=True))
        yield Part(
            _("{several}, because your aims belong to different actions. {named}.").format(
                several=several, named=named
            ),
            style="good" if first.verdict is Verdict.SUITS else "warning",
            indent=0,
        )
    elif first.verdict is Verdict.UNCLEAR:
        told = _("Not decided yet: a few answers decide which action it is.")
        if not advice[0].plan.aims:
            told = _("Not decided yet: the plan does not say what you want to do.")
        yield Part(told, style="warning", indent=0)
    elif first.verdict not in (Verdict.SUITS, Verdict.BEYOND) and not first.routes[0].later:
        yield Part(_("No action fits the plan as it stands."), style="warning", indent=0)


def _applications(asked: list[Application], now: dt.datetime) -> Iterator[Part]:
    for number, application in enumerate(asked[:MOST], 1):
        if not application.aims and application.verdict is Verdict.UNCLEAR:
            continue  # as long as nobody knows what for, no route is better than any other
        mark = f"{number}. " if len(asked) > 1 else ""
        if len(application.routes) > 1:
            yield Part(mark + _aims(application), 0, "heading", 0)
            days: dict[str, list[RouteAdvice]] = {}
            for advice in application.routes[:MOST]:
                yield Part(f"{title(advice)}. {_size(advice)}")
                days.setdefault(_by_when(advice, now), []).append(advice)
            for day, routes in days.items():
                yield Part(day if len(days) == 1 else f"{_codes(routes)}: {day}")
            continue
        advice = application.routes[0].later or application.routes[0]
        yield Part(mark + _headline(application.routes[0]), 0, "good" if _good(advice) else "heading", 0)
        yield from _why(application)
        yield from _obstacles(advice, now, several=len(asked) > 1)


def _good(advice: RouteAdvice) -> bool:
    return advice.verdict is Verdict.SUITS


def _headline(advice: RouteAdvice) -> str:
    forms = {
        Verdict.SUITS: _("Recommended: {name}"),
        Verdict.UNCLEAR: _("Perhaps: {name}"),
        Verdict.NEEDS_CHANGE: _("Closest: {name}"),
        Verdict.BEYOND: _("Brings no money in this programme period: {name}"),
        Verdict.TOO_LATE: _("Too late in this call: {name}"),
        Verdict.OTHER_PURPOSE: _("For another purpose: {name}"),
    }
    if advice.later:
        past, year = advice.steps[0].year, advice.later.steps[0].year
        forms[Verdict.TOO_LATE] = _("For call {year}, as the round of {past} is past: {name}")
        return forms[Verdict.TOO_LATE].format(year=year, past=past, name=title(advice))
    return forms[advice.verdict].format(name=title(advice))


def _aims(application: Application) -> str:
    """Say which aims an application serves."""
    programme = application.routes[0].programme
    aims = words.together([words.text(programme.choices["aims"][aim].name) for aim in application.aims])
    return _n("Aim: {aims}.", "Aims: {aims}.", len(application.aims)).format(aims=aims)


def _why(application: Application) -> Iterator[Part]:
    """Say which aims a route serves, what is good about it, and for whom else it is made."""
    route = application.routes[0]
    if application.aims:
        yield Part(_aims(application))
    yield Part(words.text(route.route.why), spare=4)
    for found in route.against[:1]:
        yield Part(f"- {sentences.rule(route.programme, found.requirement)}", spare=3)


def _obstacles(advice: RouteAdvice, now: dt.datetime, *, several: bool) -> Iterator[Part]:
    """Say the size, the money and the day, then what has to be changed, and the most important open question."""
    yield Part(f"{_size(advice)} {_money(advice)}".strip())
    if advice.route.smaller:
        named = ", ".join(
            f"{words.short(c)} {words.text(advice.programme.action(c).name)}" for c in advice.route.smaller
        )
        yield Part(_("Smaller first steps: {names}.").format(names=named), spare=2)
    yield Part(_by_when(advice, now), spare=0)
    broken = [(a, f) for a in advice.needed for f in a.broken]
    if broken:
        yield Part(_("What stands in the way") if advice.obstacles else _("To be changed"), style="warning")
    for assessment, found in broken[:MOST]:
        yield Part(f"- {_mend(assessment, found)}")
    if len(broken) > MOST:
        more = len(broken) - MOST
        yield Part(_n("And {number} thing more.", "And {number} things more.", more).format(number=more))
    question = open_question(advice)
    if question and not advice.obstacles:
        yield Part(_("Most important open point: “{question}”").format(question=question), spare=3 if several else 2)


def _mend(assessment: Assessment, found: Finding) -> str:
    """Say what stands in the way, or what the plan says and the changes that mend it."""
    changes = sentences.changes_at_once(found, assessment.mender.changes(found))
    said = (sentences.now(found), *changes) if changes else (sentences.rule(assessment.programme, found.requirement),)
    return " ".join(filter(None, said))


def open_question(advice: RouteAdvice) -> str | None:
    """Return the question that matters most of those that are open: what the interview asks first."""
    programme, code = advice.programme, advice.steps[-1].step.action
    order = [q.field for q in programme.questions if q.stage == "idea"]
    asked: list[tuple[int, str]] = []
    for found in advice.open:
        for path in found.missing:
            question = items.question_of(programme, code, path)
            if question and question.field in order and not (asked and order.index(question.field) >= asked[0][0]):
                label = words.text(programme.facts[found.requirement.fact].label)
                said = label if question.kind == "list" else items.asked(programme, code, path)
                asked = [(order.index(question.field), said)]
    return asked[0][1] if asked else None


def _size(advice: RouteAdvice) -> str:
    return sentences.figures(advice.programme, advice.route.size) if advice.route.size else ""


def _money(advice: RouteAdvice) -> str:
    """Say what money there is, as far as the plan tells."""
    last = advice.steps[-1].assessment
    action, plan = last.programme.action(last.code), last.plan
    if action.grant.form == "none":
        return _("It brings no money itself.")
    if action.grant.amounts:
        amounts = words.either([words.euros(amount) for amount in action.grant.amounts])
        return _("Lump sum: {amounts}.").format(amounts=amounts)
    if action.rate and plan.grant:
        return _("With what the plan says: {sums}.").format(sums=words.own_money(plan.grant, action.rate))
    if action.grant.form == "unit-costs":
        worked_out = total(budget(plan, last.programme)) if plan.mobility else None
        if isinstance(worked_out, Range | int) and worked_out:
            return _("Grant by unit costs, so far: {sum}.").format(sum=words.sum_of(worked_out))
        return _("Grant by unit costs: people, days and distance.")
    return _("Grant at most {amount}.").format(amount=words.euros(action.max_grant)) if action.max_grant else ""


def _by_when(advice: RouteAdvice, now: dt.datetime) -> str:
    """Say when the first application of a route is due, and that a call is not published."""
    step = next(s for s in advice.steps if not s.step.optional)
    assessment, call = step.assessment, step.assessment.programme.call
    if assessment.round:
        said = when.round_words(assessment.round, None, now)
    else:
        working = working_deadline(assessment, now)
        said = _("Call {year} is not published yet.").format(year=step.year)
        if working:
            form = _("Assumed: {day}, the day that the plan sets.")
            if working.basis is Basis.LAST_ROUND:
                form = _("Assumed: {day}, as in {base}.")
            said += " " + form.format(day=words.date(working.day), base=call.rests_on)
    later = [s for s in advice.steps if s.step.later]
    for following in later:
        code = words.short(following.step.action)
        if following.year > call.last_call:
            said += " " + _("{code} would be in call {year}, after the programme period.").format(
                code=code, year=following.year
            )
        else:
            said += " " + _("Then {code} in call {year}.").format(code=code, year=following.year)
    if advice.verdict is Verdict.BEYOND and not later:
        said += " " + words.text(call.after_last)
    return said


def _decisions(asked: list[Application]) -> Iterator[Part]:
    """Say what decides between the routes that are in question."""
    found: dict[str, Decision] = {}
    for application in asked:
        for advice in application.routes if application.verdict is Verdict.UNCLEAR else ():
            found |= {d.id: d for d in advice.decisions()}
    programme = asked[0].routes[0].programme
    ordered = [d for d in programme.decisions if d.id in found]
    if ordered:
        yield Part(_("What decides"), style="heading", indent=0)
    for place, decision in enumerate(ordered[:MOST]):
        yield Part(f"- {sentences.figures(programme, decision.text)}", spare=1 if place else 0)


def unasked(advice: list[RouteAdvice]) -> Iterator[Part]:
    """Say how to do those of the aims that take no application of one's own."""
    programme = advice[0].programme
    for step in without_application(advice):
        told = f"{words.text(step.name)}. {words.text(step.about)} {sentences.figures(programme, step.takes)}"
        yield Part(f"{told} ({words.sources(programme, step.sources)})", 0, "heading", 0)
        if step.command:
            yield Part(f"→ `erasmus {step.command}`")


def _first_steps(asked: list[Application], advice: list[RouteAdvice]) -> Iterator[Part]:
    """Name what can be done without an application of one's own, where nothing is recommended yet."""
    programme, aims = asked[0].routes[0].programme, asked[0].routes[0].plan.aims
    told = without_application(advice)
    able = [s for s in programme.first_steps if not s.application and s not in told]
    fitting = [s for s in able if not aims or set(s.aims) & set(aims)]
    if asked[0].verdict is not Verdict.SUITS and fitting and not asked[0].routes[0].fixed:
        names = "; ".join(words.lowered(words.text(step.name)) for step in fitting)
        yield Part(_("First steps without an application of your own: {names}.").format(names=names), 3, indent=0)


def _rest(asked: list[Application], advice: list[RouteAdvice]) -> Iterator[Part]:
    """Name the other routes, a line each with the one reason; those for other purposes and without a call together."""
    told = {a.route.id for application in asked[:MOST] for a in application.routes}
    aims = advice[0].plan.aims
    others = [
        a for a in advice if a.route.id not in told and (aims or a.chosen) and a.verdict is not Verdict.OTHER_PURPOSE
    ]
    if others:
        yield Part(_("Others"), spare=6, style="heading", indent=0)
    for number, other in enumerate(others):
        said = standing(other)
        found = other.obstacles[:1]
        if found and other.verdict is Verdict.NEEDS_CHANGE:
            said += f" ({words.text(other.programme.facts[found[0].requirement.fact].label)})"
        set_otherwise = [(a, f) for a in other.needed for f in a.broken] if not found else []
        if set_otherwise:  # such as a sum: it never rules an action out, but has to be another one
            assessment, broken = set_otherwise[0]
            said += ". " + " ".join(sentences.changes_at_once(broken, assessment.mender.changes(broken)))
        named = title(other) if len(title(other) + said) < 76 else _marked(_chain(other), other)
        yield Part(f"{named}: {said}", spare=0 if other.chosen else 5 + number)
    away = [a for a in advice if a.verdict is Verdict.OTHER_PURPOSE]
    if away:
        yield Part(_("For other purposes: {names}.").format(names=", ".join(map(_chain, away))), spare=8, indent=0)
    programme = advice[0].programme
    without = [code for code in programme.codes if programme.action(code).no_call]
    if without:
        yield Part(_("No call at present: {names}.").format(names=", ".join(without)), spare=9, indent=0)


def _unconfirmed(asked: list[Application]) -> Iterator[Part]:
    """Say that the rules are those of an earlier call."""
    routes = [advice.later or advice for application in asked for advice in application.routes]
    call = next((advice.programme.call for advice in routes if not advice.programme.confirmed), None)
    if call:
        told = _("The rules are those of {base}, not confirmed for {year}.").format(base=call.rests_on, year=call.year)
        yield Part(told, style="warning", indent=0)


def standing(advice: RouteAdvice) -> str:
    """Say in a word or two how a route stands."""
    if advice.later:
        return _("too late in this call, next: {year}").format(year=advice.later.steps[0].year)
    if advice.verdict is Verdict.SUITS and advice.against:
        return _("possible, though meant more for others")
    return {
        Verdict.SUITS: _("possible"),
        Verdict.UNCLEAR: _("not decided yet"),
        Verdict.NEEDS_CHANGE: _("needs a change"),
        Verdict.BEYOND: _("money only if the programme goes on after {year}").format(
            year=advice.programme.call.last_call
        ),
        Verdict.TOO_LATE: _("too late"),
        Verdict.OTHER_PURPOSE: _("other purpose"),
    }[advice.verdict]


def _codes(routes: Iterable[RouteAdvice]) -> str:
    return words.either([_chain(a) for a in routes])


def _chain(advice: RouteAdvice) -> str:
    return " → ".join(words.short(step.step.action) for step in advice.steps)


def title(advice: RouteAdvice) -> str:
    """Name a route with the codes of its steps, and say if it is the one that the person chose."""
    return _marked(f"{words.text(advice.route.name)} ({_chain(advice)})", advice)


def _marked(name: str, advice: RouteAdvice) -> str:
    return _("{name}, your choice").format(name=name) if advice.chosen else name
