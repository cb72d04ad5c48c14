"""Looking things up, as people and programs do: actions, countries, partners, priorities, sources and new routes."""

import functools
import json
import os
import re
import subprocess
import sys
import tempfile
from collections import Counter
from typing import Any

import pytest

LANGUAGES = ["en", "fi"]
CODES = {  # by key action; 0 is Jean Monnet
    1: ["KA120-VET", "KA121-VET", "KA122-VET"],
    2: [
        *("ALLIANCE-1", "ALLIANCE-2", "ALLIANCE-3", "CB-VET", "COVE", "FORWARD-LOOKING"),
        *("KA210-VET", "KA220-ENGO", "KA220-VET", "TEACHER-ACADEMIES"),
    ],
    0: ["JM-LEARNING-EU", "JM-NETWORK", "JM-TRAINING"],
}
ALL = [code for codes in CODES.values() for code in codes]


@functools.cache
def run(words: str, language: str, code: int = 0, plan: str | None = None) -> str:
    """Run a command, with a plan as its standard input if it takes one, and return what it prints."""
    personal = ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "LANG", "LANGUAGE", "ACCESSIBLE")
    kept = {k: v for k, v in os.environ.items() if k not in personal and not k.startswith("LC_")}
    done = subprocess.run(
        [sys.executable, "-m", "erasmus_cli", *words.split(), "--today", "2026-01-10"],
        cwd=tempfile.gettempdir(),
        env=kept | {"ERASMUS_LANG": language, "LC_ALL": "C.UTF-8", "PYTHONUTF8": "1"},
        input=plan or "",
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert "Traceback" not in done.stderr
    assert done.returncode == code, done.stdout + done.stderr
    assert bool(done.stderr) == (code == 2)
    return done.stderr if code == 2 else done.stdout


def flat(words: str, language: str, code: int = 0, plan: str | None = None) -> str:
    """Return the output as one line with plain spaces."""
    return " ".join(run(words, language, code, plan).split())


def document(words: str, plan: str | None = None) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run(f"{words} --format json", "en", 0, plan))
    return found


# --- actions --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "headings", "no_call"),
    [
        ("en", {"Key action 1": 1, "Key action 2": 2, "Jean Monnet": 0}, "No call in 2026."),
        ("fi", {"Avaintoimi 1": 1, "Avaintoimi 2": 2, "Jean Monnet": 0}, "Ei hakua vuonna 2026."),
    ],
)
def test_all_actions_by_key_action(language: str, headings: dict[str, int], no_call: str) -> None:
    parts = {part.partition("\n")[0]: part for part in run("actions", language).split("\n\n")}
    assert [name for name in parts if name in headings] == list(headings)
    for name, key in headings.items():
        rows = re.split(r"\n {2}(?=\S)", parts[name])[1:]
        assert [row.split()[0] for row in rows] == CODES[key]
        agency = {row.split()[0]: row.split()[1] for row in rows}
        national = {"KA120-VET", "KA121-VET", "KA122-VET", "KA210-VET", "KA220-VET"}
        assert {code for code, name in agency.items() if name != "EACEA"} == national & set(CODES[key])
        without = [row.split()[0] for row in rows if no_call in " ".join(row.split())]
        assert without == (["FORWARD-LOOKING", "TEACHER-ACADEMIES"] if key == 2 else [])  # slide 24


def table(words: str, language: str) -> list[str]:
    """Return the rows of a table, each in one line."""
    return [" ".join(row.split()) for row in re.split(r"\n(?=\S)", run(words, language))]


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        (
            "en",
            [
                *("partnership must have at least 3 organisations from", "least 2 organisations programme countries"),
                *("may last to 36 months.", "from 6 to 24 months."),
                *("is a lump sum of €30,000 sums: €120,000, €250,000", "Points that pass 60 70"),
            ],
        ),
        (
            "fi",
            [
                *("oltava vähintään 3 organisaatiota", "2 organisaatiota ohjelmamaista, hakija"),
                *("kumppanuushanke saa 12–36 kuukautta.", "kestää 6–24 kuukautta."),
                *("jonka suuruus on 30 000 € 120 000 €, 250 000 € tai", "Vaadittu pistemäärä 60 70"),
            ],
        ),
    ],
)
def test_two_actions_side_by_side(language: str, shown: list[str]) -> None:
    """Slides 19 and 20; guide p. 236, 242, 245, 249: only what differs, unless all is wanted."""
    differing, whole = table("actions KA210 KA220", language), table("actions KA210 KA220 --all", language)
    assert [text for text in shown if text not in " ".join(differing)] == []
    assert differing[0].split() == ["KA210-VET", "KA220-VET"]
    # How a row is wrapped depends on the other rows, so words are compared.
    assert Counter(" ".join(differing[:-1]).split()) < Counter(" ".join(whole).split())
    assert "--all" in differing[-1] and "--all" not in " ".join(whole)
    # Both go to OPH, and the declaration is asked of both.
    for same in ("OPH OPH", "declaration" if language == "en" else "vakuutus"):
        assert same in " ".join(whole) and same not in " ".join(differing)


