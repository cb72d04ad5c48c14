"""Five stories from the first question to a draft, each as a real run in both languages.

Their answers are in `told.py`, as a person gives them; the plans that should come of them are in `tests/stories`.
"""

import datetime as dt
import re
from pathlib import Path

import pytest
from person import Person, title_of
from screen import PROGRAMME, Terminal, joined, program_words
from told import ANSWERS, CODES, STORIES, TODAY, draft, erasmus, expected

from erasmus_cli.programme.countries import country_name

LANGUAGES = ("fi", "en")


class Run:
    """A story told to the end, and what the routes looked like on the way."""

    def __init__(
        self, story: str, route: str, language: str, folder: Path, today: str = TODAY, weaknesses: int = 0
    ) -> None:
        self.language = language
        with Terminal("plan", "--today", today, cwd=folder, language=language) as terminal:
            person = Person(terminal, ANSWERS[story], route)
            self.code = person.answer_all()
            self.rows = terminal.rows()
        self.asked = person.asked
        self.about = person.about
        # The summary says the same as the exit code.
        words = [
            joined([program_words(language, english).format(number=number)])
            for english, number in (
                ("not met: {number}", 0),
                ("weaknesses: {number}", weaknesses),
                ("met: {number}", r"\d+"),
            )
        ]
        left = joined([program_words(language, "still open: {number}").format(number=r"(\d+)")])
        summary = re.findall(" · ".join([*words, left]), terminal.text())
        assert summary, terminal.text()
        assert (summary[-1] == "0") == (self.code == 0)
        checked = erasmus("check", "plan.toml", "--today", today, "--lang", language, cwd=folder)
        assert (checked.returncode, checked.stderr) == (self.code, ""), checked.stdout

    def paragraph(self, opening: str, route: str) -> str:
        """Return what stands under the route's name, which the program introduces with `opening`."""
        title = joined([program_words(self.language, opening).format(name=title_of(route, self.language))])
        found = [p for p in self._paragraphs() if p.startswith(f"{title} ")]
        assert len(found) == 1, f"{title}: {len(found)} times in\n" + "\n".join(self.rows)
        return found[0]

    def recommended(self, route: str) -> str:
        """Return what stands under the route that is recommended, which must be this one."""
        opening = joined([program_words(self.language, "Recommended: {name}").format(name="")])
        first = next(p for p in self._paragraphs() if p.startswith(opening))
        assert first == self.paragraph("Recommended: {name}", route)
        return first

    def _paragraphs(self) -> list[str]:
        return [joined(paragraph.split("\n")) for paragraph in "\n".join(self.rows).split("\n\n")]

    def now(self, fact: str, said: str | bool) -> str:
        """Return what the program says of a fact; a yes or no has a sentence of its own."""
        record = PROGRAMME.facts[fact]
        text = record.yes if said is True else record.no if said is False else record.now
        assert text is not None
        return joined([text.in_(self.language).format(value=said)])

    def choice(self, choices: str, identifier: str) -> str:
        return joined([PROGRAMME.choices[choices][identifier].name.in_(self.language)])

    def count(self, number: int, unit: str) -> str:
        words = PROGRAMME.units[unit]
        return f"{number} {(words.one if number == 1 else words.other).in_(self.language)}"

    def euros(self, amount: int) -> str:
        return f"{amount:,} €".replace(",", " ") if self.language == "fi" else f"€{amount:,}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_small_school_tries_out_mobility(language: str, tmp_path: Path) -> None:
    run = Run("a", "short-term-project", language, tmp_path)
    recommended = run.recommended("short-term-project")
    assert f"+ {run.now('every_year', False)}" in recommended
    assert "KA122-VET" in recommended
    kinds = [run.choice("activity_types", kind) for kind in ("short-term", "job-shadowing")]
    spain, estonia = (country_name(code, language) for code in ("ES", "EE"))
    assert run.about["mobility[0].type"] == run.about["mobility[1].type"] == ""
    assert run.about["mobility[1].participants"] == run.about["mobility[1].country"] == kinds[1]
    assert run.about["mobility[0].accompanying"] == f"{kinds[0]} · {spain}"
    assert run.about["mobility[1].days"] == run.about["mobility[1].checks"] == f"{kinds[1]} · {estonia}"
    # There is no consortium, and only learners are asked whether they are minors.
    assert not any(field.startswith("members") for field in run.asked)
    assert [field for field in run.asked if field.endswith(".minors")] == ["mobility[0].minors"]
    not_yet = run.paragraph("Not as it stands: {name}", "accredited-project")
    assert run.now("accreditation", run.choice("accreditations", "none")) in not_yet
    assert draft(tmp_path) == expected("a")
    assert run.code == CODES["a"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_b_an_accredited_coordinator_goes_to_canada(language: str, tmp_path: Path) -> None:
    run = Run("b", "accredited-project", language, tmp_path)
    run.recommended("accredited-project")
    against = run.paragraph("Not as it stands: {name}", "short-term-project")
    assert run.now("accreditation", run.choice("accreditations", "coordinator")) in against
    assert run.now("mobility.standing", run.choice("standings_of_countries", "third")) in against
    # Who has an accreditation is not offered the way to one.
    assert title_of("coordinator-accreditation-then-project", language) not in joined(run.rows)
    assert draft(tmp_path) == expected("b")
    assert run.code == CODES["b"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_c_a_first_idea_with_a_partner_in_estonia(language: str, tmp_path: Path) -> None:
    run = Run("c", "small-scale-partnership", language, tmp_path)
    run.recommended("small-scale-partnership")
    against = run.paragraph("Not as it stands: {name}", "cooperation-partnership")
    assert run.now("programme_countries", run.count(2, "country")) in against
    assert {"fi": "vähintään 3 eri ohjelmamaasta", "en": "at least 3 different programme countries"}[
        language
    ] in against
    # Nobody is asked about mobility, or how old the school is: KA220 is out already.
    assert not {"mobility+", "every_year", "organisation.established"} & set(run.asked)
    assert draft(tmp_path) == expected("c")
    assert run.code == CODES["c"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_d_four_countries_develop_materials(language: str, tmp_path: Path) -> None:
    run = Run("d", "cooperation-partnership", language, tmp_path)
    run.recommended("cooperation-partnership")
    albania = country_name("AL", language)
    assert run.about["partners[2].name"] == albania
    assert run.about["partners[2].tasks"] == f"Qendra e Bregut · {albania}"
    assert run.about["work_packages[1].amount"] == "Materiaalit"
    against = run.paragraph("Not as it stands: {name}", "small-scale-partnership")
    assert run.now("partners.standing", run.choice("standings_of_countries", "third")) in against
    assert run.now("grant", run.euros(250_000)) in against
    assert run.euros(60_000) in against
    plan = draft(tmp_path)
    assert (plan["start"], plan["months"]) == (dt.date(2027, 10, 1), 24)
    assert plan == expected("d")
    assert run.code == CODES["d"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("today", ["2026-01-10", TODAY])
def test_e_many_students_every_year(language: str, today: str, tmp_path: Path) -> None:
    # After the call of 2027 there is no other in the programme period (guide p. 79).
    run = Run("e", "accreditation-then-project", language, tmp_path, today, weaknesses=int(today == TODAY))
    if today == TODAY:  # an accreditation from the call of 2027 is for calls after the programme period
        opening = "Only if the programme goes on: {name}"
        recommended = run.paragraph(opening, "accreditation-then-project")
        meanwhile = run.paragraph(opening, "short-term-while-waiting")
    else:
        recommended = run.recommended("accreditation-then-project")
        meanwhile = run.paragraph("Also possible: {name}", "short-term-while-waiting")
    against = run.paragraph("Not as it stands: {name}", "short-term-project")
    for said in (meanwhile, against):
        assert run.now("mobility_participants", run.count(45, "participant")) in said
        assert run.count(15, "participant") in said
        assert run.count(30, "participant") in said
    last = "29.9.2026" if language == "fi" else "29 Sep 2026"
    first_call = 2026 if today == "2026-01-10" else 2027
    unknown = program_words(language, "The date of the round is not known yet. The last one closed on {when}.")
    ahead = program_words(language, "The date of the round is not known yet. The one before it closes on {when}.")
    closed, closes = (joined([words.partition("{when}")[0]]) for words in (unknown, ahead))
    spring = "19.2.2026" if language == "fi" else "19 Feb 2026"
    steps = dict(zip(("KA120-VET", "KA121-VET"), recommended.split(" * ")[1:], strict=True))
    assert all(step.startswith(code) for code, step in steps.items())
    assert last in steps["KA120-VET"]
    assert (f"{closed} {last}" in steps["KA120-VET"]) == (first_call == 2027)
    for later, step in enumerate(steps.values()):
        in_call = program_words(language, "call {year}").format(year=first_call + later)
        assert f"{in_call}: " in step
    if first_call == 2026:
        assert f"{closes} {spring}" in steps["KA121-VET"]  # of 2026-01-10, that day is still to come
    else:
        after_the_last = PROGRAMME.call.after_last.in_(language)
        assert joined([after_the_last]) in steps["KA121-VET"]
    assert draft(tmp_path) == expected("e") | {"call": first_call}
    assert run.code == CODES["e"]


@pytest.mark.parametrize("story", sorted(ANSWERS))
def test_the_same_answers_from_a_file(story: str, tmp_path: Path) -> None:
    given = str(STORIES / f"{story}.toml")
    run = erasmus("plan", "new.toml", "--answers", given, "--no-input", "--today", TODAY, cwd=tmp_path)
    assert (run.returncode, run.stderr) == (CODES[story], "")
    assert draft(tmp_path, "new.toml") == expected(story)
    checked = erasmus("check", "new.toml", "--today", TODAY, cwd=tmp_path)
    assert (checked.returncode, checked.stderr) == (CODES[story], "")
    assert [path.name for path in tmp_path.iterdir()] == ["new.toml"]
