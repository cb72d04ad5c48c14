"""`erasmus export` as people run it: real processes, files, exit codes, and what it says."""

from pathlib import Path

import pytest
from exporting import ENDINGS, PAPERS, STORIES, export, flat, read, run

NO_ACTION = 'aims = ["learner-mobility"]\n'


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_ending_tells_the_format(ending: str, tmp_path: Path) -> None:
    out = export("a", f"paper.{ending.upper()}", tmp_path)
    begins = {"docx": b"PK", "html": b"<!DOCTYPE html>", "md": b"# Working paper for the team"}
    assert (tmp_path / f"paper.{ending.upper()}").read_bytes().startswith(begins[ending])
    assert f"Written: paper.{ending.upper()}" in out
    # The paper that nobody named is said, and that there are others.
    assert "Working paper for the team" in out
    assert "--paper principal" in out


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["a.toml", "a.pdf"], 2, "the ending of the name tells the format: .docx, .html, .md"),
        (["a.toml", "a"], 2, ".docx"),
        (["a.toml", "a.md", "--paper poster"], 2, "principal, team, partner"),
        (["a.toml", "a.md", "--paper team", "--partner", "1"], 2, "--partner belongs to --paper partner."),
        (["a.toml", "nowhere/a.md"], 2, "nowhere/a.md cannot be written"),
        (["none.toml", "a.md"], 2, "none.toml"),
        (["wrong.toml", "a.md"], 2, "months"),
        (["idea.toml", "a.md"], 3, "the plan does not say which action it is for"),
        (["forward.toml", "a.md"], 3, "no call in 2026"),
        (["e.toml", "a.md", "--paper", "partner"], 3, "the plan names no partners, members or hosts yet"),
        (["d.toml", "a.md", "--partner", "4"], 2, "3. Qendra e Bregut, Albania"),
        (["d.toml", "a.md", "--partner", "Nobody"], 2, "1. Rannavälja kutsekool, Estonia"),
        (["d.toml", "a.md", "--partner", "\x1b[2J"], 2, "There is no partner"),
    ],
)
def test_what_cannot_be_made_is_said(words: list[str], code: int, told: str, tmp_path: Path) -> None:
    for story in STORIES.glob("*.toml"):
        (tmp_path / story.name).write_bytes(story.read_bytes())
    (tmp_path / "idea.toml").write_text(NO_ACTION)
    (tmp_path / "wrong.toml").write_text("months = '12'\n")
    (tmp_path / "forward.toml").write_text('action = "FORWARD-LOOKING"\n')
    before = sorted(tmp_path.iterdir())
    done = run(["export", *" ".join(words).split(" ")], tmp_path)
    assert (
        done.returncode,
        done.stdout if code == 2 and "wrong" not in words[0] and "none" not in words[0] else "",
    ) == (code, "")
    assert told in flat(done.stderr + done.stdout)
    assert "\x1b" not in done.stderr
    assert sorted(tmp_path.iterdir()) == before


def test_a_file_that_is_there_is_overwritten_only_with_force(tmp_path: Path) -> None:
    paper = tmp_path / "paper.md"
    paper.write_text("mine")
    plan = str(STORIES / "a.toml")
    done = run(["export", plan, "paper.md"], tmp_path)
    assert (done.returncode, paper.read_text()) == (2, "mine")
    assert "add --force" in flat(done.stderr)
    assert run(["export", plan, "paper.md", "--force"], tmp_path).returncode == 0
    assert paper.read_text("utf-8").startswith("# Working paper")
    # All or none: if the sheet of one partner is there, no other is written.
    (tmp_path / "sheet-2.md").write_text("mine")
    done = run(["export", plan, "sheet.md", "--paper", "partner"], tmp_path)
    assert done.returncode == 2
    assert not (tmp_path / "sheet-1.md").exists()


def test_each_partner_gets_a_sheet_or_one_of_them(tmp_path: Path) -> None:
    out = export("d", "sheet.md", tmp_path, "--paper", "partner")
    names = ["Rannavälja kutsekool, Estonia", "Furudals yrkesskola, Sweden", "Qendra e Bregut, Albania"]
    for number, name in enumerate(names, 1):
        assert (tmp_path / f"sheet-{number}.md").read_text("utf-8").startswith(f"# Sheet for a partner: {name}\n")
    assert [f"sheet-{number}.md" in out for number in (1, 2, 3)] == [True] * 3
    export("d", "one.md", tmp_path, "--partner", "furudals")
    assert (tmp_path / "one.md").read_bytes() == (tmp_path / "sheet-2.md").read_bytes()
    export("d", "number.md", tmp_path, "--paper", "partner", "--partner", "2")
    assert (tmp_path / "number.md").read_bytes() == (tmp_path / "one.md").read_bytes()
    # Members of a consortium, then hosts; in a Finnish one.
    export("b", "b.md", tmp_path, "--paper", "partner", lang="fi")
    first = [(tmp_path / f"b-{n}.md").read_text("utf-8").split("\n")[0] for n in (1, 2, 3, 4)]
    assert first[0] == "# Tietoa kumppanille: jäsen 1 · Suomi"
    assert first[2].endswith("Kanada")
    assert first[3].endswith("Saksa")


def test_a_plan_on_standard_input(tmp_path: Path) -> None:
    plan = (STORIES / "c.toml").read_text("utf-8")
    done = run(["export", "-", "c.md", "--paper", "principal"], tmp_path, stdin=plan)
    assert done.returncode == 0
    assert "from standard input with erasmus" in read(tmp_path / "c.md")


@pytest.mark.parametrize("lang", ["en", "fi"])
@pytest.mark.parametrize("paper", PAPERS)
def test_every_paper_says_what_it_is(paper: str, lang: str, tmp_path: Path) -> None:
    export("d", "d.md", tmp_path, "--paper", paper, *(["--partner", "1"] if paper == "partner" else []), lang=lang)
    text = read(tmp_path / "d.md")
    for told in {
        "en": (
            "Made on 24 Nov 2026 from d.toml with erasmus 0.1.0",
            "no application and no decision",
            "not confirmed for 2027",
        ),
        "fi": (
            "Tehty 24.11.2026 tiedostosta d.toml ohjelmalla erasmus 0.1.0",
            "ei ole hakemus",
            "ei ole vahvistettu vuodelle 2027",
        ),
    }[lang]:
        assert told in text
    done = run(["export", str(STORIES / "d.toml"), "old.md", "--call", "2026", "--paper", "team"], tmp_path, lang="en")
    assert done.returncode == 0
    assert "Call 2026, by the rules of that call." in read(tmp_path / "old.md")