def test_the_codes_of_many_actions_side_by_side_are_whole() -> None:
    shown = run("actions KA122 KA210 KA220 COVE ALLIANCE-1 JM-LEARNING-EU TEACHER-ACADEMIES", "en")
    assert [code for code in ("KA122-VET", "JM-LEARNING-EU", "TEACHER-ACADEMIES") if code not in shown] == []


@pytest.mark.parametrize(
    ("language", "sums", "points"),
    [
        ("en", "grant €4,000,000 → total €5,000,000 → other money €1,000,000", "Total needed: 75 of 100."),
        (
            "fi",
            "avustus 4 000 000 € → kokonaiskustannukset 5 000 000 € → muu rahoitus 1 000 000 €",
            "Yhteensä tarvitaan 75 pistettä sadasta.",
        ),
    ],
)
def test_the_card_of_a_centre_of_excellence(language: str, sums: str, points: str) -> None:
    """Slide 25 and guide p. 269 to 273: at most 4 000 000 euros, which are at most 80 %."""
    shown = flat("actions COVE", language)
    assert sums in shown
    assert points in shown
    for rule in ("COVE-organisations", "COVE-countries", "COVE-both-sides", "cost-share", "no-belarus"):
        assert f" ({rule})" in shown
    [action] = document("actions COVE")["actions"]
    assert (action["max_grant"], action["rate"], action["award"]["threshold"]) == (4_000_000, 80, 75)
    assert action["round"]["finnish_time"] == "2026-09-03T18:00:00+03:00"  # slide 36: 17:00 in Brussels


