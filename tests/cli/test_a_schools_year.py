"""A school's year as five plans in a folder, in real processes: good at first, then each limit broken once."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
import tomli
import tomli_w
from test_commands import flat, run

BASE = Path(__file__).resolve().parents[1] / "cases" / "base"
SCHOOL = {"name": "Hiekkaharjun ammattikoulu", "oid": "E00000004", "country": "FI", "kind": "vet-provider", "flags": []}
ELSEWHERE = {"name": "Lehtolan käsityökoulu", "oid": "E00000050"}


def base(name: str) -> dict[str, Any]:
    return tomli.loads((BASE / f"{name}.toml").read_text(encoding="utf-8"))


def other(action: str, role: str) -> dict[str, str]:
    return {"action": action, "role": role}


def year() -> dict[str, dict[str, Any]]:
    """Return the year: KA122 and KA210 as applicant, KA210 and KA220 as partner, member of a KA121 consortium."""
    mobility, first, second = base("KA122-VET"), base("KA210-VET"), base("KA210-VET")
    large, consortium = base("KA220-VET"), base("KA121-VET-consortium")
    partner = [other("KA210-VET", "partner"), other("KA220-VET", "partner")]
    mobility["applications"] = [other("KA210-VET", "applicant"), *partner]
    mobility["organisation"]["memberships"] = 1
    first["applications"] = [other("KA122-VET", "applicant"), *partner]
    second["organisation"] |= ELSEWHERE
    second["partners"] += [{**SCHOOL, "role": "partner", "involvements": 2}]
    large["organisation"] |= {"name": "Niemelän koulutus", "oid": "E00000051"}
    large["partners"][0] |= SCHOOL | {"involvements": 1}
    consortium["members"][0] |= SCHOOL | {"memberships": 2}
    for place in large["activities"]:
        place["country"] = "FI"
    return {"ka122": mobility, "ka210": first, "ka210-partner": second, "ka220": large, "ka121": consortium}


def written(folder: Path, plans: dict[str, dict[str, Any]]) -> Path:
    for name, plan in plans.items():
        (folder / f"{name}.toml").write_text(tomli_w.dumps(plan), encoding="utf-8")
    return folder


def test_the_year_is_fine(tmp_path: Path) -> None:
    done = run("check . --today 2026-01-10", written(tmp_path, year()))
    against = [row for row in done.stdout.splitlines() if row.startswith(("NOT MET", "WEAKNESS", "CHECK THIS"))]
    assert against == [], done.stdout
    assert "The plans together" in done.stdout
    document = json.loads(run("check . --today 2026-01-10 --format json", tmp_path).stdout)
    limits = {(x["organisation"]["oid"], x["requirement"]): x for x in document["together"]["limits"]}
    own = {name: (x["used"], x["limit"], x["left"]) for (oid, name), x in limits.items() if oid == SCHOOL["oid"]}
    assert own["KA210-partner-involvements"] == (2, 5, 3)  # guide p. 245
    assert own["KA210-once"] == (1, 1, 0)  # slide 22
    assert own["KA220-partner-involvements"] == (1, 10, 9)  # guide p. 237
    assert own["consortium-memberships"] == (1, 1, 0)  # guide p. 95
    assert own["KA121-member-applications"] == (2, 2, 0)  # guide p. 95
    assert own["one-application-a-round"] == (1, 1, 0)  # guide p. 93
    assert own["KA122-three-grants"] == (1, 3, 2)  # guide p. 93


BROKEN: dict[str, tuple[str, str, dict[str, Any]]] = {
    # what is added to the year, and in which file: the finding, and the plan that it names
    "a second short-term project": ("one-application-a-round", "ka122", {"ka122-b": ("ka122", {})}),
    "a sixth small-scale partnership": (
        "KA210-involvements",
        "ka210",
        {f"ka210-{n}": ("ka210-partner", {"organisation": {"oid": f"E0000006{n}"}}) for n in range(4)},
    ),
    "a second consortium": (
        "consortium-memberships",
        "ka122",
        {"ka121-b": ("ka121", {"organisation": {"name": "Niemen koulutus", "oid": "E00000070"}})},
    ),
    "the same partners again": ("same-consortium", "ka210-partner", {"ka210-again": ("ka210-partner", {})}),
}


@pytest.mark.parametrize("name", BROKEN)
def test_each_limit_is_broken_once(name: str, tmp_path: Path) -> None:
    requirement, where, added = BROKEN[name]
    plans = year()
    for new, (old, changes) in added.items():
        plans[new] = copy.deepcopy(plans[old])
        for table, values in changes.items():
            plans[new][table] |= values
    written(tmp_path, plans)
    done = run("check . --today 2026-01-10 --format json", tmp_path)
    assert done.returncode == 1
    files = {file["file"]: file["findings"] for file in json.loads(done.stdout)["files"]}
    found = next(f for f in files[f"{where}.toml"] if f["id"] == requirement)
    assert found["status"] == "not_met"
    assert {place["file"] for place in found["elsewhere"]} >= {f"{new}.toml" for new in added}
    shown = run("check . --today 2026-01-10 --lang fi", tmp_path).stdout
    assert requirement in shown
    assert f"Tiedostossa {next(iter(added))}.toml:" in shown


def test_a_plan_that_is_named_twice_is_one_application(tmp_path: Path) -> None:
    written(tmp_path, {"ka122": base("KA122-VET")})
    done = run("check ka122.toml . ./ka122.toml --today 2026-01-10", tmp_path)
    assert done.returncode == 0
    assert "The plans together" not in done.stdout


def test_rates_beside_the_plans_are_no_plan(tmp_path: Path) -> None:
    written(tmp_path, {"ka122": base("KA122-VET")})
    (tmp_path / "rates.toml").write_text("call = 2026\n", encoding="utf-8")
    assert run("check . --today 2026-01-10", tmp_path).returncode == 0


def test_a_folder_without_plans_is_told(tmp_path: Path) -> None:
    done = run("check . --today 2026-01-10", tmp_path)
    assert done.returncode == 2
    assert "this is a folder without plans" in done.stdout


def test_one_name_with_two_numbers_is_a_warning(tmp_path: Path) -> None:
    plans = {"a": base("KA122-VET"), "b": base("KA210-VET")}
    plans["b"]["organisation"]["oid"] = "E00000099"
    done = run("check . --today 2026-01-10", written(tmp_path, plans))
    assert "(one-oid)" in done.stdout  # guide p. 415
    assert "guide pp. 414, 415" in flat(done.stdout)


def test_without_a_number_the_name_joins_and_that_is_said(tmp_path: Path) -> None:
    plans = {"a": base("KA122-VET"), "b": base("KA210-VET")}
    del plans["b"]["organisation"]["oid"]
    done = run("check . --today 2026-01-10", written(tmp_path, plans))
    assert "is taken for one organisation by its name, because an OID is missing: a.toml and b.toml." in flat(
        done.stdout
    )
