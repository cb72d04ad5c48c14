"""Countries: all of them by standing, or one with what an organisation from there may do."""

from __future__ import annotations

import datetime as dt

from erasmus_cli.advice.participation import Part
from erasmus_cli.language import _, language
from erasmus_cli.programme.countries import country_name, group
from erasmus_cli.programme.load import Programme
from erasmus_cli.programme.records import CountryGroup
from erasmus_cli.rules.finding import Finding
from erasmus_cli.views import lists, machine, sentences, words
from erasmus_cli.views.page import Page


def overview(page: Page, groups: list[CountryGroup], programme: Programme) -> None:
    """Write groups of countries with their members."""
    for record in groups:
        page.line(f"{words.text(record.name)} ({words.sources(programme, record.sources)})", style="heading")
        named = sorted(f"{country_name(code, language())} {code}" for code in record.members)
        page.line(", ".join(named), indent=2)
        if record.note:
            page.line(words.text(record.note), indent=2, style="quiet")
        page.line()
    lists.notes(page, ("countries",), programme)


def show(page: Page, code: str, found: list[Part], programme: Programme) -> None:
    """Write a country's standing and what an organisation from there may do in each action, and why not."""
    _standing(page, code, programme)
    support = next((s for s in programme.support_groups if code in s.members), None)
    said = (
        _("Country group {number} for individual support").format(number=support.group)
        if support
        else _("In no country group for individual support")
    )
    page.line(f"{said} ({words.sources(programme, (support or programme.support_groups[0]).sources)})", indent=2)
    for part in dict.fromkeys(p.part for p in found):
        page.line()
        page.line(_part(part), style="heading", indent=2)
        _answers(page, [p for p in found if p.part == part], programme)
    _exclusions(page, code, programme)


def brief(page: Page, code: str, found: list[Part], programme: Programme) -> None:
    """Write a country's standing and in short which parts beside a Finnish applicant it may have, without reasons."""
    _standing(page, code, programme)
    for part in ("partner", "associated", "venue"):
        some = _("Some types of activities: {codes}")
        answers: dict[str, list[str]] = {a: [] for a in (_("Yes: {codes}"), some, _("Ask first: {codes}"))}
        for action in dict.fromkeys(p.action for p in found if p.part == part):
            said = {_answer(p) for p in found if (p.part, p.action) == (part, action)}
            answer = said.pop() if len(said) == 1 else some
            answers.setdefault(answer, []).append(words.short(action))
        page.line(_part(part), indent=2)
        for answer, actions in answers.items():
            if actions:
                page.line(answer.format(codes=", ".join(actions)), indent=4, hang=2)
    _exclusions(page, code, programme)
    for told in (
        _("Yes: the country is no obstacle. What else each action asks: {command}").format(
            command="`erasmus actions KA220`"
        ),
        _("Why, and what it may apply for itself: {command}").format(command=f"`erasmus countries {code}`"),
    ):
        page.line(told, indent=2, style="quiet")


def _standing(page: Page, code: str, programme: Programme) -> None:
    record = group(programme, code)
    page.line(f"{country_name(code, language())} ({code})", style="heading")
    if record:
        standing = _("Not a programme country.") if record.status == "third" else _("Programme country.")
        told = f"{standing} {words.text(record.name)} ({words.sources(programme, record.sources)})"
        page.line(told, indent=2)


def _exclusions(page: Page, code: str, programme: Programme) -> None:
    for exclusion in programme.exclusions:
        if code in exclusion.countries:
            page.line()
            page.line(f"{words.text(exclusion.text)} ({words.sources(programme, exclusion.sources)})", indent=2)


def _answer(part: Part) -> str:
    """Say whether a country may have a part; the codes of the actions are filled in later."""
    return _("No: {codes}") if part.barred else _("Ask first: {codes}") if part.doubtful else _("Yes: {codes}")


def _answers(page: Page, found: list[Part], programme: Programme) -> None:
    """Write which actions admit a part; those that give the same answer for the same reason stand together."""
    answers: dict[tuple[str, ...], list[Part]] = {}
    for part in found:
        answers.setdefault(tuple(_why(programme, f) for f in part.barred or part.doubtful), []).append(part)
    for why, parts in sorted(answers.items(), key=lambda answer: len(answer[0])):
        named: dict[str, list[str]] = {}
        for part in parts:
            activities = named.setdefault(part.action, [])
            activities += [words.text(programme.choices["activity_types"][part.activity].name)] if part.activity else []
        listed = "; ".join(f"{code}: {', '.join(types)}" if types else code for code, types in named.items())
        page.line(_answer(parts[0]).format(codes=listed), indent=4, hang=2)
        for reason in dict.fromkeys(why):
            page.line(reason, indent=6, hang=2, style="quiet")


def _why(programme: Programme, found: Finding) -> str:
    return f"{sentences.rule(programme, found.requirement)} ({sentences.source(found)})"


def _part(part: str) -> str:
    return {
        "applicant": _("As applicant"),
        "partner": _("As partner that gets a share of the grant"),
        "associated": _("As associated partner without funding"),
        "venue": _("As the country of a mobility activity"),
    }[part]


def write_json(found: dict[str, list[Part]], programme: Programme, now: dt.datetime) -> None:
    """Write countries with their standing and parts as JSON."""
    documents = []
    for code, parts in found.items():
        record = group(programme, code)
        documents.append(
            {
                "code": code,
                "names": {word: country_name(code, word) for word in ("fi", "en")},
                "group": record and record.id,
                "standing": record and record.status,
                "support_group": next((s.group for s in programme.support_groups if code in s.members), None),
                "parts": [
                    {
                        "action": p.action,
                        "part": p.part,
                        "activity": p.activity,
                        "barred_by": [f.requirement.id for f in p.barred],
                        "doubtful": [f.requirement.id for f in p.doubtful],
                    }
                    for p in parts
                ],
            }
        )
    machine.write("countries", now, call=machine.call(programme), countries=documents)
