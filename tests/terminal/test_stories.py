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
        self,
        story: str,
        route: str,
        language: str,
        folder: Path,
        today: str = TODAY,
        weaknesses: int = 0,
        unasked: frozenset[str] = frozenset(),
    ) -> None:
        self.language = language
        with Terminal("plan", "--today", today, cwd=folder, language=language) as terminal:
            answers = {field: answer for field, answer in ANSWERS[story].items() if field not in unasked}
            person = Person(terminal, answers, route)
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

    def recommendation(self) -> list[str]:
        """Return the rows of the recommendation, the last time that it was shown."""
        ask = joined([program_words(self.language, "For which one do you want a draft?")])
        end = max(y for y, row in enumerate(self.rows) if row == ask) - 1
        begin = max(y for y in range(end) if not self.rows[y])
        rows = self.rows[begin + 1 : end]
        assert len(rows) <= 24
        return rows

    def others(self) -> str:
        """Return what is said of the other routes, a line each."""
        rows = self.recommendation()
        return joined(rows[rows.index(program_words(self.language, "Others")) :])

    def said(self, english: str, **words: str) -> str:
        return joined([program_words(self.language, english).format(**words)])

    def choice(self, choices: str, identifier: str) -> str:
        return joined([PROGRAMME.choices[choices][identifier].name.in_(self.language)])


#: Nobody is asked more before an action is recommended.
MOST = 10


def asked_before_the_routes(run: Run) -> int:
    return run.asked.index("route")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_small_school_tries_out_mobility(language: str, tmp_path: Path) -> None:
    run = Run("a", "short-term-project", language, tmp_path)
    assert run.recommendation()[0] == run.said("Recommended: {name}", name=title_of("short-term-project", language))
    assert "KA121" in run.others()
    assert asked_before_the_routes(run) <= MOST
    kinds = [run.choice("activity_types", kind) for kind in ("short-term", "job-shadowing")]
    spain, estonia = (country_name(code, language) for code in ("ES", "EE"))
    assert run.about["mobility[0].type"] == run.about["mobility[1].type"] == ""
    assert run.about["mobility[1].participants"] == run.about["mobility[1].country"] == kinds[1]
    assert run.about["mobility[0].accompanying"] == f"{kinds[0]} · {spain}"
    assert run.about["mobility[1].days"] == run.about["mobility[1].checks"] == f"{kinds[1]} · {estonia}"
    # There is no consortium, and only learners are asked whether they are minors.
    assert not any(field.startswith("members") for field in run.asked)
    assert [field for field in run.asked if field.endswith(".minors")] == ["mobility[0].minors"]
    assert draft(tmp_path) == expected("a")
    assert run.code == CODES["a"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_b_an_accredited_coordinator_goes_to_canada(language: str, tmp_path: Path) -> None:
    run = Run("b", "accredited-project", language, tmp_path)
    assert run.recommendation()[0] == run.said("Recommended: {name}", name=title_of("accredited-project", language))
    assert asked_before_the_routes(run) <= MOST
    # Who has an accreditation is not offered the way to one.
    assert "KA120" not in joined(run.recommendation())
    assert draft(tmp_path) == expected("b")
    assert run.code == CODES["b"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_c_a_first_idea_with_a_partner_in_estonia(language: str, tmp_path: Path) -> None:
    run = Run("c", "small-scale-partnership", language, tmp_path)
    title = title_of("small-scale-partnership", language)
    assert run.recommendation()[0] == run.said("Recommended: {name}", name=title)
    assert "KA220" in run.others()
    assert asked_before_the_routes(run) <= MOST
    # Nobody is asked about mobility, or how old the school is: KA220 is out already.
    assert not {"mobility+", "every_year", "organisation.established"} & set(run.asked)
    assert draft(tmp_path) == expected("c")
    assert run.code == CODES["c"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_d_four_countries_develop_materials(language: str, tmp_path: Path) -> None:
    run = Run("d", "cooperation-partnership", language, tmp_path)
    title = title_of("cooperation-partnership", language)
    assert run.recommendation()[0] == run.said("Recommended: {name}", name=title)
    assert "KA210" in run.others()
    assert asked_before_the_routes(run) <= MOST
    albania = country_name("AL", language)
    assert run.about["partners[2].name"] == albania
    assert run.about["partners[2].tasks"] == f"Qendra e Bregut · {albania}"
    assert run.about["work_packages[1].amount"] == "Materiaalit"
    plan = draft(tmp_path)
    assert (plan["start"], plan["months"]) == (dt.date(2027, 10, 1), 24)
    assert plan == expected("d")
    assert run.code == CODES["d"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("today", ["2026-01-10", TODAY])
def test_e_many_students_every_year(language: str, today: str, tmp_path: Path) -> None:
    # After the call of 2027 there is no other in the programme period (guide p. 79).
    in_time = today != TODAY
    # Only a project without an accreditation has a limit of participants, and nobody is asked who needs none.
    unasked = frozenset({"participants"} if in_time else ())
    run = Run("e", "accreditation-then-project", language, tmp_path, today, int(not in_time), unasked)
    first = run.recommendation()[0]
    chain = title_of("accreditation-then-project", language)
    if not in_time:  # an accreditation from the call of 2027 is for calls after the programme period
        assert first == run.said("No action fits the plan as it stands.")
        assert "KA120 → KA121" in run.others()
    else:
        assert first == run.said("Recommended: {name}", name=chain)
    shown = joined(run.recommendation())
    last = "29.9.2026" if language == "fi" else "29 Sep 2026"
    assert (last in shown) == in_time
    first_call = 2026 if in_time else 2027
    plan = {key: value for key, value in expected("e").items() if key not in unasked}
    assert draft(tmp_path) == plan | {"call": first_call}
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
