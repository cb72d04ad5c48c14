"""The draft as a list of sections: the person fills them in any order, changes what they like, and comes back."""

from __future__ import annotations

from functools import partial
from typing import Any

from erasmus_cli.interview import asking, organisation, tasks, worksheet
from erasmus_cli.interview.ask import Ask
from erasmus_cli.interview.prompt import BACK, Prompt
from erasmus_cli.interview.session import Session
from erasmus_cli.interview.talk import Talk, label, new_findings, said
from erasmus_cli.language import _, _n
from erasmus_cli.plan.difference import differences
from erasmus_cli.plan.paths import Path, places
from erasmus_cli.programme.questions import Question, Section
from erasmus_cli.rules.finding import Finding
from erasmus_cli.views import diagnostics, items, money, sentences, words


def run(talk: Talk) -> bool:
    """Show the sections until the person stops. Returns whether they want another action instead."""
    session = talk.session
    while True:
        assessment = session.assessment()
        named = words.text(assessment.programme.action(assessment.code).name)
        sections = [s for s in session.programme.sections if _concerns(session, s)]
        choices: list[tuple[Any, str]] = [(s, f"{words.text(s.name)} · {_state(session, s)}") for s in sections]
        against = new_findings(session)
        if against:
            number = len(against)
            mend = _n(
                "Look at what the check found: {number} point", "Look at what the check found: {number} points", number
            )
            choices.append(("mend", mend.format(number=number)))
        choices.append(("who", _("The next five things, and who does them")))
        choices.append(("routes", _("See the recommendation again, or choose another action")))
        choices.append(("stop", _("Stop here: everything is saved")))
        begun = next((s for s in sections if _goes_on(session, s)), "stop")
        title = _("Part 2 of 2: the draft for {name} ({code})").format(name=named, code=assessment.code)
        answer = talk.menu(title, choices, begun, (diagnostics.summary(assessment),))
        if answer == "stop":
            return False
        if isinstance(answer, Section):
            _section(talk, answer)
        elif answer == "mend":
            _mend(talk, against)
        elif answer == "who":
            tasks.run(talk)
        elif answer == "routes":
            from erasmus_cli.interview.conduct import choose

            choose(talk)


def _concerns(session: Session, section: Section) -> bool:
    """Whether the action asks anything of a section, or the plan says something in it."""
    return bool(
        asking.of_section(session, section.id)
        or asking.lists(session, section.id)
        or asking.checklist(session, section.id)
        or asking.entries(session, section.id)
    )


def _state(session: Session, section: Section) -> str:
    """Say whether a section is done, begun or open, and how many questions are left."""
    number, against = _left(session, section), _against(session, section)
    if against:
        return _n("{number} point to mend", "{number} points to mend", against).format(number=against)
    if not number:
        spare = sum(ask.question.optional for ask in asking.of_section(session, section.id))
        more = _n("nothing missing, {number} optional", "nothing missing, {number} optional", spare)
        return more.format(number=spare) if spare else _("done")
    if not _begun(session, section):
        return _("open")
    return _n("begun, {number} open", "begun, {number} open", number).format(number=number)


def _against(session: Session, section: Section) -> int:
    """Count what is not met and rests on the answers of a section."""
    programme, code = session.programme, session.assessment().code
    places = [(found, found.places[0]) for found in new_findings(session) if found.places]
    asked = [items.question_of(programme, code, path, found.facts) for found, path in places]
    return sum(question is not None and question.section == section.id for question in asked)


def _left(session: Session, section: Section) -> int:
    """Count what a section still needs: questions, put or passed over, and lines of the last checklist."""
    asks = [a for a in asking.of_section(session, section.id) if not a.more and not a.question.optional]
    checks = _ticked(session, [a for a in asking.checklist(session, section.id) if a.question.stage == "sending"])
    return len(asks) + _passed(session, section.id) + checks["all"] - checks["done"]


def _goes_on(session: Session, section: Section) -> bool:
    """Whether a section has something that was neither answered nor passed over, or nobody has begun with it."""
    untouched = bool(_left(session, section)) and not _begun(session, section)
    return bool(asking.of_section(session, section.id)) or _unseen(session, section) or untouched


def _unseen(session: Session, section: Section) -> bool:
    """Whether a section has a checklist that nobody has gone through yet."""
    checks = asking.checklist(session, section.id)
    return any(not session.passed(ask.path) and len(session.ticked(ask)) < len(ask.checks) for ask in checks)


