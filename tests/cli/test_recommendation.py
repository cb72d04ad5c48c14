"""The recommendation on one screen: 24 lines of 80 columns for any plan, and a first line that claims nothing."""

import datetime as dt
import json
import subprocess
import sys
from pathlib import Path

import pytest

from erasmus_cli import language
from erasmus_cli.advice.recommend import recommend
from erasmus_cli.plan.model import Plan
from erasmus_cli.plan.read import parse
from erasmus_cli.programme.load import Calls
from erasmus_cli.programme.rounds import as_instant
from erasmus_cli.rules.assess import assess
from erasmus_cli.views import first_steps, outcome, routes, routes_in_full
from erasmus_cli.views.page import Page

CALLS = Calls()
BASES = sorted((Path(__file__).resolve().parents[1] / "cases" / "base").glob("*.toml"))
JANUARY, NOVEMBER = as_instant(dt.date(2026, 1, 10)), as_instant(dt.date(2026, 11, 24))
SCHOOL = 'organisation = { country = "FI", kind = "vet-provider", vet_role = "provides", accreditation = "none" }\n'

#: Ten vague or odd starts. Of each: the plan, what the first line says in November 2026, and what the screen has.
STARTS = {
    "no idea": (
        "",
        "Not decided yet: the plan does not say what you want to do.",
        ["What decides", "Join a m", "host l"],
    ),
    "only a country": ('organisation = { country = "FI" }', "Not decided yet: the plan does not say", ["What decides"]),
    "only money": ("grant = 45000", "Not decided yet: the plan does not say", ["What decides"]),
    "only every year": ("every_year = true", "Not decided yet: the plan does not say", ["What decides"]),
    "a company that hosts": (  # guide p. 83
        'aims = ["hosting"]\norganisation = { country = "FI", kind = "company", vet_role = "works-with-learners" }',
        "What you want to do takes no application of your own.",
        ["Host learners or staff from abroad.", "the sender abroad applies for the money"],
    ),
    "a company that invites experts": (
        'aims = ["incoming"]\norganisation = { country = "FI", kind = "company", vet_role = "works-with-learners" }',
        "Not decided yet: a few answers decide",
        ["If so: an accredited project (KA121). If not: a short-term mobility project (KA122)."],
    ),
    "400 abroad a year": (
        'aims = ["learner-mobility"]\nevery_year = true\nparticipants = 400\n' + SCHOOL,
        "No action fits the plan as it stands.",
        [
            "The estimate is about 400 participants.",
            "KA120 → KA121: money only if the programme goes on after 2027",
            "consortium",
        ],
    ),
    "two aims": (
        'aims = ["learner-mobility", "development"]\n' + SCHOOL + 'partners = [{ country = "EE", role = "partner" }, '
        '{ country = "SE", role = "partner" }]\n',
        "2 applications, because your aims belong to different actions. KA122: recommended; KA220: recommended.",
        ["1. Recommended: Short-term mobility project (KA122)", "2. Recommended: Cooperation partnership (KA220)"],
    ),
    "a wrong sum": (
        'aims = ["first-cooperation"]\ngrant = 45000\npartners = [{ country = "EE", role = "partner" }]\n' + SCHOOL,
        "Recommended: Small-scale partnership (KA210)",
        ["Change the grant applied for to €30,000 or €60,000."],
    ),
    "all skipped but the aims": (
        'aims = ["learner-mobility", "staff-mobility"]',
        "Not decided yet: a few answers decide",
        ["Do you have an Erasmus accreditation in VET?", "Aims: send learners or recent graduates abroad to learn and"],
    ),
    "a foreign applicant": (
        'aims = ["learner-mobility"]\norganisation = { country = "CA", kind = "vet-provider", accreditation = "none" }',
        "No action fits the plan as it stands.",
        ["What stands in the way", "The applicant must be an organisation established in an EU Member State"],
    ),
}


