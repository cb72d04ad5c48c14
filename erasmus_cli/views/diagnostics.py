"""What `check` prints: each finding where it stands in the file, what is still to be answered, and a sum."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from itertools import groupby

from erasmus_cli.language import _, _n
from erasmus_cli.plan.paths import dotted
from erasmus_cli.plan.positions import Path
from erasmus_cli.plan.read import PlanFile, Spot
from erasmus_cli.plan.together import Part
from erasmus_cli.programme.load import Programme
from erasmus_cli.rules.assess import Assessment
from erasmus_cli.rules.award import Reading
from erasmus_cli.rules.finding import Finding, Status
from erasmus_cli.views import items, sentences, when, words
from erasmus_cli.views.page import Page
from erasmus_cli.views.problems import excerpt

#: More lines than this that count together are not listed.
MOST_LINES = 5


def show(page: Page, file: PlanFile, assessment: Assessment, now: dt.datetime, beside: list[str]) -> None:
    """Write the findings of one plan: what is not met, then what is open, then a sum.

    `beside` says which other files they rest on.
    """
    heading(page, assessment, now, words.clean(file.name))
    for line in beside:
        page.line(line)
    for found in assessment.against:
        page.line()
        _finding(page, file, assessment, found)
    _unanswered(page, assessment)
    _points(page, assessment)
    page.line()
    sum_up(page, assessment)


def heading(page: Page, assessment: Assessment, now: dt.datetime, name: str) -> None:
    """Write which plan, action and call this is about, and how the round stands."""
    programme = assessment.programme
    action = programme.action(assessment.code)
    page.line(f"{name}: {assessment.code} {words.text(action.name)}", style="heading", hang=2)
    page.line(when.call_words(programme))
    if action.no_call:
        page.line(words.text(action.no_call), style="warning")
    else:
        page.line(when.round_words(assessment.round, assessment.last_round, now))


def _finding(page: Page, file: PlanFile, assessment: Assessment, found: Finding) -> None:
    page.line(title(found), style=style(found), hang=2)
    spot = position(found, file)
    counted = _counted(found, file)
    if spot:
        page.exact(f"  --> {words.clean(spot.file.name)}:{spot.line}:{spot.column}", style="quiet")
        if not (found.facts.counts(found.requirement.fact) and found.requirement.test == "at_least"):
            excerpt(page, spot.file.text, spot.line, spot.column, spot.width)  # else nothing there is wrong
    if counted:
        page.line(counted, indent=2)
    _elsewhere(page, found, indent=2)
    body(page, assessment, found, indent=2)


def style(found: Finding) -> str:
    """Return the style in which a finding is announced."""
    return "bad" if found.broken else "warning" if found.requirement.level == "should" else "quiet"


def title(found: Finding) -> str:
    """Announce a finding: how it stands, the item that it is about, and the fact: `NOT MET · Length of the project`."""
    programme = found.facts.programme
    about = items.of_plan(programme, found.facts.plan, _item(found))
    label = words.text(programme.facts[found.requirement.fact].label)
    return " · ".join(filter(None, (level_words(found), about, label)))


def _item(found: Finding) -> Path:
    return (found.requirement.each, found.index) if found.requirement.each and found.index is not None else ()


def level_words(found: Finding) -> str:
    """Name a finding by its level: an obstacle, a weakness, a slip in the plan, or a sign that others are meant."""
    if found.requirement.consequence == "own-check":
        return _("CHECK THIS")
    return {"must": _("NOT MET"), "should": _("WEAKNESS"), "fit": _("FIT")}[found.requirement.level]


def body(page: Page, assessment: Assessment, found: Finding, indent: int) -> None:
    """Write what a finding says: the rule, what the plan says, what follows, what can be done, and the source."""
    programme, requirement = assessment.programme, found.requirement
    for said in (*_said(found), sentences.consequence(programme, requirement)):
        page.line(said, indent=indent)
    mends = [*sentences.changes(found, assessment.mender.changes(found)), *sentences.ways(found)]
    if mends:
        page.line(_("What you can do:"), indent=indent)
    for mend in mends:
        page.line(f"- {mend}", indent=indent, hang=2)
    if requirement.note:
        page.line(words.text(requirement.note), indent=indent)
    source = sentences.source(found)
    key = f"({requirement.id})"
    page.line(_("Source: {source}").format(source=f"{source} {key}") if source else key, indent=indent, style="quiet")


def in_short(found: Finding) -> str:
    """Say a finding in one paragraph: the rule, and what the plan says."""
    return " ".join(_said(found))


def _said(found: Finding) -> list[str]:
    rule = sentences.rule(found.facts.programme, found.requirement)
    return list(filter(None, (rule, sentences.now(found), *sentences.here(found))))


def position(found: Finding, file: PlanFile) -> Spot | None:
    """Return where the value stands that a finding rests on: the first, or the table that holds it."""
    return next((spot for path in (*found.places, _item(found)) if (spot := file.spot(path))), None)


def _counted(found: Finding, file: PlanFile) -> str:
    """Say which lines count together, where something is counted and there are several."""
    if not found.facts.counts(found.requirement.fact):
        return ""
    spots = [spot for path in found.places if (spot := file.spot(path))]
    lines = sorted({spot.line for spot in spots if spot.file is spots[0].file})
    if len(lines) < 2:
        return ""
    listed = ", ".join(map(str, lines[:MOST_LINES]))
    if len(lines) > MOST_LINES:
        more = len(lines) - MOST_LINES
        return _("Counted together: lines {lines} and {more} more.").format(lines=listed, more=more)
    return _("Counted together: lines {lines}.").format(lines=listed)


def _elsewhere(page: Page, found: Finding, indent: int) -> None:
    """Write where other plans say what a finding rests on: the first places, and how many more there are."""
    parts = found.elsewhere
    for part in parts[:MOST_LINES]:
        page.line(elsewhere(found.facts.programme, part), indent=indent, hang=2)
    more = len(parts) - MOST_LINES
    if more > 0:
        said = _n("And in {number} more place.", "And in {number} more places.", more)
        page.line(said.format(number=more), indent=indent)


def elsewhere(programme: Programme, part: Part) -> str:
    """Say where another plan says what a finding rests on: `In b.toml:12, as partner (KA210-VET)`."""
    application = part.application
    place = application.file.spot(part.path)
    role = words.text(programme.choices["roles_in_plans"][part.role].name)
    told = _("In {file}, {role} ({code}, call {year})")
    file = words.clean(place.file.name if place else application.file.name) + (f":{place.line}" if place else "")
    return told.format(file=file, role=role, code=application.code, year=application.year)


def unanswered(assessment: Assessment) -> dict[Path, list[Finding]]:
    """Gather what is not known by the plan field that would answer it; an empty path for what no field answers."""
    by_field: dict[Path, list[Finding]] = {}
    for found in assessment.open:
        for path in found.missing or ((),):
            by_field.setdefault(path, []).append(found)
    return by_field


def _unanswered(page: Page, assessment: Assessment) -> None:
    """Write the open questions by the time at which they matter, and each time by the item that they are about."""
    programme, code = assessment.programme, assessment.code
    open_ = unanswered(assessment)
    paths = list(open_)
    stages = {
        "idea": _("Still to answer: decide now"),
        "draft": _("Still to answer: before applying"),
        "sending": _("Still to answer: when sending"),
    }
    by_stage: dict[str, list[Path]] = {stage: [] for stage in stages}
    for path in filter(None, paths):
        by_stage[items.stage_of(programme, code, path, open_[path][0].facts)].append(path)
    for stage, fields in by_stage.items():
        if fields:
            page.line()
            page.line(stages[stage], style="heading")
        for item, of_item in groupby(sorted(fields, key=_item_order), key=_item_order):
            of_list = list(of_item)
            if item:
                page.line(items.of_plan(programme, assessment.plan, of_list[0]) or "", indent=2)
            for path in of_list:
                asked = f"{items.asked(programme, code, path)} ({dotted(path)})"
                page.line(asked, indent=4 if item else 2, hang=2)
    if () in paths:
        page.line()
        page.line(_("What the plan cannot settle yet"), style="heading")
        for found in open_[()]:
            page.line(f"{in_short(found)} ({found.requirement.id})", indent=2, hang=2)
            _elsewhere(page, found, indent=4)


def _item_order(path: Path) -> tuple[str, int] | tuple[()]:
    """Put the plan as a whole first, then the items of each list in their order."""
    return (str(path[0]), path[1]) if len(path) > 1 and isinstance(path[1], int) else ()


def _points(page: Page, assessment: Assessment) -> None:
    """Write what colleagues' points come to against the award criteria."""
    reading = assessment.reading
    if reading is None:
        return
    award = reading.award
    page.line()
    page.line(_("Points of your own reading"), style="heading")
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
    for line in _doubts(reading):
        page.line(line, indent=2, hang=2)
    page.line(f"{verdict(reading.passes)} ({words.sources(assessment.programme, award.sources)})", indent=2)


