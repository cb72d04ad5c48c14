"""`erasmus timeline`, and the calendar of `deadlines`, as people run them: real processes, and files read by others."""

import datetime as dt
import functools
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import vobject

TESTS = Path(__file__).resolve().parents[1]
STORIES = {name: TESTS / "stories" / f"{name}.toml" for name in "abcde"}
COVE = TESTS / "cases" / "base" / "COVE.toml"
KA122 = (TESTS / "cases" / "base" / "KA122-VET.toml").read_text(encoding="utf-8")
NOW = "--today 2026-11-24"
JANUARY = "--today 2026-01-10 --call 2026"


def run(words: str, *files: Path | str, folder: Path | None = None, **more: str) -> subprocess.CompletedProcess[str]:
    """Run the program; `PLAN` in the words stands for the next file."""
    names = iter(files)
    arguments = [str(next(names)) if word == "PLAN" else word for word in words.split()]
    personal = ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "LANG", "LANGUAGE")
    kept = {k: v for k, v in os.environ.items() if k not in personal and not k.startswith("LC_")}
    done = subprocess.run(
        [sys.executable, "-m", "erasmus_cli", *arguments],
        cwd=folder,
        env=kept | {"ERASMUS_LANG": "en", "LC_ALL": "C.UTF-8", "PYTHONUTF8": "1"} | more,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert "Traceback" not in done.stderr
    return done


def flat(text: str) -> str:
    return " ".join(text.split())


@functools.cache
def shown(name: str, when: str, lang: str) -> tuple[int, str]:
    done = run(f"timeline PLAN {when}", COVE if name == "cove" else STORIES[name], ERASMUS_LANG=lang)
    assert done.stderr == ""
    return done.returncode, done.stdout


# --- the stories, in both languages ---------------------------------------------------------------------------------

CODES = {  # 1: nobody says in January that the EU Login is done, and a and c are late with their papers, too
    ("a", NOW): 3,
    ("b", NOW): 3,
    ("c", NOW): 3,
    ("d", NOW): 3,
    ("e", NOW): 3,
    ("a", JANUARY): 1,
    ("b", JANUARY): 1,
    ("c", JANUARY): 1,
    ("d", JANUARY): 1,
    ("e", JANUARY): 0,
    ("cove", NOW): 3,
    ("cove", JANUARY): 3,  # the plan has no start
}


@pytest.mark.parametrize("lang", ["en", "fi"])
@pytest.mark.parametrize(("name", "when"), CODES)
def test_a_timeline_fits_the_screen_and_has_its_exit_code(name: str, when: str, lang: str) -> None:
    code, out = shown(name, when, lang)
    assert code == CODES[name, when]
    assert [line for line in out.split("\n") if len(line) > 80 and "://" not in line] == []
    assert "\x1b" not in out


WORDS = {
    "en": {
        "late": "Best done by now, unless it is done",
        "oid": "Check or register the OID: by 13 Nov 2025, our advice was 58 days ago: do it now",
        "deadline": "The round closes: 19 Feb 2026 13:00 Finnish time (12:00 in Brussels), 40 days left",
        "event": "12 Jan 2026 14:00–16:00, 2 days left",
        "result": "Result: about 19 Jun 2026",
        "assumed": "The date of the round of 2027 is not known. What is marked “assumed” is counted as if it were on "
        "19 Feb 2027, the day of the last round.",
        "none": "The round closes: by 19 Feb 2027 (assumed, as in 2026)",
        "distance": "Own deadline, all ready: by 12 Feb 2027 (assumed, as in 2026)",
        "decision": "Result: about 19 Jun 2027 (assumed, as in 2026)",
        "last": "The last one closed on 19 Feb 2026 13:00.",
        "window": "The project can start: 1 Jun 2027 – 31 Dec 2027 (by the rules of 2026)",
        "route": "KA122 (2026: 19 Feb 2026, if you like) → KA120 (2026: 29 Sep 2026) → KA121 (2027: date not "
        "published). Money could be used: KA122 from 1 Jun 2026, KA121 from 1 Jun 2027 (by the rules of 2026).",
        "after": "KA121 (2028: after the programme period)",
        "cove": "The round closes: 3 Sep 2026 18:00 Finnish time (17:00 in Brussels)",
        "agreement": "Grant agreement: about 3 Jun 2027",
        "ours": "Source: guide p. 414; the timing is our advice",
    },
    "fi": {
        "late": "Tämän olisi hyvä olla jo tehty",
        "oid": "OID-tunnus ja tietojen tarkistus: viimeistään 13.11.2025, suosituksemme oli 58 päivää sitten: tee nyt",
        "deadline": "Hakuaika päättyy: 19.2.2026 klo 13.00 Suomen aikaa (klo 12.00 Brysselissä), 40 päivää jäljellä",
        "event": "12.1.2026 klo 14.00–16.00, 2 päivää jäljellä",
        "result": "Päätös: noin 19.6.2026",
        "assumed": "Vuoden 2027 haun päättymispäivää ei tiedetä. Merkintä ”oletus” tarkoittaa, että päivä on "
        "laskettu kuin haku päättyisi 19.2.2027, samana päivänä kuin edellinen.",
        "none": "Hakuaika päättyy: viimeistään 19.2.2027 (oletus, kuten 2026)",
        "distance": "hakemus valmis: viimeistään 12.2.2027 (oletus, kuten 2026)",
        "decision": "Päätös: noin 19.6.2027 (oletus, kuten 2026)",
        "last": "Edellinen haku päättyi 19.2.2026 klo 13.00.",
        "window": "Hanke voi alkaa: 1.6.2027–31.12.2027 (vuoden 2026 sääntöjen mukaan)",
        "route": "KA122 (2026: 19.2.2026, halutessasi) → KA120 (2026: 29.9.2026) → KA121 (2027: päivää ei ole "
        "julkaistu). Rahoitus olisi käytettävissä: KA122 1.6.2026 alkaen, KA121 1.6.2027 alkaen (vuoden 2026 "
        "sääntöjen mukaan).",
        "after": "KA121 (2028: ohjelmakauden jälkeen)",
        "cove": "Hakuaika päättyy: 3.9.2026 klo 18.00 Suomen aikaa (klo 17.00 Brysselissä)",
        "agreement": "Avustussopimus: noin 3.6.2027",
        "ours": "Lähde: ohjelmaopas s. 414; ajoitus on tämän ohjelman suositus",
    },
}


@pytest.mark.parametrize("lang", WORDS)
def test_what_is_late_comes_first_and_each_step_has_its_date(lang: str) -> None:
    words, out = WORDS[lang], flat(shown("a", JANUARY, lang)[1])
    for name in ("late", "oid", "deadline", "event", "result", "route", "ours"):
        assert words[name] in out, name
    assert out.index(words["late"]) < out.index(words["oid"]) < out.index(words["deadline"])
    assert out.index(words["deadline"]) < out.index(words["result"])


@pytest.mark.parametrize("lang", WORDS)
def test_without_a_call_each_date_is_marked_as_an_assumption_and_the_order_stays(lang: str) -> None:
    words, out = WORDS[lang], flat(shown("a", NOW, lang)[1])
    places = [out.index(words[name]) for name in ("assumed", "distance", "none", "decision", "window")]
    assert places == sorted(places)
    assert words["last"] in out


@pytest.mark.parametrize("lang", WORDS)
def test_the_end_of_the_programme_and_an_action_of_eacea(lang: str) -> None:
    words = WORDS[lang]
    assert words["after"] in flat(shown("e", NOW, lang)[1])
    assert words["cove"] in flat(shown("cove", JANUARY, lang)[1])
    assert words["agreement"] in flat(shown("cove", JANUARY, lang)[1])


@pytest.mark.parametrize("lang", ["en", "fi"])
def test_after_the_round_it_says_what_the_rest_rests_on(lang: str) -> None:
    out = flat(run("timeline PLAN --today 2026-03-01 --call 2026", STORIES["a"], ERASMUS_LANG=lang).stdout)
    said = {"en": "holds if the application was sent in time", "fi": "jos hakemus lähetettiin ajoissa"}
    assert said[lang] in out
    assert WORDS[lang]["late"] not in out


def test_a_screen_without_blocks_gets_ascii() -> None:
    done = run(f"timeline PLAN {JANUARY}", STORIES["a"], PYTHONUTF8="0", PYTHONIOENCODING="ascii")
    chart = done.stdout[done.stdout.index("Chart") :]
    assert "*" in chart and "!" in chart and "|" in chart
    assert "?" not in chart.replace("\u00a0", "")


# --- JSON and plans that can't have a timeline ----------------------------------------------------------------------


def document(words: str, *files: Path, code: int = 0) -> dict[str, Any]:
    done = run(f"{words} --format json", *files)
    assert (done.returncode, done.stderr) == (code, "")
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_as_json() -> None:
    found = document(f"timeline PLAN {JANUARY}", STORIES["a"], code=1)
    assert (found["format"], found["action"], found["exit_code"]) == ("erasmus.timeline/1", "KA122-VET", 1)
    steps = {step["id"]: step for step in found["steps"]}
    assert [s["id"] for s in found["steps"] if s["state"] == "late"] == [
        "eu-login",
        "oid",
        "hosts",
        "identification-form",
    ]
    assert steps["deadline"]["first"] == "2026-02-19T12:00:00+01:00"
    oid = steps["oid"]
    assert (oid["first"], oid["after"], oid["ours"]) == ("2025-11-13", "deadline", True)
    assert oid["distance"] == {"months": 0, "weeks": -14, "days": 0}
    assert (steps["result"]["first"], steps["result"]["date"]) == ("2026-06-19", "about")
    report = steps["final-report"]
    assert (report["first"], report["reason"], report["unknown"]) == (None, "not_given_by_the_sources", "report-dates")
    assert steps["start"]["fits"] is False  # September 2027 is no start of call 2026
    [route] = found["routes"]
    assert [(s["action"], s["call"]) for s in route["steps"]] == [
        ("KA122-VET", 2026),
        ("KA120-VET", 2026),
        ("KA121-VET", 2027),
    ]
    assert route["money"][1] == {"action": "KA121-VET", "first": "2027-06-01", "confirmed": False}


def test_of_an_unpublished_call_as_json() -> None:
    found = document(f"timeline PLAN {NOW}", STORIES["e"], code=3)
    assert (found["call"]["published"], found["round"]) == (False, None)
    assert found["last_round"]["finnish_time"] == "2026-09-29T13:00:00+03:00"
    # As if the round were on 29 September as in 2026: four months later is the result, and 14 weeks before the OID.
    assert found["working_deadline"] == {"day": "2027-09-29", "rests_on": "last_round"}
    steps = {step["id"]: step for step in found["steps"]}
    days = {
        name: (steps[name]["first"], steps[name]["assumed"]) for name in ("deadline", "oid", "accreditation-result")
    }
    assert days == {
        "deadline": ("2027-09-29", "last_round"),
        "oid": ("2027-06-23", "last_round"),
        "accreditation-result": ("2028-01-29", "last_round"),
    }
    assert {s["first"] for s in found["steps"] if s["assumed"] is None} == {None}


def test_an_assumed_day_is_marked_wherever_it_shows(tmp_path: Path) -> None:
    path, picture = tmp_path / "way.ics", tmp_path / "way.svg"
    done = run(f"timeline PLAN {NOW} --calendar PLAN --svg PLAN", STORIES["a"], path, picture)
    assert done.returncode == 3
    assumed = [e for e in entries(path).values() if "(assumed, as in 2026)" in e.summary.value]
    assert {e.dtstart.value for e in assumed} >= {dt.date(2027, 2, 19), dt.date(2027, 2, 12), dt.date(2027, 6, 19)}
    assert all("as if it were on 19 Feb 2027" in flat(e.description.value) for e in assumed)
    deadline = entries(path)["round-KA122-VET-2027@erasmus-cli"]
    assert "(assumed, as in 2026)" in deadline.summary.value
    drawn = [flat(e.text or "") for e in ElementTree.parse(picture).getroot().iter() if e.tag.endswith("text")]
    assert "The round closes (assumed)" in drawn
    chart = done.stdout.partition("\nChart\n")[2]
    assert "The round closes (assumed)" in chart
    assert "(assumed): as in 2026; by the rules of 2026" in chart
    assert "19 Feb 2027 (as in 2026)" in drawn
    assert "1 Jun 2027 – 31 Dec 2027 (by the rules of 2026)" in drawn


def test_a_day_of_ones_own_is_a_step_and_not_the_closing_day(tmp_path: Path) -> None:
    text = STORIES["a"].read_text(encoding="utf-8").replace("call = 2027", "call = 2027\ndeadline = 2027-01-29")
    (tmp_path / "plan.toml").write_text(text, encoding="utf-8")
    out = flat(run(f"timeline plan.toml {NOW}", folder=tmp_path).stdout)
    assert "The round closes: by 19 Feb 2027 (assumed, as in 2026)" in out
    assert "Declaration on honour signed: by 5 Feb 2027 (assumed, as in 2026)" in out
    assert "Own deadline, all ready: by 29 Jan 2027, 66 days left" in out


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        ('aims = ["learner-mobility"]\n', 3, "the plan does not say which action it is for"),
        ('action = "FORWARD-LOOKING"\n', 3, "There is no call in 2026"),
        ("months = '12'\n", 2, "months has to be a whole number"),
        ('action = "KA122-VET"\n[[mobility]]\nfirst_month = 0\n', 2, "first_month has to be at least 1"),
        ('action = "KA210-VET"\n', 3, "the plan does not say when"),
    ],
)
def test_plans_with_gaps(text: str, code: int, said: str, tmp_path: Path) -> None:
    (tmp_path / "plan.toml").write_text(text, encoding="utf-8")
    done = run("timeline plan.toml", folder=tmp_path)
    assert (done.returncode, done.stderr) == (code, "")
    assert said in flat(done.stdout)
    assert run("timeline plan.toml --format json", folder=tmp_path).returncode == code