def planned(text: str) -> Plan:
    file = parse("plan.toml", text, CALLS[2026], CALLS.years)
    assert not hasattr(file, "problems"), file
    return file.plan  # type: ignore[union-attr]


def screen(plan: Plan, now: dt.datetime, capsys: pytest.CaptureFixture[str], year: int | None = None) -> list[str]:
    capsys.readouterr()
    routes.show(Page(), recommend(CALLS, plan, now, year), now)
    return capsys.readouterr().out.splitlines()


@pytest.fixture(autouse=True)
def english() -> None:
    language.use("en")


@pytest.mark.parametrize("lang", ["en", "fi"])
@pytest.mark.parametrize("now", [JANUARY, NOVEMBER], ids=["january", "november"])
@pytest.mark.parametrize("text", [*(b.read_text("utf-8") for b in BASES), *(s[0] for s in STARTS.values())])
def test_the_recommendation_is_one_screen(
    text: str, now: dt.datetime, lang: str, capsys: pytest.CaptureFixture[str]
) -> None:
    language.use(lang)
    plan = planned(text)
    for year in (None, 2026, 2027):
        lines = screen(plan, now, capsys, year)
        assert len(lines) <= 24, "\n".join(lines)
        assert max(map(len, lines)) <= 80
        assert "--all" in " ".join(lines[-2:])


