"""Which changes are offered for what is not met, and which are not because they would not hold."""

import datetime as dt
from typing import Any

import pytest

from erasmus_cli.plan.model import Plan
from erasmus_cli.plan.read import validate
from erasmus_cli.programme.load import Calls
from erasmus_cli.programme.rounds import as_instant
from erasmus_cli.rules.assess import Assessment, assess
from erasmus_cli.rules.finding import Status

CALLS = Calls()
NOW = as_instant(dt.date(2026, 1, 10))


def assessed(code: str, data: dict[str, Any]) -> Assessment:
    plan = validate(data, CALLS[2026])
    assert isinstance(plan, Plan), plan
    return assess(CALLS, plan, code, NOW, 2026)


def offered(code: str, rule: str, data: dict[str, Any]) -> list[tuple[str, Any]]:
    """Return how and to what the findings of a rule could be changed."""
    assessment = assessed(code, data)
    found = [f for f in assessment.findings if f.requirement.id == rule and f.status is Status.NOT_MET]
    assert found, rule
    return [(c.kind, c.to) for f in found for c in assessment.mender.changes(f)]


def stays(*participants: int) -> dict[str, Any]:
    return {"mobility": [{"type": "short-term", "participants": n} for n in participants]}


@pytest.mark.parametrize(
    ("participants", "changes"),
    [
        ((34,), [("decrease", 30)]),
        ((20, 14), [("decrease", 30)]),  # off one of them
        ((8, 8, 8, 8), [("decrease", 30)]),
        ((2,) * 20, [("decrease", 30)]),  # off several of them: each keeps one
        ((1,) * 31, []),  # nobody can be taken off without leaving an activity without people
    ],
)
def test_participants_are_taken_off_where_some_are_left(participants: tuple[int, ...], changes: list[Any]) -> None:
    assert offered("KA122-VET", "KA122-participants", stays(*participants)) == changes


def test_a_change_that_breaks_another_rule_is_not_offered() -> None:
    """Guide p. 243: management takes at most 20%; taking it off here would leave the lump sum unshared."""
    packages = [{"management": True, "amount": 30_000}, {"management": False, "amount": 90_000}]
    plan = {"grant": 120_000, "work_packages": packages}
    assert offered("KA220-VET", "KA220-management-share", plan) == []
    packages[1]["amount"] = 80_000  # now the shares do not make up the sum anyway
    assert offered("KA220-VET", "KA220-management-share", plan) == [("decrease", 24_000)]


def test_two_sums_that_are_as_near_are_both_offered() -> None:
    """Guide p. 249: 30 000 or 60 000."""
    assert offered("KA210-VET", "KA210-lump-sum", {"grant": 45_000}) == [("decrease", 30_000), ("increase", 60_000)]


@pytest.mark.parametrize(
    ("code", "rule", "data"),
    [
        (
            "KA122-VET",
            "KA122-three-grants",
            {"grants": [{"action": "KA122-VET", "call": y} for y in (2023, 2024, 2025)]},
        ),
        ("KA220-VET", "KA220-established", {"organisation": {"established": dt.date(2025, 3, 6)}}),
        ("KA120-VET", "KA120-experience", {"organisation": {"years_in_vet": 1}}),
        ("KA122-VET", "KA122-accreditation", {"organisation": {"accreditation": "organisation"}}),
        ("KA122-VET", "KA122-few-activities", {"every_year": True}),
    ],
)
def test_what_nobody_can_change_is_not_offered(code: str, rule: str, data: dict[str, Any]) -> None:
    assert offered(code, rule, data) == []


def test_in_a_plan_of_a_thousand_activities_only_some_changes_are_tried() -> None:
    items = [{"type": "job-shadowing", "participants": 1, "days": 90} for _ in range(1000)]
    assessment = assessed("KA121-VET", {"mobility": items})
    found = [f for f in assessment.findings if f.requirement.id == "job-shadowing-days"]
    tried = [assessment.mender.changes(f) for f in found[:20]]
    assert [len(changes) for changes in tried] == [1, 1, 1, *(0,) * 17]
