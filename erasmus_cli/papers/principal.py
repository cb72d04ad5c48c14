"""The page for the principal: what it is about, what is decided and signed, tasks, risks. It fits one sheet of A4."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from erasmus_cli.advice.timeline import State, next_steps
from erasmus_cli.budget.lines import total
from erasmus_cli.language import _, _n
from erasmus_cli.papers.blocks import Block, Items, Pairs, Paragraph, Signatures, Table
from erasmus_cli.papers.common import deadline
from erasmus_cli.papers.given import Given, cut, said, short
from erasmus_cli.plan.facts import Facts
from erasmus_cli.programme.rounds import status
from erasmus_cli.views import diagnostics, items, sentences, steps, when, words

#: The steps of the way that a principal is told the days of.
TIMES = ("deadline", "result", "accreditation-result", "pre-financing", "accreditation-from", "start", "end")

#: Stands where a name is still to be written.
BLANK = "________"

#: A name is shown in so much room.
NAME = 28

#: So many things that are not met or late are named; a page has room for no more.
MOST = 2

#: So many characters of own words leave room for no list of activities and partners.
LONG = 1_500


def matter(given: Given) -> Iterator[Block]:
    """Yield action and reason, money, own money, own work, and when it would be."""
    yield Pairs(
        [
            (_("Action and why"), _action(given)),
            *([] if _told_at_length(given) else [(_("What and with whom"), _contents(given))]),
            (_("Money"), _money(given)),
            (_("Own money"), _own_money(given)),
            (_("Own work"), said(given.programme.papers.own_work)),
            (_("When"), _times(given)),
        ]
    )


def _action(given: Given) -> str:
    """Say in two sentences what is applied for and why this action."""
    code, name = words.short(given.assessment.code), words.text(given.action.name)
    summary = words.text(given.action.summary).split(". ")[0].rstrip(".")
    routes = [r for r in given.programme.routes if given.assessment.code in [s.action for s in r.steps]]
    chosen = next((r for r in routes if r.id == given.plan.route), next(iter(routes), None))
    why = f" {words.text(chosen.why)}" if chosen else ""
    return cut(f"{code} {name}: {words.lowered(summary)}.{why}", 190)


def _told_at_length(given: Given) -> bool:
    """Whether the person's own words fill the sheet already, which has to stay one."""
    own = given.plan.idea.model_dump(exclude_none=True).values() if given.plan.idea else ()
    return sum(map(len, own)) > LONG


def _contents(given: Given) -> str:
    """Say what the plan has: its activities or parts, and its partners, as far as there is room."""
    plan, programme = given.plan, given.programme
    listed = []
    for index, item in enumerate(plan.mobility or []):
        many = words.number(programme, programme.facts["mobility.participants"], item.participants or 0)
        days = words.number(programme, programme.facts["mobility.days"], item.days or 0)
        facts = [
            items.named(programme, "mobility", index, item),
            many if item.participants else "",
            days if item.days else "",
        ]
        listed.append(", ".join(filter(None, facts)))
    for name in ("activities", "work_packages", "partners"):
        listed += [items.named(programme, name, n, item) for n, item in enumerate(getattr(plan, name) or [])]
    return cut("; ".join(listed), 150) if listed else _("The plan does not say it yet.")


def _money(given: Given) -> str:
    plan = given.plan
    asked = _("The plan asks for {sum}.").format(sum=words.euros(plan.grant)) if plan.grant is not None else ""
    if given.action.grant.form == "none":
        return _("No grant comes with this action.")
    if not given.mobile:
        return asked or _("The plan does not say which grant it asks for.")
    if not given.lines:
        return asked or _("Not known: the plan has no activities yet.")
    worked = _("Grant by unit costs: {sum}").format(sum=words.sum_of(total(given.lines))) + "."
    return " ".join(filter(None, (worked, cut(given.rates, 160) if given.rates else "", asked)))


def _own_money(given: Given) -> str:
    """Say what of the costs is not the grant, as far as the plan and the rules tell."""
    plan, action = given.plan, given.action
    if action.rate and plan.grant:
        return f"{words.own_money(plan.grant, action.rate).capitalize()} ({words.percent(Decimal(action.rate) / 100)})."
    cost = Facts(plan, given.programme, action.code, given.now).value("estimated_cost")
    if action.grant.form == "lump-sum" and plan.grant and isinstance(cost, int):
        own = words.euros(max(0, cost - plan.grant))
        return _("Estimated total cost {total}: other money {own}.").format(total=words.euros(cost), own=own)
    record = given.programme.papers.own_money.get(action.grant.form)
    if record and record.concerns(action):
        return given.cited(said(record.text), record.sources)
    return _("Not known: the plan gives no estimate of the costs.")


