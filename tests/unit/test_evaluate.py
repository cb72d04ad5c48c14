"""Requirements asked of plans. The rules under test stand in a copy of the data folder, as anybody would add them."""

import datetime as dt
import shutil
import subprocess
import sys
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import tomli
import tomli_w

from erasmus_cli.plan.model import Plan
from erasmus_cli.plan.read import validate
from erasmus_cli.plan.values import NOT_KNOWN, AtLeast, Value
from erasmus_cli.programme.load import Calls
from erasmus_cli.programme.rounds import as_instant
from erasmus_cli.rules.assess import assess
from erasmus_cli.rules.comparison import Change, smallest_changes
from erasmus_cli.rules.finding import Finding, Status

ROOT = Path(__file__).resolve().parents[2]
ACTION = "actions/KA122-VET.toml"
NOW = as_instant(dt.date(2026, 1, 10))
MET, NOT_MET, UNKNOWN, APART = Status.MET, Status.NOT_MET, Status.NOT_KNOWN, Status.DOES_NOT_APPLY

YEARLY = {"fact": "every_year", "is": True}
KINDS = {"fact": "organisation.kind", "one_of": ["vet-provider", "company"]}
MINORS = {"fact": "mobility.minors", "is": True}
RULES: dict[str, dict[str, Any]] = {
    "T-when": {"fact": "months", "at_most": 12, "when": [YEARLY]},
    "T-when-two": {"fact": "months", "at_most": 12, "when": [YEARLY, KINDS]},
    "T-each": {"each": "mobility", "fact": "mobility.days", "at_least": 5, "when": [YEARLY, MINORS]},
    "T-share": {"level": "should", "fact": "third_country_amount", "at_most": {"fact": "grant", "times": "0.2"}},
    "T-other": {"each": "members", "fact": "members.country", "is": {"fact": "organisation.country"}},
    "T-dates": {"fact": "start", "between": ["Y-06-01", "Y+1-05-31"]},
    "T-day": {"fact": "start", "is": "Y-06-01"},
}


def add(folder: Path, file: str, key: str, *records: Mapping[str, Any]) -> None:
    """Add records to a file of the data, as somebody would with an editor."""
    path = folder / "2026" / file
    content = tomli.loads(path.read_text(encoding="utf-8"))
    content[key] += records
    path.write_text(tomli_w.dumps(content), encoding="utf-8")


@pytest.fixture(scope="module")
def calls(tmp_path_factory: pytest.TempPathFactory) -> Calls:
    """Return the calls of a copy of the data with the rules above."""
    folder = tmp_path_factory.mktemp("evaluate") / "data"
    shutil.copytree(ROOT / "data", folder)
    said = {"level": "must", "sources": ["guide:93"], "consequence": "rejected", "rule": {"fi": "–", "en": "–"}}
    rules = [{"id": name, **said, **rule} for name, rule in RULES.items()]
    add(folder, ACTION, "requirements", *rules)
    return Calls(folder)


def planned(calls: Calls, data: Mapping[str, Any]) -> Plan:
    plan = validate(data, calls[2026])
    assert isinstance(plan, Plan), plan
    return plan


def ask(
    calls: Calls, rule: str, data: Mapping[str, Any], given: Mapping[str, Value] | None = None, year: int = 2026
) -> list[Finding]:
    findings = assess(calls, planned(calls, data), "KA122-VET", NOW, year, given).findings
    return [f for f in findings if f.requirement.id == rule]


def changes(found: Finding) -> list[Change]:
    """Return the changes that would mend a finding, whatever else they do."""
    return smallest_changes(found.requirement.test, found.actual, found.expected)


YEARS = {"true": {"every_year": True}, "false": {"every_year": False}, "open": {}}
MONTHS = {"met": {"months": 12}, "not met": {"months": 13}, "open": {}}


@pytest.mark.parametrize(
    ("applies", "asked", "status"),
    [
        ("true", "met", MET),
        ("true", "not met", NOT_MET),
        ("true", "open", UNKNOWN),
        ("false", "met", APART),
        ("false", "not met", APART),
        ("false", "open", APART),
        ("open", "met", MET),
        ("open", "not met", UNKNOWN),
        ("open", "open", UNKNOWN),
    ],
)
def test_a_condition_and_a_rule_each_true_false_or_open(calls: Calls, applies: str, asked: str, status: Status) -> None:
    [found] = ask(calls, "T-when", YEARS[applies] | MONTHS[asked])
    assert found.status is status
    # Nobody is asked for what may not matter: first whether the rule applies, then what it asks.
    missing = () if status is not UNKNOWN else (("every_year",),) if applies == "open" else (("months",),)
    assert found.missing == missing
    assert status is not NOT_MET or changes(found) == [Change("decrease", 12, 1)]
    assert found.broken is (status is NOT_MET)
    assert found.places == ((("months",),) if asked != "open" and status is not APART else ())


