"""What is still worth asking: it follows from the findings.

While the action is being chosen, these are the fields that an open requirement of a route in the running rests on;
afterwards, those of the action that was chosen, section by section.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from erasmus_cli.interview.ask import Ask
from erasmus_cli.interview.session import Session
from erasmus_cli.plan.paths import Path, place, places
from erasmus_cli.programme.questions import Question

if TYPE_CHECKING:
    from erasmus_cli.advice.recommend import RouteAdvice
    from erasmus_cli.rules.finding import Finding


#: Nobody is asked more than this before an action is recommended, whatever is still open.
MOST = 10


@dataclass(frozen=True, slots=True)
class Entry:
    """An answer of a section, or the place for one: `value` is None where the plan says nothing.

    `open` tells that it is needed and was not passed over yet.
    """

    ask: Ask
    value: Any
    open: bool


def idea(session: Session) -> list[Ask]:
    """Return the questions still to be put before an action can be recommended, in their order."""
    first = session.programme.questions[0]
    if not session.data and not session.passed((first.field,)):
        return [Ask(first, (first.field,))]  # with nothing known, everything is open
    own = [q for q in session.programme.questions if q.stage == "idea"]
    told = sum(
        session.value(at) is not None or session.passed(at) for q in own for at in places(q.field, session.whole)
    )
    return _open(session, own)[: max(0, MOST - told)]


def of_section(session: Session, section: str) -> list[Ask]:
    """Return the questions of a section that are still to be put, all of one item before the next.

    What is to be done before sending is no question: it stands in the section's checklist.
    """
    own = _questions(session, section)
    return _open(session, [q for q in own if q.kind != "checks" or q.stage != "sending"])


def in_full(session: Session, ask: Ask) -> Ask:
    """Return a question with the findings that ask something of the answer, and the choices that can be meant."""
    facts = session.programme.facts
    found = _asked_of(session)
    own = [f for f in found if facts[f.requirement.fact].reads[:1] == [ask.question.field]]
    about = tuple(f for f in own if f.index in (None, ask.item))
    aims = session.data.get("aims") or []
    groups = {group for aim in aims for group in ask.question.by_aim.get(aim, [])}
    return replace(ask, findings=about, groups=tuple(sorted(groups)))


def _asked_of(session: Session) -> list[Finding]:
    """Return what the rules ask of the answers: also of those that are given already, once there is an action."""
    from erasmus_cli.rules.finding import Status

    if not session.action:
        return _findings(session)
    asked = (f for f in session.assessment().findings if f.status is not Status.DOES_NOT_APPLY)
    return [f for f in asked if f.requirement.consequence != "own-check"]


def entries(session: Session, section: str, item: Path = ()) -> list[Entry]:
    """Return what a section says and could say, of the plan as a whole or of one item of a list such as (mobility, 0).

    Lists are no entries: their items have entries of their own.
    """
    needed = _needed(session)
    found = []
    for question in _questions(session, section):
        if question.kind in ("list", "checks"):
            continue
        for path in places(question.field, session.whole):
            value = session.value(path)
            if path[:2] == item if item else len(path) == 1 or not isinstance(path[1], int):
                wanted = path in needed or question.always or question.optional
                allowed = _allowed(session, question, path)
                if value is not None or (wanted and allowed):
                    found.append(Entry(Ask(question, path), value, wanted and not session.passed(path)))
    return found


def lists(session: Session, section: str) -> list[Question]:
    """Return the questions about lists of a section that the plan has or the action needs."""
    needed = _needed(session)
    own = [q for q in _questions(session, section) if q.kind == "list"]
    return [q for q in own if session.whole.get(q.field) is not None or (q.field,) in needed]


def checklist(session: Session, section: str) -> list[Ask]:
    """Return the checks of a section, of the whole plan and of each item, those that hold already included."""
    needed = _needed(session)
    found = []
    for question in _questions(session, section):
        for path in places(question.field, session.whole) if question.kind == "checks" else ():
            item = Ask(question, path).item
            lines = [(check, place(check.field, item)) for check in question.checks]
            own = tuple(check for check, at in lines if at in needed or session.value(at) == check.value)
            if own and _allowed(session, question, path):
                found.append(Ask(question, path, checks=own))
    return found


def _questions(session: Session, section: str) -> list[Question]:
    """Return the questions of a section that the chosen action can have."""
    own = [q for q in session.programme.questions if q.section == section and not q.rough]
    return [q for q in own if not q.actions or session.action in q.actions]


def _findings(session: Session) -> list[Finding]:
    """Return what is not known and matters: for the chosen action, or for the routes that are in the running."""
    from erasmus_cli.rules.finding import Status

    if session.action:
        return session.assessment().open
    unknown = [f for r in _running(session) for a in r.needed for f in a.of(Status.NOT_KNOWN)]
    return [f for f in unknown if f.requirement.level != "should"]  # a weakness decides no route


def _running(session: Session) -> list[RouteAdvice]:
    """Return the routes that may still be the one: none that is made for others while another serves the same aims."""
    from erasmus_cli.advice.recommend import Verdict

    out = (Verdict.NEEDS_CHANGE, Verdict.TOO_LATE, Verdict.OTHER_PURPOSE)
    able = [route for route in session.routes() if route.verdict not in out]
    fitting = [set(r.served) for r in able if not r.against and r.verdict is not Verdict.BEYOND]
    return [route for route in able if not route.against or not any(set(route.served) <= aims for aims in fitting)]


def running(session: Session) -> list[str]:
    """Return the actions that may still be the one."""
    return list(dict.fromkeys(step.step.action for route in _running(session) for step in route.steps))


def _needed(session: Session) -> set[Path]:
    """Return the fields that open requirements miss, that would make the grant more exact, or that it may ask for."""
    from erasmus_cli.budget.lines import budget
    from erasmus_cli.budget.optional import optional

    def work() -> set[Path]:
        needed = {path for finding in _findings(session) for path in finding.missing}
        if session.action in session.programme.activity_actions:
            lines = budget(session.plan(), session.programme)
            needed |= {path for line in lines for path in (*line.missing, *line.narrower)}
            may_ask = optional(session.plan(), session.programme)
            needed |= {("mobility", index, str(o.unit.only_if)) for o in may_ask for index in o.unsaid}
        return needed

    return session.once("needed", work)


def _open(session: Session, questions: list[Question]) -> list[Ask]:
    asks = [ask for question in questions for ask in _asks(session, question, questions)]
    return sorted(asks, key=lambda ask: _order(ask, questions))


def _order(ask: Ask, questions: list[Question]) -> tuple[int, int, int]:
    """Keep the order of the data, but ask all of one item before the next."""
    position = questions.index(ask.question)
    if ask.item is None:
        return position, -1, position
    several = ask.question.field.partition("[]")[0] + "[]"
    return next(n for n, q in enumerate(questions) if q.field.startswith(several)), ask.item, position


def _asks(session: Session, question: Question, among: list[Question]) -> Iterator[Ask]:
    needed = _needed(session)
    if question.kind == "list":
        yield from _list_asks(session, question, among)
        return
    for path in places(question.field, session.whole):
        if session.passed(path) or not _allowed(session, question, path):
            continue
        if question.kind == "checks":
            item = Ask(question, path).item
            open_ = tuple(c for c in question.checks if place(c.field, item) in needed)
            if open_:
                yield Ask(question, path, checks=open_)
        elif path in needed or ((question.always or question.optional) and session.value(path) is None):
            yield Ask(question, path)


def _allowed(session: Session, question: Question, path: Path) -> bool:
    """Whether what a question rests on is known, or nobody needs to know it, and it may concern this plan."""
    from erasmus_cli.plan.facts import Facts
    from erasmus_cli.rules.evaluate import applies

    item = Ask(question, path).item
    rests_on = [place(pattern, item) for pattern in question.needs]
    if any(session.value(at) is None and (at in _needed(session) or session.passed(at)) for at in rests_on):
        return False
    if not question.when:
        return True
    facts = Facts(session.plan(), session.programme, session.action or session.programme.codes[0], session.now)
    return applies(question.when, facts, item) is True


def _list_asks(session: Session, question: Question, among: list[Question]) -> Iterator[Ask]:
    name = question.field
    items = session.whole.get(name)
    # An action's own question is asked though the one for all was passed: that one only asks what is known yet.
    if items is None and (name,) in _needed(session) and (question.actions or not session.passed((name,))):
        yield Ask(question, (name,))
    elif items and not session.finished(name):
        own = [q for q in among if q.field.startswith(f"{name}[]")]
        if not any(True for q in own for _ask in _asks(session, q, among)):
            yield Ask(question, (name,), more=True)