def test_months_of_an_activity_are_shown_and_drawn(tmp_path: Path) -> None:
    text = KA122.replace('type = "short-term"', 'type = "short-term"\nfirst_month = 2\nlast_month = 4', 1)
    (tmp_path / "plan.toml").write_text(text, encoding="utf-8")
    out = flat(run(f"timeline plan.toml {JANUARY}", folder=tmp_path).stdout)
    assert "(months 2 to 4): 1 Oct 2026 – 31 Dec 2026" in out
    assert "█" in out


# --- files ----------------------------------------------------------------------------------------------------------


def entries(path: Path) -> dict[str, Any]:
    """Read a calendar file with another library than the one that wrote it."""
    [calendar] = vobject.readComponents(path.read_text(encoding="utf-8"))
    found = {event.uid.value: event for event in calendar.vevent_list}
    assert len(found) == len(calendar.vevent_list)
    return found


def test_a_timeline_as_a_calendar(tmp_path: Path) -> None:
    path = tmp_path / "way.ics"
    done = run(f"timeline PLAN {JANUARY} --calendar PLAN --alarm 7 --alarm 1 --alarm 7", STORIES["a"], path)
    assert done.returncode == 1
    assert "Written:" in done.stdout
    found = entries(path)
    deadline = found["round-KA122-VET-2026@erasmus-cli"]
    assert deadline.dtstart.value == dt.datetime(2026, 2, 19, 11, tzinfo=dt.UTC)
    assert "19 Feb 2026 13:00, Finnish time (12:00 in Brussels)" in flat(deadline.description.value)
    result = found["result-KA122-VET-2026-a@erasmus-cli"]
    assert (result.dtstart.value, result.dtend.value) == (dt.date(2026, 6, 19), dt.date(2026, 6, 20))
    window = found["window-KA122-VET-2026-a@erasmus-cli"]
    assert (window.dtstart.value, window.dtend.value) == (dt.date(2026, 6, 1), dt.date(2027, 1, 1))
    assert {event.transp.value for event in found.values()} == {"TRANSPARENT"}
    triggers = [[alarm.trigger.value for alarm in event.valarm_list] for event in found.values()]
    assert all(trigger == [-dt.timedelta(days=7), -dt.timedelta(days=1)] for trigger in triggers)
    # What is done, has no date, or no months of its own is no entry.
    assert not [uid for uid in found if uid.startswith(("final-report", "activities"))]