@pytest.mark.parametrize(
    ("plan", "status", "missing"),
    [
        ({"organisation": {"kind": "other"}}, APART, ()),
        ({"every_year": False}, APART, ()),
        ({"every_year": True}, UNKNOWN, (("organisation", "kind"),)),
        ({"months": 13}, UNKNOWN, (("every_year",), ("organisation", "kind"))),
        ({"every_year": True, "organisation": {"kind": "company"}, "months": 13}, NOT_MET, ()),
        ({"every_year": True, "organisation": {"name": "X"}, "months": 13}, UNKNOWN, (("organisation", "kind"),)),
    ],
)
def test_two_conditions(calls: Calls, plan: dict[str, Any], status: Status, missing: tuple[Any, ...]) -> None:
    [found] = ask(calls, "T-when-two", plan)
    assert (found.status, found.missing) == (status, missing)


def test_a_rule_is_asked_of_each_item(calls: Calls) -> None:
    items = [
        {"minors": True, "days": 5},
        {"minors": True, "days": 4},
        {"minors": False, "days": 1},
        {"days": 1},
        {"minors": True},
        {},
    ]
    found = ask(calls, "T-each", {"every_year": True, "mobility": items})
    assert [f.index for f in found] == [0, 1, 2, 3, 4, 5]
    assert [f.status for f in found] == [MET, NOT_MET, APART, UNKNOWN, UNKNOWN, UNKNOWN]
    assert changes(found[1]) == [Change("increase", 5, 1)]
    assert found[1].places == (("mobility", 1, "days"),)
    assert [f.missing for f in found[3:]] == [
        (("mobility", 3, "minors"),),
        (("mobility", 4, "days"),),
        (("mobility", 5, "minors"),),
    ]


@pytest.mark.parametrize(
    ("plan", "status", "missing"),
    [
        ({}, UNKNOWN, (("mobility",),)),
        ({"every_year": True}, UNKNOWN, (("mobility",),)),
        ({"every_year": False}, APART, ()),
        ({"mobility": []}, APART, ()),
        ({"every_year": True, "mobility": []}, APART, ()),
    ],
)
def test_an_absent_list_may_get_items_and_an_empty_one_has_none(
    calls: Calls, plan: dict[str, Any], status: Status, missing: tuple[Any, ...]
) -> None:
    [found] = ask(calls, "T-each", plan)
    assert (found.status, found.missing, found.index) == (status, missing, None)


@pytest.mark.parametrize(
    ("amounts", "grant", "status", "expected"),
    [
        ([("CA", 12_000)], 60_000, MET, Decimal(12_000)),
        ([("CA", 12_001)], 60_000, NOT_MET, Decimal(12_000)),
        ([("CA", 7_000), ("CH", 5_001)], 60_000, NOT_MET, Decimal(12_000)),
        ([("CA", 12_000), ("ES", 40_000)], 60_000, MET, Decimal(12_000)),
        ([("CA", 12_001), ("CH", None)], 60_000, NOT_MET, Decimal(12_000)),
        ([("CA", 12_000), ("CH", None)], 60_000, UNKNOWN, Decimal(12_000)),
        ([("CA", 12_000), ("ES", None)], 60_000, MET, Decimal(12_000)),
        ([("CA", 12_000)], None, NOT_MET, Decimal(2_400)),  # without a grant, it is the sum of all amounts
        ([("CA", 12_000), ("ES", None)], None, UNKNOWN, AtLeast(Decimal(2_400))),
        ([("CA", 9_001)], 45_003, NOT_MET, Decimal("9000.6")),
    ],
)
def test_a_share_of_another_fact(
    calls: Calls, amounts: list[tuple[str, int | None]], grant: int | None, status: Status, expected: Value
) -> None:
    items = [{"country": country} | ({} if amount is None else {"amount": amount}) for country, amount in amounts]
    [found] = ask(calls, "T-share", {"mobility": items} | ({} if grant is None else {"grant": grant}))
    assert (found.status, found.expected) == (status, expected)
    assert not found.broken  # A weakness never stands in the way.
    if grant is None and status is UNKNOWN:
        # In a mobility project the grant is worked out, so what is asked for is what it is worked out from.
        assert found.missing == (("mobility", 1, "type"),)


def test_another_fact_is_that_of_the_plan_and_missing_only_if_it_is(calls: Calls) -> None:
    members = [{"country": "FI"}, {"country": "SE"}, {}]
    found = ask(calls, "T-other", {"members": members, "organisation": {"country": "FI"}})
    assert [f.status for f in found] == [MET, NOT_MET, UNKNOWN]
    assert found[2].missing == (("members", 2, "country"),)
    found = ask(calls, "T-other", {"members": members})
    assert [f.status for f in found] == [UNKNOWN, UNKNOWN, UNKNOWN]
    assert found[0].missing == (("organisation", "country"),)
    assert found[2].missing == (("members", 2, "country"), ("organisation", "country"))


