"""Facts about the parts of a lump-sum project: the amounts of activities, and work packages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from erasmus_cli.plan.quantities.registry import Context, counting, function
from erasmus_cli.plan.values import NOT_KNOWN, Value, total

if TYPE_CHECKING:
    from erasmus_cli.plan.model import WorkPackage


@function("activity_amounts")
def _activity_amounts(context: Context, _: None) -> Value:
    return NOT_KNOWN if context.plan.activities is None else total(a.amount for a in context.plan.activities)


@counting("activity_amounts", "package_amounts")
def _amounts(context: Context, _: None) -> Iterator[tuple[str | int, ...]]:
    name = context.fact.reads[0].partition("[]")[0]
    for number, part in enumerate(getattr(context.plan, name) or []):
        if part.amount is not None:
            yield name, number, "amount"


def _packages(context: Context, management: bool) -> list[WorkPackage] | None:
    """Return the packages that are, or may be, of the wanted kind."""
    if context.plan.work_packages is None:
        return None
    return [p for p in context.plan.work_packages if p.management in (management, None)]


def _number_of_packages(context: Context, management: bool) -> Value:
    packages = _packages(context, management)
    return NOT_KNOWN if packages is None else total(None if p.management is None else 1 for p in packages)


@function("package_amounts")
def _package_amounts(context: Context, _: None) -> Value:
    return NOT_KNOWN if context.plan.work_packages is None else total(p.amount for p in context.plan.work_packages)


@function("management_packages")
def _management_packages(context: Context, _: None) -> Value:
    return _number_of_packages(context, True)


@function("implementation_packages")
def _implementation_packages(context: Context, _: None) -> Value:
    return _number_of_packages(context, False)


@counting("management_amount", "management_packages", "implementation_packages")
def _counted_packages(context: Context, _: None) -> Iterator[tuple[str | int, ...]]:
    name = "amount" if context.fact.id == "management_amount" else "management"
    for number, package in enumerate(context.plan.work_packages or []):
        wanted = package.management is (context.fact.id != "implementation_packages")
        if wanted and getattr(package, name) is not None:
            yield "work_packages", number, name


@function("management_amount")
def _management_amount(context: Context, _: None) -> Value:
    packages = _packages(context, True)
    return NOT_KNOWN if packages is None else total(p.amount if p.management else None for p in packages)
