"""Scenarios over several plans: what the sources say of them together, against what the program makes of them.

Each file in `together` changes base plans and names outcomes as `plan:requirement`, read from the page in `source`.
"""

from pathlib import Path
from typing import Any

import msgspec
import pytest
import tomli
import tomli_w
from test_cases import CALLS, HERE, base, name_of, put, take

from erasmus_cli.plan.read import PlanFile, parse
from erasmus_cli.plan.together import Application, Others, Together
from erasmus_cli.programme.rounds import as_instant
from erasmus_cli.rules.assess import Assessment, assess
from erasmus_cli.rules.portfolio import joined_by_name, remarks, tallies

FILES = sorted((HERE / "together").glob("*.toml"))


class PlanOfCase(msgspec.Struct, forbid_unknown_fields=True):
    """One plan of a scenario: a base plan with changes."""

    base: str
    set: dict[str, Any] = {}
    unset: list[str] = []


class Case(msgspec.Struct, forbid_unknown_fields=True):
    """One scenario. `expect` is by `plan:id` or `plan:id@item`; `elsewhere` the other plans that a finding names.

    `used` is what the table says: `organisation: action: used` of its limits that are named; null is not known.
    `remarks` and `by_name` are what is said besides: remarks by id, organisations that are one by their name only.
    """

    source: list[str]
    says: str
    plans: dict[str, PlanOfCase]
    expect: dict[str, str]
    call: int = 2026
    today: str = "2026-01-10"
    elsewhere: dict[str, list[str]] = {}
    left: dict[str, int | str] = {}
    remarks: list[str] = []
    by_name: list[str] = []


def load(path: Path) -> Case:
    return msgspec.convert(tomli.loads(path.read_text(encoding="utf-8")), Case)


def checked(case: Case) -> tuple[Together, dict[str, tuple[Application, Assessment]]]:
    """Write the plans as files, read them back, and assess each as one of several."""
    import datetime as dt

    applications = {}
    for name, plan in case.plans.items():
        data = base(plan.base) | {"call": case.call}
        for place in plan.unset:
            take(data, place)
        for place, value in plan.set.items():
            put(data, place, value)
        file = parse(f"{name}.toml", tomli_w.dumps(data), CALLS[case.call], CALLS.years)
        assert isinstance(file, PlanFile), file.problems
        own = file.plan
        applications[name] = Application(file, own.action or "", own.call or 0, own.round or 1)
    together, now = Together(applications.values()), as_instant(dt.date.fromisoformat(case.today))
    return together, {
        name: (own, assess(CALLS, own.plan, own.code, now, others=Others(together, own)))
        for name, own in applications.items()
    }


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_together(path: Path) -> None:
    case = load(path)
    together, plans = checked(case)
    found = {f"{name}:{name_of(f)}": f for name, (_own, a) in plans.items() for f in a.findings}
    unknown = [name for name in [*case.expect, *case.elsewhere] if name not in found]
    assert case.expect, "a case expects something"
    assert not unknown, f"no such finding: {unknown}"
    outcomes = {name: found[name].status.value for name in case.expect}
    assert outcomes == case.expect, f"{case.says} {case.source}"
    for name, files in case.elsewhere.items():
        assert [part.application.file.name.removesuffix(".toml") for part in found[name].elsewhere] == files
    rows = {f"{t.body.name}: {t.finding.requirement.id}": t.left for t in tallies(together, list(plans.values()))}
    assert {name: "not known" if rows[name] is None else rows[name] for name in case.left} == case.left
    said = remarks(together, list(plans.values()))
    assert [remark.id for remark, _body, _assessment in said] == case.remarks
    assert [parts[0].body.name for parts in joined_by_name(together) if parts[0].body] == case.by_name


def test_every_case_of_several_plans_has_a_source_that_exists() -> None:
    assert len(FILES) >= 80
    for path in FILES:
        source = load(path).source
        assert source, path
        assert {reference.split(":")[0] for reference in source} <= {*CALLS[2026].documents, "own"}, path
