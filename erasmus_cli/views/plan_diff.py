"""What `diff` shows of two plans: answers from old to new, findings that came and went, money and dates."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from erasmus_cli.advice.compared import Compared, Open, Side, days
from erasmus_cli.advice.timeline import Dated
from erasmus_cli.language import _, in_both
from erasmus_cli.plan.paths import pattern
from erasmus_cli.rules.finding import Finding
from erasmus_cli.views import diagnostics, items, machine, steps, when, words
from erasmus_cli.views.answers import Answers
from erasmus_cli.views.page import Page


def _when(step: Dated | None, side: Side) -> str:
    if step is None or step.first is None or side.assessment is None:
        return _("no date")
    return steps.when_words(step, side.assessment)


def show(page: Page, compared: Compared, rates: list[str]) -> None:
    """Write what is different; what is the same is not told. `rates` say which daily rates the sums rest on."""
    old, new = compared.old, compared.new
    page.line(f"{words.clean(old.file.name)} → {words.clean(new.file.name)}", style="heading", hang=2)
    for programme in dict.fromkeys((old.programme.year, new.programme.year)):
        side = new if new.programme.year == programme else old
        page.line(when.call_words(side.programme))
    for told in rates:
        page.line(told)
    _list(page, _("Answers"), _answer_lines(compared))
    _list(page, _("Found now, and not before"), _found_words(compared.came))
    _list(page, _("Found before, and not now"), _found_words(compared.went))
    _list(page, _("Open now, and not before"), _open_words(compared.opened))
    _list(page, _("Open before, and not now"), _open_words(compared.closed))
    named = {"unit-costs": _("Grant by unit costs"), "grant": _("The plan asks for")}
    money = [f"{named[name]}: {words.sum_of(before)} → {words.sum_of(now)}" for name, before, now in compared.money]
    _list(page, _("Money"), money)
    dates = [f"{words.text(step.name)}: {_when(a, old)} → {_when(b, new)}" for step, a, b in compared.steps]
    _list(page, _("Dates"), dates)
    parts = (compared.answers, compared.came, compared.went, compared.opened, compared.closed)
    if not any((*parts, compared.money, compared.steps)):
        page.line(_("The two plans say the same, and the same follows from them."))


def _list(page: Page, heading: str, lines: list[str]) -> None:
    if lines:
        page.line()
        page.line(heading, style="heading")
    for line in lines:
        page.line(f"- {line}", indent=2, hang=2)


@dataclass(frozen=True, slots=True)
class _Answer:
    """An answer that differs: the item that it is about, if any, its name, and both answers in words."""

    item: tuple[str, int] | None
    about: str
    label: str
    old: str
    new: str

    @property
    def name(self) -> str:
        return " · ".join(filter(None, (self.about, self.label)))


def _answers(compared: Compared) -> list[_Answer]:
    """Put the answers that differ into words."""
    sides = (compared.old, compared.new)
    own = [Answers(side.programme, side.file.data.get("action")) for side in sides]
    rows = []
    for found in compared.answers:
        at = 0 if found.new_path is None else 1
        path, programme, data = (found.old_path, found.new_path)[at] or (), sides[at].programme, sides[at].file.data
        item, about, label = None, "", own[at].label(path[1:] if path[0] == "aside" else path)
        if path[0] == "aside":
            label = _("{name} (kept aside)").format(name=label)
        if len(path) > 1 and isinstance(path[1], int):
            item = (str(path[0]), path[1])
            about = items.named(programme, *item, data[item[0]][item[1]])
        if item and len(path) == 2:  # the item as a whole
            there = [_("not there") if value is None else _("in the plan") for value in (found.old, found.new)]
            rows.append(_Answer(None, about, "", there[0], there[1]))
        else:
            said = [answers.said(path, value) for answers, value in zip(own, (found.old, found.new), strict=True)]
            rows.append(_Answer(item, about, label, said[0], said[1]))
    return rows


def _answer_lines(compared: Compared) -> list[str]:
    """Write a line for each answer that differs; what several items of a list have in common is one."""
    alike: dict[object, list[_Answer]] = {}
    for number, row in enumerate(_answers(compared)):
        alike.setdefault((row.item[0], row.label, row.old, row.new) if row.item else number, []).append(row)
    lines = []
    for rows in alike.values():
        first, places = rows[0], [row.item[1] for row in rows if row.item]
        name = first.name
        if len(rows) > 1 and first.item:
            kind = words.text(compared.new.programme.choices["lists"][first.item[0]].name)
            name = f"{kind} {items.numbers(places)} · {first.label}"
        lines.append(f"{name}: {first.old} → {first.new}")
    return lines


def _found_words(found: list[Finding]) -> list[str]:
    return [f"{diagnostics.title(f)}: {diagnostics.in_short(f)} ({f.requirement.id})" for f in found]


def _open_words(found: list[Open]) -> list[str]:
    """Say what is open, as it is asked, each once with the items that it is open for."""
    by_key: dict[str, list[Open]] = {}
    for path, finding in found:
        by_key.setdefault(pattern(path) or finding.requirement.id, []).append((path, finding))
    lines = []
    for key, alike in by_key.items():
        path, finding = alike[0]
        programme = finding.facts.programme
        asked = items.asked(programme, finding.facts.code, path) if path else diagnostics.in_short(finding)
        places = [at[1] for at, _f in alike if len(at) > 1 and isinstance(at[1], int)]
        kind = words.text(programme.choices["lists"][str(path[0])].name) if places else ""
        of = f"{kind} {items.numbers(places)}" if places else ""
        lines.append(f"{asked} ({'; '.join(filter(None, (key.replace('[]', ''), of)))})")
    return lines


def _side(side: Side) -> dict[str, Any]:
    code = side.assessment.code if side.assessment else None
    return {"file": side.file.name, "action": code, "call": machine.call(side.programme)}


def _finding(found: Finding) -> dict[str, Any]:
    return {
        "id": found.requirement.id,
        "item": found.index,
        "level": found.requirement.level,
        "status": found.status.value,
        "text": in_both(lambda: diagnostics.in_short(found)),
    }


def write_json(compared: Compared, now: dt.datetime, code: int) -> None:
    """Write the same as JSON."""
    machine.write(
        "diff",
        now,
        old=_side(compared.old),
        new=_side(compared.new),
        answers=[
            {
                "old_path": None if d.old_path is None else list(d.old_path),
                "new_path": None if d.new_path is None else list(d.new_path),
                "label": in_both(lambda n=number: _answers(compared)[n].name),  # type: ignore[misc]
                "old": d.old,
                "new": d.new,
            }
            for number, d in enumerate(compared.answers)
        ],
        findings={
            **{name: [_finding(f) for f in getattr(compared, name)] for name in ("came", "went")},
            **{
                name: [{**_finding(f), "path": list(path)} for path, f in getattr(compared, name)]
                for name in ("opened", "closed")
            },
        },
        money={name: {"old": before, "new": after} for name, before, after in compared.money},
        steps=[
            {"id": step.id, "old": list(days(before)), "new": list(days(after))}
            for step, before, after in compared.steps
        ],
        exit_code=code,
    )