def test_the_same_plan_gives_the_same_calendar_and_another_plan_other_ids(tmp_path: Path) -> None:
    for number, today in enumerate(("2026-01-10", "2026-01-11")):
        run(f"timeline PLAN --today {today} --call 2026 --calendar {number}.ics", STORIES["a"], folder=tmp_path)
    assert (tmp_path / "0.ics").read_bytes() == (tmp_path / "1.ics").read_bytes()
    assert b"VALARM" not in (tmp_path / "0.ics").read_bytes()
    other = tmp_path / "other plan ä.toml"
    other.write_bytes(STORIES["a"].read_bytes())
    run("timeline PLAN --today 2026-01-10 --call 2026 --calendar 2.ics", other, folder=tmp_path)
    one, two = entries(tmp_path / "0.ics"), entries(tmp_path / "2.ics")
    assert len(one) == len(two)
    assert {uid for uid in one if uid in two} == {uid for uid in one if uid.startswith(("round-", "event-"))}


def test_deadlines_as_a_calendar(tmp_path: Path) -> None:
    path = tmp_path / "rounds.ics"
    done = run("deadlines --today 2026-01-10 --calendar PLAN", path)
    assert done.returncode == 0
    found = entries(path)
    rounds = {uid: event for uid, event in found.items() if uid.startswith("round-")}
    assert len(rounds) == 14  # Second rounds of which nobody knows whether they are opened are no dates.
    assert rounds["round-COVE-2026@erasmus-cli"].dtstart.value == dt.datetime(2026, 9, 3, 15, tzinfo=dt.UTC)
    assert rounds["round-KA120-VET-2026@erasmus-cli"].dtstart.value == dt.datetime(2026, 9, 29, 10, tzinfo=dt.UTC)
    events = [event for uid, event in found.items() if uid.startswith("event-")]
    assert len(events) == 12
    assert min(event.dtstart.value for event in events) == dt.datetime(2025, 11, 25, 13, tzinfo=dt.UTC)
    # The deadline in a plan's own calendar is the same entry.
    run(f"timeline PLAN {JANUARY} --calendar PLAN", STORIES["a"], tmp_path / "way.ics")
    assert set(entries(tmp_path / "way.ics")) & set(found)


