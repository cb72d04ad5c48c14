"""Sums worked out by hand from the guide, against what `budget` makes of the same plan.

Each file beside this one changes a small base plan. Its `says` holds the working by hand.
"""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
import tomli
import tomli_w

from erasmus_cli import language
from erasmus_cli.commands import budget
from erasmus_cli.programme.load import Calls
from erasmus_cli.programme.rounds import as_instant

HERE = Path(__file__).resolve().parent
BASES = [HERE / "base", HERE.parent / "cases" / "base"]
FILES = sorted(HERE.glob("*.toml"))
CALLS = Calls()
NOW = as_instant(dt.date(2026, 1, 10))

#: A sum of euros, its bounds, `{ at_least = … }`, or "not known".
Sum = float | tuple[float, float] | dict[str, float] | str


class Expect(msgspec.Struct, forbid_unknown_fields=True):
    """What a budget says. A line is named by its unit cost, and `@0` after it for the first activity.

    `absent` are lines that the plan does not get. `limits` are requirements with their outcomes. `shows` are words of
    the text in English. `left` and `by_partner` are those of a lump sum.
    """

    total: Sum | None = None
    lines: dict[str, Sum] = {}
    categories: dict[str, Sum] = {}
    activities: list[Sum] | None = None
    kilometres: dict[str, float] = {}
    absent: list[str] = []
    limits: dict[str, str] = {}
    left: Sum | None = None
    by_partner: dict[str, int] | None = None
    shows: list[str] = []
    code: int | None = None


class Case(msgspec.Struct, forbid_unknown_fields=True):
    """A plan, the daily rates that lie beside it, and what they come to."""

    source: list[str]
    says: str
    expect: Expect
    base: str = "one"
    set: dict[str, Any] = {}
    unset: list[str] = []
    rates: dict[str, Any] | None = None


def plain(wanted: Sum) -> Any:
    """Write a sum as the JSON does."""
    if isinstance(wanted, str):
        assert wanted == "not known"
        return None
    return {"at_least": wanted[0], "at_most": wanted[1]} if isinstance(wanted, tuple) else wanted


def changed(case: Case) -> dict[str, Any]:
    """Return the base plan with the case's changes; the number after the last item of a list adds one."""
    found = next(folder / f"{case.base}.toml" for folder in BASES if (folder / f"{case.base}.toml").is_file())
    plan = tomli.loads(found.read_text("utf-8"))
    for path in [*case.unset, *case.set]:
        *parents, last = path.split(".")
        node: Any = plan
        for part in parents:
            node = node[int(part)] if isinstance(node, list) else node.setdefault(part, {})
        key = int(last) if isinstance(node, list) else last
        if path in case.unset:
            del node[key]
        elif isinstance(node, list) and key == len(node):
            node.append(case.set[path])
        else:
            node[key] = case.set[path]
    return plan


def named(line: dict[str, Any]) -> str:
    return line["unit_cost"] + ("" if line["activity"] is None else f"@{line['activity']}")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_money(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    case = msgspec.convert(tomli.loads(path.read_text("utf-8")), Case)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "nothing"))
    (tmp_path / "plan.toml").write_text(tomli_w.dumps(changed(case)), encoding="utf-8")
    if case.rates is not None:
        (tmp_path / "rates.toml").write_text(tomli_w.dumps(case.rates), encoding="utf-8")

    def shown(form: str) -> tuple[int, str]:
        code = budget.run(str(tmp_path / "plan.toml"), NOW, None, form)
        return code, capsys.readouterr().out

    code, out = shown("json")
    told = json.loads(out)
    lines = {named(line): line["amount"] for line in told["lines"]}
    assert len(lines) == len(told["lines"])
    found: dict[str, Any] = {
        "total": told["total"],
        "lines": {name: lines[name] for name in case.expect.lines},
        "categories": {name: told["by_category"][name] for name in case.expect.categories},
        "activities": told["by_activity"],
        "kilometres": {named(line): line["kilometres"] for line in told["lines"] if line["kilometres"] is not None},
        "limits": {f["id"]: f["status"] for f in told["limits"]},
        "left": told["left"],
        "by_partner": told["by_partner"],
        "code": code,
    }
    expect = case.expect
    for name in ("lines", "categories"):
        assert found[name] == {key: plain(wanted) for key, wanted in getattr(expect, name).items()}, case.says
    for name in ("total", "left"):
        wanted = getattr(expect, name)
        assert wanted is None or found[name] == plain(wanted), case.says
    assert expect.activities is None or found["activities"] == [plain(wanted) for wanted in expect.activities], (
        case.says
    )
    assert {key: round(found["kilometres"][key], 2) for key in expect.kilometres} == expect.kilometres
    assert [name for name in expect.absent if name in lines] == []
    assert {key: found["limits"].get(key, "does_not_apply") for key in expect.limits} == expect.limits, case.says
    for name in ("by_partner", "code"):
        assert getattr(expect, name) in (None, found[name]), case.says
    if expect.shows:
        before = language.language()
        language.use("en")
        try:
            said = " ".join(shown("text")[1].replace("\u00a0", " ").split())
        finally:
            language.use(before)
        assert [words for words in expect.shows if words not in said] == [], said


def test_every_unit_cost_has_a_case() -> None:
    cases = [msgspec.convert(tomli.loads(path.read_text("utf-8")), Case) for path in FILES]
    assert len(cases) >= 60
    covered = {name.split("@")[0] for case in cases for name in case.expect.lines}
    assert {unit.id for unit in CALLS[2026].rates.unit_costs} - covered == set()
    assert {reference.split(":")[0] for case in cases for reference in case.source} <= set(CALLS[2026].documents)
