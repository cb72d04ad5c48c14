"""Writes a paper as one HTML file, which needs nothing from elsewhere."""

from __future__ import annotations

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from erasmus_cli.folder import data_folder
from erasmus_cli.language import _
from erasmus_cli.papers.blocks import Drawing, Heading, Paper
from erasmus_cli.views import gantt

#: A paper with more parts than this begins with a list of them, unless it is one page.
PARTS = 4


def write(paper: Paper) -> bytes:
    """Return the paper as a file."""
    folder = data_folder() / "papers"
    environment = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    contents = [(n, b.text) for n, b in enumerate(paper.blocks, 1) if isinstance(b, Heading) and b.level == 1]
    text = environment.get_template("paper.html").render(
        paper=paper,
        css=Markup((folder / "paper.css").read_text(encoding="utf-8")),
        blocks=[(type(block).__name__, block) for block in paper.blocks],
        # A picture is drawn by ElementTree, which makes the texts in it harmless.
        drawn={n: Markup(_inside(b.chart)) for n, b in enumerate(paper.blocks) if isinstance(b, Drawing)},
        contents=contents if len(contents) > PARTS and not paper.one_page else [],
        words={
            "contents": _("In this paper"),
            "chart": _("Chart"),
            "done": _("done"),
            "open": _("open"),
            "sign": _("Signature, name in print, place and date"),
        },
    )
    return text.encode()


def _inside(chart: gantt.Chart) -> str:
    """Return the picture of a chart as it stands in a page: without the declaration of a file of its own."""
    return gantt.svg(chart).decode().partition("?>")[2].strip()
