"""Files beside a plan as people meet them: real processes in both languages."""

import json
from pathlib import Path

import pytest
import vobject
from test_commands import flat, run

TODAY = ["--today", "2026-11-24"]
PLAN = """call = 2027
action = "KA122-VET"
months = 12
aims = ["learner-mobility"]
[[mobility]]
type = "short-term"
participants = 12
days = 14
country = "ES"
"""
ABOUT = """call = 2026
[organisation]
name = "Oma opisto"
country = "FI"
kind = "vet-provider"
accreditation = "organisation"
[[applications]]
action = "KA122-VET"
role = "applicant"
"""
CALL = """source = "www.oph.fi/haku"
read_on = 2026-11-20
[[rounds]]
action = "KA122"
deadline = 2027-02-18T12:00:00
[[events]]
name = "Hakuinfo"
actions = ["KA122"]
start = 2027-01-12T14:00:00
end = 2027-01-12T16:00:00
[rates]
learner = { group_2 = 80 }
"""
ENTERED = {
    "en": "entered by the user: www.oph.fi/haku, read on 20 Nov 2026",
    "fi": "käyttäjän kirjaama: www.oph.fi/haku, luettu 20.11.2026",
}
LANGUAGES = pytest.mark.parametrize("language", ["fi", "en"])


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    (tmp_path / "plan.toml").write_text(PLAN, encoding="utf-8")
    return tmp_path


def put(folder: Path, **files: str) -> None:
    for name, text in files.items():
        (folder / f"{name.replace('_', '-')}.toml").write_text(text, encoding="utf-8")


@LANGUAGES
def test_findings_name_the_file_that_says_it(folder: Path, language: str) -> None:
    put(folder, organisation=ABOUT)
    done = run(["check", "plan.toml", *TODAY, "--lang", language], folder)
    assert done.returncode == 1  # who holds an accreditation cannot apply: guide p. 92
    assert "  --> organisation.toml:6:17\n    6 | accreditation = " in done.stdout
    used = {"en": "From organisation.toml: name, country", "fi": "Tiedostosta organisation.toml: name, country"}
    assert used[language] in flat(done.stdout)
    assert "2026" in flat(done.stdout).partition("organisation.toml ")[2][:60]  # the applications of another call
    assert [row for row in done.stdout.splitlines() if len(row) > 80] == []
    [file] = json.loads(run(["check", "plan.toml", *TODAY, "--format", "json"], folder).stdout)["files"]
    [found] = [f for f in file["findings"] if f["id"] == "KA122-accreditation"]
    assert found["position"] == {"file": "organisation.toml", "line": 6, "column": 17}
    assert file["beside"][0]["file"] == "organisation.toml"
    assert "organisation.accreditation" in file["beside"][0]["gives"]


def test_the_nearest_file_counts_and_another_organisation_uses_none(folder: Path) -> None:
    (folder / "config" / "erasmus").mkdir(parents=True)
    put(folder / "config" / "erasmus", organisation=ABOUT.replace('n = "organisation"', 'n = "none"'))
    checked = ["check", "plan.toml", *TODAY]
    out = run(checked, folder).stdout
    assert "KA122-accreditation" not in out
    [file] = json.loads(run([*checked, "--format", "json"], folder).stdout)["files"]
    assert [each["file"] for each in file["beside"]] == [str(folder / "config" / "erasmus" / "organisation.toml")]
    put(folder, organisation=ABOUT)
    assert "KA122-accreditation" in run(checked, folder).stdout
    (folder / "plan.toml").write_text(PLAN + '[organisation]\nname = "Toinen"\n', encoding="utf-8")
    out = flat(run(checked, folder).stdout)
    assert "organisation.toml is about another organisation, Oma opisto: it is not used for this plan." in out
    assert "KA122-accreditation" not in out


@LANGUAGES
@pytest.mark.parametrize("command", ["check", "recommend", "budget", "timeline", "plan"])
def test_a_broken_file_is_named_and_nothing_runs(folder: Path, command: str, language: str) -> None:
    put(folder, organisation='[organisation]\nnam = "X"\n')
    more = ["--no-input"] if command == "plan" else []
    done = run([command, "plan.toml" if not more else "new.toml", *more, *TODAY, "--lang", language], folder)
    assert done.returncode == 2
    said = {"en": "Did you mean name?", "fi": "Tarkoititko: name?"}[language]
    assert "organisation.toml:2:1" in done.stdout + done.stderr
    assert said in done.stdout + done.stderr


