"""Nothing that a person reads bypasses the translations.

In the pseudo-language every text that was translated, or came from the data in a language, stands in ⟦⟧. What is
left outside has to be what no language changes: ids, keys, names of files and options, addresses, lines of a plan.
"""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from pseudo_marks import PROGRAMME, untranslated
from pseudo_runs import BROKEN, PAPER_OWN, PLANS, RUNS, TABLES, Run

from erasmus_cli import language
from erasmus_cli.interview.ask import Ask
from erasmus_cli.interview.prompt import prompt
from erasmus_cli.interview.prompters import Plain
from erasmus_cli.programme.load import Calls
from erasmus_cli.programme.lookup import countries, everything
from erasmus_cli.views import explanation, index
from erasmus_cli.views.page import Page

ROOT = Path(__file__).resolve().parents[2]
CALLS = Calls()

# --- whole processes ------------------------------------------------------------------------------------------------


def run(run: Run, folder: Path) -> tuple[int, str]:
    own = {name: value for name, value in os.environ.items() if name != "COLUMNS"}
    done = subprocess.run(
        [sys.executable, "-m", "erasmus_cli", *run.arguments.split()],
        cwd=folder,
        env={**own, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "ERASMUS_LANG": "pseudo"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    return done.returncode, done.stdout + done.stderr


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder with the plans, good and broken."""
    for name, content in {**PLANS, **BROKEN, **TABLES}.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    (tmp_path / "not-utf8.toml").write_bytes(b"title = '\xff'")
    (tmp_path / "empty").mkdir()
    return tmp_path


@pytest.mark.parametrize("one", RUNS, ids=lambda one: one.arguments[:50] or "nothing")
def test_all_that_a_process_writes_is_translated(one: Run, folder: Path) -> None:
    code, shown = run(one, folder)
    assert code in one.codes, shown
    assert "⟦" in shown
    assert untranslated(shown, *one.own) == [], shown


def test_each_broken_file_is_named(folder: Path) -> None:
    _code, shown = run(next(one for one in RUNS if "toml-1.toml" in one.arguments), folder)
    assert [name for name in BROKEN if f"{name}:" not in shown and f"{name}⟦:" not in shown] == []


@pytest.mark.parametrize("paper", ["principal", "team", "partner"])
@pytest.mark.parametrize("plan", ["findings", "partnership", "places", "accreditation", "alliance"])
def test_all_that_a_paper_says_is_translated(plan: str, paper: str, folder: Path) -> None:
    run(Run(f"export {plan}.toml paper.md --paper {paper} --today 2026-01-10"), folder)
    papers = sorted(folder.glob("paper*.md"))
    assert papers or (plan, paper) in {("accreditation", "partner"), ("alliance", "partner")}
    for path in papers:
        shown = path.read_text("utf-8").replace("\\", "")
        assert "⟦" in shown
        shown = re.sub(r"\*\*|(?m:^#+ |^> |^- (\[[ x]\] )?|^\|[ |:-]*|^---$)|_{5,}", "", shown)
        assert untranslated(_whole(shown), f"{plan}.toml", *PAPER_OWN) == [], path.name


def _whole(shown: str) -> str:
    """Close the marks that were cut off with the end of a text, line by line; a chart cuts many of them."""
    lines = [line for line in shown.split("\n") if not line.startswith("    ")]
    return "\n".join(line + "⟧" * (line.count("⟦") - line.count("⟧")) for line in lines)


# --- in this process: all ids, all questions ------------------------------------------------------------------------


#: What of a kind is listed with `erasmus explain`.
LISTS = ("terms", "types", "keys", "rules", "facts", "lists", "notes", "contacts", "differences", "unknowns")


@pytest.fixture
def pseudo() -> Iterator[None]:
    before = language.language()
    language.use("pseudo")
    yield
    language.use(before)


@pytest.mark.parametrize("year", [2026, 2027])
def test_every_id_is_explained_in_the_language(year: int, pseudo: None, capsys: pytest.CaptureFixture[str]) -> None:
    programme = CALLS[year]
    wrong = {}
    for entry in everything(programme):
        if entry.id == "countries":
            entry = msgspec.structs.replace(entry, record=countries(programme))
        for whole in (False, True):
            explanation.show(Page(), entry, programme, everything=whole)
            shown = capsys.readouterr().out
            assert "⟦" in shown, entry.id
            wrong[entry.kind, entry.id, whole] = untranslated(shown, "true", "false")
    assert len(wrong) > 300
    index.overview(Page(), everything(programme), programme)
    for kind in {entry.kind for entry in everything(programme)}:
        index.of_kind(Page(), kind, everything(programme), programme)
    wrong["index"] = untranslated(capsys.readouterr().out, *LISTS)
    assert {name: words for name, words in wrong.items() if words} == {}


def test_every_question_is_asked_in_the_language(
    pseudo: None, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", open(os.devnull, encoding="utf-8"))  # noqa: SIM115, PTH123
    wrong = {}
    for question in PROGRAMME.questions:
        for more in (False, True):
            ask = Ask(question, (question.field,), more=more, checks=tuple(question.checks))
            with pytest.raises(EOFError):
                Plain().ask(prompt(ask, PROGRAMME, None))
            wrong[question.field] = untranslated(capsys.readouterr().out, *(question.example or "").split())
    assert {field: words for field, words in wrong.items() if words} == {}


@pytest.mark.skipif(os.name == "nt", reason="a pseudo-terminal exists only on Unix-like systems")
def test_menus_are_in_the_language(tmp_path: Path) -> None:
    import pexpect
    import pyte

    screen = pyte.Screen(80, 200)  # nothing scrolls out of it, so no mark loses its other half
    stream = pyte.Stream(screen)
    own = {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "ERASMUS_LANG": "pseudo", "PROMPT_TOOLKIT_NO_CPR": "1"}
    unset = ("ACCESSIBLE", "COLUMNS", "LINES")
    child = pexpect.spawn(
        sys.executable,
        ["-m", "erasmus_cli", "plan", "--today", "2026-11-24"],
        cwd=str(tmp_path),
        env={**{k: v for k, v in os.environ.items() if k not in unset}, **own, "TERM": "xterm-256color"},
        dimensions=(200, 80),
        encoding="utf-8",
        timeout=20,
    )

    def shown_after(wanted: str) -> None:
        child.expect(wanted)
        stream.feed(child.before + child.after)
        while child.expect([r"(?s).+", pexpect.TIMEOUT, pexpect.EOF], timeout=0.2) == 0:
            stream.feed(child.after)
        shown = "\n".join(row.rstrip() for row in screen.display)
        assert untranslated(shown, "abc") == [], shown

    shown_after("space bar chooses")
    child.send(" \r")
    for _question in ("kind", "accreditation", "every year", "consortium"):
        shown_after("arrows and Enter")
        child.send("\r")
    shown_after("Enter alone")
    child.send("abc\r")
    shown_after("Please type a whole number")
    child.send("\x03")
    shown_after("Go on with")
    child.close()


@pytest.mark.parametrize(
    "shown",
    ["Usage", "⟦Usage:⟧ erasmus [OPTIONS]", "⟦Error: ⟧no such file", "  x.toml:1:2: broken", "19. Februar 2026"],
)
def test_an_untranslated_word_would_be_seen(shown: str) -> None:
    assert untranslated(shown)
