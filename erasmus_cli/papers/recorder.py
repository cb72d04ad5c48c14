"""Takes what a view writes to a page as blocks, so that a paper tells it in the same words."""

from __future__ import annotations

from collections.abc import Callable

from erasmus_cli.papers.blocks import Block, Heading, Items, Paragraph
from erasmus_cli.papers.given import plain
from erasmus_cli.views.page import Page


class Recorder(Page):
    """A page whose lines become headings, paragraphs and, where they are indented, items of lists."""

    def __init__(self) -> None:
        """Begin with nothing."""
        super().__init__()
        self.blocks: list[Block] = []

    def line(self, text: str = "", *, style: str = "", indent: int = 0, hang: int = 0) -> None:
        """Take a paragraph; one that is indented further than an item goes on with it."""
        text = plain(text).removeprefix("- ")
        last = self.blocks[-1] if self.blocks else None
        if not text:
            return
        if style == "heading":
            self.blocks.append(Heading(text, 2))
        elif not indent:
            self.blocks.append(Paragraph(text, "notice" if style in ("bad", "warning") else "plain"))
        elif not isinstance(last, Items):
            self.blocks.append(Items([text]))
        elif indent > 2:
            before = last.items[-1]
            last.items[-1] = f"{before} {text}" if before.endswith((".", "?", ")")) else f"{before}: {text}"
        else:
            last.items.append(text)


def recorded(write: Callable[[Page], None]) -> list[Block]:
    """Return what is written to a page as blocks."""
    page = Recorder()
    write(page)
    return page.blocks
