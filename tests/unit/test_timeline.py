"""The steps of the timeline as data that fit together, days and months, the routes over calls, and the chart."""

import datetime as dt
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from erasmus_cli.advice.chains import Chain, chains
from erasmus_cli.plan.model import Plan
from erasmus_cli.plan.read import validate
from erasmus_cli.programme.days import add_months, day_of
from erasmus_cli.programme.load import Calls
from erasmus_cli.programme.rounds import FINLAND, as_instant
from erasmus_cli.programme.timeline import TimelineStep
from erasmus_cli.views import gantt
from erasmus_cli.views.gantt import ASCII, BLOCKS, Bar, Chart
from erasmus_cli.views.page import can_draw

CALLS = Calls()
PROGRAMME = CALLS[2026]
STEPS = {step.id: step for step in PROGRAMME.timeline}
CODES = [code for code in PROGRAMME.codes if not PROGRAMME.action(code).no_call]
STORIES = Path(__file__).resolve().parents[1] / "stories"

# --- the data -------------------------------------------------------------------------------------------------------


def test_every_id_is_given_once() -> None:
    assert len(STEPS) == len(PROGRAMME.timeline) > 25


@pytest.mark.parametrize("step", STEPS.values(), ids=lambda step: step.id)
def test_a_step_has_a_source_or_is_our_advice_and_one_way_to_its_date(step: TimelineStep) -> None:
    assert step.sources or step.ours
    assert all(text.strip() for words in (step.name, step.text) for text in (words.fi, words.en))
    ways = [step.on, step.given_by, step.after, None if step.given_by else step.open]
    assert len([way for way in ways if way]) == 1
    assert len([n for n in (step.months, step.weeks, step.days) if n]) <= 1
    assert bool(step.months or step.weeks or step.days) <= bool(step.after)
    # A timing that no page gives is our advice; one that is counted from the deadline by a page is not.
    assert step.ours == bool(step.weeks) or step.given_by == "activities"


@pytest.mark.parametrize("step", STEPS.values(), ids=lambda step: step.id)
def test_what_a_step_names_exists(step: TimelineStep) -> None:
    known = {q.id for code in PROGRAMME.codes for q in PROGRAMME.requirements(code)}
    assert set(step.done) <= known
    assert {condition.fact for condition in step.when} <= set(PROGRAMME.facts)
    assert step.open is None or step.open in {unknown.id for unknown in PROGRAMME.unknowns}
    assert step.contact is None or step.contact in PROGRAMME.contacts
    assert set(step.actions) <= set(CODES)


@pytest.mark.parametrize("code", CODES)
def test_each_action_has_the_steps_that_others_hang_on(code: str) -> None:
    action = PROGRAMME.action(code)
    own = {step.id: step for step in PROGRAMME.timeline if step.concerns(action)}
    for step in own.values():
        seen = []
        while step.after:
            assert step.after not in seen, "steps hang on each other in a circle"
            seen.append(step.after)
            step = own[step.after]
    brings_money = {"agreement", "pre-financing", "start", "end", "final-report", "final-payment", "records"}
    assert brings_money & set(own) == (set() if code == "KA120-VET" else brings_money)
    tasks = {q for step in own.values() for q in step.done}
    assert {q.id for q in PROGRAMME.requirements(code)} & tasks, "something can be done"


def test_months_until_the_agreement() -> None:
    """Guide p. 435: four months, five, and at EACEA nine; none for Jean Monnet and the accreditation."""
    months = {code: PROGRAMME.action(code).agreement_after_months for code in CODES}
    eacea = ("COVE", "ALLIANCE-1", "ALLIANCE-2", "ALLIANCE-3", "CB-VET", "KA220-ENGO")
    assert {code: n for code, n in months.items() if n} == {
        **dict.fromkeys(("KA121-VET", "KA122-VET"), 4),
        **dict.fromkeys(("KA210-VET", "KA220-VET"), 5),
        **dict.fromkeys(eacea, 9),
    }


def test_the_steps_of_2027_are_those_of_2026() -> None:
    assert CALLS[2027].timeline == PROGRAMME.timeline


# --- days -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (dt.date(2026, 9, 29), 4, dt.date(2027, 1, 29)),
        (dt.date(2026, 10, 31), 4, dt.date(2027, 2, 28)),
        (dt.date(2027, 10, 31), 4, dt.date(2028, 2, 29)),
        (dt.date(2026, 12, 1), 1, dt.date(2027, 1, 1)),
        (dt.date(2026, 1, 31), -2, dt.date(2025, 11, 30)),
        (dt.date(2026, 5, 5), 0, dt.date(2026, 5, 5)),
    ],
)
def test_months_later(day: dt.date, months: int, later: dt.date) -> None:
    assert add_months(day, months) == later


@given(st.dates(dt.date(2020, 1, 1), dt.date(2040, 12, 31)), st.integers(0, 200))
def test_months_later_is_the_same_day_or_the_last_one(day: dt.date, months: int) -> None:
    later = add_months(day, months)
    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day == day.day or (later.day < day.day and (later + dt.timedelta(days=1)).day == 1)


