"""Writes a paper as Markdown (CommonMark with tables)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from erasmus_cli.language import _
from erasmus_cli.papers.blocks import (
    Block,
    Checklist,
    Drawing,
    Heading,
    Items,
    Pairs,
    Paper,
    Paragraph,
    Room,
    Signatures,
    Table,
)
from erasmus_cli.views import gantt

#: What has a meaning in Markdown, or in what often reads it.
MEANT = re.compile(r"([\\`*_\[\]<>|~&${}#])")
#: What would begin a list, a heading of the older kind, or a quotation at the beginning of a line.
BEGINS = re.compile(r"^(\s*)([-+=]|\d+(?=[.)]))")

WIDTH = 80


def write(paper: Paper) -> bytes:
    """Return the paper as a file."""
    parts = [f"# {_safe(paper.title)}", _safe(paper.subtitle)]
    parts += ["\n".join(_written(block)) for block in paper.blocks]
    parts += ["---", _safe(paper.footer)]
    return ("\n\n".join(parts) + "\n").encode()


def _safe(text: str) -> str:
    """Make a text plain text in Markdown."""
    escaped = MEANT.sub(r"\\\1", " ".join(text.split("\n")).strip())
    return BEGINS.sub(lambda m: f"{m[1]}{m[2]}\\" if m[2].isdigit() else f"{m[1]}\\{m[2]}", escaped)


def _written(block: Block) -> Iterator[str]:
    match block:
        case Heading(text, level):
            yield f"{'#' * (level + 1)} {_safe(text)}"
        case Paragraph(text, "quote"):
            yield f"> {_safe(text)}"
        case Paragraph(text, "notice"):
            yield f"**{_safe(text)}**"
        case Paragraph(text):
            yield _safe(text)
        case Items(items):
            yield from (f"- {_safe(item)}" for item in items)
        case Pairs(rows):
            yield from (f"- **{_safe(name)}:** {_safe(text)}" for name, text in rows)
        case Table(_name, head, rows, sums):
            yield _row(head)
            yield _row(["---:" if n in sums else "---" for n in range(len(head))], plain=True)
            yield from map(_row, rows)
        case Checklist(lines):
            yield from (f"- [{'x' if done else ' '}] {_safe(text)}" for text, done in lines)
        case Drawing(chart):
            # Indented, so that no text in it can end it.
            yield from (f"    {line}" for line in gantt.lines(chart, WIDTH, gantt.BLOCKS))
            yield f"    {gantt.legend(chart, gantt.BLOCKS)}"
        case Room(label, lines):
            yield _safe(label)
            yield from ["", *["\\_" * 60 + "  "] * lines]
        case Signatures(people):
            for person in people:
                yield _("{person}: signature, name in print, place and date").format(person=_safe(person))
                yield from ("", "\\_" * 60, "")


def _row(cells: list[str], *, plain: bool = False) -> str:
    return f"| {' | '.join(cell if plain else _safe(cell) for cell in cells)} |"
