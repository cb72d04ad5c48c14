"""The closed set of tests, three-valued logic, and the smallest change that would meet a test."""

import datetime as dt
from decimal import Decimal
from itertools import product
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from erasmus_cli.plan.values import NOT_KNOWN, AtLeast, Known, Value
from erasmus_cli.rules.comparison import TESTS, Change, both, holds, inverse, smallest_changes

JUNE_1, JUNE_2, MAY_31 = dt.date(2026, 6, 1), dt.date(2026, 6, 2), dt.date(2026, 5, 31)
OUTCOMES = (True, False, None)
#: How long an example takes says something of the machine only.
NO_CLOCK = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

LIMITS: list[tuple[str, Known, list[tuple[Known, bool]]]] = [
    ("is_", 15, [(14, False), (15, True), (16, False)]),
    ("is_", True, [(True, True), (False, False)]),
    ("is_", False, [(True, False), (False, True)]),
    ("is_", "none", [("none", True), ("organisation", False), ("", False)]),
    ("is_", JUNE_1, [(MAY_31, False), (JUNE_1, True), (JUNE_2, False)]),
    ("at_least", 2, [(1, False), (2, True), (3, True), (0, False)]),
    ("more_than", 2, [(1, False), (2, False), (3, True), (Decimal("2.01"), True)]),
    ("at_least", JUNE_1, [(MAY_31, False), (JUNE_1, True), (JUNE_2, True)]),
    ("at_least", Decimal("0.5"), [(0, False), (1, True), (Decimal("0.5"), True)]),
    ("at_most", 30, [(29, True), (30, True), (31, False)]),
    ("at_most", Decimal("9000.2"), [(9000, True), (9001, False)]),
    ("at_most", JUNE_1, [(MAY_31, True), (JUNE_1, True), (JUNE_2, False)]),
    ("between", (6, 18), [(5, False), (6, True), (7, True), (17, True), (18, True), (19, False)]),
    ("between", (JUNE_1, JUNE_2), [(MAY_31, False), (JUNE_1, True), (JUNE_2, True), (dt.date(2026, 6, 3), False)]),
    ("between", (7, 7), [(6, False), (7, True), (8, False)]),
    ("one_of", (30_000, 60_000), [(29_999, False), (30_000, True), (30_001, False), (60_000, True), (45_000, False)]),
    ("one_of", ("eu", "associated"), [("eu", True), ("associated", True), ("third", False), ("", False)]),
    ("none_of", ("BY", "RU"), [("BY", False), ("RU", False), ("FI", True), ((), True), (("FI", "BY"), False)]),
    ("any_of", ("a", "b"), [((), False), (("a",), True), (("c",), False), (("c", "b"), True), (("a", "b"), True)]),
    ("subset_of", ("a", "b"), [((), True), (("a",), True), (("a", "b"), True), (("a", "c"), False), (("c",), False)]),
]
CASES = [(test, operand, value, met) for test, operand, values in LIMITS for value, met in values]


@pytest.mark.parametrize(("test", "operand", "value", "met"), CASES)
def test_at_just_inside_and_just_outside_the_limit(test: str, operand: Known, value: Known, met: bool) -> None:
    assert holds(test, value, operand) is met


def test_every_test_has_cases_on_both_sides() -> None:
    assert {(test, met) for test, _, _, met in CASES} == {(test, met) for test in TESTS for met in (True, False)}


@pytest.mark.parametrize("test", sorted(TESTS))
@pytest.mark.parametrize("other", [0, False, "", (), JUNE_1, AtLeast(3), NOT_KNOWN], ids=repr)
def test_what_is_not_known_decides_nothing(test: str, other: Value) -> None:
    assert holds(test, NOT_KNOWN, other) is None
    assert holds(test, other, NOT_KNOWN) is None


def test_not_known_is_neither_true_nor_false() -> None:
    assert repr(NOT_KNOWN) == "NOT_KNOWN"
    with pytest.raises(TypeError):
        bool(NOT_KNOWN)


