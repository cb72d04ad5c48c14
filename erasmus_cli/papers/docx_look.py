"""How a Word document looks: its page, language, fonts and styles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

#: A font that Word has everywhere, and others have one of the same widths: pages then break alike.
FONT = "Arial"
BLUE = RGBColor(0x12, 0x3F, 0x73)
GREY = RGBColor(0x4A, 0x4A, 0x52)


@dataclass(frozen=True, slots=True)
class Look:
    """The sizes of a document; one that has to fit one page is set smaller."""

    one_page: bool

    @property
    def size(self) -> float:
        """The size of the text in points."""
        return 8.5 if self.one_page else 10

    @property
    def line(self) -> int:
        """The height of a line to write on."""
        return Mm(6 if self.one_page else 8)

    @property
    def signature(self) -> int:
        """The height of a row to sign in."""
        return Mm(8.5 if self.one_page else 14)

    def id(self, style: str) -> str:
        """Return the id of a style of ours: its name without spaces."""
        return style.replace(" ", "")


def dress(document: Any, look: Look, language: str) -> None:
    """Give a new document its page, language and styles."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    margin = 11 if look.one_page else 20
    section.left_margin = section.right_margin = Mm(margin + (4 if look.one_page else 2))
    section.top_margin = section.bottom_margin = Mm(margin)
    section.header_distance = section.footer_distance = Mm(5 if look.one_page else 10)
    _language(document, language)
    _picture_off(document)
    _styles(document, look)
    for border in document.styles["Table Grid"].element.iter(qn("w:tblBorders")):
        for side in border:
            side.set(qn("w:color"), "9A9AA4")


def _language(document: Any, language: str) -> None:
    defaults = document.styles.element.find(qn("w:docDefaults"))
    for element in (defaults.find(f".//{qn('w:lang')}"), document.settings.element.find(qn("w:themeFontLang"))):
        element.set(qn("w:val"), language)
    document.settings.element.find(qn("w:zoom")).set(qn("w:percent"), "100")


def _picture_off(document: Any) -> None:
    """Take out the picture of an empty page that the template brings."""
    relations = document.part.package.rels
    for name in [name for name, relation in relations.items() if relation.reltype == RELATIONSHIP_TYPE.THUMBNAIL]:
        del relations[name]


def _styles(document: Any, look: Look) -> None:
    size, tight = look.size, look.one_page
    _style(document, "Normal", size, after=2 if tight else 6)
    _style(document, "Title", 15 if tight else 20, bold=True, colour=BLUE, after=0)
    _style(document, "Subtitle", size + 1, colour=GREY, after=2 if tight else 8)
    _style(document, "Heading 1", 10 if tight else 14, bold=True, colour=BLUE, before=5 if tight else 16, after=2)
    _style(document, "Heading 2", size + 1, bold=True, colour=BLUE, before=10, after=2)
    _style(document, "List Bullet", size, after=0 if tight else 2)
    _style(document, "Quote", size, italic=True, after=4).paragraph_format.left_indent = Mm(6)
    _style(document, "Footer", 7.5, colour=GREY)
    _style(document, "Small", size - 1, colour=GREY, after=2 if tight else 4)
    _style(document, "Notice", size, bold=True, after=2 if tight else 6)
    _style(document, "Cell", size - (0 if tight else 0.5))
    _style(document, "Cell head", size - (0 if tight else 0.5), bold=True)
    _style(document, "Cell small", size - 2.5)
    _style(document, "Room", size, bold=True, before=6, after=2).paragraph_format.keep_with_next = True
    _style(document, "Check", size, after=2)
    check = document.styles["Check"].paragraph_format
    check.left_indent, check.first_line_indent = Mm(7), Mm(-7)
    check.tab_stops.add_tab_stop(Mm(7))
    _style(document, "After table", 2 if tight else 5)


def _style(
    document: Any,
    name: str,
    size: float,
    *,
    bold: bool = False,
    italic: bool = False,
    colour: RGBColor | None = None,
    before: float = 0,
    after: float = 0,
) -> Any:
    """Set a style, which is made if the template does not have it."""
    styles = document.styles
    style = styles[name] if name in styles else styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    if not style.builtin:
        style.base_style = styles["Normal"]
    font = style.font
    font.size, font.bold, font.italic, font.all_caps = Pt(size), bold, italic, False
    font.color.rgb = colour or RGBColor(0, 0, 0)
    _font(style)
    shape = style.paragraph_format
    shape.space_before, shape.space_after, shape.line_spacing = Pt(before), Pt(after), 1.0
    if name in ("Title", "Subtitle"):
        _without(style.element.get_or_add_pPr(), "w:pBdr")
        _without(style.element.get_or_add_rPr(), "w:spacing")
    return style


def _font(style: Any) -> None:
    """Name the font itself: a theme's would go before it."""
    properties = style.element.get_or_add_rPr()
    _without(properties, "w:rFonts")
    fonts = OxmlElement("w:rFonts")
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), FONT)
    properties.insert(0, fonts)


def _without(properties: Any, tag: str) -> None:
    for element in properties.findall(qn(tag)):
        properties.remove(element)