def _begun(session: Session, section: Section) -> bool:
    """Whether anything of a section was answered or passed over."""
    own = asking.entries(session, section.id)
    there = any(entry.value is not None or session.passed(entry.ask.path) for entry in own)
    there = there or any(session.passed(ask.path) for ask in asking.checklist(session, section.id))
    own_lists = asking.lists(session, section.id)
    return there or any(session.whole.get(q.field) or session.passed((q.field,)) for q in own_lists)


def _passed(session: Session, section: str) -> int:
    """Count what a section needs and the person has passed over."""
    alone = asking.entries(session, section)
    lists = asking.lists(session, section)
    of_items = [
        e
        for q in lists
        for at in places(f"{q.field}[]", session.whole)
        for e in asking.entries(session, section, at[:2])
    ]
    return sum(
        entry.value is None and not entry.open and not entry.ask.question.optional for entry in [*alone, *of_items]
    )


def _of_item(session: Session, section: Section, item: Path) -> list[Ask]:
    """Return the questions of a section that are still to be put about one item of a list."""
    return [ask for ask in asking.of_section(session, section.id) if ask.path[:2] == item]


def _section(talk: Talk, section: Section) -> None:
    """Show what a section says; answer what is open, or change, add and remove what the person picks."""
    session = talk.session

    def ask_open() -> None:
        done = talk.run(lambda: asking.of_section(session, section.id), _progress_name(session, section))
        if done and _unseen(session, section):
            _checklist(talk, asking.checklist(session, section.id))

    lacked = _left(session, section)
    if not _begun(session, section):
        ask_open()
    while True:
        if section.id == "organisation" and lacked and not _left(session, section):
            organisation.keep(talk)
        open_ = asking.of_section(session, section.id)
        choices = _go_on(open_)
        choices += [(e.ask, _line(session, e)) for e in asking.entries(session, section.id)]
        for question in asking.lists(session, section.id):
            choices += _list_lines(session, question)
        checks = asking.checklist(session, section.id)
        if checks:
            choices.append(("checks", _("Checklist: {done} of {all} done").format(**_ticked(session, checks))))
        if section.worksheet and worksheet.parts(session).of:
            choices.append(("worksheet", _("Worksheet: costs and shares by part")))
        choices.append(("back", _("Back to the sections")))
        on = "open" if open_ else "checks" if _unseen(session, section) else "back"
        answer = talk.menu(words.text(section.name), choices, on)
        if answer == "back" or answer is BACK:
            return
        if answer == "open":
            ask_open()
        elif answer == "checks":
            _checklist(talk, checks)
        elif answer == "worksheet":
            worksheet.run(talk)
        elif isinstance(answer, Ask):
            talk.put(answer)
        elif isinstance(answer, Question):
            session.add(answer.field)
            talk.keep()
            new = (answer.field, len(session.data[answer.field]) - 1)
            if not talk.run(partial(_of_item, session, section, new), _progress_name(session, section)):
                session.give_up(answer.field)  # who goes back from its first question does not want it
                talk.keep()
        else:
            _item(talk, section, answer)


def _go_on(open_: list[Ask]) -> list[tuple[Any, str]]:
    """Return the line of a menu that goes on with the questions that are open, if there are any."""
    number = len(open_)
    go_on = _n("Answer what is open: {number} question", "Answer what is open: {number} questions", number)
    return [("open", go_on.format(number=number))] if open_ else []


def _progress_name(session: Session, section: Section) -> str:
    own = [s for s in session.programme.sections if _concerns(session, s)]
    number = own.index(section) + 1 if section in own else len(own)
    return _("{number} of {all} · {name}").format(number=number, all=len(own), name=words.text(section.name))


def _line(session: Session, entry: asking.Entry) -> str:
    line = f"{label(session, entry.ask)}: {said(session, entry.ask, entry.value)}"
    return organisation.marked(session, entry.ask.path, line)


def _list_lines(session: Session, question: Question) -> list[tuple[Any, str]]:
    name = question.field
    there = session.whole.get(name) or []
    named = [((name, n), items.named(session.programme, name, n, item)) for n, item in enumerate(there)]
    own = [(at, organisation.marked(session, at, line)) for at, line in named]
    kind = words.text(session.programme.choices["lists"][name].name)
    return [*own, (question, _("Add: {kind}").format(kind=kind))]


