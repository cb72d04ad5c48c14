"""What lies beside a plan: who the applicant is, and what a person entered of a call."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from erasmus_cli.commands.opening import Entries, entered
from erasmus_cli.plan import template
from erasmus_cli.plan.entered import CallFile
from erasmus_cli.plan.organisation import About, joined, own_part, read_organisation
from erasmus_cli.plan.read import Beside, PlanFile, Unreadable, parse, read_beside
from erasmus_cli.programme.load import Calls
from erasmus_cli.programme.rounds import as_instant

CALLS = Calls()
NOW = as_instant(dt.date(2026, 11, 24))
TOP = 'source = "www.oph.fi"\nread_on = 2026-11-20\n'
ROUND = '[[rounds]]\naction = "KA122"\ndeadline = 2027-02-18T12:00:00\n'
EVENT = '[[events]]\nname = "Info"\nactions = ["KA122"]\nstart = 2027-01-12T14:00:00\nend = 2027-01-12T16:00:00\n'


def about(folder: Path, text: str) -> Beside[About] | Unreadable:
    (folder / "organisation.toml").write_text(text, encoding="utf-8")
    return read_organisation(str(folder / "organisation.toml"), CALLS[2027])


def said(folder: Path, text: str, own: dict[str, Any], year: int = 2027) -> dict[str, Any]:
    file = about(folder, text)
    assert isinstance(file, Beside)
    return file.content.given(own, year)


def call(folder: Path, text: str, year: int = 2027) -> Beside[CallFile] | Unreadable:
    path = folder / f"call-{year}.toml"
    path.write_text(text, encoding="utf-8")
    return read_beside(CallFile, str(path), CALLS[year], lambda file: file.problems(CALLS[year]))


# --- organisation.toml ----------------------------------------------------------------------------------------------

WE = """[organisation]
name = "Oma opisto"
oid = "E10000001"
place = "Oulu"
[[grants]]
action = "KA122"
call = 2024
"""


def test_a_plans_own_values_win_key_by_key_and_lists_as_a_whole(tmp_path: Path) -> None:
    assert said(tmp_path, WE, {"organisation": {"place": "Kuopio"}, "grants": []}) == {
        "organisation": {"name": "Oma opisto", "oid": "E10000001"}
    }
    assert said(tmp_path, WE, {})["grants"] == [{"action": "KA122-VET", "call": 2024}]
    assert joined({"organisation": {"place": "Kuopio"}}, {"organisation": {"place": "Oulu", "name": "X"}}) == {
        "organisation": {"place": "Kuopio", "name": "X"}
    }


@pytest.mark.parametrize(
    ("own", "used"),
    [
        ({}, True),
        ({"oid": "e10000001 ", "name": "Another name"}, True),
        ({"oid": "E10000002", "name": "Oma opisto"}, False),
        ({"name": "OMA  opisto"}, True),
        ({"name": "Toinen opisto"}, False),
    ],
)
def test_a_plan_of_another_organisation_does_not_use_it(tmp_path: Path, own: dict[str, str], used: bool) -> None:
    assert bool(said(tmp_path, WE, {"organisation": own})) is used
    assert said(tmp_path, WE, {"organisation": own, "organisation_file": False}) == {}


def test_applications_belong_to_one_call(tmp_path: Path) -> None:
    text = 'call = 2027\n[[applications]]\naction = "KA210-ADU"\nrole = "partner"\n'
    assert said(tmp_path, text, {}, 2027) == {"applications": [{"action": "KA210-ADU", "role": "partner"}]}
    assert said(tmp_path, text, {}, 2026) == {}


def test_only_what_differs_becomes_the_plans_own() -> None:
    given = {"organisation": {"name": "X", "place": "Oulu"}, "grants": [{"call": 2024}]}
    whole = {"months": 12, "organisation": {"name": "X", "place": "Kuopio", "kind": "school"}, "grants": []}
    assert own_part(whole, given, {}) == {
        "months": 12,
        "organisation": {"place": "Kuopio", "kind": "school"},
        "grants": [],
    }
    assert own_part(joined({}, given), given, {}) == {}


@pytest.mark.parametrize(
    ("text", "kind", "line"),
    [
        ('[organisation]\nnam = "X"\n', "unknown-key", 2),
        ("[organisation]\nname = 3\n", "wrong-type", 2),
        ("[organisation\n", "not-toml", 1),
        ("applications = []\n", "missing", None),
        ('[organisation]\ncountry = "ZZ"\n', "choice", 2),
        ("#" * 1_000_001, "too-large", None),
    ],
)
def test_what_is_wrong_is_said_with_its_place(tmp_path: Path, text: str, kind: str, line: int | None) -> None:
    file = about(tmp_path, text)
    assert isinstance(file, Unreadable) and file.name.endswith("organisation.toml")
    assert [(p.kind, p.line) for p in file.problems] == [(kind, line)]


def test_a_place_is_found_in_the_file_that_says_it(tmp_path: Path) -> None:
    plan = parse("plan.toml", 'months = 3\n[organisation]\ncountry = "FI"\n', CALLS[2027], CALLS.years)
    file = about(tmp_path, WE)
    assert isinstance(plan, PlanFile) and isinstance(file, Beside)
    both = PlanFile(plan.name, plan.text, plan.data, plan.plan, (file,))
    places = {
        ("organisation", "country"): ("plan.toml", 3, 11),
        ("organisation", "oid"): (file.name, 3, 7),
        ("grants", 0, "call"): (file.name, 7, 8),
        ("organisation", "kind"): ("plan.toml", 2, 1),  # said nowhere: the nearest table
    }
    for path, (name, line, column) in places.items():
        spot = both.spot(path)
        assert spot and (spot.file.name, spot.line, spot.column) == (name, line, column)
    assert both.spot(("mobility", 0, "days")) is None


# --- call-<year>.toml -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        (TOP + ROUND + EVENT, []),
        (ROUND, [("missing", 1), ("missing", 1)]),
        (TOP + ROUND.replace("KA122", "KA999"), [("choice", 4)]),
        (TOP + ROUND.replace("KA122", "TEACHER-ACADEMIES"), [("no-call", 4)]),
        (TOP + ROUND + ROUND, [("two-rounds", 7)]),
        (TOP + ROUND + ROUND + "optional = true\n", []),
        (TOP + ROUND.replace("2027-02", "2028-02"), [("outside-call", 5)]),
        (TOP + ROUND.replace("T12:00:00", ""), [("wrong-type", 5)]),
        (TOP.replace("2026-11-20", "2027-11-20") + ROUND, [("before-reading", 5)]),
        (TOP + EVENT + EVENT, [("two-events", 9)]),
        (TOP + EVENT.replace("16:00", "13:00"), [("ends-before-start", 7)]),
        (TOP + EVENT.replace('["KA122"]', "[]"), [("empty", 5)]),
        (TOP + "[rates]\nstaff = { group_1 = 192 }\n", [("out-of-range", 4)]),  # 107 to 191: guide p. 99
        ('source = " "\n', [("empty", 1)]),
        (TOP + "[[round]]\n", [("unknown-key", 3)]),
    ],
)
def test_what_cannot_be_is_said_with_its_place(tmp_path: Path, text: str, problems: list[tuple[str, int]]) -> None:
    file = call(tmp_path, text)
    found = [(p.kind, p.line) for p in file.problems] if isinstance(file, Unreadable) else []
    assert found == problems


@pytest.mark.parametrize(
    ("deadline", "problems"),
    [
        ("2026-02-19T12:00:00", []),  # as published: slide 12, guide p. 92
        ("2026-02-19T13:00:00+02:00", []),  # the same on a Finnish clock
        ("2026-02-19T13:00:00", ["contradicts"]),
        ("2026-02-26T12:00:00", ["contradicts"]),
    ],
)
def test_what_is_published_may_be_repeated_and_not_contradicted(
    tmp_path: Path, deadline: str, problems: list[str]
) -> None:
    text = f'source = "x"\nread_on = 2025-12-01\n[[rounds]]\naction = "KA122"\ndeadline = {deadline}\n'
    file = call(tmp_path, text, 2026)
    assert ([p.kind for p in file.problems] if isinstance(file, Unreadable) else []) == problems


def test_a_call_takes_what_was_entered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "nothing"))
    rates = "[rates]\nsource = 'rates page'\nlearner = { group_2 = 80 }\n"
    (tmp_path / "call-2027.toml").write_text(TOP + ROUND + EVENT + rates, encoding="utf-8")
    (tmp_path / "rates.toml").write_text("call = 2026\nlearner = { group_2 = 90 }\n", encoding="utf-8")
    entries = entered(CALLS, str(tmp_path / "plan.toml"))
    assert isinstance(entries, Entries)
    programme = entries.calls[2027]
    [round_] = programme.rounds
    # Noon in Brussels is one o'clock in Finland: slide 12.
    assert round_.finnish.isoformat() == "2027-02-18T13:00:00+02:00"
    assert round_.entered and (round_.entered.source, round_.entered.read_on) == ("www.oph.fi", dt.date(2026, 11, 20))
    assert [event.name.fi for event in programme.events] == ["Info"]
    assert (programme.confirmed, programme.call.published) == (False, False)
    learner = {year: entries.calls[year].rates.base_rates[1].ranges[1] for year in (2026, 2027)}
    assert learner == {2026: (90, 90), 2027: (80, 80)}  # the file of the call comes first
    assert [rated.entered is None for rated in entries.counting(programme)] == [False, True]
    assert CALLS[2027].rounds == []


def test_a_second_round_that_the_agency_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "nothing"))
    text = 'source = "x"\nread_on = 2026-06-01\n[[rounds]]\naction = "KA122"\ndeadline = 2026-10-01T12:00:00\n'
    (tmp_path / "call-2026.toml").write_text(text + "optional = true\n", encoding="utf-8")
    entries = entered(CALLS, str(tmp_path / "plan.toml"))
    assert isinstance(entries, Entries)
    second = entries.calls[2026].round("KA122-VET", 2)
    assert second and second.entered and second.note is None
    assert CALLS[2026].round("KA122-VET", 2) is None


# --- templates ------------------------------------------------------------------------------------------------------


def _answers(text: str) -> str:
    """Take away the hash before each example."""
    return "\n".join(line[2:] if line.startswith("# ") else line for line in text.splitlines() if line[:3] != "## ")


def test_every_example_of_a_template_can_be_used(tmp_path: Path) -> None:
    programme = CALLS[2027]
    for text in (template.organisation(programme), template.call(programme, NOW.date())):
        own = text.split("\n\n", 1)[1]  # what the head explains is no example
        model, name = (About, "organisation.toml") if "grants" in own else (CallFile, "call-2027.toml")
        for content in (text, "\n".join(x for x in _answers(own).splitlines() if not x.startswith("The applicant"))):
            (tmp_path / name).write_text(content, encoding="utf-8")
            result = about(tmp_path, content) if model is About else call(tmp_path, content)
            assert isinstance(result, Beside), result
