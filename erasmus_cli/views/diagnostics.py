"""What `check` prints: each finding where it stands in the file, what is still to be answered, and a sum."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from erasmus_cli.language import _
from erasmus_cli.plan.positions import Path, Place, line_and_column
from erasmus_cli.plan.read import PlanFile
from erasmus_cli.plan.values import NotKnown
from erasmus_cli.programme.load import Programme
from erasmus_cli.rules.assess import Assessment
from erasmus_cli.rules.finding import Finding, Status
from erasmus_cli.views import when, words
from erasmus_cli.views.page import Page
from erasmus_cli.views.problems import excerpt


def show(page: Page, file: PlanFile, assessment: Assessment, now: dt.datetime) -> None:
    """Write the findings of one plan."""
    heading(page, assessment, now, words.clean(file.name))
    shown = [found for level in ("must", "should", "fit") for found in assessment.of(Status.NOT_MET, level)]
    if shown:
        stand = file.places()
        for found in shown:
            page.line()
            _finding(page, file, assessment.programme, found, stand)
    _unanswered(page, assessment)
    _points(page, assessment)
    page.line()
    page.line(summary(assessment), style="bad" if assessment.broken else "good" if not assessment.open else "warning")


def heading(page: Page, assessment: Assessment, now: dt.datetime, name: str) -> None:
    """Write which plan, action and call this is about, and how the round stands."""
    programme = assessment.programme
    action = words.text(programme.action(assessment.code).name)
    page.line(f"{name}: {assessment.code} {action}", style="heading", hang=2)
    page.line(when.call_words(programme))
    page.line(when.round_words(assessment.round, assessment.last_round, now))


def _finding(page: Page, file: PlanFile, programme: Programme, found: Finding, stand: dict[Path, Place]) -> None:
    style = "bad" if found.broken else "warning" if found.requirement.level == "should" else "quiet"
    page.line(f"{level_words(found)}: {found.requirement.id}", style=style)
    place = position(found, file.text, stand)
    if place:
        line, column, width = place
        page.exact(f"  --> {words.clean(file.name)}:{line}:{column}", style="quiet")
        excerpt(page, file.text, line, column, width)
    page.line(sentence(programme, found), indent=2)
    others = [line_and_column(file.text, stand[p].value.start)[0] for p in found.places[1:] if p in stand and place]
    others = [line for line in dict.fromkeys(others) if place and line != place[0]]
    if others:
        page.line(_("Counted together with lines {lines}.").format(lines=", ".join(map(str, others))), indent=2)
    for label, content in details(programme, found):
        page.line(f"{label}: {content}", indent=2, hang=2)


def level_words(found: Finding) -> str:
    """Name a finding by its level: an obstacle, a weakness, or a sign that the action is made for others."""
    return {"must": _("NOT MET"), "should": _("WEAKNESS"), "fit": _("FIT")}[found.requirement.level]


def sentence(programme: Programme, found: Finding) -> str:
    """Say what a requirement found and what it asks."""
    fact = programme.facts[found.requirement.fact]
    actual = words.value(programme, fact, found.actual)
    if isinstance(found.expected, NotKnown):
        return f"{words.text(fact.label)}: {actual}."
    asked = words.expectation(programme, fact, found.requirement.test, found.expected)
    fit = found.requirement.level == "fit"
    said = _("{label}: {actual}. Made for: {asked}.") if fit else _("{label}: {actual}. Required: {asked}.")
    return said.format(label=words.text(fact.label), actual=actual, asked=asked)


def details(programme: Programme, found: Finding) -> Iterable[tuple[str, str]]:
    """Return what else helps with a finding: the change that mends it, notes, and the sources."""
    fact = programme.facts[found.requirement.fact]
    if found.change:
        yield _("Change"), words.change(programme, fact, found.change)
    if found.requirement.remedy:
        yield _("Way out"), words.text(found.requirement.remedy)
    if found.requirement.note:
        yield _("Note"), words.text(found.requirement.note)
    yield _("Source"), words.sources(programme, found.requirement.sources)


def position(found: Finding, text: str, stand: dict[Path, Place]) -> tuple[int, int, int] | None:
    """Return line, column and width of the value that a finding rests on: the first, or the table that holds it."""
    paths: list[Path] = list(found.places)
    if not paths and found.index is not None and found.requirement.each:
        paths = [(found.requirement.each, found.index)]
    for path in paths:
        while path and path not in stand:
            path = path[:-1]
        if path:
            span = stand[path].value
            line, column = line_and_column(text, span.start)
            return line, column, len(text[span.start : span.end].split("\n", 1)[0])
    return None


def unanswered(assessment: Assessment) -> dict[Path, list[Finding]]:
    """Gather what is not known by the plan field that would answer it; an empty path for what no field answers."""
    by_field: dict[Path, list[Finding]] = {}
    for found in assessment.open:
        for path in found.missing or ((),):
            by_field.setdefault(path, []).append(found)
    return by_field


def _unanswered(page: Page, assessment: Assessment) -> None:
    open_fields = unanswered(assessment)
    if not open_fields:
        return
    page.line()
    page.line(_("Still to be answered:"), style="heading")
    for path, findings in open_fields.items():
        programme = assessment.programme
        labels = dict.fromkeys(_asked(programme, path, f) for f in findings)
        ids = ", ".join(dict.fromkeys(f.requirement.id for f in findings))
        where = dotted(path) if path else _("not before the call or the daily rates are published")
        page.line(f"{where}: {'; '.join(labels)} [{ids}]", indent=2, hang=4)


def _asked(programme: Programme, path: Path, found: Finding) -> str:
    """Name a plan field by its own fact if it has one, and say so if the good answer is no."""
    own = programme.facts.get(".".join(part for part in path if isinstance(part, str)))
    fact = own or programme.facts[found.requirement.fact]
    label = words.text(fact.label)
    if fact.id == found.requirement.fact and found.requirement.operand is False:
        return _("{label} (should be: no)").format(label=label)
    return label


def dotted(path: Path) -> str:
    """Write a path as people count: `mobility[1].days` is the first item's."""
    written = ""
    for part in path:
        written += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if written else part
    return written


