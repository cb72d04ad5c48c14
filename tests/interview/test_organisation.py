"""The file about the organisation in the state of an interview: used, shown, never written into the plan unasked."""

import datetime as dt
from typing import Any

from erasmus_cli.interview.ask import Ask
from erasmus_cli.interview.session import Session
from erasmus_cli.plan.organisation import About
from erasmus_cli.plan.read import Beside, validate_as
from erasmus_cli.programme.load import Calls
from erasmus_cli.programme.rounds import as_instant

CALLS = Calls()
NOW = as_instant(dt.date(2026, 11, 24))
GRANTS = [{"action": "KA122-VET", "call": 2024}]
SAID: dict[str, Any] = {"organisation": {"name": "Oma opisto", "country": "FI", "place": "Oulu"}, "grants": GRANTS}


def session(**own: Any) -> Session:
    about = validate_as(About, SAID, CALLS[2027])
    assert isinstance(about, About)
    plan = {"call": 2027, "action": "KA122-VET", "organisation_file": True, **own}
    return Session(CALLS, plan, NOW, None, Beside("organisation.toml", "", about))


def ask(field: str) -> Ask:
    question = next(q for q in CALLS[2027].questions if q.field == field)
    return Ask(question, tuple(field.split(".")))


def test_what_the_file_says_is_part_of_the_plan_and_not_of_its_file() -> None:
    it = session()
    assert it.plan().organisation and it.plan().organisation.place == "Oulu"
    assert it.is_taken(("organisation", "place")) and "organisation" not in it.data
    it.answer(ask("organisation.place"), "Kuopio")
    assert (it.value(("organisation", "place")), it.data["organisation"]) == ("Kuopio", {"place": "Kuopio"})
    assert it.value(("organisation", "name")) == "Oma opisto"
    it.answer(ask("organisation.place"), None)
    assert it.value(("organisation", "place")) == "Oulu"


def test_leaving_an_answer_open_leaves_it_to_the_file() -> None:
    it = session(organisation={"place": "Kuopio"})
    it.answer(ask("organisation.place"), None)
    assert it.value(("organisation", "place")) == "Oulu"
    assert not it.passed(("organisation", "place")) and "left_open" not in it.data


def test_a_list_from_the_file_becomes_the_plans_own_when_it_is_changed() -> None:
    it = session()
    it.add("grants")
    assert it.data["grants"] == [*GRANTS, {"action": "KA122-VET"}]
    it.give_up("grants")
    assert it.data["grants"] == GRANTS
    it.remove("grants", 0)
    assert (it.data["grants"], it.plan().grants) == ([], [])  # the file's do not come back
    assert SAID["grants"] == GRANTS


def test_a_plan_that_is_mended_takes_nothing_from_the_file() -> None:
    it = session(months=20)
    mended = it.plan().model_copy(update={"months": 18}).model_dump(exclude_none=True)
    assert it.replace(mended) == []
    assert it.data == {"call": 2027, "action": "KA122-VET", "organisation_file": True, "months": 18}


def test_a_plan_that_turns_out_to_be_of_another_organisation_uses_nothing() -> None:
    it = session()
    it.answer(ask("organisation.name"), "Toinen opisto")
    assert it.whole["organisation"] == {"name": "Toinen opisto"}
    assert it.plan().grants is None
