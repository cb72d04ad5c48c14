"""The data as a whole: figures read from the guide by hand, and records that fit together."""

import datetime as dt
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any, get_args

import msgspec
import pytest
import tomli
from pydantic import BaseModel

from erasmus_cli.plan.facts import Facts
from erasmus_cli.plan.model import Plan
from erasmus_cli.plan.quantities import FUNCTIONS
from erasmus_cli.plan.read import validate
from erasmus_cli.programme import countries
from erasmus_cli.programme import records as r
from erasmus_cli.programme.load import Calls
from erasmus_cli.programme.questions import Question
from erasmus_cli.programme.requirement import Condition, Consequence, Reference, Requirement
from erasmus_cli.programme.rounds import as_instant
from erasmus_cli.programme.timeline import TimelineStep

CALLS = Calls()
PROGRAMME = CALLS[2026]
CODES = [
    *("ALLIANCE-1", "ALLIANCE-2", "ALLIANCE-3", "CB-VET", "COVE", "FORWARD-LOOKING"),
    *("JM-LEARNING-EU", "JM-NETWORK", "JM-TRAINING", "KA120-VET", "KA121-VET", "KA122-VET"),
    *("KA210-VET", "KA220-ENGO", "KA220-VET", "TEACHER-ACADEMIES"),
]
REQUIREMENTS = {q.id: q for code in CODES for q in PROGRAMME.requirements(code)}
NOW = as_instant(dt.date(2026, 1, 10))
LAST_PAGE, LAST_SLIDE = 450, 50
BASES = [tomli.loads(path.read_text("utf-8")) for path in Path(__file__).parents[1].glob("cases/base/*.toml")]

# --- figures --------------------------------------------------------------------------------------------------------


def members(group: str) -> list[str]:
    return next(g.members for g in PROGRAMME.country_groups if g.id == group)


def test_programme_countries() -> None:
    """Guide p. 33 and 34, slide 9."""
    eu = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK"
    assert (len(members("eu")), " ".join(sorted(members("eu")))) == (27, eu)
    assert " ".join(sorted(members("associated"))) == "IS LI MK NO RS TR"


@pytest.mark.parametrize(
    ("region", "size", "high_income", "some"),
    [  # Guide p. 34 to 36.
        (1, 4, 0, "AL BA XK ME"),
        (2, 6, 0, "AM AZ BY GE MD UA"),
        (3, 10, 0, "DZ EG IL JO LB LY MA PS SY TN"),
        (4, 1, 0, "RU"),
        (5, 25, 7, "BN HK JP KR MO SG TW CN IN VN KP"),
        (6, 6, 0, "AF KZ KG TJ TM UZ"),
        (7, 9, 6, "IR IQ YE BH KW OM QA SA AE"),
        (8, 17, 3, "AU CK NZ FJ TL VU"),
        (9, 49, 0, "AO ZA ZW CD CG CV SS SD GN GW GQ"),
        (10, 17, 0, "AR BO BR CL CO CR EC SV GT HN MX NI PA PY PE UY VE"),
        (11, 16, 0, "AG BS BB BZ CU DM DO GD GY HT JM KN LC VC SR TT"),
        (12, 2, 0, "US CA"),
        (13, 4, 0, "AD MC SM VA"),
        (14, 3, 0, "FO CH GB"),
    ],
)
def test_regions(region: int, size: int, high_income: int, some: str) -> None:
    [group] = [g for g in PROGRAMME.country_groups if g.region == region]
    assert (len(group.members), len(group.high_income), group.status) == (size, high_income, "third")
    assert set(group.high_income) <= set(group.members) >= set(some.split())
    assert {countries.standing(PROGRAMME, code) for code in group.members} == {"third"}


def test_every_country_is_in_one_group_and_has_a_name() -> None:
    codes = countries.codes(PROGRAMME)
    assert len(codes) == len(set(codes)) == 27 + 6 + 169
    for code in codes:
        for language in ("fi", "en"):
            name = countries.country_name(code, language)
            assert name != code
            assert countries.find(PROGRAMME, f" {name.upper()} ") == (code, [])
    assert countries.group(PROGRAMME, "XX") is None
    assert countries.find(PROGRAMME, "Espanjaa")[1][:1] == ["ES"]


