"""How the papers look: contrast, structure, one page. What needs LibreOffice, Chromium or vnu runs where these are."""

import itertools
import os
import re
import shutil
import subprocess
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest
from exporting import PAPERS, STORIES, everywhere, export, run

from erasmus_cli.folder import data_folder

CSS = (data_folder() / "papers" / "paper.css").read_text("utf-8")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

OFFICE = shutil.which("soffice")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
#: The checker of the W3C: https://validator.github.io/validator/
VNU = shutil.which("vnu") or os.environ.get("VNU_JAR")
needs_office = pytest.mark.skipif(not OFFICE, reason="LibreOffice (soffice) is not here")
needs_chromium = pytest.mark.skipif(not CHROMIUM, reason="Chromium is not here")
needs_vnu = pytest.mark.skipif(not VNU, reason="the HTML checker is not here: neither vnu nor VNU_JAR")


def pages(pdf: Path) -> int:
    return len(re.findall(rb"/Type\s*/Page[^s]", pdf.read_bytes()))


def chromium(tmp: Path, *words: str) -> str:
    quiet = ["--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
    command = [
        str(CHROMIUM),
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        *quiet,
        f"--user-data-dir={tmp / 'profile'}",
    ]
    done = subprocess.run([*command, *words], capture_output=True, text=True, encoding="utf-8", timeout=120, check=True)
    return done.stdout


# --- contrast -------------------------------------------------------------------------------------------------------


def colours(block: str) -> dict[str, str]:
    return dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", block))


def light(colour: str) -> float:
    """Return the relative luminance of a colour (WCAG 2.2)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_contrast_is_enough(theme: str) -> None:
    """WCAG 2.2: 4.5 to 1 for text (1.4.3), 3 to 1 for what has to be seen besides (1.4.11)."""
    first, _, rest = CSS.partition("@media screen and (prefers-color-scheme: dark)")
    of_theme = colours(first if theme == "light" else rest.partition("\n}")[0])
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    for ground in ("ground", "soft"):
        assert [n for n in ("text", "quiet", "strong") if contrast(of_theme[n], of_theme[ground]) < 4.5] == []
    seen = ("rule", "day", "late", "window", "time", "today")
    assert [n for n in seen if contrast(of_theme[n], of_theme["ground"]) < 3] == []


# --- structure ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("paper", PAPERS)
def test_a_page_for_the_web_has_an_order(paper: str, tmp_path: Path) -> None:
    export("d", "d.html", tmp_path, "--paper", paper, *(["--partner", "1"] if paper == "partner" else []), lang="fi")
    page = (tmp_path / "d.html").read_text("utf-8")
    assert '<html lang="fi">' in page
    levels = [int(level) for level in re.findall(r"<h([1-6])", page)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))
    assert [page.count(f"<{tag}>") for tag in ("header", "main", "footer")] == [1, 1, 1]
    assert page.count("<table") == page.count("<caption") == page.count("<thead>") > 0
    assert not re.search(r"<th[^>]*></th>", page)
    assert not re.search(r"(?:src|href)=\"(?!#)", page)
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert all(name in ids for name in re.findall(r'(?:aria-labelledby="|href="#)([^"]+)"', page))


@pytest.mark.parametrize("lang", ["en", "fi"])
def test_a_word_document_has_styles_heads_that_repeat_and_page_numbers(lang: str, tmp_path: Path) -> None:
    export("a", "a.docx", tmp_path, lang=lang)
    with zipfile.ZipFile(tmp_path / "a.docx") as archive:
        parts = {
            name: ElementTree.fromstring(archive.read(name)) for name in archive.namelist() if name.endswith(".xml")
        }
        assert {entry.date_time for entry in archive.infolist()} == {(2000, 1, 1, 0, 0, 0)}
    document, styles = parts["word/document.xml"], parts["word/styles.xml"]
    used = {style.get(f"{W}val") for style in document.iter(f"{W}pStyle")}
    assert {"Title", "Heading1", "Heading2", "ListBullet", "Room", "Check", "Cell", "Cellhead"} <= used
    assert used <= {style.get(f"{W}styleId") for style in styles.iter(f"{W}style")}
    headed = [table for table in document.iter(f"{W}tbl") if table.find(f".//{W}tblHeader") is not None]
    assert len(headed) > 5
    assert all(table.find(f".//{W}tblCaption") is not None for table in document.iter(f"{W}tbl"))
    assert styles.find(f".//{W}rPrDefault//{W}lang").get(f"{W}val") == {"en": "en-GB", "fi": "fi-FI"}[lang]
    footer = next(part for name, part in parts.items() if name.startswith("word/footer"))
    assert [field.get(f"{W}instr") for field in footer.iter(f"{W}fldSimple")] == ["PAGE", "NUMPAGES"]
    assert "image" not in " ".join(zipfile.ZipFile(tmp_path / "a.docx").namelist())


# --- with other programs --------------------------------------------------------------------------------------------


def principal_pages(folder: Path, ending: str) -> list[Path]:
    """Make the page for the principal of all stories and of plans with long texts, in both languages."""
    for story in STORIES.glob("*.toml"):
        (folder / story.name).write_bytes(story.read_bytes())
    for action in ("KA122-VET", "KA220-VET"):
        (folder / f"{action}.toml").write_text(everywhere(action, "Pitkä lause jatkuu. " * 249), encoding="utf-8")
    made = []
    for plan in sorted(folder.glob("*.toml")):
        for lang in ("fi", "en"):
            name = f"{plan.stem}-{lang}.{ending}"
            assert run(["export", plan.name, name, "--paper", "principal"], folder, lang=lang).returncode == 0
            made.append(folder / name)
    return made


@needs_office
def test_the_page_for_the_principal_is_one_page_in_an_office(tmp_path: Path) -> None:
    made = principal_pages(tmp_path, "docx")
    profile = f"-env:UserInstallation={(tmp_path / 'office').as_uri()}"
    command = [str(OFFICE), profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), *map(str, made)]
    subprocess.run(command, capture_output=True, check=True, timeout=300)
    assert {path.stem: pages(path.with_suffix(".pdf")) for path in made} == {path.stem: 1 for path in made}


@needs_chromium
def test_the_page_for_the_principal_prints_on_one_page(tmp_path: Path) -> None:
    made = principal_pages(tmp_path, "html")
    for path in made:
        chromium(tmp_path, "--no-pdf-header-footer", f"--print-to-pdf={path.with_suffix('.pdf')}", path.as_uri())
    assert {path.stem: pages(path.with_suffix(".pdf")) for path in made} == {path.stem: 1 for path in made}


@needs_chromium
@pytest.mark.parametrize("paper", PAPERS)
def test_a_telephone_shows_a_page_without_scrolling_sideways(paper: str, tmp_path: Path) -> None:
    export("d", "d.html", tmp_path, "--paper", paper, *(["--partner", "1"] if paper == "partner" else []))
    frame = '<iframe src="d.html" style="width:390px;height:800px;border:0" onload="told()"></iframe><p id="told"></p>'
    told = "document.getElementById('told').textContent=frames[0].document.documentElement.scrollWidth"
    (tmp_path / "phone.html").write_text(f"<body>{frame}<script>function told(){{{told}}}</script></body>")
    words = [
        "--allow-file-access-from-files",
        "--virtual-time-budget=5000",
        "--dump-dom",
        (tmp_path / "phone.html").as_uri(),
    ]
    width = re.search(r'id="told">(\d+)<', chromium(tmp_path, *words))
    assert width
    assert int(width[1]) <= 390


@needs_vnu
def test_a_page_for_the_web_is_valid(tmp_path: Path) -> None:
    for paper in PAPERS:
        export("d", f"{paper}.html", tmp_path, "--paper", paper)
    made = [str(path) for path in tmp_path.glob("*.html")]
    command = ["java", "-jar", str(VNU)] if str(VNU).endswith(".jar") else [str(VNU)]
    done = subprocess.run([*command, "--format", "text", *made], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr.replace("Document checking completed. No errors found.", "").strip()) == (
        0,
        "",
    )