@pytest.mark.parametrize("name", STARTS)
def test_what_a_vague_start_is_told(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    text, first, has = STARTS[name]
    lines = screen(planned(text), NOVEMBER, capsys)
    whole = " ".join(" ".join(lines).split())
    assert whole.startswith(first)
    assert [said for said in has if said.casefold() not in whole.casefold()] == []
    assert "KA121" not in lines[0] or "not decided yet" in lines[0]


@pytest.mark.parametrize("now", [JANUARY, NOVEMBER], ids=["january", "november"])
def test_an_accreditation_that_is_not_said_decides_and_nothing_is_recommended(
    now: dt.datetime, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = screen(planned('aims = ["learner-mobility"]\nevery_year = true\n'), now, capsys)
    assert not any("Recommended" in line for line in lines)
    assert "  - Do you have an Erasmus accreditation in VET? If so: an accredited project" in lines


def test_an_accreditation_whose_money_comes_too_late_says_so_first(capsys: pytest.CaptureFixture[str]) -> None:
    """Guide p. 79: the programme period ends with 2027; an accreditation of call 2027 would be for later calls."""
    plan = planned('aims = ["accreditation"]\nevery_year = true\n' + SCHOOL)
    lines = screen(plan, NOVEMBER, capsys)
    assert lines[0].startswith("Brings no money in this programme period: ")
    assert "The programme period 2021-2027 ends with call 2027." in " ".join(" ".join(lines).split())
    assert screen(plan, JANUARY, capsys)[0].startswith("Recommended: ")


def test_a_round_that_is_past_leads_to_the_next_call(capsys: pytest.CaptureFixture[str]) -> None:
    lines = screen(planned('call = 2026\naims = ["learner-mobility"]\n' + SCHOOL), NOVEMBER, capsys)
    assert lines[0] == "For call 2027, as the round of 2026 is past: Short-term mobility project (KA122)"
    assert "  Call 2027 is not published yet. Assumed: 19\u00a0Feb\u00a02027, as in 2026." in lines
    assert "The rules are those of 2026, not confirmed for 2027." in lines


def test_the_route_that_was_chosen_is_marked(capsys: pytest.CaptureFixture[str]) -> None:
    text = 'route = "short-term-while-waiting"\naims = ["learner-mobility"]\nevery_year = false\n' + SCHOOL
    lines = screen(planned(text), JANUARY, capsys)
    assert any("KA122 → KA120 → KA121, your choice: possible, though meant more for others" in line for line in lines)


def test_only_the_aims_that_a_route_serves_are_its_reasons(capsys: pytest.CaptureFixture[str]) -> None:
    """Slide 11 is about mobility, slide 18 about partnerships: no route is for both aims."""
    plan = planned(STARTS["two aims"][0])
    found = {a.route.id: a.served for a in recommend(CALLS, plan, JANUARY)}
    assert found["short-term-project"] == ["learner-mobility"]
    assert found["cooperation-partnership"] == ["development"]
    capsys.readouterr()
    routes_in_full.show(Page(), recommend(CALLS, plan, JANUARY), JANUARY)
    out = capsys.readouterr().out
    parts = [part.partition(" - ")[0] for part in " ".join(out.split()).split(" + ")[1:]]
    reasons = [part.partition("(OPH")[0] for part in parts if part.startswith("According to the plan, you")]
    assert reasons
    assert not any("abroad to learn; and develop" in part or "learn and develop" in part for part in reasons)


@pytest.mark.parametrize("lang", ["en", "fi"])
@pytest.mark.parametrize("now", [JANUARY, NOVEMBER], ids=["january", "november"])
def test_first_steps_and_the_end_fit_a_screen(now: dt.datetime, lang: str, capsys: pytest.CaptureFixture[str]) -> None:
    language.use(lang)
    programme = CALLS.planned(None, now)
    first_steps.show(Page(), programme, now)
    assert len(capsys.readouterr().out.splitlines()) <= 30
    outcome.undecided(Page(), programme, now, "plan.toml")
    assert "erasmus plan plan.toml" in capsys.readouterr().out
    for base in BASES:
        plan = planned(base.read_text("utf-8"))
        assert plan.action
        outcome.show(Page(), assess(CALLS, plan, plan.action, now), now, "plan.toml")
        assert len(capsys.readouterr().out.splitlines()) <= 40


def test_first_steps_lead_somewhere() -> None:
    programme = CALLS[2026]
    for step in programme.first_steps:
        assert step.sources
        assert bool(step.contact) != bool(step.command)
        assert step.contact is None or step.contact in programme.contacts
        assert set(step.aims) <= set(programme.choices["aims"])
        assert step.route in (None, *(route.id for route in programme.routes))


def test_decisions_name_requirements() -> None:
    programme = CALLS[2026]
    known = {q.id for code in programme.codes for q in programme.requirements(code)}
    assert all(decision.sources and set(decision.keys) <= known for decision in programme.decisions)


def test_who_does_the_next_steps_and_that_the_days_are_assumed(capsys: pytest.CaptureFixture[str]) -> None:
    base = next(b for b in BASES if b.stem == "KA122-VET").read_text("utf-8").replace('oid = "E00000004"\n', "")
    text = base.replace("call = 2026\n", 'call = 2027\nwho = { oid = "Maija Virta" }\n')
    plan = planned(text)
    outcome.show(Page(), assess(CALLS, plan, "KA122-VET", NOVEMBER), NOVEMBER, "plan.toml")
    out = " ".join(capsys.readouterr().out.split())
    # 14 weeks before 19 February 2027 are 13 November 2026.
    assert "2. Check or register the OID: by 13 Nov 2026 (assumed, as in 2026), our advice was 11 days ago" in out
    assert "do it now. Who: Maija Virta" in out
    assert "as if it were on 19 Feb 2027, the day of the last round" in out


def test_as_a_command(tmp_path: Path) -> None:
    plan = tmp_path / "my plan.toml"
    plan.write_text(STARTS["two aims"][0], encoding="utf-8")

    def run(*words: str) -> str:
        command = [sys.executable, "-m", "erasmus_cli", "--lang", "en", "recommend", str(plan), *words]
        done = subprocess.run(
            [*command, "--today", "2026-01-10"], capture_output=True, text=True, encoding="utf-8", check=False
        )
        assert done.returncode == 0
        return done.stdout

    assert len(run().splitlines()) <= 24
    assert len(run("--all").splitlines()) > 40
    document = json.loads(run("--format", "json"))
    assert document["applications"] == [
        {"aims": ["learner-mobility"], "routes": ["short-term-project"]},
        {"aims": ["development"], "routes": ["cooperation-partnership"]},
    ]
