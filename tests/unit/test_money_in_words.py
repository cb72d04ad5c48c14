"""What the interview tells of money: what a change would change, how much it is so far, what is left, lump sums."""

import copy
import datetime as dt
from math import ceil, floor
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_budget import NO_CLOCK, PROGRAMME, bounds, lines, plans, published, with_rates

from erasmus_cli import language
from erasmus_cli.budget.lines import total
from erasmus_cli.budget.shares import left_to_allot
from erasmus_cli.budget.what_if import Changes, what_if
from erasmus_cli.plan.model import Plan
from erasmus_cli.plan.read import validate
from erasmus_cli.plan.values import Range
from erasmus_cli.programme.places import distance, extremes, gazetteer
from erasmus_cli.programme.rounds import as_instant
from erasmus_cli.views import lump_sums, money

NOW = as_instant(dt.date(2026, 1, 10))
#: Two learners for ten days in Spain; everything is said but the daily rate.
STAY = {
    "type": "short-term",
    "participants": 2,
    "fewer_opportunities": 0,
    "accompanying": 0,
    "language_support": 0,
    "days": 10,
    "travel_days": 0,
    "country": "ES",
    "distance_km": 2500,
    "green": False,
}


@pytest.fixture(autouse=True)
def in_english() -> Any:
    before = language.language()
    language.use("en")
    yield
    language.use(before)


def plan(*items: dict[str, Any], **more: Any) -> Plan:
    read = validate({"organisation": {"country": "FI"}, **({"mobility": [*items]} if items else {}), **more}, PROGRAMME)
    assert isinstance(read, Plan), read
    return read


def changes(item: dict[str, Any], *others: dict[str, Any]) -> Changes:
    return what_if(plan(item, *others), PROGRAMME, 0)


# --- what a change would change (guide p. 98-101, by hand) ----------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "participant", "day", "other"),
    [
        # 350 + 395 + 10 × 41 to 110 · 2 × 41 to 110 · 2 × (535 − 395), for no travel days are wanted
        ({}, (1155, 1845), (82, 220), (280, 280)),
        # green: 350 + 535 + …; back to other travel 140 less each, and 4 of 6 travel days less
        (
            {"green": True, "travel_days": 6},
            (350 + 535 + 14 * 41 + 2 * 29, 350 + 535 + 14 * 110 + 2 * 77),
            (58, 154),
            None,
        ),
        # the 15th day at 70 per cent: 29 to 77
        ({"days": 14}, (350 + 395 + 14 * 41, 350 + 395 + 14 * 110), (58, 154), (280, 280)),
        # the band is not known, nor are travel days and the way of travelling
        ({"distance_km": 8000}, (350 + 1735 + 410, 350 + 1735 + 1100), (82, 220), None),
        ({"participants": None}, None, None, None),
        ({"country": None}, None, None, None),
        ({"days": None}, None, None, None),
        ({"type": None}, None, None, None),
        ({"type": "preparatory-visit"}, (680, 680), None, None),
        # what one more costs to get there is not known, as long as it is not said who travels at real cost
        ({"expensive_travel": 900}, None, (82, 220), None),
        ({"expensive_travel": 900, "expensive_travellers": 1}, (1155, 1845), (82, 220), (140, 140)),
        # one more may be a person with fewer opportunities
        ({"fewer_opportunities": None}, (1155, 1970), (82, 220), (280, 280)),
    ],
)
def test_a_change_worked_out_by_hand(change: dict[str, Any], participant: Any, day: Any, other: Any) -> None:
    item = {name: value for name, value in {**STAY, **change}.items() if value is not None}
    found = changes(item)
    assert found.participant == (participant and Range(*participant))
    assert found.day == (day and Range(*day))
    if change.get("green"):
        # 140 each, and the 70 per cent of days 15 and 16 and the full rate of days 13 and 14
        assert found.other == Range(-2 * (140 + 2 * 77 + 2 * 110), -2 * (140 + 2 * 29 + 2 * 41))
        assert found.green
    else:
        assert found.other == (other and Range(*other))


