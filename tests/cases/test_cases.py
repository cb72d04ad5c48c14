"""Scenario tests: what the sources say of a plan, against what the program makes of it.

Each file below a folder named after an action changes a base plan and names outcomes, read from the page in `source`.
"""

import datetime as dt
from pathlib import Path
from typing import Any

import msgspec
import pytest
import tomli
import tomli_w

from erasmus_cli.plan.read import PlanFile, parse
from erasmus_cli.programme.load import Calls
from erasmus_cli.programme.rounds import as_instant
from erasmus_cli.rules.assess import Assessment, assess
from erasmus_cli.rules.finding import Finding, Status

HERE = Path(__file__).resolve().parent
BASES = sorted(path.stem for path in (HERE / "base").glob("*.toml"))
FILES = sorted(path for path in HERE.glob("*/*.toml") if path.parent.name not in ("base", "together"))
#: Cases of several plans name their outcomes as `plan:requirement`.
SEVERAL = sorted((HERE / "together").glob("*.toml"))
CALLS = Calls()


class Wanted(msgspec.Struct, forbid_unknown_fields=True):
    """A change that a finding should offer."""

    kind: str
    to: Any
    by: int


class Case(msgspec.Struct, forbid_unknown_fields=True):
    """One scenario. In `expect` and `change`, `id@0` is the requirement `id` asked of a list's first item.

    An outcome may be a list where the sources leave open whether a rule holds trivially or does not apply. `absent`
    are requirements of other actions that must not be asked at all.
    """

    source: list[str]
    says: str
    base: str
    expect: dict[str, str | list[str]]
    call: int = 2026
    today: dt.date = dt.date(2026, 1, 10)
    action: str | None = None
    set: dict[str, Any] = {}
    unset: list[str] = []
    change: dict[str, Wanted] = {}
    absent: list[str] = []


def load(path: Path) -> Case:
    return msgspec.convert(tomli.loads(path.read_text(encoding="utf-8")), Case)


def base(name: str) -> dict[str, Any]:
    return tomli.loads((HERE / "base" / f"{name}.toml").read_text(encoding="utf-8"))


def step(node: Any, part: str) -> Any:
    return node[int(part)] if isinstance(node, list) else node.setdefault(part, {})


def put(plan: dict[str, Any], path: str, value: Any) -> None:
    """Set a value; the number after the last item of a list adds one."""
    *parents, last = path.split(".")
    node: Any = plan
    for part in parents:
        node = step(node, part)
    if isinstance(node, list) and int(last) == len(node):
        node.append(value)
    else:
        node[int(last) if isinstance(node, list) else last] = value


def take(plan: dict[str, Any], path: str) -> None:
    *parents, last = path.split(".")
    node: Any = plan
    for part in parents:
        node = step(node, part)
    del node[int(last) if isinstance(node, list) else last]


def assessed(data: dict[str, Any], action: str, call: int, today: dt.date) -> Assessment:
    """Write the plan as a file, read it back and assess it."""
    file = parse("case.toml", tomli_w.dumps({**data, "call": call, "action": action}), CALLS[call], CALLS.years)
    assert isinstance(file, PlanFile), file.problems
    return assess(CALLS, file.plan, action, as_instant(today), call)


def name_of(finding: Finding) -> str:
    """Name a finding as the case files do."""
    return finding.requirement.id if finding.index is None else f"{finding.requirement.id}@{finding.index}"


def of_case(path: Path) -> Assessment:
    """Assess the plan of a case."""
    case = load(path)
    data = base(case.base)
    for place in case.unset:
        take(data, place)
    for place, value in case.set.items():
        put(data, place, value)
    return assessed(data, case.action or path.parent.name, case.call, case.today)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(HERE).as_posix())
def test_case(path: Path) -> None:
    case = load(path)
    assessment = of_case(path)
    found = {name_of(f): f for f in assessment.findings}
    assert case.expect, "a case expects something"
    unknown = [name for name in [*case.expect, *case.change] if name not in found]
    assert not unknown, f"no such finding: {unknown}"
    asked = {name.split("@")[0] for name in found} & set(case.absent)
    assert not asked, f"{case.says} {case.source}: asked all the same: {asked}"
    wrong = {
        name: (found[name].status.value, wanted)
        for name, wanted in case.expect.items()
        if found[name].status.value not in ([wanted] if isinstance(wanted, str) else wanted)
    }
    assert not wrong, f"{case.says} {case.source}: (found, expected) {wrong}"
    for name, wanted_change in case.change.items():
        offered = [(c.kind, c.to, c.by) for c in assessment.mender.changes(found[name])]
        assert (wanted_change.kind, wanted_change.to, wanted_change.by) in offered, name


@pytest.mark.parametrize("name", BASES)
def test_base_plans_are_complete_and_valid(name: str) -> None:
    data = base(name)
    assessment = assessed(data, data["action"], 2026, dt.date(2026, 1, 10))
    assert {name_of(f): f.status.value for f in [*assessment.against, *assessment.open]} == {}
    assert not assessment.of(Status.NOT_KNOWN, "fit")


@pytest.mark.parametrize("outcome", ["met", "not_met"])
def test_every_requirement_has_a_case(outcome: str) -> None:
    programme = CALLS[2026]
    with_call = [code for code in programme.codes if programme.action(code).no_call is None]
    wanted = {requirement.id for code in with_call for requirement in programme.requirements(code)}
    cases = [load(path) for path in FILES]
    covered = {name.split("@")[0] for case in cases for name, result in case.expect.items() if result == outcome}
    several = [tomli.loads(path.read_text(encoding="utf-8"))["expect"].items() for path in SEVERAL]
    covered |= {name.split(":")[1].split("@")[0] for case in several for name, result in case if result == outcome}
    assert sorted(wanted - covered) == []
    assert sorted(covered - wanted) == []
    assert sorted({name for case in cases for name in case.absent} - wanted) == []


def test_every_case_has_a_source_that_exists() -> None:
    assert len(FILES) >= 150
    documents = CALLS[2026].documents
    for path in FILES:
        source = load(path).source
        assert source, path
        # "own": a check of this program's own that no page gives
        assert {reference.split(":")[0] for reference in source} <= {*documents, "own"}, path
