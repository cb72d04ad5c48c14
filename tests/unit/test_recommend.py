"""Routes for the five stories, their order and their reasons, and that a gap in a plan refuses nothing."""

import copy
import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import tomli
import tomli_w
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from erasmus_cli.advice.recommend import RouteAdvice, Verdict, recommend
from erasmus_cli.plan.model import Plan
from erasmus_cli.plan.read import validate
from erasmus_cli.programme.load import Calls
from erasmus_cli.programme.rounds import as_instant
from erasmus_cli.rules.assess import assess
from erasmus_cli.rules.comparison import Change
from erasmus_cli.rules.finding import Finding, Status

ROOT = Path(__file__).resolve().parents[2]
CALLS = Calls()
JANUARY, NOVEMBER = as_instant(dt.date(2026, 1, 10)), as_instant(dt.date(2026, 11, 24))
SUITS, CHANGE, UNCLEAR, OTHER = Verdict.SUITS, Verdict.NEEDS_CHANGE, Verdict.UNCLEAR, Verdict.OTHER_PURPOSE
BEYOND = Verdict.BEYOND
SCHOOL = {"country": "FI", "kind": "vet-provider", "vet_role": "provides", "accreditation": "none", "years_in_vet": 20}

#: What people told, and nothing else.
STORIES: dict[str, dict[str, Any]] = {
    "a": {
        "aims": ["learner-mobility", "staff-mobility"],
        "every_year": False,
        "consortium": False,
        "organisation": SCHOOL,
        "grants": [],
        "mobility": [
            {"type": "short-term", "participants": 12, "days": 28, "country": "ES"},
            {"type": "job-shadowing", "participants": 2, "country": "EE"},
        ],
    },
    "b": {
        "aims": ["learner-mobility"],
        "every_year": True,
        "consortium": True,
        "organisation": SCHOOL | {"accreditation": "coordinator"},
        "members": [{"country": "FI", "vet_role": "provides"}, {"country": "FI", "vet_role": "provides"}],
        "mobility": [{"type": "erasmuspro", "participants": 2, "days": 120, "country": "CA"}],
    },
    "c": {
        "aims": ["first-cooperation"],
        "organisation": SCHOOL,
        "partners": [{"country": "EE", "role": "partner"}],
    },
    "d": {
        "aims": ["development"],
        "organisation": SCHOOL | {"established": dt.date(1990, 8, 1)},
        "grant": 250_000,
        "months": 24,
        "partners": [{"country": code, "role": "partner"} for code in ("EE", "SE", "AL")],
    },
    "e": {
        "aims": ["learner-mobility"],
        "every_year": True,
        "consortium": False,
        "organisation": SCHOOL,
        "mobility": [{"type": "short-term", "participants": 45, "days": 28, "country": "ES"}],
    },
}

#: The routes that none of the stories is about. That of European NGOs is shown to them only.
OTHER_ROUTES = {
    *("COVE", "ALLIANCE-1", "ALLIANCE-2", "ALLIANCE-3", "CB"),
    *("JM-TRAINING", "JM-LEARNING-EU", "JM-NETWORK"),
}


def planned(data: dict[str, Any]) -> Plan:
    plan = validate(data, CALLS[2026])
    assert isinstance(plan, Plan), plan
    return plan


def routes(data: dict[str, Any], now: dt.datetime = JANUARY, calls: Calls = CALLS) -> dict[str, RouteAdvice]:
    """Return the routes, named by the codes of their steps, in their order."""
    advice = recommend(calls, planned(data), now)
    named = {" ".join(s.step.action.removesuffix("-VET") for s in a.steps): a for a in advice}
    assert len(named) == len(advice)
    return named


def broken(advice: RouteAdvice) -> dict[str, list[Change]]:
    """Return what stands in the way of a route, each with the changes that mend it."""
    return {f.requirement.id: a.mender.changes(f) for a in advice.needed for f in a.broken}


