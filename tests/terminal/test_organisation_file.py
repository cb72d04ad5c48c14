"""The file about the organisation in the interview: it is offered to be used, and to be kept for other plans."""

from pathlib import Path

import pytest
import tomli
from person import Person
from screen import CTRL_C, Terminal
from sittings import ANSWERS_A, PLAN, plan_so_far, said
from told import TODAY

ABOUT = """[organisation]
name = "Oma opisto"
kind = "vet-provider"
country = "FI"
vet_role = "provides"
accreditation = "none"
"""
OFFER = said("Organisation: {name} from {file}. Use it?", name="Oma opisto", file="organisation.toml")


def test_the_file_is_offered_once_and_what_it_says_is_neither_asked_nor_copied(tmp_path: Path) -> None:
    (tmp_path / "organisation.toml").write_text(ABOUT, encoding="utf-8")
    with Terminal(*PLAN, cwd=tmp_path) as terminal:
        person = Person(terminal, ANSWERS_A)
        person.answer()
        shown = person.wait_for_question()
        assert (shown.title, [line.pointed for line in shown.menu]) == (OFFER, [True, False])
        person.back()
        assert person.field() == "aims"
        person.answer()
        person.pick(person.wait_for_question(), 0)
        assert not person.field().startswith("organisation.")
        person.back()
        assert person.wait_for_question().title == OFFER
        person.pick(person.wait_for_question(), 0)
        person.wait_for_question()
        terminal.type(CTRL_C)
        assert terminal.wait_for_end() == 130
    assert plan_so_far(tmp_path) == {"aims": ANSWERS_A["aims"], "organisation_file": True}
    assert (tmp_path / "organisation.toml").read_text(encoding="utf-8") == ABOUT


def test_without_the_file_everything_is_asked(tmp_path: Path) -> None:
    (tmp_path / "organisation.toml").write_text(ABOUT, encoding="utf-8")
    with Terminal(*PLAN, cwd=tmp_path) as terminal:
        person = Person(terminal, ANSWERS_A)
        person.answer()
        person.pick(person.wait_for_question(), 1)
        assert person.field() == "organisation.kind"
        person.answer()
        assert person.field().startswith("organisation.")  # and no second offer
        terminal.type(CTRL_C)
        assert terminal.wait_for_end() == 130
    own = {"kind": "vet-provider", "country": "FI", "vet_role": "provides"}
    assert plan_so_far(tmp_path) == {"aims": ANSWERS_A["aims"], "organisation": own, "organisation_file": False}


FILLED = """call = 2027
action = "KA122-VET"
aims = ["learner-mobility"]
consortium = false
grants = []
applications = []
"""
LACKS_A_TOWN = (
    ABOUT
    + 'oid = "E10000001"\nestablished = 1990-01-01\nyears_in_vet = 20\nflags = []\ncapacity = true\nexempt = true\n'
)


@pytest.mark.parametrize("keep", [True, False])
def test_a_filled_section_may_be_kept_as_a_file(keep: bool, tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text(FILLED + LACKS_A_TOWN, encoding="utf-8")
    with Terminal("plan", "mine.toml", "--today", TODAY, cwd=tmp_path) as terminal:
        person = Person(terminal, {"organisation": {}, "organisation.place": "Kuopio"})
        person.pick(person.wait_for_question(), 0)
        person.pick(person.wait_for_question(), 0)
        assert person.field() == "organisation.place"
        person.answer()
        shown = person.wait_for_question()
        title = "Keep what you said of your organisation for other plans, too, in {file}?"
        assert shown.title == said(title, file="organisation.toml")
        assert [line.pointed for line in shown.menu] == [False, True]  # Enter alone writes nothing
        person.pick(shown, 0 if keep else 1)
        assert person.wait_for_question().menu[-1].label == said("Back to the sections")
        terminal.type(CTRL_C)
        assert terminal.wait_for_end() == 130
    path = tmp_path / "organisation.toml"
    assert path.exists() is keep
    if keep:
        mine = tomli.loads((tmp_path / "mine.toml").read_text(encoding="utf-8"))
        wanted = {key: mine[key] for key in ("call", "organisation", "grants", "applications")}
        assert tomli.loads(path.read_text(encoding="utf-8")) == wanted
        assert wanted["organisation"]["place"] == "Kuopio"


def test_answers_from_the_file_are_marked_in_the_section(tmp_path: Path) -> None:
    (tmp_path / "organisation.toml").write_text(LACKS_A_TOWN, encoding="utf-8")
    (tmp_path / "mine.toml").write_text(FILLED + "organisation_file = true\n", encoding="utf-8")
    with Terminal("plan", "mine.toml", "--today", TODAY, cwd=tmp_path) as terminal:
        person = Person(terminal, {})
        person.pick(person.wait_for_question(), 0)
        labels = [line.label for line in person.wait_for_question().menu]
        assert next(label for label in labels if "Oma opisto" in label).endswith("(from organisation.toml)")
        terminal.type(CTRL_C)
        assert terminal.wait_for_end() == 130
    assert "Oma opisto" not in (tmp_path / "mine.toml").read_text(encoding="utf-8")
