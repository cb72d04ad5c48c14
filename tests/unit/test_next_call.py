"""What becomes of a plan that is taken into the next call: what lasts, moves and goes, and what is left open."""

import datetime as dt
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

import pytest
import tomli

from erasmus_cli.advice.next_call import Outcome, Taken, take
from erasmus_cli.folder import data_folder
from erasmus_cli.plan.model import Plan
from erasmus_cli.plan.read import validate
from erasmus_cli.programme.keys import keys
from erasmus_cli.programme.load import Calls
from erasmus_cli.programme.rounds import as_instant

CALLS = Calls()
NOW = as_instant(dt.date(2026, 11, 24))
BASE = Path(__file__).parents[1] / "cases" / "base"
BASES = {path.stem: tomli.loads(path.read_text("utf-8")) for path in sorted(BASE.glob("*.toml"))}
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)


def taken(data: dict[str, Any], outcome: Outcome = "unknown", calls: Calls = CALLS, **given: Any) -> Taken:
    return take({"call": 2026, **data}, calls, (2026, 2027), outcome, NOW, given)


@pytest.mark.parametrize("outcome", OUTCOMES)
@pytest.mark.parametrize("name", BASES)
def test_every_plan_can_be_taken_and_asks_everything_of_sending_again(name: str, outcome: Outcome) -> None:
    new = taken(BASES[name], outcome).data
    assert isinstance(validate(new, CALLS[2027]), Plan)
    assert new["call"] == 2027
    kept = ("title", "months", "partners", "members", "activities", "work_packages", "mobility", "estimated_cost")
    for key in (key for key in kept if key in BASES[name]):
        of_new, of_old = new[key], BASES[name][key]
        assert len(of_new) == len(of_old) if isinstance(of_old, list) else of_new == of_old
    assert not {"ready", "applications", "points", "round"} & {*new, *new.get("aside", {})}
    sending = {field for field, key in keys(CALLS[2026]).items() if key.stage == "sending"}
    for field in sending - {"organisation.flags", "partners[].flags", "members[].flags"}:
        section, _dot, key = field.partition(".")
        rows = new.get(section.removesuffix("[]"), [])
        for row in rows if isinstance(rows, list) else [rows]:
            assert not isinstance(row, dict) or key not in row, field


def test_days_and_counts_move_by_the_years() -> None:
    data = {"start": dt.date(2028, 2, 29), "deadline": dt.date(2026, 2, 12), "organisation": {"years_in_vet": 6}}
    new = taken(data).data
    assert (new["start"], new["deadline"]) == (dt.date(2029, 2, 28), dt.date(2027, 2, 12))
    assert new["organisation"] == {"years_in_vet": 7}


def test_a_start_outside_the_window_is_left_out_with_the_rule() -> None:
    # The second round is over, and what starts in January belongs to it (guide p. 92).
    found = taken(BASES["KA122-VET"] | {"round": 2, "start": dt.date(2027, 1, 15)}, "rejected")
    assert "start" not in found.data
    [(path, day, rule)] = found.refused
    assert (path, day, rule and rule.requirement.id) == (("start",), dt.date(2028, 1, 15), "KA122-start")
    assert ("round",) in found.gone


@pytest.mark.parametrize("listed", [None, [], [{"action": "KA122-VET", "call": 2024}]])
def test_the_outcome_and_the_earlier_grants(listed: list[dict[str, Any]] | None) -> None:
    data = {key: value for key, value in BASES["KA122-VET"].items() if key != "grants"}
    data |= {} if listed is None else {"grants": listed}
    now = {"action": "KA122-VET", "call": 2026}
    assert taken(data, "granted").data["grants"] == [*(listed or []), now]
    assert taken(data, "rejected").data.get("grants") == listed
    unknown = taken(data, "unknown")
    assert "grants" not in unknown.data  # an empty list would affirm that there are none, and a short one as well
    assert unknown.data.get("aside", {}).get("grants") == (listed or None)
    assert bool(unknown.outcome_open) == (listed is not None)


@pytest.mark.parametrize(
    ("consortium", "kind"), [({"consortium": True}, "coordinator"), ({"consortium": False}, "organisation"), ({}, None)]
)
def test_an_accreditation_that_was_granted(consortium: dict[str, bool], kind: str | None) -> None:
    data = {k: v for k, v in BASES["KA120-VET"].items() if k not in ("consortium", "members")} | consortium
    first = dt.date(2027, 2, 1)
    found = taken(data, "granted", **{"organisation.accreditation_from": first})
    assert found.data["action"] == "KA121-VET"
    assert found.data["organisation"].get("accreditation") == kind
    assert found.data["organisation"]["accreditation_from"] == first
    assert "accreditation_until" not in found.data["organisation"]
    assert found.data["aims"] == ["learner-mobility", "staff-mobility"]
    assert "grants" not in found.data  # an accreditation is no money
    assert found.data["aside"]["erasmus_plan"]["years"] == 3