PARTIAL: list[tuple[str, Value, Value, bool | None]] = [
    ("at_most", AtLeast(31), 30, False),
    ("at_most", AtLeast(30), 30, None),
    ("at_most", AtLeast(0), 30, None),
    ("at_least", AtLeast(2), 2, True),
    ("at_least", AtLeast(1), 2, None),
    ("between", AtLeast(19), (6, 18), False),
    ("between", AtLeast(18), (6, 18), None),
    ("between", AtLeast(3), (6, 18), None),
    ("is_", AtLeast(16), 15, False),
    ("is_", AtLeast(15), 15, None),
    ("is_", 14, AtLeast(15), False),
    ("is_", 15, AtLeast(15), None),
    ("is_", AtLeast(1), AtLeast(2), None),
    ("at_most", 5, AtLeast(5), True),
    ("at_most", 6, AtLeast(5), None),
    ("at_least", 4, AtLeast(5), False),
    ("at_least", 5, AtLeast(5), None),
    ("at_most", AtLeast(1), AtLeast(5), None),
    ("any_of", AtLeast(("a",)), ("a", "b"), True),
    ("any_of", AtLeast(("c",)), ("a", "b"), None),
    ("any_of", "FI", AtLeast(("FI",)), True),
    ("one_of", "SE", AtLeast(("FI",)), None),
    ("none_of", "SE", AtLeast(("FI",)), None),
    ("none_of", "FI", AtLeast(("FI",)), False),
    ("none_of", AtLeast(("BY",)), ("BY", "RU"), False),
    ("none_of", AtLeast(()), ("BY", "RU"), None),
    ("subset_of", AtLeast(("a",)), ("a", "b"), None),
    ("subset_of", AtLeast(("c",)), ("a", "b"), False),
    ("subset_of", ("a", "c"), AtLeast(("a",)), None),
    ("subset_of", ("a",), AtLeast(("a",)), True),
]


@pytest.mark.parametrize(("test", "value", "operand", "expected"), PARTIAL)
def test_what_is_known_only_in_part(test: str, value: Value, operand: Value, expected: bool | None) -> None:
    assert holds(test, value, operand) is expected


# --- laws -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("a", "b", "c"), list(product(OUTCOMES, repeat=3)))
def test_and_and_not_are_kleenes(a: bool | None, b: bool | None, c: bool | None) -> None:
    assert both(a, b) is both(b, a)
    assert both(a, both(b, c)) is both(both(a, b), c)
    assert both(a, a) is a
    assert both(a, True) is a
    assert both(a, False) is False
    assert inverse(inverse(a)) is a
    assert (inverse(a) is None) == (a is None)
    if a is None:  # Whatever the unknown turns out to be, a decided outcome stays.
        decided = both(None, b)
        assert decided is None or all(both(known, b) is decided for known in (True, False))


NUMBERS = st.integers(0, 20)
DATES = st.dates(dt.date(2026, 5, 20), dt.date(2026, 6, 10))
SHARES = st.decimals(0, 20, places=1)
LISTS = st.lists(st.sampled_from("abcd"), max_size=3, unique=True).map(tuple)
LETTERS = st.sampled_from("abcd")


