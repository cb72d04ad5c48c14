"""On a terminal `erasmus next` asks what came of the old application, and what a granted accreditation brings."""

import datetime as dt
from pathlib import Path

import pytest
import tomli
from screen import CTRL_C, DOWN, ENTER, Terminal, joined, program_words, question_on

BASE = Path(__file__).resolve().parents[1] / "cases" / "base"
WORDS = ("next", "plan.toml", "--today", "2026-11-24")


def put(folder: Path, name: str) -> None:
    (folder / "plan.toml").write_text((BASE / f"{name}.toml").read_text("utf-8"), encoding="utf-8")


def asked(terminal: Terminal, code: str) -> None:
    question = program_words("en", "What came of the application for {code} in {year}?")
    terminal.wait_for(joined([question.format(code=code, year=2026)]))
    terminal.wait(lambda: question_on(terminal), "the menu")


@pytest.mark.parametrize(
    ("keys", "grants"), [([], [{"action": "KA122-VET", "call": 2026}]), ([DOWN], []), ([DOWN, DOWN], None)]
)
def test_it_asks_what_came_of_the_application(keys: list[str], grants: object, tmp_path: Path) -> None:
    put(tmp_path, "KA122-VET")
    with Terminal(*WORDS, cwd=tmp_path) as terminal:
        asked(terminal, "KA122-VET")
        for key in (*keys, ENTER):
            terminal.type(key)
        assert terminal.wait_for_end() == 0
    assert tomli.loads((tmp_path / "plan-2027.toml").read_text("utf-8")).get("grants") == grants


def test_it_asks_for_the_dates_of_an_accreditation_and_takes_none_for_granted(tmp_path: Path) -> None:
    put(tmp_path, "KA120-VET")
    with Terminal(*WORDS, cwd=tmp_path) as terminal:
        asked(terminal, "KA120-VET")
        terminal.type(ENTER)
        terminal.wait_for("From which day is your accreditation valid?")
        terminal.wait(lambda: question_on(terminal), "the line to type on")
        terminal.type(f"1.2.2027{ENTER}")
        terminal.wait_for("Until which day is your accreditation valid?")
        terminal.wait(lambda: question_on(terminal), "the line to type on")
        terminal.type(ENTER)
        assert terminal.wait_for_end() == 0
    organisation = tomli.loads((tmp_path / "plan-2027.toml").read_text("utf-8"))["organisation"]
    assert (organisation["accreditation"], organisation["accreditation_from"]) == ("organisation", dt.date(2027, 2, 1))
    assert "accreditation_until" not in organisation


def test_who_stops_gets_no_file(tmp_path: Path) -> None:
    put(tmp_path, "KA122-VET")
    with Terminal(*WORDS, cwd=tmp_path) as terminal:
        asked(terminal, "KA122-VET")
        terminal.type(CTRL_C)
        assert terminal.wait_for_end() == 130
    assert [path.name for path in tmp_path.iterdir()] == ["plan.toml"]
