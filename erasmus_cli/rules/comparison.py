"""The closed set of tests that a requirement may use, in three-valued logic, and the smallest change that meets each.

`True`: it holds. `False`: it does not. `None`: what the plan says does not decide it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Any, Literal

import msgspec

from erasmus_cli.plan.values import AtLeast, Known, NotKnown, Range, Scalar, Value, both, inverse


class Change(msgspec.Struct, frozen=True):
    """The smallest change to a fact that would meet a test.

    `increase` and `decrease` are by an amount (days for dates) and lead to the value `to`; `set` and `choose` give
    the value or the values to choose from; `add` asks for one of the values and `remove` takes values away.
    """

    kind: Literal["increase", "decrease", "set", "choose", "add", "remove"]
    to: Known
    by: int | Decimal | None = None


def holds(test: str, value: Value, operand: Value) -> bool | None:
    """Say whether a test holds for a fact's value and an operand; either may be known only in part."""
    if isinstance(value, NotKnown) or isinstance(operand, NotKnown):
        return None
    return TESTS[test](value, operand)


def smallest_change(test: str, value: Known | AtLeast | Range, operand: Value) -> Change | None:
    """Say what would meet a test that does not hold; None if the plan's other values have to be settled first."""
    if isinstance(operand, NotKnown | AtLeast | Range) or isinstance(value, Range):
        return None
    known = value.value if isinstance(value, AtLeast) else value
    if test == "more_than":
        operand, test = operand + 1, "at_least"  # type: ignore[operator] # whole numbers only have this test
    if test in ("is_", "at_least", "at_most", "between"):
        bounds = operand if test == "between" and isinstance(operand, tuple) else (operand, operand)
        below = test != "at_most" and _less(known, bounds[0])
        return _to(known, bounds[0] if below else bounds[1])
    allowed = _many(operand)
    if test == "one_of" and isinstance(known, int) and not isinstance(known, bool):
        return _to(known, min(allowed, key=lambda x: abs(x - known)))  # type: ignore[operator]
    if test == "one_of":
        return Change("choose", allowed)
    if test == "any_of":
        return Change("add", allowed)
    wrong = tuple(x for x in _many(known) if (x in allowed) == (test == "none_of"))
    return Change("remove", wrong)


def _to(value: Known, bound: Any) -> Change:
    if isinstance(value, bool) or isinstance(bound, bool | str):
        return Change("set", bound)
    if isinstance(value, int) and isinstance(bound, Decimal):
        bound = int(bound.to_integral_value(ROUND_FLOOR if bound < value else ROUND_CEILING))
    difference = bound - value
    by = difference.days if isinstance(difference, dt.timedelta) else difference
    return Change("increase", bound, by) if by > 0 else Change("decrease", bound, -by)


def _less(a: Any, b: Any) -> bool:
    return not isinstance(a, bool | str) and bool(a < b)


def _many(value: Known) -> tuple[Scalar, ...]:
    return value if isinstance(value, tuple) else (value,)


def _bounds(value: Any) -> tuple[Any, Any]:
    """Return the lowest and the highest that a value can be; None for no highest."""
    if isinstance(value, Range):
        return value.low, value.high
    return (value.value, None) if isinstance(value, AtLeast) else (value, value)


def _is(value: Any, operand: Any) -> bool | None:
    """Compare for equality. What is known in part is never certain to be equal, but may be certain not to be."""
    if not isinstance(value, AtLeast | Range) and not isinstance(operand, AtLeast | Range):
        return bool(value == operand)
    possible = both(_at_least(value, operand), _at_least(operand, value))
    return False if possible is False else None


def _at_least(value: Any, operand: Any) -> bool | None:
    (low, high), (least, most) = _bounds(value), _bounds(operand)
    if high is not None and high < least:
        return False
    return True if most is not None and low >= most else None


def _at_most(value: Any, operand: Any) -> bool | None:
    return _at_least(operand, value)


def _more_than(value: Any, operand: Any) -> bool | None:
    return inverse(_at_most(value, operand))


def _between(value: Any, operand: Any) -> bool | None:
    return both(_at_least(value, operand[0]), _at_most(value, operand[1]))


def _none_of(value: Any, operand: Any) -> bool | None:
    return inverse(_any_of(value, operand))


def _any_of(value: Any, operand: Any) -> bool | None:
    """Whether a value, or one of a list of values, is among the allowed ones; a partial list may still get one."""
    if isinstance(value, Range) or (isinstance(value, AtLeast) and not isinstance(value.value, tuple)):
        return _some_number(value, _many(_known(operand)))
    partial = isinstance(value, AtLeast) or isinstance(operand, AtLeast)
    common = set(_many(_known(value))) & set(_many(_known(operand)))
    return True if common else None if partial else False


def _some_number(value: AtLeast | Range, allowed: tuple[Any, ...]) -> bool | None:
    """Whether a number that is known in part may be one of the allowed ones; it is never certain to be."""
    low, high = _bounds(value)
    return None if any(low <= number and (high is None or number <= high) for number in allowed) else False


def _subset_of(value: Any, operand: Any) -> bool | None:
    if isinstance(value, Range) or (isinstance(value, AtLeast) and not isinstance(value.value, tuple)):
        return _some_number(value, _many(_known(operand)))
    outside = set(_many(_known(value))) - set(_many(_known(operand)))
    if outside:
        return None if isinstance(operand, AtLeast) else False
    return None if isinstance(value, AtLeast) else True


def _known(value: Any) -> Any:
    return value.value if isinstance(value, AtLeast) else value


TESTS: dict[str, Callable[[Any, Any], bool | None]] = {
    "is_": _is,
    "at_least": _at_least,
    "more_than": _more_than,
    "at_most": _at_most,
    "between": _between,
    "one_of": _any_of,
    "none_of": _none_of,
    "any_of": _any_of,
    "subset_of": _subset_of,
}
