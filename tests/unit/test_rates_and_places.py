"""Daily rates that a person writes down, and places of which the distance is worked out."""

from pathlib import Path
from typing import Any

import pytest

from erasmus_cli.budget.published import Published, read_published
from erasmus_cli.budget.travel import Journey, band, edge, journey
from erasmus_cli.plan.model import Plan
from erasmus_cli.plan.read import Unreadable, validate
from erasmus_cli.programme.load import Calls
from erasmus_cli.programme.places import distance, find, gazetteer, near

CALLS = Calls()
PROGRAMME = CALLS[2026]
MONSTER = 2_867_543  # Münster in Westphalia


def way(**item: Any) -> Journey:
    own = {"country": "FI", "place": "Helsinki", **item.pop("organisation", {})}
    plan = validate({"organisation": own, "mobility": [item]}, PROGRAMME)
    assert isinstance(plan, Plan) and plan.mobility
    return journey(plan, PROGRAMME, plan.mobility[0])


# --- places ---------------------------------------------------------------------------------------------------------


def test_the_guides_own_example() -> None:
    """Guide p. 99 fn 104: Madrid to Rome, 1365,28 km."""
    for home, place in [("Madrid", "Rome"), ("madrid", " ROMA "), ("Madrid", "Rooma")]:
        found = way(organisation={"country": "ES", "place": home}, country="IT", place=place)
        assert found.kilometres is not None
        assert (round(found.kilometres, 2), found.typed, found.lost) == (1365.28, False, [])


@pytest.mark.parametrize(
    ("words", "country", "name"),
    [
        ("Tukholma", "SE", "Stockholm"),
        ("tallinna", "EE", "Tallinn"),
        ("Kööpenhamina", "DK", "Copenhagen"),
        ("  Helsingfors ", "FI", "Helsinki"),
        ("Wien", "AT", "Vienna"),
    ],
)
def test_names_in_other_languages(words: str, country: str, name: str) -> None:
    assert [place.name for place in find(words, country)] == [name]


def test_a_name_of_several_places_is_settled_by_a_number() -> None:
    several = find("Münster", "DE")
    assert len(several) > 1
    assert [p.population for p in several] == sorted((p.population for p in several), reverse=True)
    assert [p.geonameid for p in find(f"Münster #{MONSTER}", "DE")] == [MONSTER]
    towns = [near(place) for place in several]
    assert all(town and town.name != "Münster" for town in towns) and len({t.geonameid for t in towns if t}) > 1
    unsure, sure = way(country="DE", place="Münster"), way(country="DE", place=f"Münster #{MONSTER}")
    assert (unsure.kilometres, [name for name, _found in unsure.lost]) == (None, ["Münster"])
    assert sure.kilometres is not None and sure.lost == []


@pytest.mark.parametrize(
    "words", ["Xyzzyvik", "", "#", "Münster #1", f"Münster #{MONSTER}", "x" * 5_000, "[red]Oulu[/red]"]
)
def test_a_place_that_is_not_there(words: str) -> None:
    assert find(words, "SE") == []
    assert find("Tukholma", "XX") == []


def test_the_distance_of_the_plan_decides_and_gaps_leave_it_open() -> None:
    assert way(country="SE", place="Tukholma", distance_km=5) == Journey(5, True)
    assert way(country="SE") == way(place="Tukholma") == Journey(None, False)
    assert way(country="SE", place="Tukholma", organisation={"place": ""}) == Journey(None, False)
    lost = way(country="SE", place="Xyzzyvik", home="Nowhere at all")
    assert [name for name, found in lost.lost if not found] == ["Nowhere at all", "Xyzzyvik"]


def test_a_journey_starts_from_home_if_it_is_said() -> None:
    from_oulu, from_helsinki = (way(country="SE", place="Tukholma", **more) for more in ({"home": "Oulu"}, {}))
    assert from_oulu.ends[0][1][0].name == "Oulu"
    assert from_oulu.kilometres and from_helsinki.kilometres and from_oulu.kilometres > from_helsinki.kilometres


def test_distance_is_the_same_both_ways_and_none_to_itself() -> None:
    [helsinki], [tallinn] = find("Helsinki", "FI"), find("Tallinn", "EE")
    assert distance(helsinki, tallinn, 6371) == distance(tallinn, helsinki, 6371)
    assert distance(helsinki, helsinki, 6371) == 0
    assert 75 < distance(helsinki, tallinn, 6371) < 90


