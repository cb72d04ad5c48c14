"""Bars for sums of which perhaps only the bounds are known."""

from __future__ import annotations

from decimal import Decimal

from erasmus_cli.plan.values import AtLeast, Range, Value
from erasmus_cli.views import words
from erasmus_cli.views.page import Page


def show(page: Page, sums: list[tuple[str, Value]]) -> None:
    """Write a bar for each sum; what may still be added within a range is drawn lighter."""
    ends = [bounds(amount) for _name, amount in sums]
    longest = max((high for _low, high in ends), default=0)
    said = [words.sum_of(amount) for _name, amount in sums]
    names, amounts = max((len(n) for n, _a in sums), default=0), max((len(s) for s in said), default=0)
    room = max(page.width - names - amounts - 6, 10)
    full, light = ("█", "░") if page.has("█░") else ("#", ".")
    for (name, _amount), (low, high), sum_ in zip(sums, ends, said, strict=True):
        solid = round(room * low / longest) if longest else 0
        bar = full * solid + light * (round(room * high / longest) - solid if longest else 0)
        page.exact(f"  {name.ljust(names)}  {sum_.rjust(amounts)}  {bar}".rstrip())


def bounds(amount: Value) -> tuple[Decimal, Decimal]:
    """Return the lowest and the highest that an amount can be; the least that is known for both if it may grow."""
    if isinstance(amount, Range):
        return Decimal(amount.low), Decimal(amount.high)
    least = amount.value if isinstance(amount, AtLeast) else amount
    return (Decimal(least), Decimal(least)) if isinstance(least, int | Decimal) else (Decimal(0), Decimal(0))