def _between(numbers: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.tuples(numbers, numbers).map(lambda pair: tuple(sorted(pair)))


#: Test, what a plan may have, and what a requirement may ask.
KINDS: list[tuple[str, st.SearchStrategy[Any], st.SearchStrategy[Any]]] = [
    *((test, NUMBERS, NUMBERS | SHARES) for test in ("is_", "at_least", "at_most")),
    *((test, DATES, DATES) for test in ("is_", "at_least", "at_most")),
    ("is_", st.booleans(), st.booleans()),
    ("is_", LETTERS, LETTERS),
    ("between", NUMBERS, _between(NUMBERS)),
    ("between", DATES, _between(DATES)),
    *((test, LISTS, LISTS) for test in ("any_of", "none_of", "subset_of", "one_of")),
    *((test, LETTERS, LISTS) for test in ("any_of", "none_of", "subset_of", "one_of")),
]


def _larger(value: Any, data: st.DataObject) -> Any:
    """Return a value that `AtLeast(value)` may turn out to be."""
    if isinstance(value, tuple):
        return tuple(dict.fromkeys((*value, *data.draw(LISTS))))
    return value + data.draw(st.integers(0, 5))


def _less_known(value: Any, data: st.DataObject) -> tuple[Value, Any]:
    """Return what may be known of a value in part, and what it may turn out to be."""
    can_be_partial = isinstance(value, tuple | int | Decimal) and not isinstance(value, bool)
    match data.draw(st.sampled_from(["whole", "nothing", "part"] if can_be_partial else ["whole", "nothing"])):
        case "part":
            return AtLeast(value), _larger(value, data)
        case "nothing":
            return NOT_KNOWN, value
    return value, value


@NO_CLOCK
@given(kind=st.sampled_from(KINDS), data=st.data())
def test_learning_more_never_contradicts_a_decided_outcome(kind: tuple[str, Any, Any], data: st.DataObject) -> None:
    test, values, operands = kind
    value, known_value = _less_known(data.draw(values), data)
    wanted = data.draw(operands)
    operand, known_operand = (wanted, wanted) if test == "between" else _less_known(wanted, data)
    decided = holds(test, value, operand)
    known = holds(test, known_value, known_operand)
    assert known is not None
    assert decided in (None, known), (test, value, operand, known_value, known_operand)


# AtLeast(5) "is" one of (5, 10). No requirement in the data asks that of a sum yet, but one may: one is only data.
@pytest.mark.parametrize(
    ("test", "value"),
    [("one_of", 5), ("any_of", 5), ("none_of", 5), ("subset_of", 7)],
)
def test_a_number_known_from_below_is_in_no_list_yet(test: str, value: int) -> None:
    assert holds(test, AtLeast(value), (5, 10)) is None


@NO_CLOCK
@given(NUMBERS | DATES, st.data())
def test_tests_agree_with_each_other(value: Any, data: st.DataObject) -> None:
    same = DATES if isinstance(value, dt.date) else NUMBERS
    low, high = data.draw(_between(same))
    at_least, at_most = holds("at_least", value, low), holds("at_most", value, high)
    assert holds("between", value, (low, high)) is both(at_least, at_most)
    assert holds("between", value, (low, low)) is holds("is_", value, low) is holds("one_of", value, (low,))
    assert holds("none_of", value, (low, high)) is inverse(holds("one_of", value, (low, high)))


# --- the smallest change --------------------------------------------------------------------------------------------


def _inside(start: Any, end: Any) -> list[Any]:
    """Return what lies between two numbers or dates, start included, end not."""
    step = dt.timedelta(1) if isinstance(start, dt.date) else 1
    low, high = min(start, end), max(start, end)
    between = [low]
    while between[-1] < high:
        between.append(between[-1] + step)
    return [x for x in between if x not in (start, end) or x == start]


@NO_CLOCK
@given(st.sampled_from([kind for kind in KINDS if kind[0] in ("is_", "at_least", "at_most", "between")]), st.data())
def test_a_change_of_a_number_or_date_is_the_smallest(kind: tuple[str, Any, Any], data: st.DataObject) -> None:
    test, values, operands = kind
    value, operand = data.draw(values), data.draw(operands)
    assume(not isinstance(operand, Decimal))
    assume(holds(test, value, operand) is False)
    if isinstance(value, bool | str):
        assert smallest_changes(test, value, operand) == []  # an answer is no quantity
        return
    [change] = smallest_changes(test, value, operand)
    assert holds(test, change.to, operand) is True
    assert change.kind == ("increase" if change.to > value else "decrease")
    distance = abs(change.to - value)
    assert change.by == (distance.days if isinstance(distance, dt.timedelta) else distance)
    assert not any(holds(test, x, operand) for x in _inside(value, change.to))


@NO_CLOCK
@given(NUMBERS, st.lists(NUMBERS, min_size=1, max_size=4).map(tuple))
def test_a_change_to_one_of_several_numbers_leads_to_the_next_on_either_side(
    value: int, allowed: tuple[int, ...]
) -> None:
    assume(value not in allowed)
    changes = smallest_changes("one_of", value, allowed)
    below, above = [x for x in allowed if x < value], [x for x in allowed if x > value]
    assert [c.to for c in changes] == ([max(below)] if below else []) + ([min(above)] if above else [])
    assert [c.by for c in changes] == [abs(int(str(c.to)) - value) for c in changes]


CHANGES: list[tuple[str, Known | AtLeast, Value, list[Change]]] = [
    ("at_most", 45, 30, [Change("decrease", 30, 15)]),
    ("at_most", AtLeast(45), 30, [Change("decrease", 30, 15)]),
    ("at_least", 1, 3, [Change("increase", 3, 2)]),
    ("more_than", 250, 250, [Change("increase", 251, 1)]),
    ("between", 19, (6, 18), [Change("decrease", 18, 1)]),
    ("between", 5, (6, 18), [Change("increase", 6, 1)]),
    ("between", MAY_31, (JUNE_1, dt.date(2026, 12, 31)), [Change("increase", JUNE_1, 1)]),
    ("is_", dt.date(2026, 9, 1), JUNE_1, [Change("decrease", JUNE_1, 92)]),
    ("one_of", 250_000, (30_000, 60_000), [Change("decrease", 60_000, 190_000)]),
    ("one_of", 45_000, (30_000, 60_000), [Change("decrease", 30_000, 15_000), Change("increase", 60_000, 15_000)]),
    ("one_of", "third", ("eu", "associated"), []),
    ("any_of", ("x",), ("a", "b"), []),
    ("none_of", "BY", ("BY", "RU"), []),
    ("is_", False, True, []),
    ("at_most", 5, Decimal("4.5"), [Change("decrease", 4, 1)]),  # a plan has whole numbers
    ("at_most", 5, AtLeast(3), []),
    ("at_most", 5, NOT_KNOWN, []),
]


@pytest.mark.parametrize(("test", "value", "operand", "expected"), CHANGES)
def test_changes(test: str, value: Known | AtLeast, operand: Value, expected: list[Change]) -> None:
    assert smallest_changes(test, value, operand) == expected
