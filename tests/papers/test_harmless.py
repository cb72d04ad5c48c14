"""What a plan says can't break out of any format: every text field, with all that a format could take for its own."""

import datetime as dt
import io
import re
import zipfile
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest
from docx2python import docx2python
from exporting import ENDINGS, PAPERS, everywhere
from markdown_it import MarkdownIt

from erasmus_cli.commands.check import examine
from erasmus_cli.language import use
from erasmus_cli.papers import docx, html, markdown
from erasmus_cli.papers.blocks import Paper
from erasmus_cli.papers.fill import filled
from erasmus_cli.papers.given import Given
from erasmus_cli.papers.others import others
from erasmus_cli.plan.read import Unreadable
from erasmus_cli.programme.load import Calls
from erasmus_cli.programme.rounds import as_instant

CALLS = Calls()
NOW = as_instant(dt.date(2026, 11, 24))
WRITERS = {"docx": docx.write, "html": html.write, "md": markdown.write}
#: A word that each text begins with, so that it is seen to have come through.
MARK = "Zauberwort"
TEXTS = {
    "markup": "<script>alert(1)</script><img src=x onerror=alert(1)> </style></title> <!-- --> ]]> &amp; &#60; \" '",
    "templates": "{{7*7}} {% for x in y %} {# #} ${7*7} #{7*7} <%= 7*7 %>",
    "markdown": "`a` *b* **c** _d_ [e](javascript:alert(1)) ![f](g) # h | i | ~~j~~ $k$ \\",
    "lines": "\n# heading\n\n- item\n1. item\n```\nfence\n    code\n---\n===\n> quote\n<b>\n| a | b |\n",
    "controls": "\x07\x1b[31m\x1b]0;title\x07\x00\x0b\x0c\x7f\x85\ufffe\uffff\r\n",
    "directions": "\u202e\u202dمرحبا بالعالم \u2066שלום\u2069 \u200f",
    "emoji": "👩\u200d👩\u200d👧 🇫🇮 e\u0301 𝕏",
    "long": "ääkkönen " * 550,
}


@pytest.fixture(autouse=True)
def english() -> None:
    use("en")


def papers(action: str, text: str, folder: Path) -> list[Paper]:
    """Return all papers of a plan with a text in every field."""
    plan = folder / "plan.toml"
    plan.write_text(everywhere(action, (MARK + text)[:5000]), encoding="utf-8")
    result = examine(str(plan), CALLS, NOW, None)
    assert not isinstance(result, Unreadable), result.problems
    opened, assessment = result
    assert assessment
    made = []
    for outline in CALLS[2026].papers.outlines:
        beside = others(opened.file.plan, assessment.programme) if outline.id == "partner" else [None]
        made += [filled(Given(opened.file, assessment, NOW, outline, None, other)) for other in beside]
    return made


class Tags(HTMLParser):
    """Takes the tags of a page, with their attributes, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _value in attrs}

    def handle_data(self, data: str) -> None:
        self.text += data


#: All texts in the plans whose papers show most fields; all at once in the others.
CASES = [(action, name) for action in ("KA122-VET", "KA220-VET") for name in TEXTS]
CASES += [(action, "all") for action in ("KA120-VET", "KA121-VET", "KA210-VET", "COVE")]


@pytest.mark.parametrize(("action", "name"), CASES)
def test_a_text_in_every_field_is_harmless(action: str, name: str, tmp_path: Path) -> None:
    text = "".join(TEXTS.values()) if name == "all" else TEXTS[name]
    for paper in papers(action, text, tmp_path):
        assert paper.blocks
        _html_is_whole(html.write(paper).decode())
        _docx_is_whole(docx.write(paper))
        _markdown_is_whole(markdown.write(paper).decode())


def _html_is_whole(page: str) -> None:
    found = Tags(page)
    assert found.tags.isdisjoint(
        {"script", "img", "iframe", "link", "object", "b", "a"} - ({"a"} if "<nav" in page else set())
    )
    assert not {name for name in found.attributes if name.startswith("on") or name in ("src", "srcset")}
    assert MARK in found.text
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069\ufffe\uffff]", page)
    assert page.count("</style>") == 1
    assert page.count("</title>") == page.count("<title>") <= 2  # of the page, and of the chart
    for link in re.findall(r'href="([^"]*)"', page):
        assert link.startswith("#part-")


def _docx_is_whole(raw: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                ElementTree.fromstring(archive.read(name))
        relations = archive.read("word/_rels/document.xml.rels").decode()
        assert 'TargetMode="External"' not in relations
    with docx2python(io.BytesIO(raw)) as document:
        assert MARK in document.text


def _markdown_is_whole(text: str) -> None:
    """What a reader of Markdown makes of it has no tag, link or picture, and no code besides the chart."""
    rendered = MarkdownIt("commonmark", {"html": True}).enable("table").enable("strikethrough").render(text)
    found = Tags(rendered)
    assert found.tags <= {"h1", "h2", "h3", "p", "ul", "li", "strong", "blockquote", "hr", "br", "pre", "code"} | {
        *("table", "thead", "tbody", "tr", "th", "td")
    }
    assert found.tags.isdisjoint({"del", "em", "ol"})
    assert rendered.count("<pre>") <= 1
    assert rendered.count("<hr") == 1
    assert MARK in found.text
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]", text)


def test_a_template_in_a_text_is_not_worked_out(tmp_path: Path) -> None:
    for paper in papers("KA220-VET", TEXTS["templates"], tmp_path):
        page = html.write(paper).decode()
        assert "{{7*7}}" in page
        assert MARK + "49" not in page


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_same_plan_on_the_same_day_gives_the_same_bytes(ending: str, tmp_path: Path) -> None:
    first, second = (papers("KA220-VET", "", tmp_path) for _time in range(2))
    assert len(first) >= len(PAPERS)
    assert [WRITERS[ending](paper) for paper in first] == [WRITERS[ending](paper) for paper in second]
