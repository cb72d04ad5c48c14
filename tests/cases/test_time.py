"""Time cases: what the sources say of the dates of a plan's way, worked out by hand, against what is made of them.

Each file in `tests/time` changes a base plan and names dates; `says` holds the working. The days before a deadline are
this program's own advice (data/2026/timeline.toml), counted back by hand from the page's deadline.
"""

import datetime as dt
from pathlib import Path
from typing import Any

import msgspec
import pytest
import tomli
import tomli_w
from test_cases import CALLS, base, put, take

from erasmus_cli.advice.timeline import Dated, State, timeline
from erasmus_cli.plan.read import PlanFile, parse
from erasmus_cli.programme.rounds import FINLAND, as_instant
from erasmus_cli.rules.assess import assess

FILES = sorted((Path(__file__).resolve().parents[1] / "time").glob("*.toml"))


class TimeCase(msgspec.Struct, forbid_unknown_fields=True):
    """One scenario. In `expect` and `states`, `id@1` is the second date of a step.

    An expectation is a day or an instant on a Finnish clock, two of them for a time, or the reason why there is none.
    After a day that is an assumption stands what it rests on.
    `late` are all steps that are late, `unfit` those that the rules do not allow, `absent` those of other actions.
    """

    source: list[str]
    says: str
    base: str
    call: int = 2026
    today: dt.date = dt.date(2026, 1, 10)
    set: dict[str, Any] = {}
    unset: list[str] = []
    expect: dict[str, str] = {}
    states: dict[str, str] = {}
    late: list[str] | None = None
    absent: list[str] = []
    unfit: list[str] = []
    confirmed: bool = True


def load(path: Path) -> TimeCase:
    return msgspec.convert(tomli.loads(path.read_text(encoding="utf-8")), TimeCase)


def dated(case: TimeCase) -> list[Dated]:
    data = base(case.base)
    for place in case.unset:
        take(data, place)
    for place, value in case.set.items():
        put(data, place, value)
    file = parse("case.toml", tomli_w.dumps({**data, "call": case.call}), CALLS[case.call], CALLS.years)
    assert isinstance(file, PlanFile), file.problems
    now = as_instant(case.today)
    return timeline(assess(CALLS, file.plan, data["action"], now, case.call), now)


def written(moment: dt.date) -> str:
    if isinstance(moment, dt.datetime):
        return f"{moment.astimezone(FINLAND):%Y-%m-%dT%H:%M}"
    return moment.isoformat()


def said(step: Dated) -> str:
    span = step.span
    if span.first is None:
        unknown = f":{span.unknown}" if span.unknown else ""
        return (span.reason.value if span.reason else "") + unknown
    assumed = f" {span.assumed.value}" if span.assumed else ""
    return written(span.first) + (f"..{written(span.last)}" if span.last else "") + assumed


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_time_case(path: Path) -> None:
    case = load(path)
    assert case.expect or case.states or case.late is not None, "a case expects something"
    steps = dated(case)
    named: dict[str, Dated] = {}
    for step in steps:
        number = sum(s.step.id == step.step.id for s in steps[: steps.index(step)])
        named[f"{step.step.id}@{number}"] = step
        named.setdefault(step.step.id, step)
    assert {name: said(named[name]) for name in case.expect} == case.expect, f"{case.says} {case.source}"
    assert {name: named[name].state.value for name in case.states} == case.states, f"{case.says} {case.source}"
    if case.late is not None:
        assert [s.step.id for s in steps if s.state is State.LATE] == case.late, f"{case.says} {case.source}"
    assert set(case.absent) & set(named) == set()
    assert [s.step.id for s in steps if not s.span.fits] == case.unfit
    assert {s.confirmed for s in steps} == {case.confirmed}


def test_there_are_enough_time_cases_and_each_has_a_page() -> None:
    assert len(FILES) >= 30
    documents = CALLS[2026].documents
    for path in FILES:
        case = load(path)
        assert case.says and case.source, path
        assert {reference.split(":")[0] for reference in case.source} <= set(documents), path


def test_every_step_has_a_time_case() -> None:
    cases = [load(path) for path in FILES]
    covered = {name.partition("@")[0] for case in cases for name in (*case.expect, *case.states)}
    ids = {step.id for step in CALLS[2026].timeline}
    assert sorted(ids - covered) == []
    assert sorted({name for case in cases for name in (*case.absent, *covered)} - ids) == []
