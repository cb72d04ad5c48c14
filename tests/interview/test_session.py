"""What a person can do with a draft: change, add, copy and remove, take another action, and come back."""

from __future__ import annotations

from typing import Any

import pytest
from ground import CALLS, NOW, OPEN, PROGRAMME

from erasmus_cli.interview import asking
from erasmus_cli.interview.ask import Ask
from erasmus_cli.interview.session import Session

SPAIN = {"type": "short-term", "country": "ES", "participants": 12}
ESTONIA = {"type": "job-shadowing", "country": "EE", "participants": 2}


def session(**data: Any) -> Session:
    return Session(CALLS, data, NOW, None)


def ask(field: str, index: int | None = None) -> Ask:
    question = next(q for q in PROGRAMME.questions if q.field == field and not q.rough)
    name, several, rest = field.partition("[].")
    return Ask(question, (name, index or 0, rest) if several else tuple(field.split(".")))


def test_what_follows_from_an_answer_is_written_and_goes_with_it() -> None:
    own = session(title="x")
    kind = ask("organisation.kind")
    own.answer(kind, "vet-provider")
    assert own.data["organisation"] == {"kind": "vet-provider", "country": "FI", "vet_role": "provides"}
    own.answer(kind, "company")  # a company may have another role: that is asked
    assert own.data["organisation"] == {"kind": "company", "country": "FI"}
    own.answer(kind, OPEN)
    assert own.data["organisation"] == {}


def test_what_the_person_said_themselves_does_not_go() -> None:
    own = session(organisation={"country": "SE"})
    own.answer(ask("organisation.kind"), "vet-provider")
    own.answer(ask("organisation.kind"), "company")
    assert own.data["organisation"] == {"kind": "company", "country": "SE"}


def test_items_are_copied_and_removed_with_what_was_left_open_of_them() -> None:
    own = session(action="KA122-VET", mobility=[dict(SPAIN), dict(ESTONIA)])
    own.answer(ask("mobility[].place", 1), OPEN)
    assert own.data["left_open"] == ["mobility[2].place"]  # as people count
    own.copy("mobility", 0)
    assert own.data["mobility"] == [SPAIN, SPAIN, ESTONIA]
    assert own.data["left_open"] == ["mobility[3].place"]
    own.remove("mobility", 0)
    assert own.data["mobility"] == [SPAIN, ESTONIA]
    assert own.passed(("mobility", 1, "place"))
    own.remove("mobility", 1)
    assert "left_open" not in own.data
    own.remove("mobility", 0)
    assert "mobility" not in own.data  # not an empty list, which would say that there are none


def test_going_back_drops_only_an_item_of_which_nothing_is_known() -> None:
    own = session(action="KA122-VET", mobility=[dict(SPAIN)])
    own.add("mobility")
    assert own.give_up("mobility")
    assert own.data["mobility"] == [SPAIN]
    assert not own.give_up("mobility")
    assert own.data["mobility"] == [SPAIN]


def test_whether_a_list_goes_on_can_be_considered_again() -> None:
    own = session(action="KA122-VET")
    grants = next(q for q in PROGRAMME.questions if q.field == "grants" and q.kind == "list")
    own.answer(Ask(grants, ("grants",)), False)
    assert own.data["grants"] == []
    assert own.reconsider("grants")
    assert "grants" not in own.data
    assert not own.reconsider("grants")


def test_an_added_item_is_asked_for_next() -> None:
    own = session(action="KA122-VET", mobility=[dict(SPAIN)])
    own.add("mobility")
    assert own.data["mobility"] == [SPAIN, {}]
    of_new = [a for a in asking.of_section(own, "mobility") if a.item == 1]
    assert [a.question.field for a in of_new] == ["mobility[].type"]  # the rest depends on it


def test_left_open_is_remembered_in_the_plan_and_not_asked_again() -> None:
    own = session(action="KA122-VET")
    own.answer(ask("organisation.oid"), OPEN)
    again = session(**own.data)
    assert again.passed(("organisation", "oid"))
    assert "organisation.oid" not in [a.question.field for a in asking.of_section(again, "organisation")]
    entry = next(e for e in asking.entries(again, "organisation") if e.ask.question.field == "organisation.oid")
    assert (entry.value, entry.open) == (None, False)
    again.answer(entry.ask, "E10000001")
    assert "left_open" not in again.data


def test_another_action_sets_aside_what_it_has_no_use_for_and_nothing_is_lost() -> None:
    partners = [{"country": "EE", "role": "partner"}]
    own = session(action="KA210-VET", title="Vene", partners=partners, organisation={"country": "FI"}, months=12)
    own.choose("KA122-VET", "short-term-project")
    assert own.data["aside"] == {"partners": partners}
    assert (own.data["action"], own.data["route"], own.data["months"]) == ("KA122-VET", "short-term-project", 12)
    assert "partners" not in own.data
    own.choose("KA210-VET", "small-scale-partnership")
    assert own.data["partners"] == partners
    assert "aside" not in own.data


@pytest.mark.parametrize(
    ("country", "asked", "ticked"),
    [("EE", False, True), ("HU", True, False), ("AL", True, False), (None, False, False)],
)
def test_sanctions_of_partners_in_the_union_are_a_line_of_the_checklist(
    country: str | None, asked: bool, ticked: bool
) -> None:
    partner = {"role": "partner"} | ({"country": country} if country else {})
    own = session(action="KA210-VET", partners=[partner])
    fields = [a.question.field for a in asking.of_section(own, "partners")]
    assert ("partners[].flags" in fields) == asked
    assert ("partners[].sending" in [a.question.field for a in asking.checklist(own, "sending")]) == ticked


def test_kilometres_are_not_asked_after_a_town_was_skipped() -> None:
    own = session(action="KA122-VET", organisation={"country": "FI", "place": "Kuopio"}, mobility=[dict(SPAIN)])
    fields = [a.question.field for a in asking.of_section(own, "mobility")]
    assert "mobility[].place" in fields
    assert "mobility[].distance_km" not in fields
    own.answer(ask("mobility[].place", 0), OPEN)
    assert "mobility[].distance_km" not in [a.question.field for a in asking.of_section(own, "mobility")]
    own.answer(ask("mobility[].place", 0), "Kaukokylänlahdenperä")  # none that the gazetteer has
    assert "mobility[].distance_km" in [a.question.field for a in asking.of_section(own, "mobility")]


def test_what_belongs_to_sending_is_only_asked_in_the_last_section() -> None:
    own = session(action="KA122-VET", organisation={"country": "FI"}, mobility=[dict(SPAIN)])
    before = [s.id for s in PROGRAMME.sections if s.id != "sending"]
    asked = [a for section in before for a in asking.of_section(own, section)]
    assert {a.question.stage for a in asked} <= {"idea", "draft"}
    checks = {check.field for a in asking.checklist(own, "sending") for check in a.checks}
    assert {"ready.declaration", "ready.submitted_once", "ready.identification_form", "mobility[].insured"} <= checks


def test_types_of_activity_are_those_that_the_aims_ask_for() -> None:
    own = session(action="KA122-VET", aims=["staff-mobility"], mobility=[{}])
    kind = asking.in_full(own, ask("mobility[].type"))
    assert kind.groups == ("preparatory", "staff")
    assert asking.in_full(session(action="KA122-VET", aims=["accreditation"]), ask("mobility[].type")).groups == ()
