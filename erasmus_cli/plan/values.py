"""What a fact can be: a value, a value that is known only from below, or not known at all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import Final

import msgspec

Scalar = bool | int | str | Decimal | dt.date
Known = Scalar | tuple[Scalar, ...]


class NotKnown:
    """The type of `NOT_KNOWN`. It is never zero, never false and never "fine"."""

    def __repr__(self) -> str:
        """Show the name by which the value is used."""
        return "NOT_KNOWN"

    def __bool__(self) -> bool:
        """Refuse to be read as true or false: a gap in a plan is neither."""
        raise TypeError("NOT_KNOWN is neither true nor false")


NOT_KNOWN: Final = NotKnown()


class AtLeast(msgspec.Struct, frozen=True):
    """A value known from below: a sum of what the plan tells so far, or a list that may still grow.

    25 participants and one activity without a number are at least 25: too many for a limit of 20, but nobody
    can say yet whether they are too many for 30.
    """

    value: Known


class Range(msgspec.Struct, frozen=True):
    """A number that is known only from below and from above, both included."""

    low: int | Decimal
    high: int | Decimal

    def __add__(self, other: Range) -> Range:
        """Add two ranges that know nothing of each other."""
        return Range(self.low + other.low, self.high + other.high)

    def __mul__(self, other: Range) -> Range:
        """Multiply two ranges of numbers that are not negative."""
        return Range(self.low * other.low, self.high * other.high)

    def value(self) -> int | Decimal | Range:
        """Return the number itself if there is only one."""
        return self.low if self.low == self.high else self


def exactly(number: int | Decimal) -> Range:
    """Return the range that holds one number."""
    return Range(number, number)


Value = Known | AtLeast | Range | NotKnown


def total(numbers: Iterable[int | None]) -> Value:
    """Add up numbers of which some may be missing."""
    listed = list(numbers)
    known = sum(n for n in listed if n is not None)
    return AtLeast(known) if None in listed else known


def gathered(items: Iterable[Scalar | None]) -> tuple[Scalar, ...] | AtLeast:
    """Gather distinct items in their order, of which some may be missing."""
    listed = list(items)
    known = tuple(dict.fromkeys(item for item in listed if item is not None))
    return AtLeast(known) if None in listed else known


def number_of(items: tuple[Scalar, ...] | AtLeast) -> Value:
    """Count gathered items."""
    if isinstance(items, AtLeast):
        assert isinstance(items.value, tuple)
        return AtLeast(len(items.value))
    return len(items)


def both(a: bool | None, b: bool | None) -> bool | None:
    """Three-valued and: one false decides, whatever the other."""
    if a is False or b is False:
        return False
    return None if a is None or b is None else True


def inverse(a: bool | None) -> bool | None:
    """Three-valued not: the inverse of what is not known is not known."""
    return None if a is None else not a