@pytest.mark.parametrize("year", [2026, 2027])
def test_dates_are_those_of_the_call(calls: Calls, year: int) -> None:
    first, last, day = dt.date(year, 6, 1), dt.date(year + 1, 5, 31), dt.timedelta(1)
    for start, status in [(first - day, NOT_MET), (first, MET), (last, MET), (last + day, NOT_MET)]:
        [found] = ask(calls, "T-dates", {"start": start}, year=year)
        assert (found.status, found.expected) == (status, (first, last))
    [found] = ask(calls, "T-day", {"start": last}, year=year)
    assert (found.expected, changes(found)) == (first, [Change("decrease", first, (last - first).days)])


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ({}, UNKNOWN),
        ({"every_year": True}, NOT_MET),
        ({"every_year": False}, APART),
        ({"every_year": True, "months": 12}, MET),
        ({"every_year": True, "months": AtLeast(13)}, NOT_MET),
        ({"every_year": True, "months": AtLeast(12)}, UNKNOWN),
        ({"every_year": True, "months": NOT_KNOWN}, UNKNOWN),
    ],
)
def test_given_facts_hold_whatever_the_plan_says(calls: Calls, given: dict[str, Value], status: Status) -> None:
    [found] = ask(calls, "T-when", {"months": 13}, given)
    assert found.status is status
    if "months" in given:  # It concerns another step: no field of this plan would tell.
        assert (found.missing, found.places) == ((), ())


# --- an ordinary requirement is data alone --------------------------------------------------------------------------

COST = {  # A fact that is simply a field of the plan, which no rule of the programme asks for.
    "id": "estimated_cost",
    "label": {"fi": "Arvioidut kokonaiskustannukset", "en": "Estimated total cost"},
    "now": {"fi": "Hanke maksaa arviolta {value}.", "en": "The project is estimated to cost {value}."},
    "kind": "euros",
    "reads": ["estimated_cost"],
}
FAR = {
    "id": "KA122-test-distance",
    "level": "must",
    "rule": {"fi": "Matka on enintään {limit}.", "en": "The journey is at most {limit}."},
    "ways": [{"fi": "Valitse lähempi paikka.", "en": "Choose a place that is {by} nearer."}],
    "consequence": "activity",
    "each": "mobility",
    "fact": "mobility.distance_km",
    "at_most": 2000,
    "sources": ["guide:93"],
    "note": {"fi": "Vain kokeeksi.", "en": "Only as a trial."},
}
DEAR = {
    "id": "KA122-test-cost",
    "level": "should",
    "rule": {"fi": "Hankkeen pitäisi maksaa enintään {limit}.", "en": "The project should cost at most {limit}."},
    "consequence": "points",
    "fact": "estimated_cost",
    "at_most": 50_000,
    "sources": ["slides:11"],
}
PLAN = """action = "KA122-VET"
aims = ["learner-mobility"]
estimated_cost = 60000

[[mobility]]
type = "short-term"
distance_km = 2001
"""


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a copy of the program, code as it is, with two more requirements in its data."""
    folder = tmp_path_factory.mktemp("program")
    for name in ("erasmus_cli", "data"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    add(folder / "data", "facts.toml", "facts", COST)
    add(folder / "data", ACTION, "requirements", FAR, DEAR)
    (folder / "plan.toml").write_text(PLAN, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        (
            "check plan.toml",
            [
                "NOT MET · activity 1 · Short-term learning mobility of VET learners · One-way air distance",
                "plan.toml:7:15",
                "The journey is at most 2000 kilometres.",
                "What you can do: - Choose a place that is 1 kilometre nearer.",
                "this part gets no support",
                "Only as a trial.",
                "(KA122-test-distance)",
                "WEAKNESS · Estimated total cost --> plan.toml:3:18",
                "The project should cost at most €50,000. The project is estimated to cost €60,000.",
                "it weakens the application in the assessment",
                "(KA122-test-cost)",
            ],
        ),
        ("check plan.toml --format json", ['"id": "KA122-test-distance"', '"id": "KA122-test-cost"']),
        ("recommend plan.toml --all", ["Not as it stands: Short-term mobility project", "at most 2000 kilometres"]),
        (
            "explain KA122-test-distance",
            [
                "The journey is at most 2000 kilometres.",
                "this part gets no support",
                "Actions: KA122-VET.",
                "guide p. 93",
            ],
        ),
        ("explain estimated_cost", ["Estimated total cost", "KA122-test-cost"]),
        ("explain KA122 --all", ["The journey is at most 2000 kilometres. (KA122-test-distance)"]),
    ],
)
def test_a_new_requirement_needs_no_python(program: Path, command: str, expected: list[str]) -> None:
    arguments = [sys.executable, "-m", "erasmus_cli", *command.split(), "--lang", "en", "--today", "2026-01-10"]
    done = subprocess.run(arguments, cwd=program, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.stderr == ""
    said = " ".join(done.stdout.replace("\u00a0", " ").split())
    assert [words for words in expected if words not in said] == []