def test_a_day_in_finland_begins_before_that_in_utc() -> None:
    assert day_of(dt.datetime(2026, 2, 18, 22, tzinfo=dt.UTC)) == dt.date(2026, 2, 19)
    assert day_of(dt.datetime(2026, 2, 19, 23, 59, tzinfo=FINLAND)) == day_of(dt.date(2026, 2, 19))


# --- the way over several calls -------------------------------------------------------------------------------------


def routes(data: dict[str, Any], code: str, today: dt.date, year: int | None) -> dict[str, Chain]:
    plan = validate(data, PROGRAMME)
    assert isinstance(plan, Plan)
    return {c.advice.route.id: c for c in chains(CALLS, plan, code, as_instant(today), year)}


def story(name: str) -> dict[str, Any]:
    return tomli.loads((STORIES / f"{name}.toml").read_text("utf-8"))


def test_the_way_over_two_calls_and_when_its_money_could_be_used() -> None:
    """Guide p. 92 and 95: projects of KA122 start on 1 June at the earliest, those of KA121 on that day."""
    found = routes(story("e"), "KA120-VET", dt.date(2026, 1, 10), 2026)
    long = found["short-term-while-waiting"]
    steps = [(s.step.action, s.year) for s in long.advice.steps]
    assert steps == [("KA122-VET", 2026), ("KA120-VET", 2026), ("KA121-VET", 2027)]
    money = [(m.step.step.action, m.first, m.confirmed) for m in long.money]
    assert money == [("KA122-VET", dt.date(2026, 6, 1), True), ("KA121-VET", dt.date(2027, 6, 1), False)]
    assert [m.first for m in found["accreditation-then-project"].money] == [dt.date(2027, 6, 1)]


def test_no_day_after_the_last_call_of_the_programme() -> None:
    found = routes(story("e"), "KA120-VET", dt.date(2026, 11, 24), None)
    assert [s.year for s in found["accreditation-then-project"].advice.steps] == [2027, 2028]
    assert [m.first for m in found["accreditation-then-project"].money] == [None]


@pytest.mark.parametrize(("name", "code"), [("b", "KA121-VET"), ("c", "KA210-VET"), ("d", "KA220-VET")])
def test_no_way_over_several_calls_where_there_is_none(name: str, code: str) -> None:
    assert routes(story(name), code, dt.date(2026, 11, 24), None) == {}


# --- the chart ------------------------------------------------------------------------------------------------------

NASTY = '<b>&"\u00e4</b> ' + "x" * 60


def chart() -> Chart:
    bars = [
        Bar("One day", dt.date(2026, 2, 19), dt.date(2026, 2, 19), "day"),
        Bar(NASTY, dt.date(2026, 6, 1), dt.date(2026, 12, 31), "window"),
        Bar("Late", dt.date(2025, 11, 13), dt.date(2025, 11, 13), "late"),
        Bar("Long", dt.date(2026, 9, 1), dt.date(2029, 8, 31), "time"),
    ]
    return Chart(NASTY, bars, dt.date(2026, 1, 10))


@pytest.mark.parametrize("width", [40, 60, 80])
@pytest.mark.parametrize("marks", [BLOCKS, ASCII])
def test_rows_fit_and_stand_in_their_time(width: int, marks: dict[str, str]) -> None:
    head, day, window, late, long = gantt.lines(chart(), width, marks)
    assert max(map(len, (head, day, window, late, long))) <= width
    assert late.index("!") < day.index(marks["today"]) < day.index(marks["day"])
    assert day.index(marks["day"]) < window.index(marks["window"]) < long.index(marks["time"])
    assert long.endswith(marks["time"])
    assert window.startswith("<b>&")
    if marks is ASCII:
        assert "".join((day, late, long)).isascii()


@given(st.lists(st.tuples(st.dates(dt.date(2020, 1, 1), dt.date(2040, 1, 1)), st.integers(0, 3000)), min_size=1))
def test_any_times_fit(times: list[tuple[dt.date, int]]) -> None:
    bars = [Bar("x", first, first + dt.timedelta(days=n), "time") for first, n in times]
    drawn = gantt.lines(Chart("x", bars, dt.date(2026, 1, 10)), 80, BLOCKS)
    assert all(len(line) <= 80 for line in drawn)
    assert all(BLOCKS["time"] in line for line in drawn[1:])


def test_the_picture_is_xml_and_shows_texts_as_they_are() -> None:
    root = ElementTree.fromstring(gantt.svg(chart()))
    texts = [element.text or "" for element in root.iter() if element.tag.endswith("text")]
    assert NASTY in texts
    assert {"One day", "Late", "Long"} <= set(texts)
    assert not [element for element in root.iter() if element.tag.endswith("}b")]
    shapes = [element for element in root.iter() if element.tag.endswith(("polygon", "rect"))]
    width = float(root.get("width") or 0)
    assert all(0 <= float(e.get("x") or 0) + float(e.get("width") or 0) <= width for e in shapes)


@pytest.mark.parametrize(
    ("encoding", "can"), [("utf-8", True), ("ascii", False), ("iso-8859-1", False), (None, False), ("nonsense", False)]
)
def test_blocks_are_drawn_only_where_they_can_be(encoding: str | None, can: bool) -> None:
    assert can_draw(encoding, "".join(BLOCKS.values())) == can
