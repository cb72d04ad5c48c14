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
    """A change of a number or a date that would meet a test: by how much (days for dates), and to what."""

    kind: Literal["increase", "decrease"]
    to: int | Decimal | dt.date
    by: int | Decimal


def holds(test: str, value: Value, operand: Value) -> bool | None:
    """Say whether a test holds for a fact's value and an operand; either may be known only in part."""
    if isinstance(value, NotKnown) or isinstance(operand, NotKnown):
        return None
    return TESTS[test](value, operand)


def smallest_changes(test: str, value: Value, operand: Value) -> list[Change]:
    """Return the smallest changes of a number or a date that would meet a test: one, or one down and one up.

    There is none for what is not a quantity, and none if the plan's other values have to be settled first.
    """
    if test in ("none_of", "any_of", "subset_of") or isinstance(operand, NotKnown | AtLeast | Range):
        return []
    if isinstance(value, NotKnown | Range):
        return []
    known = value.value if isinstance(value, AtLeast) else value
    bounds = operand if isinstance(operand, tuple) else (operand,)
    if not all(_quantity(x) for x in (known, *bounds)):
        return []
    if test == "more_than":
        bounds = (operand + 1,)  # type: ignore[operator] # whole numbers only have this test
    below, above = [x for x in bounds if x < known], [x for x in bounds if x > known]  # type: ignore[operator]
    nearest = [max(below)] if below and test != "at_least" else []
    nearest += [min(above)] if above and test != "at_most" else []
    return [_to(known, bound) for bound in nearest]


def _quantity(value: object) -> bool:
    return isinstance(value, int | Decimal | dt.date) and not isinstance(value, bool)


def _to(value: Any, bound: Any) -> Change:
    if isinstance(value, int) and isinstance(bound, Decimal):
        bound = int(bound.to_integral_value(ROUND_FLOOR if bound < value else ROUND_CEILING))
    difference = bound - value
    by = difference.days if isinstance(difference, dt.timedelta) else difference
    return Change("increase", bound, by) if by > 0 else Change("decrease", bound, -by)


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