def test_a_change_in_an_activity_of_which_much_is_open() -> None:
    """Spain from Savonlinna: 2 747 to 5 104 km, so bands from 395 and 535 to 1 188; 10 days and 0 to 6 travel days."""
    open_ = {name: STAY[name] for name in ("type", "participants", "fewer_opportunities", "days", "country")}
    found = what_if(plan(open_, organisation={"country": "FI", "place": "Savonlinna"}), PROGRAMME, 0)
    assert found.participant == Range(350 + 395 + 10 * 41, 350 + 1188 + 14 * 110 + 2 * 77)
    assert found.day == Range(2 * 29, 2 * 110)  # the 17th day at 70 per cent, or the 11th
    assert found.other == Range(0, 2 * (785 - 580 + 2 * 110 + 2 * 77))  # no difference from 4 000 km on


def test_one_more_pushes_another_out_of_the_first_hundred() -> None:
    """Guide p. 98: 350 for the first hundred of a type, then 200: 99, and one of the next activity."""
    found = changes({**STAY, "participants": 99}, {**STAY, "participants": 5}, {**STAY, "type": "erasmuspro"})
    assert found.participant == Range(1155 - 150, 1845 - 150)
    assert changes({**STAY, "participants": 100}, {**STAY, "participants": 5}).participant == Range(1005, 1695)


@NO_CLOCK
@given(plans(), published(), st.data())
def test_what_a_change_really_changes_is_within_what_was_told(data: dict[str, Any], rates: Any, draw: Any) -> None:
    read = validate(data, PROGRAMME)
    if not isinstance(read, Plan) or not read.mobility:
        return
    index = draw.draw(st.integers(0, len(read.mobility) - 1))
    told = what_if(read, PROGRAMME, index)
    settled = copy.deepcopy(data)
    settled["organisation"].setdefault("country", "FI")
    for item in settled["mobility"]:
        item.setdefault("green", draw.draw(st.booleans()))
        item.setdefault("travel_days", draw.draw(st.integers(0, 8)))
        own, there = data["organisation"].get("country"), item.get("country")
        ends = extremes("", own, "", there, 6371) if own and there else None
        low, high = (ceil(ends[0].length), floor(ends[1].length)) if ends else (0, 20_000)
        item.setdefault("distance_km", draw.draw(st.integers(low, high)))
        if "participants" in item:
            item.setdefault("fewer_opportunities", draw.draw(st.integers(0, item["participants"])))
    item = settled["mobility"][index]
    for name, change in (("participants", told.participant), ("days", told.day), ("green", told.other)):
        if change is None or (name == "green" and item["green"] != told.green):
            continue
        after = copy.deepcopy(settled)
        after["mobility"][index][name] = (not item[name]) if name == "green" else item[name] + 1
        sums = [lines(plan_, with_rates(rates)) for plan_ in (settled, after)]
        if any(line.open or line.amount is None for line in (*sums[0], *sums[1])):
            continue  # what no source tells stays open on both sides
        (first, _first), (second, _second) = (bounds(total(of)) for of in sums)
        assert change.low <= second - first <= change.high, (name, change, first, second)


def test_changes_in_words() -> None:
    more = plan(STAY)
    assert money.changes(more, PROGRAMME, 0) == (
        "One more participant: +€1,155–€1,845 · one more day: +€82–€220 · green travel: +€280"
    )
    assert (money.changes(plan({**STAY, "green": True}), PROGRAMME, 0) or "").endswith(
        "travel that is not green: −€280"
    )
    assert money.changes(plan({"type": "short-term"}), PROGRAMME, 0) is None


# --- so far ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("items", "said"),
    [
        ([], None),
        # 2 × (350 + 395 + 10 × 41 to 110)
        ([STAY], "About €2,300–€3,700 so far, in full hundreds."),
        ([{"type": "preparatory-visit", "participants": 3}], "€2,040 so far."),
        (
            [{"type": "preparatory-visit", "participants": 3}, {**STAY, "participants": None}],
            "At least €2,040 so far. Not counted, because it is not known: participants (activity 2).",
        ),
        (
            [{**STAY, "accompanying": None}],
            "About €2,300–€3,700 so far, in full hundreds. Not said, and not counted: accompanying persons.",
        ),
    ],
)
def test_so_far(items: list[dict[str, Any]], said: str | None) -> None:
    said_only = [{name: value for name, value in item.items() if value is not None} for item in items]
    assert money.so_far(plan(*said_only), PROGRAMME) == said


