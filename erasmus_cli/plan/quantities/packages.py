"""Facts about the parts of a lump-sum project: the amounts of activities, and work packages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from erasmus_cli.plan.quantities.registry import Context, counting, function, missing
from erasmus_cli.plan.values import NOT_KNOWN, Value, total

if TYPE_CHECKING:
    from erasmus_cli.plan.model import Activity, Plan, WorkPackage


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


def costed(plan: Plan) -> tuple[str, list[Activity | WorkPackage]] | None:
    """Return the parts of a project whose estimated costs add up to its own, and their list in the plan.

    These are the work packages if one of them has a cost, else the activities; None as long as no part has one.
    """
    lists: dict[str, list[Activity | WorkPackage]] = {
        "work_packages": [*(plan.work_packages or [])],
        "activities": [*(plan.activities or [])],
    }
    return next(((name, parts) for name, parts in lists.items() if any(p.cost is not None for p in parts)), None)


@function("cost_of_parts")
def _cost_of_parts(context: Context, _: None) -> Value:
    parts = costed(context.plan)
    return NOT_KNOWN if parts is None else total(part.cost for part in parts[1])


@function("estimated_cost")
def _estimated_cost(context: Context, _: None) -> Value:
    """Return the estimated total cost as the plan says it, else what the costs of its parts add up to."""
    said = context.plan.estimated_cost
    return _cost_of_parts(context, None) if said is None else said


@function("cost_said_twice")
def _cost_said_twice(context: Context, _: None) -> Value:
    return context.plan.estimated_cost is not None and costed(context.plan) is not None


@missing("estimated_cost")
def _estimated_cost_missing(context: Context, _: None) -> Iterator[tuple[str | int, ...]]:
    if context.plan.estimated_cost is None:
        yield from _cost_of_parts_missing(context, None)


@missing("cost_of_parts")
def _cost_of_parts_missing(context: Context, _: None) -> Iterator[tuple[str | int, ...]]:
    """Yield the costs of the parts that have none; where no part has one, the total cost itself."""
    parts = costed(context.plan)
    if parts is None:
        yield ("estimated_cost",)
        return
    for number, part in enumerate(parts[1]):
        if part.cost is None:
            yield parts[0], number, "cost"


@counting("estimated_cost")
def _counted_costs(context: Context, _: None) -> Iterator[tuple[str | int, ...]]:
    if context.plan.estimated_cost is not None:
        yield ("estimated_cost",)
        return
    name, parts = costed(context.plan) or ("", [])
    for number, part in enumerate(parts):
        if part.cost is not None:
            yield name, number, "cost"
