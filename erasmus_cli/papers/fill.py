"""Makes a paper of a plan: each part of its outline is filled by the function of its name."""

from __future__ import annotations

from erasmus_cli import __version__
from erasmus_cli.language import _, language
from erasmus_cli.papers import common, money, partner, principal, team
from erasmus_cli.papers.blocks import Block, Heading, Paper, Paragraph
from erasmus_cli.papers.given import Filler, Given, said
from erasmus_cli.views import words

FILLERS: dict[str, Filler] = {
    "made": common.made,
    "idea": common.idea,
    "idea-in-short": common.idea_in_short,
    "timetable": common.timetable,
    "timetable-in-short": common.timetable_in_short,
    "sources": common.sources,
    "matter": principal.matter,
    "signing": principal.signing,
    "tasks": principal.tasks,
    "risks": principal.risks,
    "otherwise": principal.otherwise,
    "signatures": principal.signatures,
    "state": team.state,
    "form": team.form,
    "criteria": team.criteria,
    "budget": money.budget,
    "chart": team.chart,
    "checklist": team.checklist,
    "findings": team.findings,
    "open": team.open_,
    "who-we-are": partner.who_we_are,
    "project": partner.project,
    "your-part": partner.your_part,
    "have": partner.have,
    "country": partner.country,
    "rights": partner.rights,
    "duties": partner.duties,
    "answer": partner.answer,
}


def filled(given: Given) -> Paper:
    """Return a paper, filled; a part without anything to tell is left out, with its heading."""
    blocks: list[Block] = []
    for part in given.outline.parts:
        own = list(FILLERS[part.fill](given))
        if own and part.heading:
            blocks.append(Heading(words.text(part.heading)))
        if own and part.text:
            blocks.append(Paragraph(said(part.text), "small"))
        blocks += own
    name, about = words.text(given.outline.name), common.plan_name(given)
    title = f"{name}: {given.other.shown}" if given.other else f"{name}: {about}"
    code = f"{given.assessment.code} {words.text(given.action.name)}"
    footer = _("{plan} · erasmus {version} · {day} · no application").format(
        plan=about, version=__version__, day=words.date(given.today)
    )
    used = "fi" if language() == "fi" else "en"
    return Paper(
        title, f"{about} · {code}" if given.other else code, footer, used, given.today, blocks, given.outline.one_page
    )
