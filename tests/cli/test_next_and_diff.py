"""`erasmus next`, `erasmus diff` and `erasmus actions --since`: real processes, in both languages."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
import tomli
from looking_up import INSTALLED

BASE = Path(__file__).resolve().parents[1] / "cases" / "base"
FIVE = ["KA121-VET", "KA122-VET", "KA210-VET", "KA220-VET", "COVE"]
TODAY = "2026-11-24"


def run(words: str | list[str], folder: Path, lang: str = "en", stdin: str = "") -> subprocess.CompletedProcess[str]:
    personal = ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "LANG", "LANGUAGE", "ACCESSIBLE")
    kept = {k: v for k, v in os.environ.items() if k not in personal and not k.startswith("LC_")}
    path = os.pathsep.join((str(INSTALLED.parent), kept.get("PATH", "")))
    arguments = words.split() if isinstance(words, str) else words
    done = subprocess.run(
        [str(INSTALLED), *arguments, "--today", TODAY],
        cwd=folder,
        env=kept | {"ERASMUS_LANG": lang, "LC_ALL": "C.UTF-8", "PYTHONUTF8": "1", "PATH": path},
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert "Traceback" not in done.stderr + done.stdout
    return done


def flat(text: str) -> str:
    return " ".join(text.split())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in [*FIVE, "KA120-VET"]:
        (tmp_path / f"{name}.toml").write_text((BASE / f"{name}.toml").read_text("utf-8"), encoding="utf-8")
    return tmp_path


# --- next -----------------------------------------------------------------------------------------------------------

SAID = {
    "en": ("the rules are those of 2026, not confirmed for 2027.", "Nothing is published for call 2027", "Go on with:"),
    "fi": ("joita ei ole vahvistettu vuodelle 2027.", "Vuoden 2027 hausta ei ole julkaistu mitään", "Jatka komennolla"),
}


@pytest.mark.parametrize("lang", ["en", "fi"])
@pytest.mark.parametrize("name", FIVE)
def test_a_plan_is_taken_into_the_next_call(name: str, lang: str, folder: Path) -> None:
    before = (folder / f"{name}.toml").read_bytes()
    done = run(f"next {name}.toml", folder, lang)
    assert (done.returncode, done.stderr) == (0, "")
    assert (folder / f"{name}.toml").read_bytes() == before
    new = tomli.loads((folder / f"{name}-2027.toml").read_text("utf-8"))
    assert (new["call"], new["action"], "ready" in new) == (2027, name, False)
    told = flat(done.stdout)
    assert all(words in told for words in SAID[lang])
    assert f"erasmus plan {name}-2027.toml" in told
    assert [line for line in done.stdout.splitlines() if len(line) > 80] == []
    # What is open is what belongs to sending, the earlier grants, and what counts other applications or years.
    check = run(f"check {name}-2027.toml", folder, lang)
    assert check.returncode == 3, check.stdout
    assert run(f"next {name}.toml", folder, lang).returncode == 2  # never over a file that is there


def test_the_new_file_explains_itself_and_own_comments_stay(folder: Path) -> None:
    run("plan own.toml --no-input --answers KA122-VET.toml", folder)
    assert run("next own.toml --outcome granted", folder).returncode == 0
    text = (folder / "own-2027.toml").read_text("utf-8")
    assert text.startswith("# A plan for an Erasmus+ application, written by the program erasmus.")
    assert "# organisation.capacity = true" in text or "# capacity = true" in text
    assert '[[grants]]\naction = "KA122-VET"\ncall = 2026\n' in text
    commented = (folder / "own.toml").read_text("utf-8").replace("months = 12", "months = 12  # agreed with Maija")
    (folder / "own.toml").write_text(commented, encoding="utf-8")
    assert run("next own.toml other.toml --outcome rejected", folder).returncode == 0
    assert "months = 12  # agreed with Maija" in (folder / "other.toml").read_text("utf-8")


@pytest.mark.parametrize("lang", ["en", "fi"])
def test_the_outcome_is_unknown_where_nobody_can_be_asked(lang: str, folder: Path) -> None:
    told = flat(run("next KA122-VET.toml", folder, lang).stdout)
    unknown = {"en": "It is not known yet whether it was granted.", "fi": "Vielä ei tiedetä, hyväksyttiinkö hakemus."}
    assert unknown[lang] in told
    assert "grants" not in tomli.loads((folder / "KA122-VET-2027.toml").read_text("utf-8"))
    granted = flat(run("next KA122-VET.toml granted.toml --outcome granted", folder, lang).stdout)
    assert "KA122-VET, 2026." in granted and unknown[lang] not in granted
    new = tomli.loads((folder / "granted.toml").read_text("utf-8"))
    assert new["grants"] == [{"action": "KA122-VET", "call": 2026}]


def test_an_accreditation_leads_to_the_round_for_accredited_organisations(folder: Path) -> None:
    told = flat(run("next KA120-VET.toml --outcome granted", folder).stdout)
    assert "The organisation now has an accreditation" in told
    assert "First day of the accreditation: left open (organisation.accreditation_from)" in told
    new = tomli.loads((folder / "KA120-VET-2027.toml").read_text("utf-8"))
    assert (new["action"], new["organisation"]["accreditation"]) == ("KA121-VET", "organisation")


def test_next_as_json_and_from_standard_input(folder: Path) -> None:
    done = run("next - new.toml --format json", folder, stdin=(folder / "KA210-VET.toml").read_text("utf-8"))
    document: dict[str, Any] = json.loads(done.stdout)
    assert (document["format"], document["file"], document["new_file"]) == ("erasmus.next/1", "-", "new.toml")
    assert (document["from"]["year"], document["to"]["year"], document["confirmed"]) == (2026, 2027, False)
    assert document["moved"] == [{"path": ["start"], "old": "2026-09-01", "new": "2027-09-01"}]
    assert (document["outcome"], document["changes"], document["not_met"]) == ("unknown", None, [])
    assert ["organisation", "supported_projects"] in document["gone"]
    assert tomli.loads((folder / "new.toml").read_text("utf-8"))["call"] == 2027


@pytest.mark.parametrize(
    ("text", "words", "told"),
    [
        ("months = 12\n", "next p.toml", "p.toml names no call, so it is about the one that comes next already: 2027."),
        ("call = 2027\n", "next p.toml", "p.toml is for call 2027, and there is no later one in the data."),
        ("call = 2026\n", "next p.toml --call 2026", "call 2026 is not a later one."),
        ("call = 2026\n", "next p.toml p.toml", "p.toml is already there and is not overwritten."),
        ("call = 2026\n", "next p.toml no/p.toml", "no/p.toml cannot be written"),
        ("call = 2026\n", "next p.toml --outcome maybe", "--outcome needs one of these: granted, rejected, unknown."),
        ("months = 'x'\n", "next p.toml", "p.toml"),
        ("", "next none.toml", "none.toml"),
    ],
)
def test_what_cannot_be_taken_is_said(text: str, words: str, told: str, tmp_path: Path) -> None:
    (tmp_path / "p.toml").write_text(text, encoding="utf-8")
    done = run(words, tmp_path)
    assert done.returncode == 2
    assert told in flat(done.stdout + done.stderr)
    assert [path.name for path in tmp_path.iterdir()] == ["p.toml"]


def test_the_year_at_the_end_of_a_name_is_the_new_one(folder: Path) -> None:
    (folder / "plan-2026.toml").write_text("call = 2026\n", encoding="utf-8")
    assert run("next plan-2026.toml", folder).returncode == 0
    assert (folder / "plan-2027.toml").is_file()


# --- diff -----------------------------------------------------------------------------------------------------------


def changed(folder: Path, *texts: tuple[str, str]) -> None:
    text = (folder / "KA122-VET.toml").read_text("utf-8")
    for old, new in texts:
        assert old in text
        text = text.replace(old, new, 1)
    (folder / "new.toml").write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("texts", "code"),
    [
        ([('title = "Hiekkaharjun', 'title = "Rantaharjun')], 0),
        ([("months = 12", "months = 19")], 1),
        ([("insured = true\n", "")], 3),
    ],
)
def test_the_exit_code_tells_what_the_new_plan_adds(texts: list[tuple[str, str]], code: int, folder: Path) -> None:
    changed(folder, *texts)
    words = "diff KA122-VET.toml new.toml --call 2026"
    assert run(words, folder).returncode == code
    assert run("diff new.toml KA122-VET.toml --call 2026", folder).returncode == 0
    assert json.loads(run(f"{words} --format json", folder).stdout)["exit_code"] == code


@pytest.mark.parametrize("lang", ["en", "fi"])
def test_two_plans_in_words(lang: str, folder: Path) -> None:
    changed(folder, ("months = 12", "months = 19"), ("insured = true\n", ""), ("participants = 8", "participants = 9"))
    done = run("diff KA122-VET.toml new.toml --call 2026", folder, lang)
    assert [line for line in done.stdout.splitlines() if len(line) > 80] == []
    told = flat(done.stdout.replace("\u00a0", " "))
    expected = {
        "en": (
            "Length of the project: 12 months → 19 months",
            "activity 5 · Group mobility of VET learners · Estonia · Participants: 8 participants → 9 participants",
            "Found now, and not before - NOT MET · Length of the project: A short-term mobility project may last",
            "Open now, and not before - Are the participants insured",
            "(mobility.insured; activity 1)",
            "The project ends: 31 Aug 2027 → 31 Mar 2028",
        ),
        "fi": (
            "Hankkeen kesto: 12 kuukautta → 19 kuukautta",
            "jakso 5 · Opiskelijoiden ryhmäliikkuvuus · Viro · Osallistujat: 8 osallistujaa → 9 osallistujaa",
            "Löytyy nyt, ei ennen - EI TÄYTY · Hankkeen kesto",
            "Avoinna nyt, ei ennen",
            "(mobility.insured; jakso 1)",
            "31.8.2027 → 31.3.2028",
        ),
    }[lang]
    assert [words for words in expected if words not in told] == []
    # One more participant in a group: 100 euros of organisational support, travel, and days within the ranges.
    assert "39,533" in told or "39 533" in told


def test_items_are_matched_and_not_counted(folder: Path) -> None:
    """An activity in the middle is taken out: the others are the same, and what was wrong with it is gone."""
    text = (folder / "KA122-VET.toml").read_text("utf-8").replace('country = "AT"', 'country = "US"')
    (folder / "old.toml").write_text(text, encoding="utf-8")
    start = text.index('[[mobility]]\ntype = "teaching"')
    (folder / "new.toml").write_text(text[:start] + text[text.index("[[mobility]]", start + 2) :], encoding="utf-8")
    document = json.loads(run("diff old.toml new.toml --call 2026 --format json", folder).stdout)
    [answer] = document["answers"]
    assert (answer["old_path"], answer["new_path"], answer["new"]) == (["mobility", 1], None, None)
    assert answer["label"]["en"] == "activity 2 · Teaching or training assignment · United States"
    assert [f["id"] for f in document["findings"]["went"]] == ["KA122-venue"]
    assert document["findings"]["came"] == document["findings"]["opened"] == []


@pytest.mark.parametrize("lang", ["en", "fi"])
def test_a_plan_and_itself(lang: str, folder: Path) -> None:
    done = run("diff KA220-VET.toml KA220-VET.toml", folder, lang)
    same = {
        "en": "The two plans say the same, and the same follows from them.",
        "fi": "Suunnitelmissa on samat vastaukset",
    }
    assert (done.returncode, same[lang] in flat(done.stdout)) == (0, True)


def test_plans_without_an_action_and_files_that_are_none(folder: Path) -> None:
    (folder / "a.toml").write_text('aims = ["learner-mobility"]\n', encoding="utf-8")
    done = run("diff a.toml KA122-VET.toml", folder)
    assert "The action that is applied for: left open →" in flat(done.stdout)
    assert run("diff a.toml none.toml", folder).returncode == 2
    assert run("diff - -", folder).returncode == 2
    assert run("diff - a.toml", folder, stdin="months = 1\n").returncode in (0, 3)


# --- actions --since ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["en", "fi"])
@pytest.mark.parametrize("code", ["KA122", "COVE", ""])
def test_nothing_is_published_for_2027(code: str, lang: str, tmp_path: Path) -> None:
    done = run(f"actions {code} --since 2026", tmp_path, lang)
    told = {
        "en": "Nothing is published for call 2027, so nothing differs: it rests on the rules of 2026.",
        "fi": "Vuoden 2027 hausta ei ole julkaistu mitään, joten eroja ei ole: käytössä ovat vuoden 2026 säännöt.",
    }
    assert (done.returncode, done.stdout.count("2027") > 0) == (0, True)
    assert flat(done.stdout).count(told[lang]) == 1
    document = json.loads(run(f"actions {code} --since 2026 --format json", tmp_path, lang).stdout)
    assert document["format"] == "erasmus.changes/1"
    assert not any(action["differs"] for action in document["actions"])


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("actions KA122 --since 2026 --call 2026", "--since needs a call before 2026"),
        ("actions KA122 --since 2020", "--since needs one of the calls that are known: 2026, 2027."),
        ("actions KA999 --since 2026", "There is no action KA999."),
    ],
)
def test_since_needs_an_earlier_call(words: str, told: str, tmp_path: Path) -> None:
    done = run(words, tmp_path)
    assert (done.returncode, told in flat(done.stderr)) == (2, True)
