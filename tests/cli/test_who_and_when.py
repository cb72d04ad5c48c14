"""Who does a step and when it was done, the next four weeks, and a time of day in `--today`: real processes."""

import datetime as dt
import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import icalendar
import pytest
from test_timeline_command import KA122, flat, run

NOW = "--today 2026-11-24"
SAID = """\
call = 2027
who = { hosts = "Mirja \\u001b[31mVirta", eu-login = "Maija", deadline = "Pekka" }
done = { eu-login = 2026-11-03, declaration = 2026-12-03 }
"""


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A plan whose form is not in the register and whose declaration is not signed yet."""
    text = KA122.replace("call = 2026\n", SAID).replace("identification_form = true\n", "")
    text = text.replace("start = 2026-09-01", "start = 2027-09-01").replace("declaration = true\n", "")
    path = tmp_path / "plan.toml"
    path.write_text(text, encoding="utf-8")
    return path


WEEKS = {
    "en": (
        "The next four weeks, until 22 Dec 2026",
        # 12 and 10 weeks before 19 February 2027; the declaration, two weeks before, comes later.
        "* Hosts found: by 27 Nov 2026 (assumed, as in 2026), 3 days left. Who: Mirja \ufffd[31mVirta",
        "* Identification form uploaded: by 11 Dec 2026 (assumed, as in 2026), 17 days left",
        "* Without a day so far, so look now and then: contact seminars; call and guide published;",
        "Before the application",
        "* EU Login account: done on 3 Nov 2026. Who: Maija",
        "* Declaration on honour signed: by 5 Feb 2027 (assumed, as in 2026), 73 days left",
        "* The round closes: by 19 Feb 2027 (assumed, as in 2026), 87 days left. Who: Pekka",
    ),
    "fi": (
        "Seuraavat neljä viikkoa, 22.12.2026 asti",
        "* Vastaanottajat löytyneet: viimeistään 27.11.2026 (oletus, kuten 2026), 3 päivää jäljellä. Tekijä: Mirja",
        "* Tunnistetietolomake rekisteriin: viimeistään 11.12.2026 (oletus, kuten 2026), 17 päivää jäljellä",
        "* Vielä ilman päivää, joten katso välillä: kontaktiseminaarit; haku ja opas julkaistu;",
        "Ennen hakemusta",
        "* EU Login -tunnus: tehty 3.11.2026. Tekijä: Maija",
        "* Hakuaika päättyy: viimeistään 19.2.2027 (oletus, kuten 2026), 87 päivää jäljellä. Tekijä: Pekka",
    ),
}


@pytest.mark.parametrize("lang", WEEKS)
def test_the_next_four_weeks_come_first_with_whoever_does_what(lang: str, plan: Path) -> None:
    done = run(f"timeline plan.toml {NOW}", folder=plan.parent, ERASMUS_LANG=lang)
    assert (done.returncode, done.stderr) == (3, "")
    out, at = flat(done.stdout.replace("\u00a0", " ")), 0
    for words in WEEKS[lang]:
        at = out.index(words, at) + len(words)
    assert [line for line in done.stdout.split("\n") if len(line) > 80 and "://" not in line] == []
    assert "\x1b" not in done.stdout


def test_weeks_in_which_nothing_is_due(plan: Path) -> None:
    out = flat(run("timeline plan.toml --today 2026-07-01", folder=plan.parent).stdout)
    assert "The next four weeks, until 29 Jul 2026 * Nothing has its day in these weeks." in out


def test_what_is_late_is_late_until_somebody_says_that_it_is_done(plan: Path) -> None:
    late = "Best done by now, unless it is done * EU Login account: by 30 Oct 2026 (assumed, as in 2026)"
    assert late not in flat(run(f"timeline plan.toml {NOW}", folder=plan.parent).stdout)
    plan.write_text(plan.read_text(encoding="utf-8").replace("eu-login = 2026-11-03, ", ""), encoding="utf-8")
    assert late in flat(run(f"timeline plan.toml {NOW}", folder=plan.parent).stdout)


def test_a_day_that_is_still_ahead_counts_for_nothing(plan: Path) -> None:
    out = flat(run(f"timeline plan.toml {NOW}", folder=plan.parent).stdout)
    assert "done.declaration = 2026-12-03 is a day that is still ahead: it does not count as done yet." in out
    found = run(f"check plan.toml {NOW}", folder=plan.parent)
    line = next(n for n, text in enumerate(plan.read_text("utf-8").splitlines(), 1) if text.startswith("done = "))
    assert f"plan.toml:{line}:47" in found.stdout
    assert "(done-in-the-past)" in found.stdout


def test_as_json(plan: Path) -> None:
    found: dict[str, Any] = json.loads(run(f"timeline plan.toml {NOW} --format json", folder=plan.parent).stdout)
    steps = {step["id"]: (step["state"], step["who"], step["done"]) for step in found["steps"]}
    assert steps["eu-login"] == ("done", "Maija", "2026-11-03")
    assert steps["declaration"] == ("ahead", None, None)
    assert steps["deadline"] == ("ahead", "Pekka", None)
    assert found["next_four_weeks"] == {"until": "2026-12-22", "steps": ["hosts", "identification-form"]}


def test_in_the_chart_and_the_picture(plan: Path) -> None:
    out = run(f"timeline plan.toml {NOW} --svg way.svg", folder=plan.parent).stdout
    chart = out.partition("\nChart\n")[2].split("\n")
    [login], [hosts] = ([row for row in chart if row.startswith(name)] for name in ("EU Login", "Hosts"))
    assert login.index("✓") < hosts.index("◆")
    assert login.endswith("✓ Maija") or "Maija" in login
    assert hosts.endswith("◆ Mirja \ufffd[31mVirta")
    texts = [e.text or "" for e in ElementTree.parse(plan.parent / "way.svg").getroot().iter()]
    drawn = [flat(text) for text in texts]
    assert "done on 3 Nov 2026, Maija" in drawn
    assert "27 Nov 2026 (as in 2026), Mirja \ufffd[31mVirta" in drawn
    assert "19 Feb 2027 (as in 2026), Pekka" in drawn


def test_a_calendar_takes_it(plan: Path) -> None:
    run(f"timeline plan.toml {NOW} --calendar way.ics --alarm 7", folder=plan.parent)
    calendar = icalendar.Calendar.from_ical((plan.parent / "way.ics").read_bytes())
    assert {"PRODID", "VERSION"} <= set(calendar)
    events = {str(event["UID"]).partition("-KA122")[0]: event for event in calendar.walk("VEVENT")}
    assert len(events) == len(calendar.walk("VEVENT"))
    for event in events.values():
        assert event["DTSTAMP"].dt.tzinfo
        assert not isinstance(event["DTSTART"].dt, dt.datetime)  # whole days, as long as no hour is published
        assert event["DTEND"].dt > event["DTSTART"].dt
    login, hosts = events["eu-login"], events["hosts"]
    assert (login["SUMMARY"], login["DTSTART"].dt) == ("KA122: EU Login account (done)", dt.date(2026, 11, 3))
    assert flat(login["DESCRIPTION"]).startswith("Done on 3 Nov 2026. Who: Maija.")
    assert hosts["SUMMARY"] == "KA122: Hosts found (assumed, as in 2026)"
    assert flat(hosts["DESCRIPTION"]).startswith("Who: Mirja \ufffd[31mVirta. By 27 Nov 2026 (assumed, as in 2026).")
    assert events["round"]["DTSTART"].dt == dt.date(2027, 2, 19)
    # Nobody is reminded of what is done.
    assert [len(e.walk("VALARM")) for e in (login, hosts)] == [0, 1]
    assert hosts.walk("VALARM")[0]["TRIGGER"].dt == dt.timedelta(days=-7)


@pytest.mark.parametrize(
    ("text", "lang", "said"),
    [
        (
            "who = { eu-logn = 'x' }",
            "en",
            ("plan.toml:2:9: the timeline has no step eu-logn", "Did you mean eu-login?"),
        ),
        ("[done]\nhost = 2026-11-01", "en", ("plan.toml:3:1: the timeline has no step host", "Did you mean hosts?")),
        ("[done]\nxyz = 2026-11-01", "en", ("the timeline has no step xyz", "explain done --all")),
        ("[done]\nhost = 2026-11-01", "fi", ("aikataulussa ei ole vaihetta host", "hosts")),
        ("done = { hosts = 'soon' }", "en", ("done.hosts has to be a date", "2027-06-01")),
    ],
)
def test_a_step_that_does_not_exist(text: str, lang: str, said: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "plan.toml").write_text(f'action = "KA122-VET"\n{text}\n', encoding="utf-8")
    for command in ("timeline", "check"):
        done = run(f"{command} plan.toml {NOW}", folder=tmp_path, ERASMUS_LANG=lang)
        assert done.returncode == 2
        assert all(words in flat(done.stdout + done.stderr) for words in said), done.stdout


def test_the_steps_are_explained() -> None:
    out = flat(run("explain done --all").stdout)
    assert "identification-form Identification form uploaded" in out
    assert "[done] oid = 2026-11-03" in out


# --- a time of day --------------------------------------------------------------------------------------------------

# "always set at 12:00:00 (midday Brussels time)" (guide p. 434), 13.00 in Finland (slide 12).
OPEN = ["2026-02-19", "2026-02-19T13:00", "2026-02-19 13:00:00", "19.2.2026 13.00", "19.2.2026 klo 13.00", "19.2.2026"]
CLOSED = ["2026-02-19T13:00:30", "19.2.2026 klo 13.00.01", "2026-02-19 13:01", "19.2.2026 kello 13.01"]
CLOSED += ["2026-02-19T12:00:30+01:00", "2026-02-19T11:00:01Z"]


@pytest.mark.parametrize(
    ("moment", "status"), [*((moment, "open") for moment in OPEN), *((moment, "closed") for moment in CLOSED)]
)
def test_a_round_is_open_until_13_00_00_in_finland(moment: str, status: str, tmp_path: Path) -> None:
    (tmp_path / "plan.toml").write_text(KA122, encoding="utf-8")
    done = run("check plan.toml --format json --today PLAN", moment, folder=tmp_path)
    [found] = json.loads(done.stdout)["files"]
    assert (found["call"]["year"], found["round"]["status"]) == (2026, status)


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        ("2026-02-19T13:00:00", "The round closes on 19 Feb 2026 13:00, Finnish time: closes today at 13:00."),
        ("2026-02-19T13:00:30", "The round closed on 19 Feb 2026 13:00, Finnish time."),
    ],
)
def test_every_command_knows_the_time(moment: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "plan.toml").write_text(KA122, encoding="utf-8")
    for command in ("check", "timeline"):
        assert said in flat(run(f"{command} plan.toml --today {moment}", folder=tmp_path).stdout)
    late = run("deadlines KA122 --call 2026 --open --today PLAN", moment, folder=tmp_path).stdout
    assert ("closes today at" in late) == ("closes today at" in said)


@pytest.mark.parametrize(
    "moment", ["soon", "2026-02-30", "19.2.2026 25.00", "2026-02-19T", "31.2.2026 klo 12.00", "13.00"]
)
@pytest.mark.parametrize("lang", ["en", "fi"])
def test_what_is_no_time_is_answered_with_both_forms(moment: str, lang: str) -> None:
    done = run("deadlines --today PLAN", moment, ERASMUS_LANG=lang)
    assert (done.returncode, done.stdout) == (2, "")
    assert "2026-11-24" in done.stderr
    assert "2026-11-24T13:00" in done.stderr