@LANGUAGES
def test_what_was_entered_is_used_and_shown_as_such(folder: Path, language: str) -> None:
    put(folder, call_2027=CALL, organisation=ABOUT.replace('n = "organisation"', 'n = "none"'))
    for words in ("deadlines KA122", "actions KA122", "check plan.toml", "recommend plan.toml", "timeline plan.toml"):
        out = flat(run([*words.split(), *TODAY, "--lang", language], folder).stdout)
        assert ENTERED[language] in out, words
        assert {"en": "18 Feb 2027 13:00", "fi": "18.2.2027 klo 13.00"}[language] in out, words
    out = flat(run(["check", "plan.toml", *TODAY, "--lang", language], folder).stdout)
    assert {"en": "not confirmed for 2027", "fi": "ei ole vahvistettu vuodelle 2027"}[language] in out
    out = flat(run(["budget", "plan.toml", *TODAY, "--lang", language], folder).stdout)
    assert f"call-2027.toml ({ENTERED[language]})" in out
    run(["deadlines", *TODAY, "--open", "--calendar", "x.ics", "--lang", language], folder)
    calendar = vobject.readOne((folder / "x.ics").read_text(encoding="utf-8"))
    told = [ENTERED[language] in flat(entry.description.value) for entry in calendar.vevent_list]
    assert told == [True, True]


def test_what_was_entered_as_json(folder: Path) -> None:
    put(folder, call_2027=CALL)
    entered = {"source": "www.oph.fi/haku", "read_on": "2026-11-20", "file": "call-2027.toml"}
    told = json.loads(run(["deadlines", "KA122", "--open", *TODAY, "--format", "json"], folder).stdout)
    [round_], [event] = told["rounds"], told["events"]
    assert (round_["entered"], round_["days_left"], event["entered"]) == (entered, 86, entered)
    told = json.loads(run(["timeline", "plan.toml", *TODAY, "--format", "json"], folder).stdout)
    assert told["round"]["entered"] == entered and told["call"]["published"] is False
    assert [s["id"] for s in told["steps"] if s["entered"]] == [s["id"] for s in told["steps"] if s["event"]] + [
        "deadline"
    ]
    told = json.loads(run(["budget", "plan.toml", *TODAY, "--format", "json"], folder).stdout)
    assert (told["rates"]["source"], told["rates"]["learner"]["group_2"]) == ("www.oph.fi/haku", 80)


@LANGUAGES
def test_a_contradiction_is_refused_with_both_instants(folder: Path, language: str) -> None:
    put(
        folder,
        call_2026=CALL.partition("[[events]]")[0].replace("2027-02-18", "2026-02-26").replace("2026-11", "2025-11"),
    )
    done = run(["deadlines", *TODAY, "--lang", language], folder)
    assert done.returncode == 2
    both = {"en": ("26 Feb 2026 12:00", "19 Feb 2026 12:00"), "fi": ("26.2.2026 klo 12.00", "19.2.2026 klo 12.00")}
    assert all(instant in flat(done.stdout) for instant in both[language])
    assert "call-2026.toml:5:12" in done.stdout


def test_the_file_of_the_call_counts_before_rates(folder: Path) -> None:
    put(folder, call_2027=CALL, rates="call = 2026\nlearner = { group_2 = 90 }\n")
    out = flat(run(["budget", "plan.toml", *TODAY], folder).stdout)
    assert "rates.toml gives daily rates, too: those from call-2027.toml count." in out
    assert "€80" in out and "€90" not in out


@LANGUAGES
@pytest.mark.parametrize("name", ["organisation.toml", "rates.toml", "call-2027.toml"])
def test_a_template_explains_itself_and_changes_nothing(folder: Path, name: str, language: str) -> None:
    before = run(["check", "plan.toml", *TODAY, "--lang", language], folder)
    assert run(["template", name, *TODAY, "--lang", language], folder).returncode == 0
    text = (folder / name).read_text(encoding="utf-8")
    own = {"call = 2027"} if name == "rates.toml" else set()
    assert {line for line in text.splitlines() if line and not line.startswith("#")} == own
    assert {"en": "take away the #", "fi": "poistamalla sen alusta #"}[language] in text
    after = run(["check", "plan.toml", *TODAY, "--lang", language], folder)
    assert (after.returncode, after.stdout) == (before.returncode, before.stdout)
    again = run(["template", name, *TODAY, "--lang", language], folder)
    assert (again.returncode, (folder / name).read_text(encoding="utf-8")) == (2, text)


def test_a_draft_from_answers_uses_what_lies_beside_it_as_check_does(folder: Path) -> None:
    put(folder, organisation=ABOUT, answers='aims = ["learner-mobility"]\nparticipants = 12\n')
    out = flat(run(["plan", "new.toml", "--no-input", "--answers", "answers.toml", *TODAY], folder).stdout)
    assert "Accredited project (KA121)" in out.partition("Others")[0]
    assert "From organisation.toml: name, country, kind, accreditation." in out
    assert "Oma opisto" not in (folder / "new.toml").read_text(encoding="utf-8")


@LANGUAGES
def test_rates_are_nothing_to_a_command_that_needs_none(folder: Path, language: str) -> None:
    put(folder, rates="call = ")
    assert run(["deadlines", *TODAY, "--lang", language], folder).returncode == 0
    assert run(["budget", "plan.toml", *TODAY, "--lang", language], folder).returncode == 2


@LANGUAGES
def test_there_are_templates_for_three_kinds_of_files(folder: Path, language: str) -> None:
    done = run(["template", "plan.toml", "--lang", language], folder)
    assert done.returncode == 2 and "organisation.toml" in done.stderr
    assert run(["template", "call-2031.toml", "--lang", language], folder).returncode == 2
