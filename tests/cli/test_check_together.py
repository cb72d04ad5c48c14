"""`erasmus check` with several plans: the table of what organisations use and have left, and where the rest stands."""

import json
from pathlib import Path

import pytest
from test_commands import FINE, run

TODAY = ["--today", "2026-01-10"]


@pytest.fixture
def school(tmp_path: Path) -> Path:
    """Return a folder with seven plans of one school for one round, and one of a school without a name."""
    for number in range(7):
        (tmp_path / f"plan{number}.toml").write_text(FINE, encoding="utf-8")
    nameless = FINE.replace('name = "Hiekkaharjun ammattikoulu"\noid = "E00000004"\n', "")
    (tmp_path / "unnamed.toml").write_text(nameless, encoding="utf-8")
    return tmp_path


def test_the_table_names_each_organisation_once_and_none_without_a_name(school: Path) -> None:
    out = run(["check", ".", *TODAY], school).stdout
    table = out.partition("The plans together\n")[2].splitlines()
    words = " ".join(table[0].split()), *(" ".join(line.split()) for line in table[1:] if line.split()[-1].isdigit())
    assert words == (
        "Organisation What counts Used Limit Left",
        "Hiekkaharjun ammattikoulu KA122 2026: grants in five 1 3 2",
        "KA122 2026: as a member of 0 1 1",
    )
    assert any(" ".join(line.split()) == "KA122 2026: as applicant 7 1 6 too many" for line in table)
    assert "Organisation without a name" not in out
    assert max(map(len, out.splitlines())) <= 80


def test_places_in_other_plans_beyond_the_fifth_are_counted(school: Path) -> None:
    out = run(["check", ".", *TODAY], school).stdout
    own = out.partition("plan1.toml: ")[0]
    assert "  In plan5.toml:15, as applicant (KA122-VET, call 2026)\n  And in 1 more place.\n" in own


def test_the_same_in_finnish_and_as_json(school: Path) -> None:
    finnish = run(["check", ".", *TODAY, "--lang", "fi"], school).stdout
    assert "Ja vielä 1 kohdassa." in finnish
    assert "Raja  Jäljellä" in finnish
    told = json.loads(run(["check", ".", *TODAY, "--format", "json"], school).stdout)["together"]
    limits = {limit["requirement"]: (limit["used"], limit["limit"], limit["left"]) for limit in told["limits"]}
    assert limits == {
        "KA122-three-grants": (1, 3, 2),
        "one-application-a-round": (7, 1, -6),
        "consortium-memberships": (0, 1, 1),
    }
