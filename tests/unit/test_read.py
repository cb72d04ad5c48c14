"""Plan files of every kind: what is wrong with them, where, and that nothing in them harms anybody."""

import datetime as dt
import io
import os
import re
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from erasmus_cli.commands import check
from erasmus_cli.plan.read import LARGEST, PlanFile, Problem, Unreadable, parse, read
from erasmus_cli.programme.load import Calls
from erasmus_cli.programme.rounds import as_instant
from erasmus_cli.views import problems
from erasmus_cli.views.page import Page

CALLS = Calls()
PROGRAMME = CALLS[2026]
NOW = as_instant(dt.date(2026, 1, 10))


def of(content: str | bytes, tmp_path: Path) -> PlanFile | Unreadable:
    path = tmp_path / "plan.toml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read(str(path), PROGRAMME, CALLS.years)


def wrong(text: str) -> list[Problem]:
    result = parse("plan.toml", text, PROGRAMME, CALLS.years)
    assert isinstance(result, Unreadable), text
    assert result.problems
    return result.problems


def only(text: str) -> Problem:
    found = wrong(text)
    assert len(found) == 1, found
    return found[0]


def shown(result: Unreadable, capsys: pytest.CaptureFixture[str]) -> str:
    capsys.readouterr()
    problems.show(Page(), result)
    return capsys.readouterr().out


# --- files ----------------------------------------------------------------------------------------------------------


def test_a_file_that_is_not_there_and_a_folder(tmp_path: Path) -> None:
    for name, kind in [(str(tmp_path / "plan.toml"), "not-found"), (str(tmp_path), "is-a-folder")]:
        assert read(name, PROGRAMME, CALLS.years) == Unreadable(name, [Problem(kind)])


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    path = tmp_path / "plan.toml"
    path.write_text("months = 12\n")
    path.chmod(0)
    assert read(str(path), PROGRAMME, CALLS.years) == Unreadable(str(path), [Problem("not-readable")])


# that is too long, or for a plan in a folder that may not be entered. A person sees a traceback.
def test_a_name_that_no_file_can_have() -> None:
    result = read("a" * 300, PROGRAMME, CALLS.years)
    assert isinstance(result, Unreadable)
    assert [p.kind for p in result.problems] in (["not-found"], ["not-readable"])


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO("title = 'Näyte'".encode())))
    result = read("-", PROGRAMME, CALLS.years)
    assert isinstance(result, PlanFile)
    assert (result.name, result.plan.title) == ("-", "Näyte")


@pytest.mark.parametrize("content", [b"", b"\n", b"\xef\xbb\xbf", b"# nothing yet"])
def test_an_empty_file_is_a_plan_with_nothing_in_it(content: bytes, tmp_path: Path) -> None:
    result = of(content, tmp_path)
    assert isinstance(result, PlanFile)
    assert result.plan.model_dump(exclude_none=True) == {}


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_byte_order_mark_and_line_ends(mark: bytes, end: str, tmp_path: Path) -> None:
    lines = ['title = "Päivä"', "", "months = 12", "[organisation]", "years_in_vet = -1"]
    result = of(mark + end.join(lines[:3]).encode(), tmp_path)
    assert isinstance(result, PlanFile)
    assert (result.plan.title, result.plan.months) == ("Päivä", 12)
    result = of(mark + end.join(lines).encode(), tmp_path)
    assert isinstance(result, Unreadable)
    assert [(p.line, p.column, p.width) for p in result.problems] == [(5, 16, 2)]


def test_not_utf_8(tmp_path: Path) -> None:
    result = of('months = 12\n# ä\ntitle = "Päivä"\n'.encode("latin-1"), tmp_path)
    assert isinstance(result, Unreadable)
    assert result.problems == [Problem("not-utf8", line=2, column=3)]
    result = of("months = 12\n".encode("utf-16"), tmp_path)
    assert isinstance(result, Unreadable)
    assert result.problems == [Problem("not-utf8", line=1, column=1)]


def test_the_largest_file_and_one_byte_more(tmp_path: Path) -> None:
    assert LARGEST == 1_000_000
    assert isinstance(of(b"#" * 1_000_000, tmp_path), PlanFile)
    for content in (b"#" * 1_000_001, os.urandom(10_000_000)):
        result = of(content, tmp_path)
        assert isinstance(result, Unreadable)
        assert [p.kind for p in result.problems] == ["too-large"]
        assert result.text == ""


