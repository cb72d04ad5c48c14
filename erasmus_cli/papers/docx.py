"""Writes a paper as a Word document: real styles and lists, tables whose heads repeat, page numbers, one language."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.shared import Emu, Mm

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
from erasmus_cli.papers.docx_look import Look, dress
from erasmus_cli.programme.days import add_months
from erasmus_cli.views import gantt, words

LANGUAGES = {"fi": "fi-FI", "en": "en-GB"}

#: What a table is moved to the right by: the space that its cells leave beside their text.
INDENT = Mm(1.9)

#: The chart: at most so many columns of months, and the share of the page that the names take.
MONTHS, NAMES = 14, 0.36

#: A box that can be ticked in Word; other programs show its sign.
BOX = (
    '<w:sdt xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"><w:sdtPr><w14:checkbox>'
    '<w14:checked w14:val="{checked}"/><w14:checkedState w14:val="2611" w14:font="Segoe UI Symbol"/>'
    '<w14:uncheckedState w14:val="2610" w14:font="Segoe UI Symbol"/></w14:checkbox></w:sdtPr>'
    '<w:sdtContent><w:r><w:rPr><w:rFonts w:ascii="Segoe UI Symbol" w:hAnsi="Segoe UI Symbol" w:cs="Segoe UI Symbol"/>'
    "</w:rPr><w:t>{sign}</w:t></w:r></w:sdtContent></w:sdt>"
)


def write(paper: Paper) -> bytes:
    """Return the paper as a file; the same paper gives the same bytes."""
    document = Document()
    look = Look(one_page=paper.one_page)
    dress(document, look, LANGUAGES[paper.language])
    _properties(document, paper)
    document.add_paragraph(paper.title, "Title")
    document.add_paragraph(paper.subtitle, "Subtitle")
    writer = _Writer(document, look)
    for block in paper.blocks:
        writer.write(block)
    _footer(document, paper.footer)
    raw = io.BytesIO()
    document.save(raw)
    return _undated(raw.getvalue())


def _properties(document: Any, paper: Paper) -> None:
    made = dt.datetime.combine(paper.day, dt.time())
    own = document.core_properties
    own.title, own.subject, own.language = paper.title[:250], paper.subtitle[:250], LANGUAGES[paper.language]
    own.author = own.last_modified_by = "erasmus"
    own.comments, own.keywords, own.revision = "", "", 1
    own.created = own.modified = made


def _footer(document: Any, text: str) -> None:
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.style = document.styles["Footer"]
    paragraph.add_run(f"{text} · ")
    before, between, after = _("page {number} of {all}").replace("{number}", "{all}").split("{all}")
    for told, field in ((before, "PAGE"), (between, "NUMPAGES"), (after, "")):
        if told:
            paragraph.add_run(told)
        if field:
            simple = OxmlElement("w:fldSimple")
            simple.set(qn("w:instr"), field)
            run = OxmlElement("w:r")
            shown = OxmlElement("w:t")
            shown.text = "1"
            run.append(shown)
            simple.append(run)
            paragraph._p.append(simple)


def _undated(raw: bytes) -> bytes:
    """Return the same archive with one day for all its files: when a file was packed is not worth a difference."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, (2000, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # the same on Windows
            new.writestr(entry, old.read(name))
    return packed.getvalue()