def test_support_groups() -> None:
    """Guide p. 99 and 100, footnote 107."""
    of = {g.group: g.members for g in PROGRAMME.support_groups}
    listed = [code for codes in of.values() for code in codes]
    assert set(countries.codes(PROGRAMME)) - set(listed) == {"BY", "RU"}
    assert [len(of[n]) for n in (1, 2, 3)] == [14 + 35, 10 + 68, 9 + 64]
    examples = {1: "FI SE NO IS FR US GB CH SD GE", 2: "EE ES GR AL UA CN PS ME", 3: "BG TR RS XK MO SS NZ TN"}
    assert {n: [c for c in codes.split() if c not in of[n]] for n, codes in examples.items()} == {1: [], 2: [], 3: []}


def test_lump_sums() -> None:
    """Slides 19 and 20, guide p. 242 and 249."""
    cooperation = [120_000, 250_000, 400_000]
    amounts = {code: a for code in CODES if (a := PROGRAMME.action(code).grant.amounts)}
    assert amounts == {"KA210-VET": [30_000, 60_000], "KA220-VET": cooperation, "KA220-ENGO": cooperation}


# --- sources --------------------------------------------------------------------------------------------------------


def everything() -> list[Any]:
    """Return all records of the call."""
    p = PROGRAMME
    lists: list[Any] = [p.rounds, p.events, p.activity_types, p.priorities, p.country_groups, p.support_groups]
    lists += [p.exclusions, p.differences, p.unknowns, p.routes, p.questions, p.facts, p.contacts, p.terms]
    lists += [p.notes, p.searches, p.lump_sums, p.learning_eu, p.forms, p.timeline, p.papers.have]
    lists += [p.papers.rights, p.papers.duties, p.papers.otherwise, p.papers.own_money]
    return [p.call, *map(p.action, p.codes), *lists, p.documents, REQUIREMENTS]


def inside(value: Any) -> Iterator[msgspec.Struct]:
    if isinstance(value, msgspec.Struct):
        yield value
        value = [getattr(value, name) for name in value.__struct_fields__]
    if isinstance(value, list | tuple | dict):
        for item in value.values() if isinstance(value, dict) else value:
            yield from inside(item)


RECORDS = [record for whole in everything() for record in inside(whole)]


def test_every_record_cites_a_source() -> None:
    optional = (r.Choice, Question)
    cited = [x for x in RECORDS if hasattr(x, "sources") and not isinstance(x, optional)]
    ours = [
        x for x in cited if (isinstance(x, TimelineStep) and x.ours) or getattr(x, "consequence", "") == "own-check"
    ]
    without = [x for x in cited if not x.sources and x not in ours and not isinstance(x, Consequence)]
    assert without == []
    assert {Requirement, r.Statement, r.Criterion, r.Action, r.Route, r.Term, r.Unknown} <= set(map(type, RECORDS))


def test_every_reference_leads_to_a_page_or_slide() -> None:
    references = {reference for x in RECORDS for reference in getattr(x, "sources", [])}
    assert len(references) > 100
    last = {"guide": LAST_PAGE, "slides": LAST_SLIDE}
    for reference in references:
        document, _, place = reference.partition(":")
        assert document in PROGRAMME.documents, reference
        if document in last:
            page, _, footnote = place.partition(" fn ")
            assert 1 <= int(page) <= last[document], reference
            assert footnote == "" or 1 <= int(footnote) <= 600, reference
        else:
            assert place == "", reference
    for difference in PROGRAMME.differences:
        assert {difference.follows, *difference.says} <= set(PROGRAMME.documents)


# --- requirements and facts -----------------------------------------------------------------------------------------


def conditions(requirement: Requirement) -> list[Condition]:
    return [requirement, *requirement.when]


def facts_of(requirement: Requirement) -> list[str]:
    operands = [c.operand for c in conditions(requirement)]
    return [c.fact for c in conditions(requirement)] + [o.fact for o in operands if isinstance(o, Reference)]


def test_the_facts_of_every_requirement_exist_and_scopes_fit() -> None:
    for requirement in REQUIREMENTS.values():
        scopes = {PROGRAMME.facts[fact].scope for fact in facts_of(requirement)} - {None}
        assert scopes == ({requirement.each} if requirement.each else set()), requirement.id
        assert PROGRAMME.facts[requirement.fact].scope == requirement.each, requirement.id
        assert set(requirement.actions) <= set(CODES)
    for route in PROGRAMME.routes:
        assert all(PROGRAMME.facts[c.fact].scope is None for c in route.when)
        assert {fact for step in route.steps for fact in (*step.provides, *step.own)} <= set(PROGRAMME.facts)
        assert {step.action for step in route.steps} <= set(CODES)


