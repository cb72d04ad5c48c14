"""The working paper of the team: the application form section by section, what is assessed, what is open, and room."""

from __future__ import annotations

from collections.abc import Iterator

from erasmus_cli.language import _, _n
from erasmus_cli.papers.blocks import Block, Checklist, Drawing, Heading, Items, Paragraph, Room
from erasmus_cli.papers.given import Given, own, plain
from erasmus_cli.papers.values import label, says, value
from erasmus_cli.plan.paths import Path, pattern, value_at
from erasmus_cli.programme.base import Text
from erasmus_cli.programme.forms import FormSection
from erasmus_cli.programme.records import Criterion
from erasmus_cli.rules.finding import Status
from erasmus_cli.views import diagnostics, items, sentences, steps, when, words

#: Lines to write on: so many characters of a limit take one, within these bounds.
PER_LINE, FEWEST, MOST = 500, 3, 8


def state(given: Given) -> Iterator[Block]:
    """Yield how the round and the plan stand."""
    assessment = given.assessment
    yield Paragraph(when.round_words(assessment.round, assessment.last_round, given.now))
    yield Paragraph(diagnostics.conclusion(assessment), "notice")
    yield Paragraph(diagnostics.summary(assessment))


def form(given: Given) -> Iterator[Block]:
    """Yield the sections of the application form, each with all that belongs to it."""
    code = given.assessment.code
    record = given.programme.form(code)
    if record is None:
        yield Paragraph(_("Nothing is known of the application form of {code}.").format(code=code), "notice")
        return
    yield Paragraph(given.cited(words.text(record.note), record.sources), "small")
    for limit in record.pages:
        if code in limit.actions:
            read = _n("At most {number} page is read.", "At most {number} pages are read.", limit.pages)
            yield Paragraph(given.cited(read.format(number=limit.pages), limit.sources))
    judged: set[str] = set()
    limited = any(q.limit for section in record.sections for q in section.questions)
    for section in record.sections:
        yield Heading(f"{words.text(section.name)} · {_standing(section)}", 2)
        yield from _section(given, section, judged, limited=limited)


def _standing(section: FormSection) -> str:
    return _("official") if section.standing == "official" else _("known at second hand")


def _section(given: Given, section: FormSection, judged: set[str], *, limited: bool) -> Iterator[Block]:
    """Yield all that belongs to a section; where no limit is `limited`, the form's own note says that none is known."""
    if section.note:
        yield Paragraph(words.text(section.note), "small")
    if section.says:
        yield Paragraph(_("What the plan says"), "small")
        yield from says(given, section.says)
    for field in section.own_words:
        text = value_at(given.file.data, tuple(field.split(".")))
        if isinstance(text, str) and own(text):
            yield Paragraph(_("Your own words: {what}").format(what=words.lowered(label(given, field))), "small")
            for paragraph in own(text):
                yield Paragraph(paragraph, "quote")
    for criterion in given.action.award.criteria:
        if criterion.id in section.criteria:
            yield from _criterion(criterion, again=criterion.id in judged)
            judged.add(criterion.id)
    open_ = [items.asked(given.programme, given.assessment.code, path) for path in _open(given, section.says)]
    if open_:
        yield Paragraph(_("Still open in the plan"), "small")
        yield Items(list(dict.fromkeys(map(plain, open_))))
    if section.questions and not section.written:
        yield Checklist([(_attached(words.text(q.text), q.note), False) for q in section.questions])
    for question in section.questions if section.written else []:
        asked = words.text(question.text)
        yield Room(f"{asked} {_limit(question.limit, section)}" if limited else asked, _lines(question.limit))
        if question.note:
            yield Paragraph(words.text(question.note), "small")
    if not section.questions:
        yield Room(_("What this section asks is not known. Room for notes."))


def _attached(asked: str, note: Text | None) -> str:
    return f"{asked} {words.text(note)}" if note else asked


def _limit(limit: int | None, section: FormSection) -> str:
    """Say how long an answer may be, as far as that is known."""
    if limit is None:
        return _("(limit not known)")
    official = section.standing == "official"
    form = (
        _("(at most {number} characters, official)") if official else _("(at most {number} characters, at second hand)")
    )
    return form.format(number=words.grouped(limit))


