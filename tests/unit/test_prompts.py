"""How questions are put: what is asked, what may be left open, and what is said about unlikely answers."""

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

import pytest

from erasmus_cli import language
from erasmus_cli.interview.ask import Ask
from erasmus_cli.interview.menu import Menu
from erasmus_cli.interview.prompt import OPEN, Prompt, prompt, remarks
from erasmus_cli.interview.prompters import Plain
from erasmus_cli.programme.load import Calls
from erasmus_cli.programme.questions import Question

PROGRAMME = Calls()[2026]
TODAY = dt.date(2026, 1, 10)
QUESTIONS = [pytest.param(q, id=f"{number}-{q.field}") for number, q in enumerate(PROGRAMME.questions)]
#: Menus whose last line is not "I don't know yet": "no" leaves them open as well.
LEFT_OPEN_BY_NO = {q.field for q in PROGRAMME.questions if q.kind == "checks" or (q.kind, q.no) == ("list", "unknown")}


@pytest.fixture(autouse=True, params=["fi", "en"])
def spoken(request: pytest.FixtureRequest) -> Iterator[None]:
    before = language.language()
    language.use(request.param)
    yield
    language.use(before)


def put(question: Question, given: Any = None) -> Prompt:
    path = tuple(int(part) if part.isdigit() else part for part in question.field.replace("[]", ".0").split("."))
    return prompt(Ask(question, path, checks=tuple(question.checks)), PROGRAMME, given, {})


def menu(shown: Prompt) -> Menu:
    return Menu(shown, width=80, room=100)


@pytest.mark.parametrize("question", QUESTIONS)
def test_enter_alone_never_affirms(question: Question) -> None:
    shown = put(question)
    if question.kind == "list" and question.no == "unknown":
        assert (shown.default, menu(shown).answer()) == (False, False)
    elif question.kind == "checks":
        assert menu(shown).answer() == Plain._read(shown, "") == []
    elif shown.choices:
        assert menu(shown).answer() is OPEN
    if question.field not in LEFT_OPEN_BY_NO:
        assert shown.default is None
        assert Plain._read(shown, "") is Plain._read(shown, "-") is OPEN


@pytest.mark.parametrize("question", [p for p in QUESTIONS if p.values[0].kind == "many"])  # type: ignore[union-attr]
def test_none_of_several_is_a_line_of_its_own_where_it_is_an_answer(question: Question) -> None:
    shown = menu(put(question))
    labels = [line.label for line in shown.lines]
    alone = [line.value for line in shown.lines if line.alone]
    assert alone == ([[], OPEN] if question.no == "empty" else [OPEN])
    assert len(set(labels)) == len(labels)


@pytest.mark.parametrize("question", QUESTIONS)
def test_more_can_be_said_about_every_question(question: Question) -> None:
    shown = put(question)
    assert shown.more
    if question.sources:
        assert re.search(r"(OPH|guide|opas).*\d", shown.more[-1])


def test_a_line_that_stands_alone_excludes_the_others() -> None:
    flags = next(q for q in PROGRAMME.questions if q.field == "organisation.flags")
    shown = menu(put(flags))
    none, unknown = len(shown.lines) - 2, len(shown.lines) - 1
    shown.tick()
    assert shown.answer() == ["eu-sanctions"]
    for line, answer in ((none, []), (unknown, OPEN)):
        shown.pointed = line
        shown.tick()
        assert shown.ticked == {line}
        assert shown.answer() == answer
    shown.pointed = 1
    shown.tick()
    assert shown.answer() == ["russian-ownership"]


def test_a_former_answer_is_kept_by_enter_alone() -> None:
    by_field = {q.field: q for q in PROGRAMME.questions}
    for field, value in (
        ("mobility[].participants", 4),
        ("organisation.established", dt.date(1960, 1, 1)),
        ("mobility[].country", "EE"),
        ("organisation.accreditation", "none"),
        ("every_year", False),
        ("aims", ["staff-mobility"]),
        ("organisation.flags", []),
    ):
        shown = put(by_field[field], value)
        assert Plain._read(shown, "") == value
        if shown.choices:
            assert menu(shown).answer() == value