def _doubts(reading: Reading) -> Iterable[str]:
    """Say what is wrong with the points themselves."""
    for criterion in reading.impossible:
        yield _("{name}: there are at most {maximum} points.").format(
            name=words.text(criterion.name), maximum=criterion.maximum
        )
    if reading.unknown:
        listed = ", ".join(c.id for c in reading.award.criteria)
        names = ", ".join(map(words.clean, reading.unknown))
        yield _("No such criterion: {names}. Criteria: {listed}.").format(names=names, listed=listed)


def verdict(passes: bool | None) -> str:
    """Say whether points pass."""
    if passes is None:
        return _("Whether they pass cannot be said yet.")
    return _("These points would pass.") if passes else _("These points would not pass.")


def sum_up(page: Page, assessment: Assessment) -> None:
    """Write how the plan stands: in a sentence, and in numbers."""
    page.line(conclusion(assessment), style="bad" if assessment.stopped else "warning" if assessment.open else "good")
    page.line(summary(assessment))


def conclusion(assessment: Assessment) -> str:
    """Say in a sentence how the plan stands."""
    if assessment.programme.action(assessment.code).no_call:
        return _("This action has no call, so it cannot be applied for now.")
    if any(f.requirement.consequence == "rejected" for f in assessment.broken):
        return _("As it stands, the application would be rejected.")
    if assessment.stopped:
        return _("As it stands, something has to be mended.")
    if assessment.open:
        return _("By what the plan says so far, nothing stands in the way.")
    return _("Nothing stands in the way.")


def summary(assessment: Assessment) -> str:
    """Count what is not met, weak, doubtful, met by what the plan says, taken for granted, and open."""
    said = [f for f in assessment.of(Status.MET) if f.places]
    own = [f for f in assessment.against if f.requirement.consequence == "own-check"]
    weak = [f for f in assessment.of(Status.NOT_MET, "should") if f not in own]
    parts = [
        _("not met: {number}").format(number=len(assessment.broken)),
        _("weaknesses: {number}").format(number=len(weak)),
        _("to be checked: {number}").format(number=len(own)) if own else "",
        _("met: {number}").format(number=len(said)),
        _("still open: {number}").format(number=len(unanswered(assessment))),
        _("the points would not pass") if assessment.points_fail else "",
    ]
    return " · ".join(filter(None, parts))
