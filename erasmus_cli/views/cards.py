"""What the program shows of actions: a list, one of them in short or as a whole, and its application form."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from erasmus_cli.language import _, _n
from erasmus_cli.programme import records as r
from erasmus_cli.programme.forms import Form
from erasmus_cli.programme.load import Programme
from erasmus_cli.programme.requirement import Requirement
from erasmus_cli.views import machine, sentences, when, words
from erasmus_cli.views.page import Page

#: The order in which the slides present them: mobility, cooperation, Jean Monnet (no key action).
KEY_ACTIONS = (1, 2, 0)


def overview(page: Page, programme: Programme, base: Programme, now: dt.datetime) -> None:
    """List all actions by key action, with where to apply and how the next round stands."""
    page.line(when.call_words(programme))
    for key in KEY_ACTIONS:
        actions = [a for a in map(programme.action, programme.codes) if a.key_action == key]
        page.line()
        heading = _("Key action {number}").format(number=key) if key else _("Jean Monnet")
        page.line(heading, style="heading")
        page.columns([(a.code, agency(a), f"{words.text(a.name)}. {_round(a, programme, base, now)}") for a in actions])
    for topics, heading in (
        (("who",), _("Who may apply and where")),
        (("money", "support", "travel"), _("Money and forms of support")),
    ):
        page.line()
        page.line(heading + " (`erasmus explain …`)", style="heading")
        page.columns([(note.id, words.text(note.name)) for note in programme.notes if note.topic in topics])


def agency(action: r.Action) -> str:
    """Return the short name of the agency that takes the applications."""
    return "EACEA" if action.agency == "eacea" else _("OPH")


def _round(action: r.Action, programme: Programme, base: Programme, now: dt.datetime) -> str:
    if action.no_call:
        return _("No call in {year}.").format(year=base.year)
    return when.round_words(programme.round(action.code), base.round(action.code), now)


def card(page: Page, record: r.Action, programme: Programme, base: Programme, now: dt.datetime) -> None:
    """Write an action in short: at most 40 lines of 80 columns."""
    name = words.short(record.code)
    page.line(f"{record.code}: {words.text(record.name)}", style="heading")
    page.line(words.text(record.summary), indent=2)
    rows = [row for row in programme.rows if row.card]
    page.columns([(words.text(row.name), cell(row, record, programme, base, now)) for row in rows])
    every = {q.id: q for q in rules(programme, record.code)}
    if record.brief.rules:
        page.line()
        page.line(_("The rules that matter most"), style="heading")
        for rule in record.brief.rules:
            page.line(f"- {sentences.rule(programme, every[rule])}", indent=2, hang=2)
    page.line()
    more = len([q for q in every.values() if q.level != "fit"]) - len(record.brief.rules)
    told: list[tuple[str, ...]]
    told = [(f"`erasmus actions {name} --all`", _("everything, with sources; {number} more rules").format(number=more))]
    if record.no_call:
        told = [(f"`erasmus actions {name} --all`", _("everything, with sources"))]
    if programme.form(record.code):
        told.append((f"`erasmus actions {name} --form`", _("what the application form asks")))
    if not record.no_call:
        told.append(("`erasmus plan`", _("questions that lead to a plan of your own")))
    page.columns(told)
    page.line(words.sources(programme, record.brief.sources), style="quiet", indent=2, hang=2)
    page.line(when.call_words(programme), style="quiet", indent=2)


def cell(row: r.Row, record: r.Action, programme: Programme, base: Programme, now: dt.datetime) -> str:
    """Say what a row tells of an action, in short."""
    written = record.brief.rows.get(row.id)
    if written:
        return words.text(written)
    if row.id == "points":
        needed = _("{points} of 100; each criterion has its own minimum as well.")
        return needed.format(points=record.award.threshold)
    told = _round(record, programme, base, now)
    if record.no_call:
        return told
    where = _("Apply to EACEA.") if record.agency == "eacea" else _("Apply to OPH.")
    return f"{told} {where}"


def show(page: Page, record: r.Action, programme: Programme) -> None:
    """Write all that is known of an action, with all requirements and sources."""
    page.line(words.text(record.name), indent=2)
    page.line(words.text(record.summary), indent=2)
    if record.no_call:
        page.line(words.text(record.no_call), indent=2, style="warning")
    for heading, statements in (
        (_("Who may apply"), record.who),
        (_("Where"), [record.where]),
        (_("Length"), [record.length]),
        (_("Start"), [record.start]),
        (_("Good for"), record.good_for),
        (_("Limits"), record.limits),
        (_("What comes next"), record.next),
    ):
        _section(page, heading, [_said(programme, s) for s in statements])
    _section(page, _("Money"), _money(programme, record))
    _award(page, record.award)
    facts = [f"{label}: {value}" for label, value in _details(record)]
    _section(page, _("The application"), facts)
    for level, heading in (
        ("must", _("What is required")),
        ("should", _("What is recommended")),
        ("fit", _("Who it is made for")),
    ):
        kept = [q for q in rules(programme, record.code) if q.level == level and not record.no_call]
        _section(page, heading, [f"{sentences.rule(programme, q)} ({q.id})" for q in kept])
    notes = [n for n in programme.notes if record.code in n.actions]
    told = [f"{words.text(n.text)} ({words.sources(programme, n.sources)})" for n in notes]
    _section(page, _("Also good to know"), told)
    contacts = [programme.contacts[c] for c in record.contacts if c in programme.contacts]
    _section(page, _("Ask and register here"), [f"{words.text(c.name)}: {c.address}" for c in contacts])


def _section(page: Page, heading: str, lines: list[str]) -> None:
    if lines:
        page.line()
        page.line(heading, style="heading", indent=2)
        for line in lines:
            page.line(f"- {line}", indent=2, hang=2)


def rules(programme: Programme, code: str) -> list[Requirement]:
    """Return the rules of the programme for an action: all but our own checks of a plan."""
    return [q for q in programme.requirements(code) if q.consequence != "own-check"]


def _said(programme: Programme, statement: r.Statement) -> str:
    return f"{words.text(statement.text)} ({words.sources(programme, statement.sources)})"


def _money(programme: Programme, record: r.Action) -> list[str]:
    lines = [f"{words.text(record.grant.note)} ({words.sources(programme, record.grant.sources)})"]
    if record.rate and record.max_grant:
        lines.append(_("At the most: {sums}.").format(sums=words.own_money(record.max_grant, record.rate)))
    return lines


def _award(page: Page, award: r.Award) -> None:
    """Write the award criteria: their points and what is looked at, what passes, and how ties are broken."""
    names = {criterion.id: words.text(criterion.name) for criterion in award.criteria}
    lines = [_("Total needed: {points} of 100.").format(points=award.threshold)] if award.threshold else []
    if award.ties:
        told = _("Where the totals are equal, the points of these criteria decide, in this order: {names}.")
        lines.append(told.format(names=", ".join(names[tie] for tie in award.ties)))
    if award.note:
        lines.append(words.text(award.note))
    _section(page, _("Award criteria"), lines)
    for criterion in award.criteria:
        points = _("at most {maximum} points, at least {minimum} needed").format(
            maximum=criterion.maximum, minimum=criterion.minimum
        )
        _section(page, f"{names[criterion.id]}: {points}", [words.text(judged) for judged in criterion.judged])


def _details(record: r.Action) -> list[tuple[str, str]]:
    rows = []
    if record.call_id:
        rows.append((_("Id of the call"), record.call_id))
    if record.pages:
        rows.append((_("Pages that are read"), str(record.pages)))
    return rows


def form(page: Page, record: Form, code: str, programme: Programme, notes: Mapping[str, str]) -> None:
    """Write the sections and questions of an application form, with their standing.

    `notes` are what a person has written in their plan, by its field; each stands where the form asks for it.
    """
    page.line(_("The application form of {code}, in our words").format(code=code), style="heading")
    page.line(words.text(record.note), indent=2)
    for limit in record.pages:
        if code in limit.actions:
            read = _n("At most {number} page is read.", "At most {number} pages are read.", limit.pages)
            page.line(f"{read.format(number=limit.pages)} ({words.sources(programme, limit.sources)})", indent=2)
    for section in record.sections:
        page.line()
        standing = _("official") if section.standing == "official" else _("known at second hand")
        page.line(f"{words.text(section.name)} ({standing})", style="heading", indent=2)
        if section.note:
            page.line(words.text(section.note), indent=2)
        for question in section.questions:
            most = _("(at most {number} characters)").format(number=question.limit) if question.limit else ""
            page.line(f"- {words.text(question.text)} {most}", indent=2, hang=2)
            if question.note:
                page.line(words.text(question.note), indent=4)
        for field in section.own_words:
            if field in notes:
                label = next(q.label for q in programme.questions if q.field == field)
                own = _("Your own note, {what}: {text}")
                text = own.format(
                    what=words.lowered(words.text(label)) if label else field, text=words.clean(notes[field])
                )
                page.line(text, indent=4, style="good")
    page.line()
    page.line(_("Source: {source}").format(source=words.sources(programme, record.sources)), indent=2, hang=2)


def write_forms(found: dict[str, Form], programme: Programme, now: dt.datetime) -> None:
    """Write application forms as JSON, by the code of their action."""
    import msgspec

    forms = {code: msgspec.to_builtins(record) for code, record in found.items()}
    machine.write("forms", now, call=machine.call(programme), forms=forms)


def write_json(records: list[r.Action], programme: Programme, base: Programme, now: dt.datetime) -> None:
    """Write actions with their rounds and the ids of their requirements as JSON."""
    import msgspec

    documents: list[dict[str, Any]] = [
        {
            **msgspec.to_builtins(record),
            "round": machine.round_(programme.round(record.code), now),
            "last_round": machine.round_(base.round(record.code), now),
            "requirements": [msgspec.to_builtins(q) for q in programme.requirements(record.code)],
        }
        for record in records
    ]
    machine.write("actions", now, call=machine.call(programme), actions=documents)