def _item(talk: Talk, section: Section, place: Path) -> None:
    """Show an item of a list: change its answers, copy it or take it out."""
    session, (name, index) = talk.session, place
    while True:
        item = session.value(place)
        choices = _go_on(_of_item(session, section, place))
        choices += [(e.ask, _line(session, e)) for e in asking.entries(session, section.id, place)]
        choices += [
            (("checks", ask), _("Checklist: {done} of {all} done").format(**_ticked(session, [ask])))
            for ask in asking.checklist(session, section.id)
            if ask.path[:2] == place
        ]
        choices += [("copy", _("Copy it")), ("remove", _("Take it out")), ("back", _("Back"))]
        told = money.changes(session.plan(), session.programme, int(index)) if name == "mobility" else None
        title = items.named(session.programme, str(name), int(index), item)
        answer = talk.menu(title, choices, "back", (told,) if told else ())
        if answer == "back" or answer is BACK:
            return
        if answer == "open":
            talk.run(partial(_of_item, session, section, place), _progress_name(session, section))
        elif answer == "copy":
            session.copy(str(name), int(index))
            copied = items.named(session.programme, str(name), int(index) + 1, item)
            talk.page.line(_("Copied: {item}. It comes next in the list.").format(item=copied), indent=2, hang=2)
        elif answer == "remove":
            sure = Prompt(
                _("Take it out of the plan?"),
                choices=((True, _("Yes")), (False, _("No"))),
                default=False,
                may_stay_open=False,
            )
            if talk.prompter.ask(sure) is True:
                session.remove(str(name), int(index))
                talk.keep()
                return
        elif isinstance(answer, tuple):
            _checklist(talk, [answer[1]])
        else:
            talk.put(answer)
        talk.keep()


def _ticked(session: Session, checks: list[Ask]) -> dict[str, int]:
    return {"done": sum(len(session.ticked(ask)) for ask in checks), "all": sum(len(ask.checks) for ask in checks)}


def _checklist(talk: Talk, checks: list[Ask]) -> None:
    """Show all checks of a section as one list to tick; what is not ticked stays open."""
    session = talk.session
    lines = []
    for ask in checks:
        about = (
            ""
            if ask.item is None
            else items.named(session.programme, str(ask.path[0]), ask.item, session.item(ask) or {})
        )
        lines += [((ask, check), " · ".join(filter(None, (about, words.text(check.text))))) for check in ask.checks]
    done = [(ask, check) for ask in checks for check in session.ticked(ask)]
    answer = talk.prompter.ask(
        Prompt(
            words.text(checks[0].question.text),
            choices=tuple(lines),
            several=True,
            default=done or None,
            none=_("None of these yet"),
            may_stay_open=False,
        )
    )
    if answer is BACK:
        return
    for ask in checks:
        talk.refuse(session.answer(ask, [check for of, check in answer if of is ask]))
    talk.keep()


def _mend(talk: Talk, against: list[Finding]) -> None:
    """Let the person choose what to mend, show it with what can be done, and change it."""
    session = talk.session
    choices: list[tuple[Any, str]] = [(f, diagnostics.title(f)) for f in against]
    answer = talk.menu(_("Which point?"), [*choices, ("back", _("Back to the sections"))])
    if not isinstance(answer, Finding):
        return
    assessment = session.assessment()
    talk.page.line()
    diagnostics.body(talk.page, assessment, answer, indent=2)
    ways: list[tuple[Any, str]] = []
    for change, plan in assessment.mender.mended(answer):
        ways += [((plan, change), said_) for said_ in sentences.changes(answer, [change])]
    for path in list(dict.fromkeys(answer.places))[:5]:
        question = items.question_of(session.programme, assessment.code, path)
        if question and question.kind not in ("list", "checks"):
            ask = Ask(question, path)
            about = items.of_plan(session.programme, assessment.plan, path)
            what = " · ".join(filter(None, (about, label(session, ask))))
            ways.append((ask, _("Change the answer: {what}").format(what=what)))
    way = talk.menu(_("What do you want to do?"), [*ways, ("back", _("Nothing now"))])
    if isinstance(way, Ask):
        talk.put(way)
    elif isinstance(way, tuple):
        before = session.data
        talk.refuse(session.replace(way[0].model_dump(exclude_none=True)))
        talk.keep()
        _tell_changes(talk, before)


def _tell_changes(talk: Talk, before: dict[str, Any]) -> None:
    """Say which answers were changed, and how."""
    session = talk.session
    programme, assessment = session.programme, session.assessment()
    for changed in differences(before, session.data):
        path = changed.new_path
        question = items.question_of(programme, assessment.code, path) if path else None
        if path and question:
            about = items.of_plan(programme, assessment.plan, path)
            what = " · ".join(filter(None, (about, label(session, Ask(question, path)))))
            was, now = (said(session, Ask(question, path), answer) for answer in (changed.old, changed.new))
            told = _("Changed: {what}: {was} → {now}").format(what=what, was=was, now=now)
            talk.page.line(told, indent=2, hang=2)