def _times(given: Given) -> str:
    """Say when the application, the result, the project and the money would be."""
    told = []
    for name in TIMES:
        step = given.step(name)
        if step:
            title = steps.title(step, given.plan, given.programme)
            told.append(f"{title}: {steps.when_words(step, given.assessment, brief=True)}")
    return "; ".join(told) + "."


def signing(given: Given) -> Iterator[Block]:
    """Yield what has to be decided and signed, by whom, and by when."""
    who, rows = given.plan.who or {}, []
    for record in given.told(list(given.programme.papers.signing)):
        if given.step(record.step):
            named = who.get(record.step or "")
            person = short(named, NAME) if named else said(record.who)  # type: ignore[attr-defined] # all are Signed
            rows.append([said(record.text), person, given.by(record.step, anyway=record.decision)])  # type: ignore[attr-defined]
    yield Table(_("To be decided and signed"), [_("What"), _("By whom"), _("By when")], rows, widths=(5, 4, 3))


def tasks(given: Given) -> Iterator[Block]:
    """Yield the next tasks: what, who, and by when."""
    who, found = given.plan.who or {}, next_steps(given.assessment, given.now)
    rows = [
        [
            str(number),
            cut(steps.title(step, given.plan, given.programme), 48),
            short(who[step.step.id], NAME) if step.step.id in who else BLANK,
            steps.when_words(step, given.assessment, brief=True) + steps.left(step, given.today),
        ]
        for number, step in enumerate(found, 1)
    ]
    if rows:
        yield Table(_("The next tasks"), [_("No."), _("Task"), _("Who"), _("By when")], rows, widths=(3, 18, 11, 22))
    else:
        yield Paragraph(_("No step has a date yet."), "notice")


def risks(given: Given) -> Iterator[Block]:
    """Yield how the plan stands: what is not met, what is late, and how much is still to be answered."""
    assessment = given.assessment
    found = [f for f in assessment.against if f.requirement.level != "fit"]
    told = [diagnostics.conclusion(assessment)]
    told += [
        f"{diagnostics.level_words(f)}: {cut(sentences.rule(given.programme, f.requirement), 150)}"
        for f in found[:MOST]
    ]
    if len(found) > MOST:
        more = len(found) - MOST
        told.append(_n("And {number} thing more.", "And {number} things more.", more).format(number=more))
    late = [s for s in given.steps if s.state is State.LATE]
    if late:
        form = _("Late already, unless it is done: {what}.")
        if all(s.step.ours for s in late):
            form = _("Best done by now, unless it is done: {what}.")
        titles = "; ".join(steps.title(s, given.plan, given.programme) for s in late)
        told.append(form.format(what=cut(titles, 60)))
    told += _unanswered(given)
    if given.assessment.round is None:
        assumed = given.step("deadline")
        if assumed and assumed.span.assumed:
            told.append(_("The day of the round is an assumption: it is not published yet."))
    yield Items(told)


def _unanswered(given: Given) -> list[str]:
    """Say how many answers are missing, by the time at which they matter."""
    stages: dict[str, int] = {}
    for path, found in diagnostics.unanswered(given.assessment).items():
        if not path:
            continue
        stage = items.stage_of(given.programme, given.assessment.code, path, found[0].facts)
        stages[stage] = stages.get(stage, 0) + 1
    names = {"idea": _("to decide now"), "draft": _("before applying"), "sending": _("when sending")}
    told = [f"{stages[stage]} {name}" for stage, name in names.items() if stage in stages]
    return [_("Still to answer: {what}.").format(what=", ".join(told))] if told else []


def otherwise(given: Given) -> Iterator[Block]:
    """Yield what follows if nothing is done."""
    round_ = given.assessment.round
    if round_ and status(round_, given.now) == "closed":
        yield Paragraph(when.round_words(round_, given.assessment.last_round, given.now))
    code, year = words.short(given.assessment.code), given.programme.year
    for record in given.told(given.programme.papers.otherwise):
        told = said(record.text).format(deadline=deadline(given), code=code, year=year)
        after = f" {words.text(given.programme.call.after_last)}" if year == given.programme.call.last_call else ""
        yield Paragraph(given.cited(told, record.sources) + after)


def signatures(given: Given) -> Iterator[Block]:
    """Yield the lines to sign on."""
    yield Signatures([said(person) for person in given.programme.papers.signatures])
