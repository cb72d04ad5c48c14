"""What the ceilings of a mobility project count, as formulas: see `budget.quantities`, which does the same.

As there, a distance that is not known has no bounds here: a limit is only broken by what is certain.
"""

from __future__ import annotations

from erasmus_cli.language import _
from erasmus_cli.programme.load import Programme
from erasmus_cli.programme.requirement import Fact
from erasmus_cli.views import words
from erasmus_cli.views.workbook.activities import Activities
from erasmus_cli.views.workbook.book import quoted
from erasmus_cli.views.workbook.lines import Lines
from erasmus_cli.views.workbook.lists import Lists
from erasmus_cli.views.workbook.rates import Rates
from erasmus_cli.views.workbook.working import Bounds, Workings

#: What facts may narrow down activities by, and the workbook as well.
KNOWN = {"types", "standings", "leave_out"}


def values(
    programme: Programme, activities: Activities, lists: Lists, rates: Rates, workings: Workings, lines: Lines
) -> tuple[dict[str, Bounds], str]:
    """Return formulas for the facts that limits compare, by id, and what formulas call the activities' highest sums."""
    grant, unknown = rates.plan["grant"], quoted(_("not known"))
    whole = workings.more(_("By the own estimate, else by unit costs"), _amounts(activities, workings, lines, []))
    project = lines.of_the_project()
    low, high = (
        f'IF({grant}<>"",{grant},{end}+{of_project})'
        for end, of_project in zip(_added(whole, unknown), project, strict=True)
    )
    by_unit_costs = workings.more(_("By unit costs, if the distance is known"), _costs(workings, lines, []))
    highest = _added(by_unit_costs, unknown)[1]
    total = f"IFERROR({highest}+{project[1]},{unknown})"
    said: dict[str, Bounds] = {
        "grant_said": (f"N({grant})", f"N({grant})"),
        "highest_grant": (total, total),
        "grant": (low, f"IFERROR({high},{unknown})"),
    }
    for fact in programme.facts.values():
        if fact.function not in ("mobility_amounts", "mobility_items") or set(fact.parameters) - KNOWN:
            continue
        fits = [_fits(programme, fact, activities, lists, row) for row in activities.rows]
        if fact.function == "mobility_items":
            counted = [(f"IF({fit}=1,1,0)", f"IF({fit}>0,1,0)") for fit in fits]
        else:
            amounts = _amounts(activities, workings, lines, fact.parameters.get("leave_out", []))
            counted = [
                (f"IF({fit}=1,{low},0)", f"IF({fit}=0,0,IF({fit}=1,{high},{unknown}))")
                for fit, (low, high) in zip(fits, amounts, strict=True)
            ]
        said[fact.id] = _added(workings.more(words.text(fact.label), counted), unknown)
    return said, by_unit_costs[1]


def _costs(workings: Workings, lines: Lines, left_out: list[str]) -> list[Bounds]:
    """Return formulas for the euros of each activity by the unit costs but those left out."""
    found = []
    for working in workings.of:
        low, high = lines.without(left_out, working.number)
        nowhere = f"AND({working.kilometres[0]}<>{working.kilometres[1]},{working.travellers}<>0)"
        travel = lines.only(["travel"], working.number)
        found.append((f"{low}-IF({nowhere},{travel},0)", f"IF({nowhere},{quoted(_('not known'))},{high})"))
    return found


def _amounts(activities: Activities, workings: Workings, lines: Lines, left_out: list[str]) -> list[Bounds]:
    """Return formulas for the euros of each activity: what the plan says, else what the unit costs give."""
    found = []
    costs = _costs(workings, lines, left_out)
    for row, working, (low, high) in zip(activities.rows, workings.of, costs, strict=True):
        own, rest = activities.cell("amount", row), lines.only(left_out, working.number)
        found.append((f'IF({own}<>"",MAX(0,{own}-({rest})),{low})', f'IF({own}<>"",MAX(0,{own}-({rest})),{high})'))
    return found


def _added(ranges: Bounds, unknown: str) -> Bounds:
    low, high = ranges
    return f"SUM({low})", f"IF(SUMPRODUCT(({high}={unknown})*1)>0,{unknown},SUM({high}))"


def _fits(programme: Programme, fact: Fact, activities: Activities, lists: Lists, row: int) -> str:
    """Return a formula for whether a fact counts an activity: 1, 0, or 0.5 as long as that is not known."""
    tests = []
    if "types" in fact.parameters:
        names = [words.text(t.name) for t in programme.activity_types if t.id in fact.parameters["types"]]
        tests.append(_among(activities.cell("type", row), names))
    if "standings" in fact.parameters:
        country = activities.cell("country", row)
        standing = f'IFERROR(INDEX({lists.standings},MATCH({country},{lists.countries},0)),"")'
        tests.append(_among(standing, fact.parameters["standings"]))
    return f"MIN({','.join(tests)})" if tests else "1"


def _among(formula: str, names: list[str]) -> str:
    return f'IF({formula}="",0.5,IF(OR({",".join(f"{formula}={quoted(name)}" for name in names)}),1,0))'