def test_every_id_is_given_once() -> None:
    ids = [q.id for code in CODES for q in PROGRAMME.requirements(code) if not q.actions and q.each != "mobility"]
    assert len(ids) == len(set(ids))
    for code in CODES:
        own = [q.id for q in PROGRAMME.requirements(code)]
        assert len(own) == len(set(own))
        assert PROGRAMME.action(code).no_call or PROGRAMME.action(code).purpose in own


def test_values_that_requirements_name_are_values_that_a_plan_may_have() -> None:
    unheard: set[object] = set()
    for condition in (c for q in REQUIREMENTS.values() for c in conditions(q)):
        fact, operand = PROGRAMME.facts[condition.fact], condition.operand
        if fact.kind.startswith(("choice", "countr")) and not isinstance(operand, Reference):
            allowed = PROGRAMME.choices[fact.choices] if fact.choices else countries.codes(PROGRAMME)
            named = {operand} if isinstance(operand, str) else set(operand)  # type: ignore[arg-type]
            unheard |= named - set(allowed) if fact.choices != "actions" else named - set(CODES)
    assert unheard == set()


def fields(model: type[BaseModel], path: str = "") -> Iterator[str]:
    """Yield the paths of all fields of a plan, as `reads` writes them."""
    for name, info in model.model_fields.items():
        parts = [a for a in get_args(info.annotation) if a is not type(None)] or [info.annotation]
        several = [a for part in parts for a in get_args(part) if isinstance(a, type) and issubclass(a, BaseModel)]
        single = [part for part in parts if isinstance(part, type) and issubclass(part, BaseModel)]
        yield path + name
        for part, mark in [(part, "[].") for part in several] + [(part, ".") for part in single]:
            yield from fields(part, f"{path}{name}{mark}")


FIELDS = set(fields(Plan))


def test_facts_read_fields_of_the_plan() -> None:
    assert {"months", "mobility", "mobility[].days", "organisation.country", "ready.own_words"} <= FIELDS
    for fact in PROGRAMME.facts.values():
        assert set(fact.reads) <= FIELDS, fact.id
        assert set(fact.beside) <= FIELDS, fact.id
        assert fact.function is None or fact.function in FUNCTIONS, fact.id
        assert (fact.function or fact.id) in FUNCTIONS or len(fact.reads) == 1, fact.id
        assert all(read.startswith(f"{fact.scope}[].") for read in fact.reads if fact.scope and "[]" in read), fact.id
        assert (fact.unit or "day") in PROGRAMME.units and (fact.choices or "aims") in PROGRAMME.choices, fact.id


def test_every_function_belongs_to_a_fact() -> None:
    assert sorted(set(FUNCTIONS) - {fact.function or fact.id for fact in PROGRAMME.facts.values()}) == []


class Recorder:
    """Stands for a part of a plan, notes which fields are looked at, and hides some of them."""

    def __init__(self, part: BaseModel, path: str, seen: set[str], hidden: Collection[str] = ()) -> None:
        self._part, self._path, self._seen, self._hidden = part, path, seen, hidden

    def __getattr__(self, name: str) -> Any:
        value, path = getattr(self._part, name), self._path + name
        if isinstance(value, BaseModel):
            return Recorder(value, f"{path}.", self._seen, self._hidden)
        if isinstance(value, list) and value and isinstance(value[0], BaseModel):
            return [Recorder(item, f"{path}[].", self._seen, self._hidden) for item in value]
        self._seen.add(path)
        return None if path in self._hidden else value


def values(fact: str, seen: set[str], hidden: Collection[str] = ()) -> list[Any]:
    """Work a fact out of all plans, for every action and every item."""
    found, scope = [], PROGRAMME.facts[fact].scope
    for base in (*BASES, {}, {scope: [{}] for scope in ("mobility", "members", "partners", "activities")}):
        plan = validate(base, PROGRAMME)
        assert isinstance(plan, Plan)
        for code in CODES:
            facts = Facts(Recorder(plan, "", seen, hidden), PROGRAMME, code, NOW)  # type: ignore[arg-type]
            for index in range(len(getattr(plan, scope) or [])) if scope else [None]:
                found.append(facts.value(fact, index))
    return found