class _Writer:
    """Writes blocks into a document."""

    def __init__(self, document: Any, look: Look) -> None:
        self.document, self.look = document, look
        section = document.sections[0]
        self.width = Emu(section.page_width - section.left_margin - section.right_margin - INDENT)

    def _add(self, text: str, style: str) -> Any:
        """Add a paragraph; looking a style up by its name each time would take long in a plan with many activities."""
        paragraph = self.document.add_paragraph(text)
        paragraph._p.style = self.look.id(style)
        return paragraph

    def write(self, block: Block) -> None:
        """Write a block."""
        add = self._add
        match block:
            case Heading(text, level):
                add(text, f"Heading {level}")
            case Paragraph(text, shown):
                add(text, {"plain": "Normal", "small": "Small", "notice": "Notice", "quote": "Quote"}[shown])
            case Items(items):
                for item in items:
                    add(item, "List Bullet")
            case Pairs(rows):
                self._table(_("Overview"), [list(row) for row in rows], (2, 5), head=False)
            case Table(name, head, rows, sums, widths):
                style = "Cell small" if len(head) > 5 else "Cell"
                self._table(name, [head, *rows], widths or (1,) * len(head), sums=sums, style=style)
            case Checklist(lines):
                for text, done in lines:
                    paragraph = add("", "Check")
                    box = BOX.format(checked=int(done), sign="☑" if done else "☐")
                    paragraph._p.append(parse_xml(box))
                    paragraph.add_run(f"\t{text}")
            case Drawing(chart):
                self._chart(chart)
            case Room(label, lines):
                add(label, "Room")
                self._rows(self._table(label, [[""]], (1,), head=False), self.look.line * lines)
            case Signatures(people):
                head = [_("Who"), _("Signature and name in print"), _("Place and date")]
                signed = self._table(_("Signatures"), [head, *([person, "", ""] for person in people)], (3, 5, 3))
                self._rows(signed, self.look.signature, first=1)

    def _table(
        self,
        name: str,
        rows: list[list[str]],
        widths: tuple[int, ...],
        *,
        head: bool = True,
        sums: frozenset[int] = frozenset(),
        style: str = "Cell",
    ) -> Any:
        """Add a table; its name is what a screen reader says of it."""
        table = self.document.add_table(len(rows), len(widths))
        table._tbl.tblPr.style = self.look.id("Table Grid")
        table.autofit = False
        _indented(table)
        _named(table, name)
        shares = [int(self.width * width / sum(widths)) for width in widths]
        for column, share in zip(table._tbl.tblGrid.gridCol_lst, shares, strict=True):
            column.w = Emu(share)
        for number, (row, texts) in enumerate(zip(table._tbl.tr_lst, rows, strict=True)):
            top = head and number == 0
            _row_properties(row, top=top)
            for place, (cell, text) in enumerate(zip(row.tc_lst, texts, strict=True)):
                cell.width = Emu(shares[place])
                paragraph = cell.p_lst[0]
                paragraph.style = self.look.id(
                    "Cell head" if top or (not head and place == 0 and len(texts) > 1) else style
                )
                if place in sums:
                    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
                if text:
                    paragraph.add_r().text = text
                if top:
                    _shade(cell, "EEF2F7")
        self._add("", "After table")
        return table

    def _rows(self, table: Any, height: int, first: int = 0) -> None:
        for row in table.rows[first:]:
            row.height = height

    def _chart(self, chart: gantt.Chart) -> None:
        """Draw the chart as a table: a row for each bar and a column for so many months."""
        columns = list(_columns(chart))
        rows = [["", *(re.sub(r"[\s/]", "\n", words.month(first)) for first, _last in columns)]]
        rows += [[bar.named(60, "…"), *_marks(bar, columns)] for bar in chart.bars]
        share = round(len(columns) * NAMES / (1 - NAMES)) or 1
        rows[0][0] = _("Step")
        table = self._table(chart.title, rows, (share, *(1,) * len(columns)), style="Cell small")
        _margins(table)
        for row, bar in zip(table._tbl.tr_lst[1:], chart.bars, strict=True):
            for cell in row.tc_lst[1:]:
                if cell.p_lst[0].text:
                    cell.p_lst[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
                    _shade(cell, {"late": "F6C6C2", "window": "E3EDF7"}.get(bar.kind, "B7D3EE"))
        self._add(gantt.legend(chart, gantt.BLOCKS)[0].partition(gantt.BLOCKS["today"])[0].strip(), "Small")


def _columns(chart: gantt.Chart) -> Iterator[tuple[dt.date, dt.date]]:
    """Yield the first and the last day of each column."""
    months = (chart.last.year - chart.first.year) * 12 + chart.last.month - chart.first.month + 1
    apart = next((n for n in (1, 2, 3, 6, 12, 24) if months <= n * MONTHS), 60)
    day = chart.first
    while day < chart.last:
        following = add_months(day, apart)
        yield day, following - dt.timedelta(days=1)
        day = following


def _marks(bar: gantt.Bar, columns: list[tuple[dt.date, dt.date]]) -> Iterator[str]:
    for first, last in columns:
        yield gantt.BLOCKS[bar.kind] if bar.first <= last and bar.last >= first else ""


def _indented(table: Any) -> None:
    """Let the border of a table stand where the text of the page begins, not left of it."""
    indent = OxmlElement("w:tblInd")
    indent.set(qn("w:w"), str(INDENT.twips))
    indent.set(qn("w:type"), "dxa")
    table._tbl.tblPr.find(qn("w:tblW")).addnext(indent)


def _margins(table: Any) -> None:
    """Leave next to no room beside the text of cells that are narrow."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        width = OxmlElement(f"w:{side}")
        width.set(qn("w:w"), "28")
        width.set(qn("w:type"), "dxa")
        margins.append(width)
    table._tbl.tblPr.find(qn("w:tblLook")).addprevious(margins)


def _named(table: Any, name: str) -> None:
    """Give a table the name that a screen reader says."""
    for tag in ("w:tblCaption", "w:tblDescription"):
        element = OxmlElement(tag)
        element.set(qn("w:val"), name[:200])
        table._tbl.tblPr.append(element)


def _row_properties(row: Any, *, top: bool) -> None:
    """Keep a row on one page, and repeat the first one on each."""
    properties = row.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if top:
        properties.append(OxmlElement("w:tblHeader"))


def _shade(cell: Any, colour: str) -> None:
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", colour)):
        shade.set(qn(f"w:{name}"), value)
    cell.get_or_add_tcPr().append(shade)
