"""What holds for the budget of any plan."""

import copy
import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from erasmus_cli.budget.lines import Line, budget, total
from erasmus_cli.budget.published import Groups, Published
from erasmus_cli.plan.model import Plan
from erasmus_cli.plan.read import validate
from erasmus_cli.plan.values import NOT_KNOWN, AtLeast, Range, Value, exactly
from erasmus_cli.programme.load import Calls, Programme
from erasmus_cli.programme.rounds import as_instant
from erasmus_cli.rules.assess import assess
from erasmus_cli.rules.comparison import holds, smallest_changes
from erasmus_cli.rules.finding import Status

CALLS = Calls()
PROGRAMME = CALLS[2026]
TYPES = [kind.id for kind in PROGRAMME.activity_types]
COUNTRIES = ["ES", "DE", "PL", "CA", "IN", "NZ"]
EDGES = [0, 9, 10, 99, 100, 499, 500, 1999, 2000, 2999, 3000, 3999, 4000, 7999, 8000, 19_000]
#: How long an example takes says something of the machine only.
NO_CLOCK = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def or_none(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | values


@st.composite
def activities(draw: st.DrawFn) -> dict[str, Any]:
    """Draw an activity in which anything may be missing."""
    participants = draw(or_none(st.integers(0, 120)))
    item = {
        "type": draw(st.sampled_from([*TYPES, None])),
        "participants": participants,
        "fewer_opportunities": draw(or_none(st.integers(0, participants or 0))),
        "accompanying": draw(or_none(st.integers(0, 5))),
        "accompanying_days": draw(or_none(st.integers(1, 100))),
        "days": draw(or_none(st.integers(1, 365))),
        "travel_days": draw(or_none(st.integers(0, 8))),
        "country": draw(st.sampled_from([*COUNTRIES, None])),
        "distance_km": draw(or_none(st.sampled_from(EDGES) | st.integers(0, 20_000))),
        "green": draw(or_none(st.booleans())),
        **{name: draw(or_none(st.integers(0, 3))) for name in ("language_support", "reinforced_language_support")},
        **{name: draw(or_none(st.integers(0, 5_000))) for name in ("inclusion_support", "visa_costs")},
        "expensive_travel": draw(or_none(st.integers(0, 5_000))),
        "expensive_travellers": draw(or_none(st.integers(0, 9))),
    }
    return {name: value for name, value in item.items() if value is not None}


@st.composite
def plans(draw: st.DrawFn) -> dict[str, Any]:
    guarantee = draw(or_none(st.integers(0, 5_000)))
    return {
        "organisation": draw(st.sampled_from([{"country": "FI"}, {"country": "RO"}, {}])),
        "mobility": draw(st.lists(activities(), max_size=4)),
        **({} if guarantee is None else {"financial_guarantee": guarantee}),
    }


@st.composite
def published(draw: st.DrawFn) -> Published:
    """Draw rates that an agency may publish, for every group, and the row of invited persons."""
    rows = {
        base.person: Groups(
            **{f"group_{n}": draw(st.integers(low, high)) for n, (low, high) in enumerate(base.ranges, 1)}
        )
        for base in PROGRAMME.rates.base_rates
    }
    row = st.sampled_from(["staff", "learner"])
    return Published(call=2026, incoming={"invited-expert": draw(row), "teacher-in-training": draw(row)}, **rows)


def lines(data: dict[str, Any], programme: Programme = PROGRAMME) -> list[Line]:
    plan = validate(data, programme)
    assert isinstance(plan, Plan), plan
    return budget(plan, programme)


def with_rates(rates: Published) -> Programme:
    programme = copy.copy(PROGRAMME)
    programme.rates = rates.narrow(PROGRAMME.rates)
    return programme


def bounds(value: Value) -> tuple[Decimal, Decimal]:
    """Return the lowest and the highest that a sum may be."""
    if isinstance(value, Range):
        return Decimal(value.low), Decimal(value.high)
    least = value.value if isinstance(value, AtLeast) else value
    assert isinstance(least, int | Decimal)
    return Decimal(least), Decimal("Infinity") if isinstance(value, AtLeast) else Decimal(least)


@NO_CLOCK
@given(plans())
def test_no_line_is_negative_and_totals_are_the_sums_of_their_lines(data: dict[str, Any]) -> None:
    all_lines = lines(data)
    for line in all_lines:
        assert line.amount is None or 0 <= line.amount.low <= line.amount.high
    low, high = bounds(total(all_lines))
    known = [x.amount for x in all_lines if x.amount is not None]
    assert low == sum(a.low for a in known)
    assert high == (sum(a.high for a in known) if len(known) == len(all_lines) else Decimal("Infinity"))
    categories = [total(x for x in all_lines if x.unit.category == c.id) for c in PROGRAMME.rates.categories]
    items = [total(x for x in all_lines if x.item == i) for i in (None, *range(len(data["mobility"])))]
    for parts in (categories, items):
        assert (low, high) == (sum(bounds(p)[0] for p in parts), sum(bounds(p)[1] for p in parts))


@NO_CLOCK
@given(plans())
def test_a_sum_is_known_only_if_every_activity_is(data: dict[str, Any]) -> None:
    if any("type" not in item or "participants" not in item for item in data["mobility"]):
        assert isinstance(total(lines(data)), AtLeast)


@NO_CLOCK
@given(plans(), st.sampled_from(["days", "travel_days", "accompanying_days"]), st.integers(1, 30))
def test_more_days_never_cost_less(data: dict[str, Any], name: str, more: int) -> None:
    longer = copy.deepcopy(data)
    for item in longer["mobility"]:
        if name in item:
            item[name] += more
    (low, high), (longer_low, longer_high) = bounds(total(lines(data))), bounds(total(lines(longer)))
    assert low <= longer_low and high <= longer_high


@NO_CLOCK
@given(plans())
def test_green_is_never_below_other_travel_and_not_said_holds_both(data: dict[str, Any]) -> None:
    def travelling(green: bool) -> tuple[Decimal, Decimal]:
        return bounds(total(lines({**data, "mobility": [{**item, "green": green} for item in data["mobility"]]})))

    bare = {**data, "mobility": [{k: v for k, v in item.items() if k != "green"} for item in data["mobility"]]}
    other, green, either = travelling(False), travelling(True), bounds(total(lines(bare)))
    assert other[0] <= green[0] and other[1] <= green[1]
    assert either == (other[0], green[1])


@NO_CLOCK
@given(plans(), published(), st.data())
def test_a_range_holds_what_any_rates_and_answers_give(
    data: dict[str, Any], rates: Published, draw: st.DataObject
) -> None:
    answered = copy.deepcopy(data)
    answered["organisation"].setdefault("country", draw.draw(st.sampled_from(["FI", "RO", "ES"])))
    for item in answered["mobility"]:
        item.setdefault("green", draw.draw(st.booleans()))
        item.setdefault("travel_days", draw.draw(st.integers(0, 8)))
        item.setdefault("country", draw.draw(st.sampled_from(COUNTRIES)))
        if "participants" in item:
            item.setdefault("fewer_opportunities", draw.draw(st.integers(0, item["participants"])))
    low, high = bounds(total(lines(data)))
    settled_lines = lines(answered, with_rates(rates))
    settled = total(settled_lines)
    found = bounds(settled)
    assert low <= found[0]
    assert found[1] <= high
    if not isinstance(settled, AtLeast) and not any(line.open for line in settled_lines):
        assert found[0] == found[1]


@NO_CLOCK
@given(plans())
def test_what_is_said_to_make_the_sum_more_exact_is_not_in_the_plan(data: dict[str, Any]) -> None:
    for line in lines(data):
        for path in (*line.missing, *line.narrower):
            node: Any = data
            for part in path[:-1]:
                node = node[part]
            assert path[-1] not in node


# --- a sum of which only the bounds are known, against a limit ------------------------------------------------------

SOME = Range(10, 20)


@pytest.mark.parametrize(
    ("test", "value", "operand", "expected"),
    [
        *(("at_most", SOME, limit, met) for limit, met in [(20, True), (19, None), (10, None), (9, False)]),
        *(("at_least", SOME, limit, met) for limit, met in [(10, True), (11, None), (20, None), (21, False)]),
        *(("is_", SOME, number, met) for number, met in [(9, False), (10, None), (20, None), (21, False)]),
        *(("is_", number, SOME, met) for number, met in [(9, False), (15, None), (21, False)]),
        *(("at_most", number, SOME, met) for number, met in [(10, True), (11, None), (20, None), (21, False)]),
        ("at_most", SOME, Range(20, 30), True),
        ("at_most", SOME, Range(19, 30), None),
        ("at_most", SOME, Range(1, 9), False),
        ("at_most", SOME, AtLeast(20), True),
        ("at_most", SOME, AtLeast(19), None),
        ("at_most", AtLeast(21), SOME, False),
        ("at_most", AtLeast(20), SOME, None),
        *(("between", SOME, pair, met) for pair, met in [((10, 20), True), ((11, 20), None), ((21, 30), False)]),
        *((test, SOME, (9, 15), None) for test in ("one_of", "any_of", "none_of", "subset_of")),
        *((test, SOME, (9, 21), False) for test in ("one_of", "any_of", "subset_of")),
        ("none_of", SOME, (9, 21), True),
        ("at_most", SOME, NOT_KNOWN, None),
    ],
)
def test_a_range_against_a_limit(test: str, value: Value, operand: Value, expected: bool | None) -> None:
    assert holds(test, value, operand) is expected


@given(st.integers(0, 20), st.integers(1, 5), st.data(), st.integers(0, 25))
def test_a_range_decides_only_what_every_number_in_it_does(
    low: int, width: int, draw: st.DataObject, limit: int
) -> None:
    inside = draw.draw(st.integers(low, low + width))
    for test in ("at_most", "at_least", "is_"):
        assert holds(test, Range(low, low + width), limit) in (None, holds(test, inside, limit))
        assert holds(test, limit, Range(low, low + width)) in (None, holds(test, limit, inside))
    for test in ("one_of", "none_of", "subset_of"):
        assert holds(test, Range(low, low + width), (limit, 3)) in (None, holds(test, inside, (limit, 3)))


def test_the_arithmetic_of_ranges() -> None:
    assert Range(1, 2) + exactly(3) == Range(4, 5)
    assert Range(1, 2) * Range(3, 4) == Range(3, 8)
    assert (exactly(3).value(), SOME.value()) == (3, SOME)


def test_a_ceiling_of_which_both_sides_are_ranges() -> None:
    """Guide p. 86: a course of 10 100 to 20 200 euros is no more than half of what is known to be at least 60 000."""
    plan = validate(
        {
            "organisation": {"country": "FI"},
            "mobility": [
                {"type": "course", "participants": 10, "country": "MT", "days": 5, "distance_km": 2800, "green": False},
                {"type": "preparatory-visit", "participants": 100},
            ],
        },
        PROGRAMME,
    )
    assert isinstance(plan, Plan)
    found = assess(CALLS, plan, "KA122-VET", as_instant(dt.date(2026, 1, 10)), 2026).findings
    [share] = [f for f in found if f.requirement.id == "courses-share"]
    assert share.status is Status.MET
    assert isinstance(share.actual, Range) and isinstance(share.expected, Range)
    assert smallest_changes(share.requirement.test, share.actual, share.expected) == []
