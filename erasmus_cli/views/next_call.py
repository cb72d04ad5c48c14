"""What `next` tells: what of a plan lasted, moved and went, what the new call changes, and how to go on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from erasmus_cli.advice.next_call import Taken
from erasmus_cli.language import _, in_both
from erasmus_cli.plan.paths import Path, dotted
from erasmus_cli.programme.changes import Changes
from erasmus_cli.views import changes as view
from erasmus_cli.views import diagnostics, machine, when, words
from erasmus_cli.views.answers import Answers, whole
from erasmus_cli.views.page import Page


def show(page: Page, names: tuple[str, str], before: Mapping[str, Any], taken: Taken, changed: Changes | None) -> None:
    """Write what became of a plan; `names` are those of the old and of the new file."""
    old, new = map(words.clean, names)
    page.line(f"{old} → {new}: {taken.old.year} → {taken.new.year}", style="heading", hang=2)
    if taken.data.get("action") in taken.new.codes:
        action = taken.new.action(taken.data["action"])
        page.line(f"{action.code} {words.text(action.name)}", hang=2)
    page.line(when.call_words(taken.new))
    _outcome(page, names[0], taken, before)
    code = before.get("action")
    answers = Answers(taken.old, code)
    _list(page, _("Moved on"), (f"{answers.label(p)}: {_change(answers, p, o, n)}" for p, o, n in taken.moved))
    _list(page, _("Left out: the new rules do not allow this day"), _refused(taken, answers))
    _list(
        page,
        _("Left out: the new call has no such value"),
        (f"{answers.label(p)}: {answers.said(p, value)} ({dotted(p)})" for p, value in taken.not_allowed),
    )
    gone = dict.fromkeys(answers.label(path) for path in taken.gone)
    _list(page, _("Left out: it belonged to the round of {year}").format(year=taken.old.year), gone)
    _list(page, _("Kept aside, where it does not count"), (answers.label((key,)) for key in taken.aside))
    names_old = (whole(taken.new, taken.data.get("action"), taken.data, path) for path in taken.dated)
    _list(page, _("Look at these: your own words name {year}").format(year=taken.old.year), names_old)
    _rules(page, taken, changed)
    page.line()
    page.line(_("Everything else is as it was. Go on with: `erasmus plan {file}`").format(file=words.typed(names[1])))
    told = _("What differs from the old plan: `erasmus diff {old} {new}`")
    if names[0] != "-":
        page.line(told.format(old=words.typed(names[0]), new=words.typed(names[1])))


def _list(page: Page, heading: str, lines: Iterable[str]) -> None:
    listed = list(lines)
    if listed:
        page.line()
        page.line(heading, style="heading")
    for line in listed:
        page.line(f"- {line}", indent=2, hang=2)


def _change(answers: Answers, path: Path, old: Any, new: Any) -> str:
    return f"{answers.said(path, old)} → {answers.said(path, new)}"


def _outcome(page: Page, name: str, taken: Taken, before: Mapping[str, Any]) -> None:
    """Say what came of the old application, and what that means for the new plan."""
    if before.get("action") is None:
        return
    page.line()
    heading = _("The application for {code} in {year}").format(code=before["action"], year=taken.old.year)
    page.line(heading, style="heading")
    for line in outcome_words(taken, before):
        page.line(line, indent=2)
    if taken.outcome == "unknown":
        later = _(
            "When you know it, answer it in the new plan, or write another one: "
            "`erasmus next {file} NEW --outcome granted`"
        )
        page.line(later.format(file=words.typed(name)), indent=2)


def outcome_words(taken: Taken, before: Mapping[str, Any]) -> list[str]:
    """Say what the outcome of the old application comes to."""
    code, year = before["action"], taken.old.year
    if taken.outcome == "rejected":
        return [_("It was not granted, so nothing is added to your earlier grants.")]
    if taken.outcome == "unknown":
        lines = [_("It is not known yet whether it was granted. What depends on it is left open.")]
        answers = Answers(taken.old, code)
        opened = [f"{answers.label(path)} ({dotted(path)})" for path in taken.outcome_open]
        lines += [_("Left open: {names}.").format(names=", ".join(opened))] if opened else []
        return lines
    lines = [_("It was granted.")]
    if taken.entered:
        lines.append(
            _("It now stands among your earlier grants (grants): {code}, {year}.").format(code=code, year=year)
        )
        if before.get("grants") is None:
            lines.append(_("The old plan did not say which grants you had before it: add them there."))
    if taken.granted:
        lines.append(words.text(taken.granted.text))
        lines.append(_("Source: {source}").format(source=words.sources(taken.old, taken.granted.sources)))
        answers = Answers(taken.new, taken.data.get("action"))
        fields = dict.fromkeys([*(s.field for s in taken.granted.sets), *taken.granted.asks])
        for name in fields:
            path: Path = tuple(name.split("."))
            value = (taken.data.get(str(path[0])) or {}).get(path[1])
            lines.append(f"{answers.label(path)}: {answers.said(path, value)} ({name})")
    return lines


def _refused(taken: Taken, answers: Answers) -> Iterable[str]:
    for path, value, found in taken.refused:
        why = _("The round closes before.") if found is None else diagnostics.in_short(found)
        yield f"{answers.label(path)}: {words.date(value)}. {why}"


def _rules(page: Page, taken: Taken, changed: Changes | None) -> None:
    """Write what the new call changes for the plan, and what of it is not met any more."""
    lines = [f"{diagnostics.in_short(f)} ({f.requirement.id})" for f in taken.broken]
    _list(page, _("Not met by the rules of {year}").format(year=taken.new.year), lines)
    if changed is None:
        return
    page.line()
    page.line(_("What changes from {old} to {new}").format(old=taken.old.year, new=taken.new.year), style="heading")
    if not changed:
        page.line(view.nothing(changed), indent=2)
    else:
        view.show(page, changed, set(countries(taken.data)))
    if not taken.new.confirmed:
        where = _("Check the plan again when the new call is out: {page}").format(page=taken.new.call.page)
        page.line(where, indent=2)


def countries(node: Any) -> Iterable[str]:
    """Yield the codes of the countries that a plan names."""
    if isinstance(node, Mapping):
        if isinstance(node.get("country"), str):
            yield node["country"]
        for value in node.values():
            yield from countries(value)
    elif isinstance(node, list):
        for value in node:
            yield from countries(value)


def write_json(
    names: tuple[str, str], before: Mapping[str, Any], taken: Taken, changed: Changes | None, now: dt.datetime
) -> None:
    """Write the same as JSON."""
    machine.write(
        "next",
        now,
        file=names[0],
        new_file=names[1],
        **{"from": machine.call(taken.old), "to": machine.call(taken.new)},
        action=taken.data.get("action"),
        outcome=taken.outcome,
        outcome_text=in_both(lambda: outcome_words(taken, before)) if before.get("action") else None,
        moved=[{"path": list(p), "old": old, "new": new} for p, old, new in taken.moved],
        refused=[
            {"path": list(p), "value": value, "rule": found and found.requirement.id}
            for p, value, found in taken.refused
        ],
        not_allowed=[{"path": list(p), "value": value} for p, value in taken.not_allowed],
        gone=[list(path) for path in taken.gone],
        left_open=[list(path) for path in taken.outcome_open],
        aside=taken.aside,
        names_the_old_year=[list(path) for path in taken.dated],
        not_met=[
            {"id": found.requirement.id, "item": found.index, "text": in_both(lambda f=found: diagnostics.in_short(f))}  # type: ignore[misc]
            for found in taken.broken
        ],
        changes=view.as_json(changed) if changed else None,
        confirmed=taken.new.confirmed,
    )