# --- lump sums ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("amounts", "left", "said"),
    [
        ([10_000, 30_000], 20_000, "€20,000 of €60,000 is still to be allotted."),
        ([10_000, None], 50_000, "€50,000 of €60,000 is still to be allotted."),
        ([20_000, 40_000], 0, "All of €60,000 is allotted."),
        ([20_000, 45_000], -5_000, "The amounts are €65,000 together: €5,000 more than the grant of €60,000."),
        ([], 60_000, "€60,000 of €60,000 is still to be allotted."),
    ],
)
def test_what_is_left_to_allot(amounts: list[int | None], left: int, said: str) -> None:
    parts = [{} if amount is None else {"amount": amount} for amount in amounts]
    for name in ("activities", "work_packages"):
        whole = plan(grant=60_000, **{name: parts})
        assert (left_to_allot(whole, name), money.left(whole, name)) == (left, said)
        assert left_to_allot(plan(**{name: parts}), name) is money.left(plan(**{name: parts}), name) is None


def test_what_is_estimated_so_far() -> None:
    """Guide p. 243 and 249: the estimate has to be higher than the lump sum; p. 272: at most 80 per cent."""
    assert money.estimated(plan(grant=60_000), PROGRAMME, "KA210-VET", NOW) == []
    two = plan(grant=60_000, activities=[{"cost": 40_000}, {"cost": 22_000}, {}])
    told = money.estimated(two, PROGRAMME, "KA210-VET", NOW)
    assert told[:3] == [
        "Estimated so far: €62,000.",
        "€2,000 more than the grant of €60,000.",
        "1 part has no estimate yet.",
    ]
    assert "must be higher than the lump sum" in told[3] and "own-check" not in " ".join(told)
    assert "at most 80% of" in money.estimated(two, PROGRAMME, "COVE", NOW)[-1]


def test_each_sum_to_choose_is_one_that_the_rules_allow_and_says_what_it_takes() -> None:
    """Slides 19 and 20, guide p. 237-250: 20 per cent of the project may go to its management."""
    cooperation = [120_000, 250_000, 400_000]
    wanted = {"KA210-VET": [30_000, 60_000], "KA220-VET": cooperation, "KA220-ENGO": cooperation}
    found = {code: [euros for euros, _about in lump_sums.menu(PROGRAMME, code)] for code in PROGRAMME.codes}
    assert {code: sums for code, sums in found.items() if sums} == wanted
    for euros, share in zip(cooperation, ("€24,000", "€50,000", "€80,000"), strict=True):
        told = " ".join(lump_sums.takes(PROGRAMME, "KA220-VET", euros))
        assert f"may take at most {share}." in told
        assert "must last 12 to 36 months" in told and "ties no number of partners" in told
    assert "from 6 to 24 months" in " ".join(lump_sums.takes(PROGRAMME, "KA210-VET", 30_000))
    assert lump_sums.takes(PROGRAMME, "COVE", 1) == []


# --- the nearest and the farthest place -----------------------------------------------------------------------------


@pytest.mark.parametrize(("home", "there"), [("", "EE"), ("Savonlinna", "MT"), ("Utsjoki", "SE"), ("", "MT")])
def test_the_extremes_are_those_of_all_pairs(home: str, there: str) -> None:
    starts = [p for p in gazetteer("FI") if p.name == home or not home]
    lengths = [distance(a, b, 6371) for a in starts for b in gazetteer(there)]
    nearest, farthest = extremes(home, "FI", "", there, 6371) or (None, None)
    assert nearest and farthest
    assert (nearest.length, farthest.length) == (min(lengths), max(lengths))


def test_no_place_is_no_distance() -> None:
    assert extremes("", "FI", "", "XX", 6371) is None
