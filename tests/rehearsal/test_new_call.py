"""A new call year from beginning to end, with data alone: docs/next-call-year.md, step by step.

An invented call 2027 takes the place of the one that is not published, in a copy of the program as anybody has it who
keeps the data: `python -m erasmus_cli` in that copy. No line of Python differs. All expected words and figures are the
invented ones of `invented.py`, or worked out by hand from them.
"""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import invented
import pytest

BASE = invented.ROOT / "tests" / "cases" / "base"
PLAN = (BASE / "KA122-VET.toml").read_text(encoding="utf-8")
PLANS = {
    # 26 participants, 16 months, from 15 June, two of them in Switzerland: the last is what call 2026 does not allow.
    "trip.toml": PLAN.replace('country = "NL"', 'country = "CH"')
    .replace("start = 2026-09-01", "start = 2026-06-15")
    .replace("months = 12", "months = 16"),
    "pair.toml": (BASE / "KA210-VET.toml")
    .read_text(encoding="utf-8")
    .replace("grant = 60000", "grant = 90000")
    .replace("estimated_cost = 66000", "estimated_cost = 99000"),
    "wide.toml": (BASE / "KA220-VET.toml").read_text(encoding="utf-8"),
    "training.toml": (BASE / "JM-TRAINING.toml").read_text(encoding="utf-8"),
}
TODAY = "2026-11-24"


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a copy of the program with the invented call, and the plans of last year."""
    folder = invented.checkout(tmp_path_factory.mktemp("checkout"))
    invented.published(invented.copied(folder))
    plans = folder / "plans"
    plans.mkdir()
    for name, text in PLANS.items():
        (plans / name).write_text(text, encoding="utf-8")
        done = process(folder, f"next {name} --outcome rejected --today {TODAY}")
        assert done.returncode == 0, done.stderr
        (plans / f"{name}.said").write_text(done.stdout, encoding="utf-8")
    return folder


def process(folder: Path, words: str, lang: str = "en") -> subprocess.CompletedProcess[str]:
    kept = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "FORCE_COLOR", "COLUMNS")}
    done = subprocess.run(
        [sys.executable, "-m", *words.split()]
        if words.startswith("erasmus_cli.")
        else [sys.executable, "-m", "erasmus_cli", *words.split()],
        cwd=folder / "plans" if (folder / "plans").is_dir() else folder,
        env={**kept, "PYTHONPATH": str(folder), "PYTHONUTF8": "1", "ERASMUS_LANG": lang},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert "Traceback" not in done.stderr + done.stdout, done.stderr
    return done


def flat(text: str) -> str:
    return " ".join(text.split())


def said(folder: Path, words: str, code: int = 0, lang: str = "en") -> str:
    done = process(folder, words, lang)
    assert done.returncode == code, done.stdout + done.stderr
    return flat(done.stdout)


def test_only_data_differ(copy: Path) -> None:
    for path in (invented.ROOT / "erasmus_cli").rglob("*.py"):
        assert (copy / path.relative_to(invented.ROOT)).read_bytes() == path.read_bytes()


# --- the plans of last year -----------------------------------------------------------------------------------------


def test_next_tells_the_rules_of_the_new_call(copy: Path) -> None:
    told = flat((copy / "plans" / "trip.toml.said").read_text(encoding="utf-8"))
    assert "Call 2027, by the rules of that call." in told
    assert "not confirmed" not in told
    # From 1 July, so that 15 June 2027 is no day to start.
    assert "Start date of the project: 15 Jun 2027. A short-term mobility project that is applied for in the " in told
    assert "must start between 1 Jul 2027 and 31 Dec 2027." in told
    assert "have 26 participants. (KA122-participants)" in told
    assert "The project lasts 16 months. (KA122-months)" in told
    new, gone, different = re.search(
        "New rules (.*) Rules that are gone (.*) Rules that are different (.*)", told
    ).groups()  # type: ignore[union-attr]
    assert new == "- A project must have at least 4 participants. (KA122-smallest)"
    assert gone.endswith("not a consortium. (KA122-no-consortium)")
    assert "2026: A short-term mobility project can have at most 30 participants;" in different
    assert "2027: A short-term mobility project can have at most 25 participants;" in different
    assert "Closing date: 19 Feb 2026 13:00 → 18 Feb 2027 13:00" in different
    assert (
        "Switzerland 2026: Region 14: Faroe Islands, Switzerland and United Kingdom 2027: Third countries" in different
    )
    text = (copy / "plans" / "trip-2027.toml").read_text(encoding="utf-8")
    assert "call = 2027" in text
    assert "start" not in text.partition("[organisation]")[0]


def test_a_day_that_the_rules_allow_moves(copy: Path) -> None:
    told = flat((copy / "plans" / "pair.toml.said").read_text(encoding="utf-8"))
    assert "Start date of the project: 1 Sep 2026 → 1 Sep 2027" in told
    assert "Lump sums: €30,000 or €60,000 → €30,000, €60,000 or €90,000" in told
    assert "Switzerland" not in told  # the plan has nothing to do with it
    assert "start = 2027-09-01" in (copy / "plans" / "pair-2027.toml").read_text(encoding="utf-8")


def test_a_closed_action_is_said(copy: Path) -> None:
    told = flat((copy / "plans" / "training.toml.said").read_text(encoding="utf-8"))
    assert "JM-TRAINING has no call in 2027; it had one in 2026." in told
    check = said(copy, f"check training-2027.toml --today {TODAY}", 3)
    assert "There is no call in 2027 (invented)." in check
    assert "cannot be applied for now" in check
    recommended = said(copy, f"recommend training-2027.toml --today {TODAY}", 1)
    assert "No action that has a call serves the aims of the plan." in recommended
    assert "No call at present: FORWARD-LOOKING, JM-TRAINING, TEACHER-ACADEMIES." in recommended
    assert "Vuonna 2027 ei ole hakua (keksitty)." in said(copy, "timeline training-2027.toml", 3, "fi")


def test_check_holds_plans_against_the_new_limits(copy: Path) -> None:
    told = said(copy, f"check trip-2027.toml --today {TODAY}", 1)
    assert "The round closes on 18 Feb 2027 13:00, Finnish time: 86 days left." in told
    assert "Take fewer people along: 1 participant fewer is enough." in told
    assert "Change the length of the project to 15 months." in told
    assert "KA122-venue" not in told  # Switzerland is associated now
    old = said(copy, f"check trip.toml --today {TODAY}", 1)
    assert "KA122-venue" in old and "KA122-participants" not in old and "KA122-months" not in old
    # 50,000 of 250,000 is a fifth: too much for 15 per cent, 37,500.
    wide = said(copy, f"check wide-2027.toml --today {TODAY} --lang fi", 1, "fi")
    assert "enintään 37 500 €" in wide.replace("\u00a0", " ")


def test_diff_tells_what_came_and_went(copy: Path) -> None:
    done = process(copy, f"diff trip.toml trip-2027.toml --today {TODAY} --format json")
    assert done.returncode == 1
    document = json.loads(done.stdout)
    assert [f["id"] for f in document["findings"]["came"]] == ["KA122-participants", "KA122-months"]
    assert [f["id"] for f in document["findings"]["went"]] == ["KA122-venue"]
    # Two people in Switzerland: 2 × 500 euros of organisational support before, 2 × 350 now.
    money = document["money"]["unit-costs"]
    assert [money["old"][end] - money["new"][end] for end in ("at_least", "at_most")] == [300, 300]
    round_ = next(step for step in document["steps"] if step["id"] == "deadline")
    assert (round_["old"][0], round_["new"][0]) == ("2026-02-19", "2027-02-18")
    pair = json.loads(process(copy, f"diff pair.toml pair-2027.toml --today {TODAY} --format json").stdout)
    assert [f["id"] for f in pair["findings"]["went"]] == ["KA210-lump-sum"]


def test_deadlines_and_timeline_have_the_new_dates(copy: Path) -> None:
    told = said(copy, f"deadlines KA122 JM-TRAINING --call 2027 --today {TODAY}")
    assert "KA122-VET 18 Feb 2027 13:00 open, 86 days left" in told
    assert "JM-TRAINING" not in told
    assert "12 Jan 2027 14:00–16:00 KA122" in told
    way = said(copy, f"timeline pair-2027.toml --today {TODAY}", 1)  # nobody said that the EU Login is done
    assert "The round closes: 4 Mar 2027 13:00 Finnish time (12:00 in Brussels), 100 days left" in way
    assert "assumed" not in way
    assert "1 Sep 2027" in way and "28 Feb 2029" in way  # 18 months


def test_the_budget_has_the_new_sums(copy: Path) -> None:
    told = said(copy, f"budget pair-2027.toml --today {TODAY}", 0)
    assert "Lump sums to choose from: €30,000, €60,000, €90,000." in told
    assert "met The grant for a small-scale partnership is a lump sum of €30,000, €60,000 or €90,000." in told
    trip = said(copy, f"budget trip-2027.toml --today {TODAY}", 3)
    assert "Organisational support €700 2 × €350, per participant" in trip
    assert "Organisational support €1,000 2 × €500, per participant" in said(copy, "budget trip.toml", 3)


# --- the programme ---------------------------------------------------------------------------------------------------


def test_actions_since(copy: Path) -> None:
    told = said(copy, f"actions KA122 --since 2026 --today {TODAY} --lang fi", 0, "fi")
    assert "Uudet säännöt - Hankkeessa on oltava vähintään 4 osallistujaa. (KA122-smallest)" in told
    assert "Poistuneet säännöt" in told and "6–18 kuukautta" in told and "6–15 kuukautta" in told
    document = json.loads(process(copy, "actions KA122 --since 2026 --call 2027 --format json").stdout)
    [action] = document["actions"]
    assert {rule["id"]: rule["kind"] for rule in action["rules"]} == {
        "KA122-participants": "different",
        "KA122-months": "different",
        "KA122-start": "different",
        "KA122-smallest": "new",
        "KA122-no-consortium": "gone",
    }
    assert action["countries"] == [{"id": "CH", "kind": "different", "old": "region-14", "new": "associated"}]


def test_the_card_of_an_action_and_of_a_country(copy: Path) -> None:
    assert "No call in 2027." in said(copy, f"actions JM-TRAINING --today {TODAY}")
    assert "Programme country. Third countries associated to the Programme" in said(copy, "countries CH --call 2027")
    assert "at most 25 participants" in said(copy, f"explain KA122-participants --today {TODAY}")
    assert "at most 30 participants" in said(copy, "explain KA122-participants --call 2026")


# --- what was only copied --------------------------------------------------------------------------------------------


def test_unchecked_lists_what_nobody_looked_at(copy: Path) -> None:
    done = process(copy, f"erasmus_cli.unchecked {copy / 'data' / '2027'}")
    assert done.returncode == 3
    names = {line.strip().partition(" (")[0] for line in done.stdout.splitlines()}
    assert {"KA122-venue", "KA122-accreditation", "region-13", "slides"} <= names
    # What differs was looked at; so was what is new.
    assert not names & {
        "KA122-participants",
        "KA122-months",
        "KA122-smallest",
        "region-14",
        "associated",
        "JM-TRAINING",
    }
    total = int(re.search(r"(\d+) of \d+ records are as in 2026", flat(done.stdout))[1])  # type: ignore[index]
    checked = copy / "data" / "2027" / "checked.toml"
    checked.write_text(
        '[[checked]]\nids = ["KA122-venue", "KA122-accreditation"]\nday = 2026-11-20\npage = "guide:95"\n'
        '[[checked]]\nids = ["KA122-venu"]\nday = 2026-11-20\npage = "gide:95"\n',
        encoding="utf-8",
    )
    try:
        again = process(copy, f"erasmus_cli.unchecked {copy / 'data' / '2027'}")
    finally:
        checked.unlink()
    assert "No such record or document, though checked.toml names it: KA122-venu, gide:95." in flat(again.stdout)
    assert "KA122-venue (" not in again.stdout
    assert f"{total - 2} of " in again.stdout


@pytest.mark.parametrize("arguments", ["", "nowhere", "data", "data/2026"])
def test_unchecked_needs_the_folder_of_a_later_call(arguments: str, copy: Path) -> None:
    done = process(copy, f"erasmus_cli.unchecked {copy / arguments if arguments else ''}")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.strip()