# --- TOML -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("months = \n", 1, 10),
        ('title = "open\nmonths = 1', 1, 14),
        ("aims = [\n'x',\n", 3, 1),
        ("\n\n[organisation\n", 3, 14),
        ("start = 2026-02-30\n", 1, 9),
        ("start = 2026-13-01\n", 1, 13),
        ("title = 'nul \0'\n", 1, 14),
        ('title = "escape \x1b[31m"\n', 1, 17),
    ],
)
def test_not_toml(text: str, line: int, column: int, capsys: pytest.CaptureFixture[str]) -> None:
    problem = only(text)
    assert (problem.kind, problem.line, problem.column) == ("not-toml", line, column)
    out = shown(Unreadable("plan.toml", [problem], text), capsys)
    assert f"plan.toml:{line}:{column}: " in out
    # No reason of the parser is left in its own words.
    assert str(problem.detail["reason"]) not in out


DEEP = ["x = " + "[" * 100_000, "x = " + "[" * 5_000 + "]" * 5_000, "x = " + "{ a = " * 5_000 + "1" + " }" * 5_000]
LONG = [".".join("a" * 100_000) + " = 1", "[" + ".".join("a" * 100_000) + "]"]


@pytest.mark.parametrize("text", DEEP + LONG, ids=["open", "list", "table", "key", "heading"])
def test_nested_too_deeply(text: str) -> None:
    assert only(text).kind in ("too-deep", "not-toml")


# --- values ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "key", "near", "line", "column"),
    [
        ("mnths = 12", "mnths", "months", 1, 1),
        ("\n  acton = 'KA122-VET'", "acton", "action", 2, 3),
        ("[organisation]\nnme = 'X'", "nme", "name", 2, 1),
        ("[[mobility]]\n[[mobility]]\n'countri' = 'ES'", "countri", "country", 3, 1),
        ("organisation = { accreditaton = 'none' }", "accreditaton", "accreditation", 1, 18),
        ("[organization]\nname = 'X'", "organization", "organisation", 1, 2),
        ("zzzzzz = 1", "zzzzzz", "", 1, 1),
    ],
)
def test_an_unknown_key(text: str, key: str, near: str, line: int, column: int) -> None:
    problem = only(text)
    assert (problem.kind, problem.path[-1], problem.detail["near"]) == ("unknown-key", key, near)
    assert (problem.line, problem.column) == (line, column)
    assert near == "" or near in problem.detail["known"]


@pytest.mark.parametrize(
    ("text", "expected", "line", "column"),
    [
        ("months = '12'", "number", 1, 10),
        ("months = true", "number", 1, 10),
        ("months = 12.0", "number", 1, 10),
        ("start = '2026-06-01'", "date", 1, 9),
        ("start = 2026-06-01T00:00:00", "date", 1, 9),
        ("every_year = 'yes'", "yes-no", 1, 14),
        ("every_year = 1", "yes-no", 1, 14),
        ("aims = 'learner-mobility'", "list", 1, 8),
        ("aims = [1]", "text", 1, 9),
        ("[mobility]\ndays = 5", "list", 1, 1),
        ("organisation = 'X'", "table", 1, 16),
        ("[[organisation]]\nname = 'X'", "table", 1, 1),
        ("[[mobility]]\n[[mobility]]\ndays = '5'", "number", 3, 8),
    ],
)
def test_a_value_of_another_type(text: str, expected: str, line: int, column: int) -> None:
    problem = only(text)
    assert (problem.kind, problem.detail["expected"]) == ("wrong-type", expected)
    assert (problem.line, problem.column) == (line, column)