def test_typing_narrows_by_any_letter_and_by_the_hints_if_no_label_has_it() -> None:
    types = menu(put(next(q for q in PROGRAMME.questions if q.field == "mobility[].type")))
    types.narrow("työn" if language.language() == "fi" else "SHADOW")
    assert [types.lines[i].value for i in types.shown()] == ["job-shadowing"]
    assert types.answer() == "job-shadowing"
    types.narrow("espanj" if language.language() == "fi" else "spain")
    assert [types.lines[i].value for i in types.shown()] == ["short-term"]
    types.narrow("xyzzy")
    assert types.shown() == []
    types.narrow("")
    assert len(types.shown()) == len(types.lines) == 11


#: From the slides 13 and 15 and the guide, pp. 86, 88 and 90: the days of each type.
DAYS = {
    "job-shadowing": (2, 60),
    "teaching": (2, 365),
    "course": (2, 10),
    "skills-competition": (1, 10),
    "group": (2, 30),
    "short-term": (10, 89),
    "erasmuspro": (90, 365),
    "invited-expert": (2, 60),
    "teacher-in-training": (10, 365),
    "preparatory-visit": None,
}


def test_the_lines_of_help_have_the_days_of_the_rules() -> None:
    assert set(DAYS) == {t.id for t in PROGRAMME.activity_types}
    for kind in PROGRAMME.activity_types:
        for words in (kind.help.fi, kind.help.en):
            found = re.search(r"(\d+)(?:–| to )(\d+)\s(?:päivää|days)", words)
            assert (found and (int(found[1]), int(found[2]))) == DAYS[kind.id], words


@pytest.mark.parametrize(
    "name",
    [
        *("aims", "organisation_kinds", "vet_roles", "accreditations", "standings", "flags", "partner_roles"),
        *("venues", "subcontracting", "activity_types", "priorities"),
    ],
)
def test_every_choice_has_a_line_of_help(name: str) -> None:
    assert [choice.id for choice in PROGRAMME.choices[name].values() if choice.help is None] == []


@pytest.mark.parametrize(
    ("field", "value", "unlikely"),
    [
        ("mobility[].participants", 12, False),
        ("mobility[].participants", 10_000, True),
        ("mobility[].participants", 0, True),
        ("mobility[].days", 365, False),
        ("mobility[].days", 400, True),
        ("mobility[].country", "EE", False),
        ("mobility[].country", "FI", True),
        ("start", dt.date(2026, 9, 1), False),
        ("start", dt.date(2025, 9, 1), True),
        ("start", dt.date(2036, 9, 1), True),
        ("months", 60, True),
        ("grant", 60_000, False),
        ("grant", 60, True),
        ("grant", 60_000_000, True),
        ("organisation.established", dt.date(1960, 1, 1), False),
        ("organisation.established", dt.date(2027, 1, 1), True),
        ("organisation.oid", "E10000000", False),
        ("organisation.oid", "2", True),
        ("organisation.oid", "E1000000", True),
        ("organisation.name", "2", False),
        ("done", TODAY, False),
        ("done", TODAY + dt.timedelta(days=1), True),
        ("mobility[].days", None, False),
    ],
)
def test_what_is_unlikely_gets_a_remark(field: str, value: Any, unlikely: bool) -> None:
    assert bool(remarks(field, value, {}, PROGRAMME, TODAY)) == unlikely


def test_home_is_where_the_applicant_is() -> None:
    swedish = {"organisation": {"country": "SE"}}
    assert remarks("mobility[].country", "SE", swedish, PROGRAMME, TODAY)
    assert not remarks("mobility[].country", "FI", swedish, PROGRAMME, TODAY)


def test_remarks_are_about_what_is_asked() -> None:
    fields = {q.field for q in PROGRAMME.questions} | {"done"}  # which the list of tasks asks for
    assert {remark.field for remark in PROGRAMME.remarks} <= fields