def _lines(limit: int | None) -> int:
    return min(max((limit or 0) // PER_LINE, FEWEST), MOST)


def _criterion(criterion: Criterion, *, again: bool) -> Iterator[Block]:
    """Yield what assessors look at; what was told before is only named."""
    points = _("at most {maximum} points, at least {minimum} needed").format(
        maximum=criterion.maximum, minimum=criterion.minimum
    )
    name = words.text(criterion.name)
    if again:
        yield Paragraph(_("Assessed with “{name}” ({points}), see above.").format(name=name, points=points), "small")
    else:
        yield Paragraph(_("What assessors look at: {name} ({points})").format(name=name, points=points), "small")
        yield Items([words.text(judged) for judged in criterion.judged])


def criteria(given: Given) -> Iterator[Block]:
    """Yield the total that is needed, and the award criteria that belong to no section of the form."""
    award, record = given.action.award, given.programme.form(given.assessment.code)
    told = {name for section in (record.sections if record else []) for name in section.criteria}
    if not award.criteria:
        yield Paragraph(_("No award criteria: the quality of this action is not assessed with points."))
    if award.threshold:
        yield Paragraph(given.cited(_("Total needed: {points} of 100.").format(points=award.threshold), award.sources))
    if award.note:
        yield Paragraph(words.text(award.note))
    for criterion in award.criteria:
        if criterion.id not in told:
            yield from _criterion(criterion, again=False)


def _open(given: Given, fields: list[str]) -> Iterator[Path]:
    """Yield the places of some fields that are still to be filled."""
    for path in filter(None, diagnostics.unanswered(given.assessment)):
        if pattern(path) in fields:
            yield path


def chart(given: Given) -> Iterator[Block]:
    """Yield the chart of the way."""
    drawn = steps.chart(words.text(given.outline.name), given.assessment, given.steps, given.now)
    if drawn:
        yield Drawing(drawn)


def checklist(given: Given) -> Iterator[Block]:
    """Yield what has to be in order before the application is sent, with what the plan says already."""
    lines: dict[Path, bool] = {}
    for found in given.assessment.findings:
        if found.status is not Status.DOES_NOT_APPLY:
            for path in (*found.missing, *found.places):
                if path and items.stage_of(given.programme, given.assessment.code, path, found.facts) == "sending":
                    lines[path] = found.status is Status.MET and _in_order(given, path)
    if lines:
        yield Checklist([(_check(given, path), done) for path, done in sorted(lines.items(), key=lambda x: str(x[0]))])
    else:
        yield Paragraph(_("Nothing of this action is asked for only when sending."))


def _in_order(given: Given, path: Path) -> bool:
    """Whether the plan says that a line is in order: that a statement holds, or what a question asks."""
    said = value_at(given.file.data, path)
    return said is not None and (said is not False or _stated(given, path) is None)


def _stated(given: Given, path: Path) -> Text | None:
    """Return the statement that the data have for a place."""
    field = pattern(path)
    return next((c.text for q in given.programme.questions for c in q.checks if c.field == field), None)


def _check(given: Given, path: Path) -> str:
    """Put a place of the plan as a line of the checklist: as a statement, where the data have one."""
    stated = _stated(given, path)
    told = words.text(stated) if stated else _answered(given, path)
    about = items.of_plan(given.programme, given.plan, path)
    told = told[:1].upper() + told[1:]
    return f"{told} ({about})" if about else told


def _answered(given: Given, path: Path) -> str:
    """Put a place that is no statement as the question, with the plan's answer if it has one."""
    asked = items.asked(given.programme, given.assessment.code, path)
    said = value_at(given.file.data, path)
    if said is None:
        return asked
    many = isinstance(said, list) and any(isinstance(item, dict) for item in said)
    return f"{asked} {len(said) if many else value(given, pattern(path), said)}"


def findings(given: Given) -> Iterator[Block]:
    """Yield what is not met or weak: the rule, what follows, what can be done, and the source."""
    assessment = given.assessment
    if not assessment.against:
        yield Paragraph(_("Nothing that the plan says so far is against a rule."))
    for found in assessment.against:
        yield Heading(diagnostics.title(found), 2)
        yield Paragraph(f"{diagnostics.in_short(found)} {sentences.consequence(given.programme, found.requirement)}")
        mends = [*sentences.changes(found, assessment.mender.changes(found)), *sentences.ways(found)]
        if mends:
            yield Items(list(map(plain, mends)))
        source = " ".join(filter(None, (sentences.source(found), f"({found.requirement.id})")))
        yield Paragraph(_("Source: {source}").format(source=source), "small")


def open_(given: Given) -> Iterator[Block]:
    """Yield the questions that are still to be answered, by the time at which they matter."""
    stages = {
        "idea": _("Still to answer: decide now"),
        "draft": _("Still to answer: before applying"),
        "sending": _("Still to answer: when sending"),
    }
    code, programme = given.assessment.code, given.programme
    found = diagnostics.unanswered(given.assessment)
    for stage, heading in stages.items():
        asked = []
        for path in (p for p in found if p and items.stage_of(programme, code, p, found[p][0].facts) == stage):
            about = items.of_plan(programme, given.plan, path)
            asked.append(" · ".join(filter(None, (about, plain(items.asked(programme, code, path))))))
        if asked:
            yield Heading(heading, 2)
            yield Items(asked)
    if () in found:
        yield Heading(_("What the plan cannot settle yet"), 2)
        yield Items([plain(diagnostics.in_short(f)) for f in found[()]])
    if not found:
        yield Paragraph(_("Nothing that matters for the application is open."))
