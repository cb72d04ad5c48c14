"""What the papers of the stories say: amounts, days and pages worked out by hand from the guide."""

import re
from pathlib import Path

import pytest
from docx2python import docx2python
from exporting import STORIES, export, flat, read, run


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the papers of the stories that the tests below read."""
    path = tmp_path_factory.mktemp("papers")
    for story in "abcde":
        export(story, f"{story}.md", path, "--paper", "principal")
    for story in "abd":
        export(story, f"{story}-team.md", path)
    export("c", "c-partner.md", path, "--partner", "1")
    export("d", "d-partner.md", path, "--paper", "partner")
    export("a", "a-partner.md", path, "--paper", "partner")
    return path


def test_the_page_for_the_principal_says_money_and_days(folder: Path) -> None:
    page = read(folder / "c.md")
    # 33,500 estimated, 30,000 asked for (guide p. 249, 250); 5 March a year later, a week before it, five months after.
    assert "The plan asks for €30,000." in page
    assert "other money €3,500" in page
    assert "The round closes: by 5 Mar 2027 (assumed)" in page
    assert "Result: about 5 Aug 2027 (assumed)" in page
    assert "The project starts: 1 Sep 2027; The project ends: 31 Aug 2028" in page
    assert "Decision: whether we apply" in page
    assert "by 27 Nov 2026 (assumed)" in page  # 14 weeks before
    assert (
        "Without an application that is sent by 5 Mar 2027 (assumed), there is no money from call 2027 (KA210)." in page
    )
    assert "(guide pp. 415, 434)" in page
    assert len(re.findall(r"\| [1-5] \|", page)) == 5
    assert "80% of the real costs on average" in read(folder / "a.md")  # guide p. 98
    accreditation = read(folder / "e.md")
    assert "No grant comes with this action." in accreditation
    assert "there is no accreditation from call 2027 (KA120)" in accreditation
    assert "by 29 Sep 2027 (assumed)" in accreditation  # guide p. 76


def test_the_idea_stands_in_the_persons_own_words_or_is_said_to_be_missing(tmp_path: Path) -> None:
    plan = (STORIES / "a.toml").read_text("utf-8")
    words = "Opiskelijat näkevät,\nmiten muualla veistetään."
    (tmp_path / "a.toml").write_text(
        f'{plan}\n[idea]\nneed = """{words}"""\naim = "{"Kädentaitoja. " * 200}"\n', "utf-8"
    )
    for paper in ("principal", "team", "partner"):
        assert run(["export", "a.toml", f"{paper}.md", "--paper", paper], tmp_path).returncode == 0
    assert "Need: Opiskelijat näkevät, miten muualla veistetään." in read(tmp_path / "principal.md").replace("**", "")
    assert "Cut to fit the page; the whole text is in a.toml." in read(tmp_path / "principal.md")
    team = (tmp_path / "team.md").read_text("utf-8")
    assert "> Opiskelijat näkevät,\n\n> miten muualla veistetään." in team
    assert flat("Kädentaitoja. " * 200) in flat(team)
    assert "Cut to fit" not in team
    assert "### Need\n\n> Opiskelijat näkevät," in (tmp_path / "partner-1.md").read_text("utf-8")


def test_without_an_idea_that_is_said(folder: Path) -> None:
    assert "The idea is not written down in the plan yet" in read(folder / "a.md")
    assert "The idea is not written down in the plan yet" in read(folder / "c-partner.md")


def test_the_working_paper_goes_through_the_form(folder: Path) -> None:
    team = read(folder / "d-team.md")
    # Points: guide p. 240-242; limits of characters: second-hand.
    for told in (
        "What assessors look at: Relevance (at most 25 points, at least 13 needed)",
        "What assessors look at: Impact (at most 25 points, at least 13 needed)",
        "Total needed: 70 of 100.",
        "What is innovative? (at most 2,000 characters, at second hand)",
        "Rannavälja kutsekool",
        "| 1. Hallinnointi | 20% | €50,000 |",
        "| Left to allot | | €0 |",
        "- [x] The partners have consented to the use of their OIDs",
        "Nothing that matters for the application is open.",
    ):
        assert told in team, told
    a = read(folder / "a-team.md")
    assert "| Organisational support | 12 × €350, per participant | €4,200 |" in a  # guide p. 98
    assert "| Together | | €29,840–€66,490 |" in a
    assert "- [ ] The signed declaration on honour goes with the application" in a
    assert "- [x] We subscribe to the Erasmus quality standards" in a
    assert "What is your organisation ID (OID)?" in a
    assert "OID: not known" in a.replace("**", "")


def test_what_is_not_met_stands_in_the_papers(tmp_path: Path) -> None:
    plan = (STORIES / "a.toml").read_text("utf-8").replace("participants = 12", "participants = 29")
    (tmp_path / "a.toml").write_text(plan, "utf-8")
    for paper in ("principal", "team"):
        assert run(["export", "a.toml", f"{paper}.md", "--paper", paper], tmp_path).returncode == 0
        assert "at most 30 participants" in read(tmp_path / f"{paper}.md")  # guide p. 93
    assert "As it stands, the application would be rejected." in read(tmp_path / "principal.md")
    assert "Take fewer people along: 1 participant fewer is enough." in read(tmp_path / "team.md")


def test_a_partner_is_told_what_it_needs_and_by_when(folder: Path) -> None:
    sheet = read(folder / "c-partner.md")
    for told in (
        "an organisation registers only once. (guide pp. 413, 414) | by 22 Jan 2027 (assumed)",
        "The Accession and Declaration on Honour Form, signed by whoever may sign for you.",
        "(guide pp. 421, 433, 436) | by 12 Feb 2027 (assumed)",
        "Estonia: Programme country. EU Member States",
        "The plan does not tell your tasks yet. What we ask of you:",
        "The plan does not tell your share of the grant yet",
        "kept for five years after the final payment, for three if the grant is at most 60,000 euros",
        "(guide p. 440)",
        "(guide p. 250)",
        "- [ ] We take part in the project.",
    ):
        assert told in sheet, told
    assert "(guide p. 243)" not in sheet  # that page is about cooperation partnerships
    albania = read(folder / "d-partner-3.md")
    assert "Albania: Not a programme country. Region 1: Western Balkans" in albania
    assert "essential added value" in albania  # guide p. 237
    assert "Tuo mukaan pienyritykset." in albania
    assert "(guide p. 243)" in albania


def test_a_host_is_asked_for_no_form_and_told_how_support_is_shared(folder: Path) -> None:
    host = read(folder / "a-partner-2.md")
    assert "You need no application of your own and no accession form" in host  # guide p. 83, 436
    assert "Organisational support covers costs of the sending and of the hosting organisation" in host  # guide p. 98
    assert "Job shadowing" in host
    assert "Short-term learning mobility" not in host
    assert "Accession and Declaration" not in host


def test_a_share_of_the_money_is_told_by_part(tmp_path: Path) -> None:
    plan = (STORIES / "d.toml").read_text("utf-8")
    plan = plan.replace(
        'title = "Materiaalit"\n', 'title = "Materiaalit"\nshares = { "Furudals Yrkesskola" = 45000 }\n'
    )
    (tmp_path / "d.toml").write_text(plan, "utf-8")
    assert run(["export", "d.toml", "s.md", "--partner", "2"], tmp_path).returncode == 0
    assert "| 2. Materiaalit | €45,000 |" in read(tmp_path / "s.md")


@pytest.mark.parametrize("lang", ["en", "fi"])
def test_a_word_document_is_read_by_another_program(lang: str, tmp_path: Path) -> None:
    export("d", "d.docx", tmp_path, lang=lang)
    export("d", "d.md", tmp_path, lang=lang)
    with docx2python(tmp_path / "d.docx") as document:
        text, properties = flat(document.text), document.core_properties
        footers = flat(str(document.footer))
    assert properties["language"] == {"en": "en-GB", "fi": "fi-FI"}[lang]
    assert properties["created"].startswith("2026-11-24")
    assert "erasmus 0.1.0" in footers
    plain = read(tmp_path / "d.md")
    for told in ("Qendra e Bregut", "Materiaaleja kokeillaan neljässä maassa.", "40 opettajaa"):
        assert told in text
        assert told in plain
    headings = re.findall(r"^## (.*)$", (tmp_path / "d.md").read_text("utf-8"), re.M)
    assert len(headings) == 10
    assert [heading for heading in headings if heading.replace("\\", "") not in text] == []