def test_the_gazetteer_knows_the_programme_countries() -> None:
    wanted = {code for group in PROGRAMME.country_groups if group.status != "third" for code in group.members}
    assert [code for code in sorted(wanted) if not gazetteer(code)] == []


def test_the_nearest_edge_of_a_band() -> None:
    edges = {12: 10, 54: 10, 56: 100, 99: 100, 490: 500, 2950: 3000, 19_000: 8000}
    assert {km: edge(PROGRAMME, km) for km in edges} == edges
    assert band(PROGRAMME, 9.9) is None


# --- rates ----------------------------------------------------------------------------------------------------------

GOOD = """call = 2026
source = "https://www.oph.fi/rates"
staff = { group_1 = 191, group_2 = 95, group_3 = 100 }
learner = { group_2 = 80 }
[incoming]
invited-expert = "staff"
"""


def read(folder: Path, content: str) -> Published | Unreadable:
    (folder / "rates.toml").write_text(content, encoding="utf-8")
    return read_published(str(folder / "rates.toml"), PROGRAMME)


def test_rates_within_the_ranges_take_their_place(tmp_path: Path) -> None:
    rates = read(tmp_path, GOOD)
    assert isinstance(rates, Published)
    narrowed = {base.person: base.ranges for base in rates.narrow(PROGRAMME.rates).base_rates}
    assert narrowed == {
        "staff": [(191, 191), (95, 95), (100, 100)],
        "learner": [(48, 127), (80, 80), (36, 93)],
    }


def test_rates_hold_for_their_call_and_for_one_that_rests_on_it(tmp_path: Path) -> None:
    for call, wanted in [(2025, [False, False]), (2026, [True, True]), (2027, [False, True])]:
        rates = read(tmp_path, f"call = {call}")
        assert isinstance(rates, Published)
        assert [rates.hold_for(CALLS[year]) for year in (2026, 2027)] == wanted


@pytest.mark.parametrize(
    ("content", "kind", "line", "column"),
    [
        ("call = 2026\nstaff = { group_1 = 106 }", "out-of-range", 2, 21),
        ("call = 2026\nstaff = { group_1 = 192 }", "out-of-range", 2, 21),
        ("call = 2026\n[learner]\ngroup_1 = 127\ngroup_3 = 94", "out-of-range", 4, 11),
        ("call = 2026\n[learners]\ngroup_1 = 60", "unknown-key", 2, 2),
        ("call = 2026\n[learner]\ngroup_4 = 60", "unknown-key", 3, 1),
        ("call = 2026\n[incoming]\ninvited-expert = 'guest'", "choice", 3, 18),
        ("call = 2026\n[learner]\ngroup_1 = 60.5", "wrong-type", 3, 11),
        ("call = 2026\n[learner]\ngroup_1 = true", "wrong-type", 3, 11),
        ("[learner]\ngroup_1 = 60", "missing", None, None),
        ("call = 2026\n[learner\n", "not-toml", 2, 9),
    ],
)
def test_what_is_wrong_with_rates_is_said_with_its_place(
    tmp_path: Path, content: str, kind: str, line: int | None, column: int | None
) -> None:
    result = read(tmp_path, content)
    assert isinstance(result, Unreadable)
    assert [(p.kind, p.line, p.column) for p in result.problems] == [(kind, line, column)]


def test_every_rate_outside_its_range_is_named(tmp_path: Path) -> None:
    result = read(
        tmp_path, "call = 2026\nstaff = { group_1 = 1, group_2 = 999, group_3 = 84 }\nlearner = { group_3 = 35 }"
    )
    assert isinstance(result, Unreadable)
    assert [p.path for p in result.problems] == [("staff", "group_1"), ("staff", "group_2"), ("learner", "group_3")]
    assert [p.detail["allowed"] for p in result.problems] == [(107, 191), (95, 169), (36, 93)]


def test_a_file_that_is_no_text(tmp_path: Path) -> None:
    (tmp_path / "rates.toml").write_bytes(b"call = 2026 # \xff")
    for name, kind in [("rates.toml", "not-utf8"), ("none.toml", "not-found"), (".", "is-a-folder")]:
        result = read_published(str(tmp_path / name), PROGRAMME)
        assert isinstance(result, Unreadable)
        assert [p.kind for p in result.problems] == [kind]