def _points(page: Page, assessment: Assessment) -> None:
    """Write what colleagues' points come to against the award criteria."""
    if not assessment.plan.points:
        return
    from erasmus_cli.rules.award import read_points

    award = assessment.programme.action(assessment.code).award
    reading = read_points(award, assessment.plan.points)
    if reading is None:
        return
    page.line()
    page.line(_("Points of your own reading:"), style="heading")
    for criterion, given in reading.points:
        said = (
            _("no points yet")
            if given is None
            else _("{given} of {maximum}").format(given=given, maximum=criterion.maximum)
        )
        least = _("at least {minimum} needed").format(minimum=criterion.minimum)
        short = criterion in reading.below or criterion in reading.impossible
        page.line(f"{words.text(criterion.name)}: {said}, {least}", indent=2, style="bad" if short else "")
    if reading.total is not None:
        needed = _("Together {total}, at least {threshold} needed.").format(
            total=reading.total, threshold=award.threshold or 0
        )
        page.line(needed, indent=2)
    if reading.unknown:
        listed = ", ".join(c.id for c in award.criteria)
        names = ", ".join(map(words.clean, reading.unknown))
        page.line(_("No such criterion: {names}. Criteria: {listed}.").format(names=names, listed=listed), indent=2)
    verdict = {
        True: _("These points would pass."),
        False: _("These points would not pass."),
        None: _("Whether they pass cannot be said yet."),
    }[reading.passes]
    page.line(f"{verdict} ({words.sources(assessment.programme, award.sources)})", indent=2)


def summary(assessment: Assessment) -> str:
    """Count what is not met, weak, met and not known."""
    broken = len(assessment.broken)
    weak = len(assessment.of(Status.NOT_MET, "should"))
    met, unknown = len(assessment.of(Status.MET)), len(assessment.open)
    parts = [
        _("not met: {number}").format(number=broken),
        _("weaknesses: {number}").format(number=weak),
        _("met: {number}").format(number=met),
        _("still open: {number}").format(number=unknown),
    ]
    return " · ".join(parts)