@pytest.mark.parametrize("lang", ["en", "fi"])
def test_nothing_ahead_is_said_and_nothing_written(lang: str, tmp_path: Path) -> None:
    done = run("deadlines --open --today 2026-11-24 --calendar none.ics", folder=tmp_path, ERASMUS_LANG=lang)
    assert (done.returncode, done.stdout) == (2, "")
    assert "none.ics" in done.stderr
    late = "--today 2027-10-05"  # the day of the last round, 29 September, is over
    done = run(f"timeline PLAN {late} --calendar none.ics --svg none.svg", STORIES["e"], folder=tmp_path)
    assert done.returncode == 3
    assert "none.ics was not written: no step has a date yet." in flat(done.stdout)
    assert list(tmp_path.iterdir()) == []


def test_the_chart_as_a_picture(tmp_path: Path) -> None:
    found = document(f"timeline PLAN {JANUARY} --svg PLAN", STORIES["d"], tmp_path / "way.svg", code=1)
    assert found["written"] == {"svg": str(tmp_path / "way.svg")}
    root = ElementTree.parse(tmp_path / "way.svg").getroot()
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    texts = [flat(element.text or "") for element in root.iter() if element.tag.endswith("text")]
    assert {"The round closes", "5 Mar 2026", "Hallinnointi", "Kokeilu"} <= set(texts)