@pytest.mark.parametrize(
    ("story", "verdicts"),
    [
        (
            "a",
            [
                ("KA122", SUITS),
                ("KA120 KA121", SUITS),
                ("KA122 KA120 KA121", SUITS),
                ("KA121", CHANGE),
                ("KA210", OTHER),
                ("KA220", OTHER),
            ],
        ),
        ("b", [("KA121", SUITS), ("KA122", CHANGE), ("KA210", OTHER), ("KA220", OTHER)]),
        (
            "c",
            [
                ("KA210", SUITS),
                ("KA220", CHANGE),
                ("KA122", OTHER),
                ("KA120 KA121", OTHER),
                ("KA122 KA120 KA121", OTHER),
                ("KA121", OTHER),
            ],
        ),
        ("d", [("KA220", SUITS), ("KA210", CHANGE)]),
        ("e", [("KA120 KA121", SUITS), ("KA122 KA120 KA121", SUITS), ("KA122", CHANGE), ("KA121", CHANGE)]),
    ],
)
@pytest.mark.parametrize("now", [JANUARY, NOVEMBER], ids=["january", "november"])
def test_verdicts_and_their_order(story: str, verdicts: list[tuple[str, Verdict]], now: dt.datetime) -> None:
    found = [(name, advice.verdict) for name, advice in routes(STORIES[story], now).items()]
    others = [(name, verdict) for name, verdict in found if name in OTHER_ROUTES]
    relevant = [one for one in found if one not in others]
    if now is NOVEMBER:  # an accreditation from the call of 2027 is for calls after the programme period (guide p. 79)
        late = [(n, BEYOND if n.endswith("KA120 KA121") and v is SUITS else v) for n, v in verdicts]
        verdicts = sorted(late, key=lambda one: list(Verdict).index(one[1]))
    assert relevant[: len(verdicts)] == verdicts
    assert {verdict for _, verdict in relevant[len(verdicts) :]} <= {OTHER}
    assert sorted(others) == [(name, OTHER) for name in sorted(OTHER_ROUTES)]
    assert [verdict for _, verdict in found] == sorted((v for _, v in found), key=list(Verdict).index)


def test_a_few_stays_of_newcomers() -> None:
    """Slide 11, guide p. 82 and 83: KA122 is for a few activities, an accreditation for regular ones."""
    found = routes(STORIES["a"])
    assert [f.requirement.id for f in found["KA122"].speaking_for] == ["KA122-purpose", "KA122-few-activities"]
    assert found["KA122"].against == found["KA122"].broken == []
    assert {f.requirement.fact for f in found["KA120 KA121"].against} == {"every_year"}
    assert "KA121-accreditation" in broken(found["KA121"])


def test_an_accredited_coordinator_with_canada() -> None:
    """Guide p. 92 and slide 11: no KA122 for the accredited, for consortia, or outside the programme countries."""
    found = routes(STORIES["b"])
    assert found["KA121"].broken == found["KA121"].against == []
    assert broken(found["KA122"]) == {
        "KA122-accreditation": [],
        "KA122-no-consortium": [],
        "KA122-venue": [],
    }
    assert {f.requirement.id: f.actual for f in found["KA122"].broken}["KA122-venue"] == "third"
    assert not any("KA120" in name for name in found)  # They are accredited already.


# `consortium = false` and says "yes, required: no, change: no".
def test_a_consortium_by_its_members_is_shown_where_the_members_are() -> None:
    story = STORIES["a"] | {"members": [{"country": "FI"}]}
    [found] = [f for f in routes(story)["KA122"].broken if f.requirement.id == "KA122-no-consortium"]
    assert found.places[0][0] == "members"


def test_a_first_idea_with_one_partner() -> None:
    """Slides 19 to 21: two countries are enough for KA210, KA220 asks for three."""
    found = routes(STORIES["c"])
    assert found["KA210"].against == found["KA210"].broken == []
    assert broken(found["KA220"]) == {"KA220-organisations": [], "KA220-countries": []}  # no number to change


def test_four_countries_with_albania() -> None:
    """Slides 19 and 20, guide p. 237 and 245."""
    found = routes(STORIES["d"])
    assert found["KA220"].against == found["KA220"].broken == []
    assert broken(found["KA210"]) == {
        "KA210-partner-country": [],
        "KA210-lump-sum": [Change("decrease", 60_000, 190_000)],
    }
    [albania] = [f for f in found["KA210"].broken if f.requirement.id == "KA210-partner-country"]
    assert (albania.index, albania.places) == (2, (("partners", 2, "country"),))


def test_forty_five_every_year() -> None:
    """Slide 11 and guide p. 93: at most 30. Slide 12: the accreditation closes on 29 September 2026 at 13:00."""
    found = routes(STORIES["e"])
    assert broken(found["KA122"]) == {"KA122-participants": [Change("decrease", 30, 15)]}
    first, second = found["KA120 KA121"].steps
    assert (first.year, second.year) == (2026, 2027)
    assert first.assessment.round is not None
    assert first.assessment.round.finnish.replace(tzinfo=None) == dt.datetime(2026, 9, 29, 13)
    assert second.assessment.round is None
    assert second.assessment.last_round is not None
    assert second.assessment.last_round.finnish.replace(tzinfo=None) == dt.datetime(2026, 2, 19, 13)
    assert not second.assessment.programme.confirmed
    # What the accreditation of the first step gives is not asked of the second.
    assert not {"KA121-accreditation", "KA121-valid-at-start"} & {f.requirement.id for f in found["KA120 KA121"].open}
    with_optional = found["KA122 KA120 KA121"]
    assert [s.step.optional for s in with_optional.steps] == [True, False, False]
    assert with_optional.broken == []
    assert [f.requirement.id for f in with_optional.steps[0].assessment.broken] == ["KA122-participants"]


