"""The sheet for a partner: who asks for what, what the partner needs, its rights and duties, and room to reply."""

from __future__ import annotations

from collections.abc import Iterator

from erasmus_cli.language import _, language
from erasmus_cli.papers.blocks import Block, Checklist, Items, Pairs, Paragraph, Room, Signatures, Table
from erasmus_cli.papers.common import plan_name
from erasmus_cli.papers.given import Given, own, plain, said
from erasmus_cli.papers.others import Other, others
from erasmus_cli.papers.values import items, label, says, value
from erasmus_cli.programme.countries import country_name, group
from erasmus_cli.programme.papers import Told
from erasmus_cli.rules.finding import Finding, Status
from erasmus_cli.views import diagnostics, sentences, words

US = ["organisation.name", "organisation.country", "organisation.place", "organisation.kind", "organisation.oid"]
PROJECT = ["title", "start", "months"]
MONEY = ["grant", "priorities"]
STAY = [
    *("mobility[].type", "mobility[].participants", "mobility[].days"),
    *("mobility[].place", "mobility[].first_month", "mobility[].last_month"),
]


def _other(given: Given) -> Other:
    assert given.other
    return given.other


def who_we_are(given: Given) -> Iterator[Block]:
    """Yield who applies, and room for whom to ask there."""
    yield from says(given, US)
    yield Room(_("Contact person, e-mail, telephone"), 1)


def project(given: Given) -> Iterator[Block]:
    """Yield what is applied for, and who takes part."""
    name, summary = words.text(given.action.name), words.text(given.action.summary)
    yield Paragraph(f"{given.assessment.code} {name}. {summary}")
    yield from says(given, PROJECT if given.mobile or given.action.grant.form == "none" else [*PROJECT, *MONEY])
    beside = [other for other in others(given.plan, given.programme) if other.kind != "mobility"]
    if beside:
        member = words.text(given.programme.choices["lists"]["members"].name)
        role = {r.id: words.text(r.name) for r in given.programme.choices["partner_roles"].values()}
        rows = [[str(n), other.shown, role.get(other.role, member)] for n, other in enumerate(beside, 1)]
        head = [_("No."), _("Organisation"), _("Role")]
        yield Table(_("Who takes part besides us"), head, rows, widths=(3, 20, 15))


def your_part(given: Given) -> Iterator[Block]:
    """Yield the partner's role, tasks and share of the money."""
    other = _other(given)
    if other.kind == "partners":
        yield Pairs([(label(given, "partners[].role"), value(given, "partners[].role", other.role))])
        partner = (given.plan.partners or [])[other.index]
        for field, text in (("tasks", partner.tasks), ("added_value", partner.added_value)):
            if text and own(text):
                yield Paragraph(label(given, f"partners[].{field}"), "small")
                for paragraph in own(text):
                    yield Paragraph(paragraph, "quote")
        if not partner.tasks:
            yield Room(_("The plan does not tell your tasks yet. What we ask of you:"), 4)
    elif other.kind == "mobility":
        yield from items(given, "mobility", STAY, other.activities)
        yield Room(_("What we ask of you:"), 4)
    else:
        yield Room(_("What we ask of you:"), 4)
    yield from _money(given, other)


def _money(given: Given, other: Other) -> Iterator[Block]:
    """Yield the partner's share of the grant: by part of the project, or that it is not told."""
    named = (other.name or "").casefold()
    rows = []
    for name in ("work_packages", "activities"):
        for number, part in enumerate(getattr(given.plan, name) or [], 1):
            taken = sum(
                euros for who, euros in (part.shares or {}).items() if named and who.strip().casefold() == named
            )
            if taken:
                rows.append([f"{number}. {words.clean(part.title or '')}".rstrip(), words.euros(taken)])
    member = (given.plan.members or [])[other.index] if other.kind == "members" else None
    if rows:
        yield Table(_("Your share of the grant"), [_("Part"), _("Sum")], rows, frozenset({1}), (7, 3))
    elif member and member.support is not None:
        yield Pairs([(label(given, "members[].support"), words.euros(member.support))])
    else:
        record = given.programme.papers.share[other.role]
        yield Paragraph(given.cited(said(record.text), record.sources))


def have(given: Given) -> Iterator[Block]:
    """Yield what the partner must have and send, and by when."""
    rows = [
        [given.cited(said(record.text), record.sources), given.by(record.step) or _("no date")]
        for record in given.told(given.programme.papers.have)
    ]
    if rows:
        yield Table(_("What you need to have and send"), [_("What"), _("By when")], rows, widths=(7, 3))


def country(given: Given) -> Iterator[Block]:
    """Yield the standing of the partner's country, and the rules that the action has for the partner."""
    other, programme = _other(given), given.programme
    if other.country is None:
        yield Paragraph(
            _("The plan does not say which country you are from, so the rules for it are not known."), "notice"
        )
    else:
        record = group(programme, other.country)
        standing = _("Not a programme country.") if record and record.status == "third" else _("Programme country.")
        if record:
            told = f"{country_name(other.country, language())}: {standing} {words.text(record.name)}"
            yield Paragraph(given.cited(told, record.sources))
        excluded = [e for e in programme.exclusions if other.country in e.countries]
        if excluded:
            yield Items([given.cited(words.text(e.text), e.sources) for e in excluded])
    rules = [_rule(f) for f in _asked(given, other)]
    if rules:
        head = [_("Rule"), _("As the plan says now")]
        yield Table(_("Rules for organisations such as yours"), head, rows=list(rules), widths=(7, 3))


def _asked(given: Given, other: Other) -> list[Finding]:
    """Return the findings that are about the partner: of a host, those about the country of what it receives."""
    own = [f for f in given.assessment.findings if f.requirement.each == other.kind]
    if other.kind == "mobility":
        facts = given.programme.facts
        own = [f for f in own if any(r == "mobility[].country" for r in facts[f.requirement.fact].reads)]
    places = other.activities or (other.index,)
    found = {f.requirement.id: f for f in own if f.index in places and f.status is not Status.DOES_NOT_APPLY}
    return [f for f in found.values() if f.requirement.consequence != "own-check"]


def _rule(found: Finding) -> list[str]:
    """Put a rule and how the plan stands to it into words."""
    stands = {Status.MET: _("met"), Status.NOT_KNOWN: _("open")}
    rule = plain(sentences.rule(found.facts.programme, found.requirement))
    return [f"{rule} ({sentences.source(found)})", stands.get(found.status) or diagnostics.level_words(found)]


def _listed(given: Given, records: list[Told]) -> Iterator[Block]:
    told = [given.cited(said(record.text), record.sources) for record in given.told(records)]
    if told:
        yield Items(told)


def rights(given: Given) -> Iterator[Block]:
    """Yield what the guide gives a partner."""
    yield from _listed(given, given.programme.papers.rights)


def duties(given: Given) -> Iterator[Block]:
    """Yield what the guide asks of a partner."""
    yield from _listed(given, given.programme.papers.duties)


def answer(given: Given) -> Iterator[Block]:
    """Yield boxes and lines for the partner's reply."""
    papers = given.programme.papers
    yield Paragraph(_("Project: {name}").format(name=plan_name(given)))
    yield Checklist([(said(line), False) for line in papers.answer])
    for line in papers.answer_lines:
        yield Room(said(line), 1)
    yield Signatures([_("For {name}").format(name=_other(given).shown)])