@pytest.mark.parametrize("option", ["--calendar", "--svg"])
@pytest.mark.parametrize("lang", ["en", "fi"])
def test_a_file_that_is_there_is_never_overwritten(option: str, lang: str, tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("mine", encoding="utf-8")
    done = run(f"timeline PLAN {JANUARY} {option} mine --svg new.svg", STORIES["a"], folder=tmp_path, ERASMUS_LANG=lang)
    if option == "--svg":
        done = run(f"timeline PLAN {JANUARY} --svg mine", STORIES["a"], folder=tmp_path, ERASMUS_LANG=lang)
    assert (done.returncode, done.stdout) == (2, "")
    assert {"en": "is already there", "fi": "on jo olemassa"}[lang] in flat(done.stderr)
    assert (tmp_path / "mine").read_text(encoding="utf-8") == "mine"
    assert run("deadlines --today 2026-01-10 --calendar mine", folder=tmp_path).returncode == 2


def test_a_place_that_does_not_exist(tmp_path: Path) -> None:
    done = run(f"timeline PLAN {JANUARY} --calendar nowhere/way.ics", STORIES["a"], folder=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "cannot be written" in done.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("timeline PLAN --alarm 7", "--alarm needs --calendar"),
        ("deadlines --alarm 7", "--alarm needs --calendar"),
        ("timeline PLAN --calendar way.ics --alarm -1", "from 0 to 365"),
        ("timeline PLAN --calendar way.ics --alarm 366", "from 0 to 365"),
        ("timeline PLAN --calendar way.ics --alarm soon", "from 0 to 365"),
        ("timeline PLAN --calendar", "--calendar needs exactly one value"),
        ("timeline", "PLAN is missing."),
        ("timeline PLAN --calendar one --svg one", "--svg and --calendar need different files."),
    ],
)
def test_mistakes_in_the_command(words: str, said: str, tmp_path: Path) -> None:
    done = run(words, STORIES["a"], folder=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in flat(done.stderr)
    assert list(tmp_path.iterdir()) == []