def test_after_the_last_round_the_next_call_is_planned_for() -> None:
    first, second = routes(STORIES["e"], NOVEMBER)["KA120 KA121"].steps
    assert (first.year, second.year) == (2027, 2028)
    assert first.assessment.round is second.assessment.round is None
    assert first.assessment.programme.call.last_call == 2027  # The programme period ends; nobody can promise that step.


def test_without_aims_nothing_suits_and_nothing_is_refused() -> None:
    verdicts = {advice.verdict for advice in routes({}).values()}
    assert verdicts == {UNCLEAR}


def test_more_that_an_action_is_made_for_changes_order_and_reasons_by_data_alone(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "data", tmp_path / "data")
    path = tmp_path / "data" / "2026" / "actions" / "KA210-VET.toml"
    content = tomli.loads(path.read_text(encoding="utf-8"))
    fit = {"id": "T-fit", "level": "fit", "fact": "number_of_priorities", "at_least": 3, "sources": ["guide:245"]}
    fit |= {"rule": {"fi": "–", "en": "–"}, "consequence": "fit"}
    content["requirements"].append(fit)
    path.write_text(tomli_w.dumps(content), encoding="utf-8")
    # Both partnerships are possible, and each is made for one of the two aims.
    story = STORIES["c"] | {"aims": ["first-cooperation", "development"], "priorities": ["inclusion"]}
    story["partners"] = [{"country": code, "role": "partner"} for code in ("EE", "SE")]
    before, after = routes(story), routes(story, calls=Calls(tmp_path / "data"))
    assert (list(before)[:2], list(after)[:2]) == (["KA210", "KA220"], ["KA220", "KA210"])
    assert [f.requirement.id for f in after["KA210"].against] == ["T-fit"]
    assert after["KA210"].verdict is SUITS
    fit["level"] = "must"
    path.write_text(tomli_w.dumps(content), encoding="utf-8")
    refused = routes(story, calls=Calls(tmp_path / "data"))
    assert (before["KA210"].verdict, refused["KA210"].verdict) == (SUITS, CHANGE)
    assert broken(refused["KA210"]) == {"T-fit": []}


# --- gaps -----------------------------------------------------------------------------------------------------------

FACTS_WITH_DEFAULT = {f.reads[0].rpartition(".")[2] for f in CALLS[2026].facts.values() if f.absent is not None}
BASES = [tomli.loads(path.read_text(encoding="utf-8")) for path in sorted(ROOT.glob("tests/cases/base/*.toml"))]


def leaves(node: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Yield the places of all values but those in a list of values."""
    items = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    tables = not isinstance(node, list) or all(isinstance(item, dict) for item in node)
    for key, value in items if tables else ():
        yield from leaves(value, (*path, key))
    if path and (not isinstance(node, dict | list) or not tables):
        yield path


def holder(node: Any, place: tuple[str | int, ...]) -> Any:
    """Return the table or list that a value stands in."""
    for part in place[:-1]:
        node = node[part]
    return node


def decided(data: dict[str, Any]) -> dict[tuple[str, int | None], Finding]:
    found = assess(CALLS, planned(data), data["action"], JANUARY, 2026).findings
    return {(f.requirement.id, f.index): f for f in found if f.status is not Status.NOT_KNOWN}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(BASES), st.data())
def test_filling_a_gap_never_changes_what_was_decided(base: dict[str, Any], data: st.DataObject) -> None:
    # Visits to a host that is named are counted from the list; the field only says if there are more.
    # For mobility, the sums come from the unit costs of what is applied for: an estimate that is not given is no gap.
    # What nobody needs to say counts as none where it is not said (`absent` in facts.toml).
    no_gaps = {
        "visits_to_host",
        *FACTS_WITH_DEFAULT,
        *(("amount", "grant", "accompanying") if "mobility" in base else ()),
    }
    places = [place for place in leaves(base) if place != ("action",) and place[-1] not in no_gaps]
    whole, gaps = copy.deepcopy(base), data.draw(st.lists(st.sampled_from(places), max_size=12, unique=True))
    for place in data.draw(st.lists(st.sampled_from(places), max_size=8, unique=True)):
        node, key = holder(whole, place), place[-1]
        match node[key]:
            case bool(old):
                node[key] = not old
            case int(old) if key not in ("format", "call"):
                node[key] = data.draw(st.sampled_from([0, max(old - 1, 0), old + 1, old * 3]))
            case str() if key == "country":
                node[key] = data.draw(st.sampled_from(["FI", "EE", "AL", "BY", "CA"]))
    partial = copy.deepcopy(whole)
    for place in gaps:
        del holder(partial, place)[place[-1]]
    known = decided(whole)
    for name, finding in decided(partial).items():
        if name[0].endswith("-beyond-budget") and finding.status is Status.MET:
            continue  # not beyond the highest that is possible so far; each answer may lower it
        # A rule that is met is met even if it turns out not to apply.
        allowed = (Status.MET, Status.DOES_NOT_APPLY) if finding.status is Status.MET else (finding.status,)
        assert name in known, (name, finding)
        assert known[name].status in allowed, (name, finding, known[name])