@pytest.mark.parametrize(
    ("text", "bound", "least"),
    [
        ("months = -1", 0, True),
        ("months = 12001", 12_000, False),
        ("grant = 1000000001", 1_000_000_000, False),
        ("grant = 99999999999999999999999999", 1_000_000_000, False),
        ("call = 1999", 2000, True),
        ("format = 2", 1, False),
    ],
)
def test_out_of_range(text: str, bound: int, least: bool) -> None:
    problem = only(text)
    assert (problem.kind, problem.detail["bound"], problem.detail["least"]) == ("out-of-range", bound, least)


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ('action = "KA123"', "KA122-VET"),
        ('[[applications]]\naction = "KA112"', "KA122-VET"),
        ('[[grants]]\naction = "KA122 ammatillinen"', ""),
        ('aims = ["learner-mobilty"]', "learner-mobility"),
        ('[organisation]\ncountry = "fi"', "FI"),
        ('[organisation]\ncountry = "Suomi"', "FI"),
        ('[[mobility]]\ntype = "short term"', "short-term"),
        ('priorities = ["xyz"]', ""),
    ],
)
def test_a_value_that_is_not_in_its_list(text: str, near: str) -> None:
    problem = only(text)
    assert (problem.kind, problem.detail["near"]) == ("choice", near)


@pytest.mark.parametrize("written", ["KA122-VET", "KA122", "ka122", "Ka122-vet"])
def test_a_code_may_be_short(written: str) -> None:
    file = parse("plan.toml", f'action = "{written}"\n[[applications]]\naction = "{written}"\n', PROGRAMME, CALLS.years)
    assert isinstance(file, PlanFile)
    assert file.plan.applications is not None
    assert (file.plan.action, file.plan.applications[0].action) == ("KA122-VET", "KA122-VET")
    assert file.data["action"] == "KA122-VET"


def test_a_call_without_rules() -> None:
    problem = only("months = 12\ncall = 2031")
    assert (problem.kind, problem.line, problem.column) == ("no-such-call", 2, 8)
    assert problem.detail == {"year": 2031, "years": "2026, 2027"}


def test_all_problems_are_told_at_once() -> None:
    paths = [p.path for p in wrong("a = 1\nmonths = 'x'\n[[mobility]]\ndays = -1")]
    assert sorted(paths, key=str) == [("a",), ("mobility", 0, "days"), ("months",)]


# --- nothing harms the screen ---------------------------------------------------------------------------------------

HARMFUL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
EVIL = "\x1b]0;title\x07\x1b[31m\r\u009b2J\u202e"
ESCAPED = '"\\u001b]0;title\\u0007\\u001b[31m\\r\\u009b2J\\u202e"'


@pytest.mark.parametrize(
    "text",
    [
        f"{ESCAPED} = 1",
        f"[[mobility]]\n{ESCAPED} = 1",
        f"action = {ESCAPED}",
        f'title = {ESCAPED[:-1]}\\q"',
        f"# {EVIL}\nmonths = 'x' # {EVIL[:4]}",
        "months = 'x' # \u009b\u202e",
        f"title = '{EVIL}'",
    ],
)
def test_control_characters_never_reach_the_screen(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    result = parse(f"plan{EVIL}.toml", text, PROGRAMME, CALLS.years)
    assert isinstance(result, Unreadable)
    out = shown(result, capsys)
    assert out
    assert not HARMFUL.search(out)


@pytest.mark.parametrize("content", ['action = "KA122-VET"\nmonths = 30\n', "months = 30\n"], ids=["action", "none"])
def test_a_harmful_file_name_never_reaches_the_screen(
    content: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    name = "plan\x1b]0;x\x07\x1b[31m\u202e.toml"
    Path(name).write_text(content, encoding="utf-8")
    check.run([name], NOW, None, "text")
    assert not HARMFUL.search(capsys.readouterr().out)


# --- whatever the file holds ----------------------------------------------------------------------------------------

ALMOST_TOML = st.text("ab=[]{}'\"#.,1-\n\0", max_size=60).map(str.encode)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=200) | ALMOST_TOML)
@example(b"\xff\xfe")
@example(b"[[mobility]]\nmobility = 1")
def test_no_bytes_make_reading_fail(raw: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        result = of(raw, Path(folder))
    text = raw.decode("latin-1")
    for found in (result, parse("plan.toml", text, PROGRAMME, CALLS.years)):
        for problem in found.problems if isinstance(found, Unreadable) else ():
            assert all(isinstance(words, str) for words in problems.explanation(problem))
            assert problem.line is None or 1 <= problem.line <= text.count("\n") + 1