@pytest.mark.parametrize(
    ("language", "official", "second", "pages"),
    [
        ("en", "Part A: administrative data (official)", "(known at second hand)", "At most 120 pages are read."),
        (
            "fi",
            "Osa A: hallinnolliset tiedot (virallinen)",
            "(tiedossa toisen käden lähteestä)",
            "Enintään 120 sivua luetaan.",
        ),
    ],
)
def test_an_application_form(language: str, official: str, second: str, pages: str) -> None:
    shown = flat("actions COVE --form", language)
    assert [text for text in (official, second, pages) if text not in shown] == []
    assert "TEACHER-ACADEMIES" in run("actions TEACHER-ACADEMIES --form", language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_unknown_action_is_answered_with_near_ones(language: str) -> None:
    shown = flat("actions KA201", language, 2)
    [near] = re.findall(r"(?:Did you mean|Tarkoititko:) ([^?]+)\?", shown)
    assert {"KA210", "KA220"} & set(near.split(" / "))
    assert len(set(near.split(" / "))) == len(near.split(" / "))
    assert [code for code in ALL if code not in shown] == []


# --- countries ------------------------------------------------------------------------------------------------------


def said(words: str, language: str, heading: str) -> dict[str, set[str]]:
    """Return the actions under each answer of one part that a country may have."""
    [part] = [p for p in run(words, language).split("\n\n") if p.strip().startswith(heading)]
    answers: dict[str, set[str]] = {}
    for row in re.split(r"\n {4}(?=\S)", part)[1:]:
        answer, _, names = row.partition(": ")
        listed = re.match(r"[A-Z0-9-]+(;\s+[A-Z0-9-]+)*", names)
        assert listed, row
        answers.setdefault(answer, set()).update(re.split(r";\s+", listed[0]))
    return answers


@pytest.mark.parametrize(
    ("language", "heading", "yes", "no"),
    [("en", "As partner that gets", "Yes", "No"), ("fi", "Kumppanina, joka saa", "Kyllä", "Ei")],
)
def test_where_a_partner_may_come_from(language: str, heading: str, yes: str, no: str) -> None:
    """Slides 19 and 29; guide p. 236, 245, 262, 293 to 297, 337: Albania is in Region 1, Switzerland in Region 14."""
    albania = said("countries Albania", language, heading)
    assert albania[yes] == {"KA220-VET", "KA220-ENGO", "ALLIANCE-1", "CB-VET", "COVE"}
    assert albania[no] == {"KA210-VET", "ALLIANCE-2", "ALLIANCE-3", "JM-NETWORK"}
    estonia, switzerland = (said(f"countries {name}", language, heading) for name in ("EE", "CH"))
    assert estonia == {yes: albania[yes] | albania[no]}
    assert switzerland == {no: albania[yes] | albania[no]}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_country_by_its_code_and_in_both_languages(language: str) -> None:
    answers = [run(f"countries {name}", language) for name in ("Albania", "AL", "albania", "al")]
    assert set(answers) == {answers[0]}
    assert len({run(f"countries {name}", language) for name in ("Switzerland", "Sveitsi", "CH")}) == 1
    region = {"en": "Region 14: Faroe Islands, Switzerland", "fi": "Alue 14: Färsaaret, Sveitsi"}[language]
    assert region in flat("countries Switzerland", language)  # guide p. 36
    [found] = document("countries Sveitsi")["countries"]
    assert (found["code"], found["group"], found["standing"]) == ("CH", "region-14", "third")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_region(language: str) -> None:
    """Guide p. 34: six countries."""
    first = run("countries 2", language).split("\n\n")[0]
    assert set(re.findall(r" ([A-Z]{2})(?=[,\s])", first)) == {"AM", "AZ", "BY", "GE", "MD", "UA"}
    assert [c["code"] for c in document("countries 2")["countries"]] == ["AM", "AZ", "BY", "GE", "MD", "UA"]
    assert len(document("countries")["countries"]) == 27 + 6 + 169


@pytest.mark.parametrize("words", ["countries Albonia", "countries FI Albonia", "partners Albonia"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_an_unknown_country_is_answered_with_near_ones(language: str, words: str) -> None:
    shown = flat(words, language, 2)
    assert "(Albonia)" in shown
    assert re.search(r"(Did you mean|Tarkoititko:) Albania\?", shown)


# --- partners, priorities, sources ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("country", "there", "elsewhere"),
    [("Kenya", "enfp", "neo"), ("Kenia", "enfp", "neo"), ("Ukraine", "neo", "enfp"), ("UA", "neo", "enfp")],
)
def test_where_to_find_partners_for_a_country(country: str, there: str, elsewhere: str) -> None:
    """Slide 40: NEOs are in Regions 1, 2, 3 and 6. Slide 41: ENFPs are further away, as in Sub-Saharan Africa."""
    found = {search["id"] for search in document(f"partners {country}")["searches"]}
    assert there in found and elsewhere not in found
    everywhere = {s["id"] for s in document("partners")["searches"]}
    assert found == everywhere - {elsewhere}
    assert {"contact-seminars", "neo", "enfp"} <= everywhere


@pytest.mark.parametrize(("country", "there", "elsewhere"), [("Kenya", "ENFP", "NEO"), ("Ukraine", "NEO", "ENFP")])
@pytest.mark.parametrize("language", LANGUAGES)
def test_only_what_is_meant_for_a_country_is_shown(country: str, there: str, elsewhere: str, language: str) -> None:
    shown = run(f"partners {country}", language)
    assert f"({there})" in shown
    assert f"({elsewhere})" not in shown


@pytest.mark.parametrize(
    ("language", "headings"),
    [
        ("en", ("Horizontal priorities", "Priorities of VET")),
        ("fi", ("Horisontaaliset painopisteet", "Ammatillisen koulutuksen painopisteet")),
    ],
)
def test_priorities(language: str, headings: tuple[str, str]) -> None:
    """Slides 4 and 23; guide p. 228 to 232: four for all fields and five for vocational education and training."""
    parts = {part.partition("\n")[0]: part for part in run("priorities", language).split("\n\n")}
    assert [len(re.findall(r"\[[a-z-]+\]", parts[heading])) for heading in headings] == [4, 5]
    listed = document("priorities")["priorities"]
    assert [p["group"] for p in listed] == ["horizontal"] * 4 + ["vet"] * 5


@pytest.mark.parametrize("language", LANGUAGES)
def test_sources(language: str) -> None:
    told, shown = document("sources"), run("sources", language)
    assert {"slides", "guide"} < {d["id"] for d in told["documents"]}
    assert {"accreditation-deadline", "cove-composition", "eacea-deadlines"} <= {d["id"] for d in told["differences"]}
    assert {"finnish-rates"} <= {u["id"] for u in told["unknowns"]}
    for record in (*told["documents"], *told["differences"], *told["unknowns"]):
        assert f"[{record['id']}]" in shown, record["id"]
    assert [d["address"] for d in told["documents"] if d["address"] not in shown] == []


@pytest.mark.parametrize("words", ["actions", "actions KA210 KA220", "countries", "partners", "priorities", "sources"])
def test_json_says_what_it_is(words: str) -> None:
    assert document(words)["format"] == f"erasmus.{words.split()[0]}/1"
    assert (
        run(f"{words} --format json", "fi").partition('"call"')[2]
        == (run(f"{words} --format json", "en").partition('"call"')[2])
    )