#: What the unit costs of a mobility project are worked out from.
BUDGET = {field for field in FIELDS if field.startswith("mobility")} | {"organisation.country", "organisation.place"}
BUDGET |= {"financial_guarantee"}

#: What a fact takes into account besides the fields that it declares, and that nobody is asked for on its account.
BESIDE = {
    "grant": BUDGET,
    "highest_grant": BUDGET,
    "lowest_grant": BUDGET,
    "mobility.highest_amount": BUDGET,
    "mobility.distance_fits": BUDGET,
    "course_amount": BUDGET,
    "third_country_amount": BUDGET,
    "mobility.distance": BUDGET,
    "erasmus_plan.members_same_country": {"organisation", "organisation.country"},
    "mobility.visits_to_host": {"mobility[].type"},
    "years_established": {"round"},
    "subcontracting_amount": {"subcontracting"},
    "members": {"members[].name", "members[].oid", "members[].kind", "members[].country"}
    | {"organisation.name", "organisation.oid", "organisation.kind", "organisation.country"},
}


@pytest.mark.parametrize("fact", [f.id for f in PROGRAMME.facts.values() if (f.function or f.id) in FUNCTIONS])
def test_facts_look_only_at_the_fields_that_they_declare(fact: str) -> None:
    record = PROGRAMME.facts[fact]
    seen: set[str] = set()
    worked_out = values(fact, seen)
    declared = {*record.reads, *record.beside, *BESIDE.get(fact, set()), *([record.scope] if record.scope else [])}
    wholes = {read[:i] for read in declared for i, c in enumerate(read) if c in ".["}
    besides = seen - wholes - declared
    # A function that several facts have looks at all that one of them may ask for; it must not matter to the others.
    assert values(fact, set(), besides) == worked_out if record.function else besides == set()


def test_every_field_that_a_requirement_needs_has_a_question() -> None:
    asked = {c.field for q in PROGRAMME.questions for c in q.checks}
    asked |= {q.field for q in PROGRAMME.questions if q.kind != "checks"}
    assert asked <= FIELDS
    asking = [q for q in REQUIREMENTS.values() if q.consequence != "own-check"]  # what those miss is not asked for
    facts = [PROGRAMME.facts[fact] for q in asking for fact in facts_of(q)]
    needed = {read for fact in facts for read in fact.reads if fact.absent is None}
    preset = {f"{q.field}[].{name}" for q in PROGRAMME.questions for name in q.preset}
    assert sorted(needed - asked - preset) == []
    assert sorted({read.partition("[]")[0] for read in needed if "[]" in read} - asked) == []


# --- the call of 2027 -----------------------------------------------------------------------------------------------


def test_the_call_of_2027_has_the_rules_of_2026_and_no_dates() -> None:
    later = CALLS[2027]
    assert CALLS.years == [2026, 2027]
    assert (PROGRAMME.confirmed, later.confirmed, later.call.rests_on) == (True, False, 2026)
    assert (later.rounds, later.events, later.codes) == ([], [], CODES)
    for code in CODES:
        assert later.requirements(code) == PROGRAMME.requirements(code)
        assert later.round(code) is None
    for name in ("facts", "choices", "country_groups", "terms", "routes", "questions", "documents", "priorities"):
        assert getattr(later, name) == getattr(PROGRAMME, name)
    for unknown in (lambda: CALLS[2028], lambda: PROGRAMME.action("KA131-HED")):
        with pytest.raises(KeyError):
            unknown()


@pytest.mark.parametrize("code", CODES)
def test_an_action_in_short_has_every_row_and_only_rules_of_its_own(code: str) -> None:
    brief = PROGRAMME.action(code).brief
    rows = {row.id for row in PROGRAMME.rows if row.card or row.compared}
    assert set(brief.rows) <= rows
    assert rows - set(brief.rows) <= {"deadline", "points"}
    assert "points" in brief.rows or PROGRAMME.action(code).award.threshold
    asked = {q.id for q in PROGRAMME.requirements(code) if q.level != "fit" and q.consequence != "own-check"}
    assert set(brief.rules) <= asked
    assert len(brief.rules) == len(set(brief.rules)) <= 10
    # Three actions stand side by side in 80 columns only while no word is longer than this.
    assert [w for t in brief.rows.values() for w in (*t.fi.split(" "), *t.en.split(" ")) if len(w) > 21] == []
