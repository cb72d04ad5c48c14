"""Goes through each action's own questions, from the first one to a whole draft, as a plan answers them."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import tomli
from ground import CALLS, NOW, OPEN, PROGRAMME, Place, put

from erasmus_cli.budget.lines import budget
from erasmus_cli.interview import asking
from erasmus_cli.interview.ask import Ask
from erasmus_cli.interview.session import Session
from erasmus_cli.plan.paths import place
from erasmus_cli.rules.assess import assess

BASES = Path(__file__).resolve().parent.parent / "cases" / "base"


def base(name: str) -> dict[str, Any]:
    """Return a plan in which all is answered and all is well; journeys, too, which the budget needs."""
    plan = tomli.loads((BASES / f"{name}.toml").read_text(encoding="utf-8"))
    for item in plan.get("mobility", []):
        # A hamlet that the gazetteer does not have, so that the distance is asked in kilometres.
        item |= {"travel_days": 2, "place": "Kaukokylänlahdenperä"}
        plan["organisation"] |= {"exempt": True, "place": "Kuopio"}
    return plan


def changed(name: str, *changes: tuple[str, Any]) -> dict[str, Any]:
    """Return such a plan with other answers, which are fine as well."""
    plan = base(name)
    for dotted, value in changes:
        plan = put(plan, tuple(int(part) if part.isdigit() else part for part in dotted.split(".")), value)
    return plan


#: Actions that EACEA runs: what their plans leave open.
EACEA: dict[str, list[tuple[str, Any]]] = {
    "KA220-ENGO": [],
    "COVE": [("organisation.exempt", False), ("ready.accounts", True), ("ready.audit_report", True)],
    "ALLIANCE-1": [],
    "ALLIANCE-2": [("ready.action_plan", True)],
    "ALLIANCE-3": [],
    "CB-VET": [],
    "JM-LEARNING-EU": [("organisation.vet_level", "secondary")],
    "JM-TRAINING": [("organisation.kind", "association"), ("organisation.teacher_training_main", True)],
    "JM-NETWORK": [("organisation.vet_level", "secondary"), ("partners.3.vet_level", "secondary")],
}

FINE: dict[str, dict[str, Any]] = {
    "KA120-VET": base("KA120-VET"),
    "KA120-VET for a consortium": changed(
        "KA120-VET",
        ("consortium", True),
        ("members", [{"country": "FI", "vet_role": "provides"}]),
        ("erasmus_plan.consortium_purpose", "Saariston koulut"),
        ("erasmus_plan.members_same_country", True),
    ),
    "KA121-VET": base("KA121-VET"),
    "KA121-VET for a consortium": base("KA121-VET-consortium"),
    "KA122-VET": base("KA122-VET"),
    "KA122-VET with earlier grants": changed(
        "KA122-VET",
        ("grants", [{"action": "KA122-VET", "call": 2023}, {"action": "KA122-VET", "call": 2024}]),
        ("applications", [{"action": "KA210-ADU", "role": "applicant"}, {"action": "KA220-VET", "role": "partner"}]),
        ("mobility", base("KA122-VET")["mobility"][4:6]),
        ("mobility.0.venue", "elsewhere-in-host-country"),
        ("mobility.0.venue_justified", True),
        ("mobility.1.days", 5),
        ("mobility.1.short_stay_justified", True),
        ("mobility.1.fewer_opportunities", 6),
    ),
    "KA210-VET": base("KA210-VET"),
    "KA210-VET of universities": changed(
        "KA210-VET",
        ("organisation.kind", "higher-education"),
        ("organisation.charter", True),
        ("applications", [{"action": "KA210-ADU", "role": "partner"}]),
        ("partners.0.kind", "higher-education"),
        ("partners.0.charter", True),
        ("activities.1.country", "BE"),
        ("activities.1.eu_seat", "Brussels"),
        ("activities.1.justified", True),
    ),
    "KA220-VET": base("KA220-VET"),
    **{name: changed(name, ("ready.project_list", True), *more) for name, more in EACEA.items()},
    "KA220-VET with a university in Albania": changed(
        "KA220-VET",
        ("partners.0.country", "EE"),
        ("partners.1.country", "SE"),
        (
            "partners.2",
            {
                "name": "Universiteti i Bregut",
                "country": "AL",
                "kind": "higher-education",
                "charter_principles": True,
                "flags": [],
                "role": "partner",
                "tasks": "Arvioi materiaalit.",
                "added_value": "Tuntee kausityön.",
                "involvements": 1,
            },
        ),
        ("activities.0.country", "NO"),
        ("activities.0.eu_seat", "none"),
        ("activities.0.sharing", True),
        ("activities.0.justified", True),
        ("activities.1.country", "EE"),
    ),
}


#: Requirements of mobility projects that may hang on the daily rates.
RATES_DECIDE = {"courses-share", "courses-small-grant", "KA121-third-country-share", "project-list", "accounts"}


class Draft:
    """An interview in which everything is answered as a plan says it."""

    def __init__(self, plan: dict[str, Any]) -> None:
        self.plan = plan
        self.session = Session(CALLS, {}, NOW, None)
        self.asked: set[str] = set()
        self.answered: list[Place] = []
        while asks := asking.idea(self.session):
            self._answer(asks[0])
        country = next(q for q in PROGRAMME.questions if q.field == "organisation.country")
        self._answer(Ask(country, ("organisation", "country")))  # who is not in Finland changes that
        self.session.choose(plan["action"])
        sections = [section.id for section in PROGRAMME.sections]
        while asks := [ask for section in sections for ask in asking.of_section(self.session, section)]:
            self._answer(asks[0])
        for ask in asking.checklist(self.session, "sending"):
            self._answer(ask)

    def _answer(self, ask: Ask) -> None:
        question, name = ask.question, ask.question.field
        self.asked.add(f"{name}+" if ask.more else name)
        self.asked.update(check.field for check in ask.checks)
        if question.kind == "list" and not ask.more and question.no == "items":
            answer: Any = True
        elif question.kind == "list":
            answer = len(self.session.data.get(name) or []) < len(self.plan.get(name) or [])
        elif question.kind == "countries":
            answer = [partner["country"] for partner in self.plan.get(name) or []] or OPEN
        elif question.kind == "checks":
            answer = [check for check in ask.checks if self.says(place(check.field, ask.item)) == check.value]
            self.answered += [place(check.field, ask.item) for check in answer]
        else:
            answer = self.says(ask.path)
            self.answered += (
                [] if answer is OPEN or question.always or question.optional or question.stage == "idea" else [ask.path]
            )
        assert self.session.answer(ask, answer) == []

    def says(self, path: Place) -> Any:
        """Return what the plan says; OPEN if it does not."""
        node: Any = self.plan
        for part in path:
            known = part in node if isinstance(node, dict) else int(part) < len(node)
            if not known:
                return OPEN
            node = node[part]
        return node

    def standing(self, data: dict[str, Any]) -> Any:
        """Return how the requirements stand, and the grant of a mobility project."""
        plan, action = Session(CALLS, data, NOW, None).plan(), self.plan["action"]
        found = {(f.requirement.id, f.index): f.status for f in assess(CALLS, plan, action, NOW).findings}
        mobile = action in PROGRAMME.activity_actions
        return found, [(line.amount, line.missing) for line in budget(plan, PROGRAMME)] if mobile else None

    def matters(self, data: dict[str, Any], path: Place, later: list[Place]) -> bool:
        """Whether a plan stands otherwise with another answer: as it is, or before a later one was given."""
        plans = (data, *(without(data, other) for other in later if near(other, path)))
        return any(len({repr(self.standing(other)) for other in self._otherwise(plan, path)}) > 1 for plan in plans)

    def _otherwise(self, plan: dict[str, Any], path: Place) -> Iterator[dict[str, Any]]:
        yield plan
        yield without(plan, path)
        answer = self.says(path)
        if isinstance(answer, bool):
            yield put(plan, path, not answer)
        elif path[-1] == "country":
            yield from (put(plan, path, other) for other in ("FI", "CA"))
        elif path[-1] == "vet_level":
            yield from (put(plan, path, other) for other in ("secondary", "none"))
        elif isinstance(answer, int) and path[-1] != "call":
            yield from (put(plan, path, other) for other in (0, 3_000))


def near(one: Place, other: Place) -> bool:
    """Whether two answers are of the same item, or the same of different organisations."""
    return one[:-1] == other[:-1] or one[-1] == other[-1] == "vet_level"


def without(data: dict[str, Any], path: Place) -> dict[str, Any]:
    plan = copy.deepcopy(data)
    node: Any = plan
    for part in path[:-1]:
        node = node[part]
    del node[path[-1]]
    return plan


@cache
def draft_of(name: str) -> Draft:
    return Draft(FINE[name])


@pytest.mark.parametrize("name", FINE)
def test_when_all_is_answered_nothing_stays_open(name: str) -> None:
    draft = draft_of(name)
    assessment = assess(CALLS, draft.session.plan(), FINE[name]["action"], NOW)
    assert [(f.requirement.id, f.index) for f in assessment.broken] == []
    # Sums that rest on the daily rates stay open until these are published: no answer can change that.
    answerable = [f for f in assessment.open if f.missing or f.requirement.id not in RATES_DECIDE]
    assert [(f.requirement.id, f.index, f.missing) for f in answerable] == []


@pytest.mark.parametrize("name", FINE)
def test_no_answer_was_asked_for_in_vain(name: str) -> None:
    draft = draft_of(name)
    data = draft.session.data
    assert [
        path for n, path in enumerate(draft.answered) if not draft.matters(data, path, draft.answered[n + 1 :])
    ] == []


def test_every_question_is_asked_of_somebody() -> None:
    asked = set().union(*(draft_of(name).asked for name in FINE))
    questions = PROGRAMME.questions
    fields = {q.field for q in questions} | {f"{q.field}+" for q in questions if q.more}
    fields |= {check.field for q in questions for check in q.checks}
    # Partners come as a list of countries, and members are in Finland: these are asked of what is added afterwards.
    added = {"members[].country", "members[].vet_role", "partners+", "partners[].country", "partners[].role"}
    assert sorted(fields - asked - added) == []
