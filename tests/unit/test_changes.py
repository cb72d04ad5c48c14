"""What is different between two calls, for calls that differ in one thing at a time."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from erasmus_cli.folder import data_folder
from erasmus_cli.programme.changes import Changes, changes
from erasmus_cli.programme.load import Calls

DATA = data_folder()
Edited = Callable[..., Changes]


@pytest.fixture
def edited(tmp_path: Path) -> Edited:
    """Give what compares 2026 with a copy of itself in which one text of a file is another one."""

    def compare(code: str, file: str = "", *texts: tuple[str, str]) -> Changes:
        shutil.copytree(DATA / "2026", tmp_path / "2026")
        shutil.copytree(DATA / "2026", tmp_path / "2027")
        call = (tmp_path / "2027" / "call.toml").read_text("utf-8").replace("year = 2026", "year = 2027")
        (tmp_path / "2027" / "call.toml").write_text(call, "utf-8")
        for old, new in texts:
            text = (tmp_path / "2027" / file).read_text("utf-8")
            assert text.count(old) == 1, text.count(old)
            (tmp_path / "2027" / file).write_text(text.replace(old, new), "utf-8")
        calls = Calls(tmp_path)
        return changes(calls[2026], calls[2027], code)

    return compare


@pytest.mark.parametrize("code", ["KA122-VET", "KA220-VET", "COVE", "FORWARD-LOOKING"])
def test_nothing_differs_between_a_call_and_its_copy(code: str, edited: Edited) -> None:
    assert not edited(code)


def test_a_call_that_rests_on_another_has_no_rounds_that_are_gone() -> None:
    calls = Calls()
    for code in calls[2026].codes:
        assert not changes(calls[2026], calls[2027], code)


def ids(found: Changes) -> list[tuple[str, str]]:
    return [(change.id, change.kind) for change in found.rules]


SHORT, SHARED = "actions/KA122-VET.toml", "requirements.toml"


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        (SHORT, "at_most = 30\n", "at_most = 29\n", [("KA122-participants", "different")]),
        (SHORT, 'id = "KA122-start"', 'id = "KA122-begin"', [("KA122-begin", "new"), ("KA122-start", "gone")]),
        # A figure of the fact that the rule compares: the years in which grants are counted.
        ("facts.toml", "call_years = 5", "call_years = 6", [("KA122-three-grants", "different")]),
        # A rule's words without its figures.
        (
            SHORT,
            "An organisation that holds an Erasmus accreditation in vocational",
            "Whoever is accredited in vocational",
            [("KA122-accreditation", "different")],
        ),
        (SHORT, 'sources = ["guide:93", "guide:83"]', 'sources = ["guide:94"]', []),
        # How a rule can be met is no rule.
        (SHORT, "Apply in the first round of the next call.", "Apply next year.", []),
    ],
)
def test_rules(file: str, old: str, new: str, expected: list[tuple[str, str]], edited: Edited) -> None:
    assert ids(edited("KA122-VET", file, (old, new))) == expected


def test_the_level_of_a_rule_counts(edited: Edited) -> None:
    old = 'id = "KA122-venue"\nlevel = "must"'
    found = edited("KA122-VET", SHORT, (old, old.replace("must", "should")))
    assert ids(found) == [("KA122-venue", "different")]


def test_rounds(edited: Edited) -> None:
    old = 'name.en = "Short-term mobility projects (KA122-VET)"\ndeadline = 2026-02-19'
    found = edited("KA122-VET", "rounds.toml", (old, old.replace("2026-02-19", "2026-02-20")))
    assert [(round_.id, round_.kind) for round_ in found.rounds] == [("1", "different")]
    assert not found.rules


@pytest.mark.parametrize(
    ("code", "file", "old", "new", "figure"),
    [
        ("KA122-VET", SHORT, "results_after_months = 4", "results_after_months = 5", ("results_after_months", 4, 5)),
        ("KA122-VET", SHORT, "threshold = 60", "threshold = 70", ("threshold", 60, 70)),
        ("COVE", "actions/COVE.toml", "max_grant = 4000000", "max_grant = 5000000", ("max_grant", 4000000, 5000000)),
        (
            "KA210-VET",
            "lump-sums.toml",
            "euros = 30000\n",
            "euros = 35000\n",
            ("lump_sums", [30000, 60000], [35000, 60000]),
        ),
    ],
)
def test_figures(code: str, file: str, old: str, new: str, figure: tuple[str, int, int], edited: Edited) -> None:
    found = edited(code, file, (old, new))
    assert [(f.id, f.old, f.new) for f in found.figures] == [figure]


def test_countries_and_unit_costs(edited: Edited) -> None:
    found = edited("KA122-VET", "countries.toml", ('members = ["FO", "CH", "GB"]', 'members = ["FO", "GB"]'))
    assert [(c.id, c.kind, c.old) for c in found.countries] == [("CH", "gone", "region-14")]


def test_unit_costs_only_matter_where_they_are_paid(edited: Edited) -> None:
    rates = ("rates.toml", ('id = "organisational-500"\ncategory', 'id = "organisational-501"\ncategory'))
    found = edited("KA121-VET", *rates)
    assert {(r.id, r.kind) for r in found.rates} == {("organisational-500", "gone"), ("organisational-501", "new")}


def test_an_action_without_a_call(edited: Edited) -> None:
    closed = 'agency = "eacea"\nno_call = { fi = "Ei hakua.", en = "No call." }\n'
    found = edited("JM-TRAINING", "actions/JM-TRAINING.toml", ('agency = "eacea"\n', closed))
    assert found.action is not None and found.action.kind == "gone"
