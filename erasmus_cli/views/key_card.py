"""The card of a key of the plan file: what it means, what it takes, an example, and the rules that rest on it."""

from __future__ import annotations

from collections.abc import Collection

import tomli

from erasmus_cli.language import _
from erasmus_cli.programme.keys import Key, keys, words_of
from erasmus_cli.programme.load import Programme
from erasmus_cli.programme.records import Choice
from erasmus_cli.programme.requirement import Requirement
from erasmus_cli.views import sentences, words
from erasmus_cli.views.page import Page

#: How many words of a list and how many rules a card shows, if not all of them; with more words than a few, no rules.
WORDS, RULES, FEW = 12, 5, 10


def show(page: Page, record: Key, programme: Programme, everything: bool) -> int:
    """Write what is known of a key; return how much was left out."""
    fact = programme.facts.get(record.field.replace("[]", ""))
    if fact:
        page.line(words.text(fact.label), indent=2)
    page.line(words.text(record.meaning), indent=2)
    if record.help:
        page.line(words.text(record.help), indent=2)
    inner = [key for key in keys(programme).values() if key.section == record.field]
    page.line(_("What it takes: {kind}.").format(kind=_takes(record, inner)), indent=2)
    choices = words_of(programme, record)
    rest = word_list(page, choices, everything)
    page.line(_("In the file:"), indent=2)
    for line in _written(record):
        page.exact(f"    {line}")
    if inner and everything:
        page.columns([(key.name, words.text(key.meaning)) for key in inner])
    elif inner:
        page.line(_("Its keys: {keys}.").format(keys=", ".join(key.name for key in inner)), indent=2, hang=2)
        page.line(_("What each means: `erasmus explain {name} --all`").format(name=record.field), indent=2)
    reading = {fact.id for fact in programme.facts.values() if record.field in fact.reads}
    found = sorted(asking(reading, programme), key=lambda requirement: _distance(requirement, record, programme))
    if len(choices) > FEW and not everything:
        return rest + len(found)
    return rest + rules(page, found, programme, everything)


def _distance(requirement: Requirement, record: Key, programme: Programme) -> tuple[bool, bool, bool]:
    """Sort the rules about the key itself before those that take it into account, and our own comparisons last."""
    itself = programme.facts[requirement.fact].reads[0] == record.field
    return requirement.consequence == "own-check", requirement.level == "fit", not itself


def _written(record: Key) -> list[str]:
    """Return the lines of an example as it stands in a file, with the header of its section."""
    import tomli_w  # only for those who ask about a key

    header = f"[[{record.section}]]" if "[]" in record.field else f"[{record.section}]"
    value = tomli.loads(f"x = {record.example}")["x"]
    item = value[0] if isinstance(value, list) and value else value
    if isinstance(item, dict) and not record.section:
        lines = tomli_w.dumps(item).splitlines()
        return [f"[{record.field}]" if item is value else f"[[{record.field}]]", *lines]
    return [*([header] if record.section else []), f"{record.name} = {record.example}"]


def _takes(record: Key, inner: list[Key]) -> str:
    """Say what kind of value a key takes."""
    names = _("some of these words, each with a value") if record.choices else _("names, each with a value")
    return {
        "one": _("one of these words, in quotes"),
        "many": _("some of these words, as a list; [] for none of them"),
        "yes-no": _("true or false"),
        "count": _("a whole number"),
        "euros": _("whole euros"),
        "date": _("a day as year-month-day"),
        "text": _("a text in quotes"),
        "country": _("the two-letter code of a country (`erasmus explain countries`)"),
        "numbers": _("a list of whole numbers"),
        "table": _("keys of its own") if inner else names,
        "list": _("a list; each item has keys of its own") if inner else _("a list of texts"),
    }[record.kind]


def word_list(page: Page, choices: list[Choice], everything: bool) -> int:
    """Write the words of a list; return how many were left out."""
    shown = choices if everything else choices[:WORDS]
    if shown:
        page.columns([(choice.id, words.text(choice.name)) for choice in shown])
    return len(choices) - len(shown)


def rules(page: Page, requirements: list[Requirement], programme: Programme, everything: bool) -> int:
    """Write the rules that rest on something; return how many were left out."""
    shown = requirements if everything else requirements[:RULES]
    for requirement in shown:
        page.line(f"- {sentences.rule(programme, requirement)} ({requirement.id})", indent=2, hang=2)
    return len(requirements) - len(shown)


def asking(facts: Collection[str], programme: Programme) -> list[Requirement]:
    """Return the rules that compare one of these facts, each once."""
    found = {q.id: q for code in programme.codes for q in programme.requirements(code) if q.fact in facts}
    return list(found.values())