def test_an_accreditation_that_may_have_been_granted_is_left_open() -> None:
    found = taken(BASES["KA120-VET"], "unknown")
    assert "accreditation" not in found.data["organisation"]
    assert found.outcome_open == [("organisation", "accreditation")]
    assert taken(BASES["KA120-VET"], "rejected").data["organisation"]["accreditation"] == "none"


def test_an_accreditation_stays_with_its_dates() -> None:
    kept = ("accreditation", "accreditation_from", "accreditation_until", "accreditation_standing")
    old = BASES["KA121-VET"]["organisation"]
    new = taken(BASES["KA121-VET"]).data["organisation"]
    assert {key: new[key] for key in kept} == {key: old[key] for key in kept}


def test_own_words_stay_and_those_that_name_the_old_year_are_told() -> None:
    own = {
        "title": "Liikkuvuus 2026",
        "idea": {"need": "Kieli", "aim": "2026 alkaen"},
        "who": {"oid": "Maija"},
        "route": "short-term-project",
        "activities": [{"description": "12026"}],
    }
    found = taken(own)
    assert {key: found.data[key] for key in own} == own
    assert found.dated == [("title",), ("idea", "aim")]


def test_what_was_passed_over_stays_passed_over_unless_it_is_asked_anew() -> None:
    passed = ["idea.need", "ready.checks", "content.checks", "members[1].memberships", "mobility[2].sending", "round"]
    assert taken({"left_open": passed}).data["left_open"] == ["idea.need"]
    assert "left_open" not in taken({"left_open": ["applications"]}).data


def test_a_tick_goes_and_another_answer_to_the_same_key_stays() -> None:
    found = taken({"partners": [{"flags": []}, {"flags": ["georgian-authority"]}], "organisation": {"flags": []}})
    assert found.data["partners"] == [{}, {"flags": ["georgian-authority"]}]
    assert "organisation" not in found.data


def test_what_is_kept_aside_is_no_older_than_the_rest() -> None:
    found = taken({"aside": {"start": dt.date(2026, 9, 1), "applications": [], "members": [{"memberships": 1}]}})
    assert found.data["aside"] == {"start": dt.date(2027, 9, 1), "members": [{}]}


Copied = Callable[[str, str, str], Calls]


@pytest.fixture
def copied(tmp_path: Path) -> Copied:
    """Give calls of which the second is a copy of 2026 with one text changed."""

    def make(file: str, old: str, new: str) -> Calls:
        for year in ("2026", "2027"):
            shutil.copytree(data_folder() / "2026", tmp_path / year)
        for name, before, after in (("call.toml", "year = 2026", "year = 2027"), (file, old, new)):
            text = (tmp_path / "2027" / name).read_text("utf-8")
            assert text.count(before) == 1
            (tmp_path / "2027" / name).write_text(text.replace(before, after), "utf-8")
        return Calls(tmp_path)

    return make


def test_a_word_that_the_new_call_does_not_have_is_left_out(copied: Copied) -> None:
    calls = copied("priorities.toml", 'id = "digital"', 'id = "digital-and-green"')
    found = taken(BASES["KA220-VET"], "rejected", calls)
    assert found.not_allowed == [(("priorities", 0), "digital")]
    assert found.data["priorities"] == ["vet-innovation-quality"]
    alone = taken(BASES["KA220-VET"] | {"priorities": ["digital"]}, "rejected", calls)
    assert "priorities" not in alone.data  # none is another answer than the one that was given


def test_a_deadline_of_ones_own_after_the_round_is_left_out(copied: Copied) -> None:
    before = 'name.en = "Cooperation partnerships (KA220-VET)"\ndeadline = 2026-03-05'
    calls = copied("rounds.toml", before, before.replace("2026-03-05", "2027-02-25"))
    early, late = dt.date(2026, 2, 20), dt.date(2026, 3, 1)
    assert taken(BASES["KA220-VET"] | {"deadline": early}, "rejected", calls).data["deadline"] == dt.date(2027, 2, 20)
    found = taken(BASES["KA220-VET"] | {"deadline": late}, "rejected", calls)
    assert (found.refused, "deadline" in found.data) == ([(("deadline",), dt.date(2027, 3, 1), None)], False)


def test_every_key_of_the_data_is_one_of_the_plan() -> None:
    lasting, known = CALLS[2026].lasting, keys(CALLS[2026])
    assert [field for field in (*lasting.moves, *lasting.goes) if field not in known] == []
    for granted in lasting.granted:
        assert {granted.action, granted.then} <= set(CALLS[2026].codes)
        questions = {question.field for question in CALLS[2026].questions}
        assert {*granted.asks, *(sets.field for sets in granted.sets), *granted.drops} <= questions
