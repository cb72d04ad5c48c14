"""Lump sums to choose from: the menu, and what each takes."""

from __future__ import annotations

from erasmus_cli.language import _
from erasmus_cli.programme.load import Programme
from erasmus_cli.views import sentences, words
from erasmus_cli.views.page import Page


def menu(programme: Programme, code: str) -> list[tuple[int, str]]:
    """Return the lump sums of an action, the smallest first, each with a line that tells whom it is for."""
    found = programme.lump_sums_of(code)
    return [(one.euros, words.text(one.about)) for one in found.sums] if found else []


def takes(programme: Programme, code: str, euros: int) -> list[str]:
    """Say what a lump sum takes: the rules that hold for it, how the choice is judged, and what no page ties to it."""
    found = programme.lump_sums_of(code)
    if found is None:
        return []
    rules = [programme.requirement(name) for name in found.rules]
    said = [(sentences.rule(programme, rule), rule.sources) for rule in rules]
    said += [(sentences.of_sum(programme, s.text, euros), s.sources) for s in (*found.judged, *found.not_fixed)]
    return [f"{text} ({words.sources(programme, cited, code)})" for text, cited in said]


def show(page: Page, programme: Programme, code: str) -> None:
    """Write the lump sums of an action and what it takes to get one, while none is chosen."""
    for euros, about in menu(programme, code):
        page.line(f"{words.euros(euros)}: {about}", indent=2, hang=2)
    for euros, _about in menu(programme, code)[:1]:
        page.line()
        page.line(_("What the choice takes, told for {sum}").format(sum=words.euros(euros)), style="heading")
        for said in takes(programme, code, euros):
            page.line(f"- {said}", indent=2, hang=2)
