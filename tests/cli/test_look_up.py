"""Looking things up, as people and programs do: actions, countries, partners, priorities, sources and new routes."""

import functools
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
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


#: The program as it is installed beside Python, and found on the path: hints then read `erasmus …`.
INSTALLED = Path(sys.executable).with_name("erasmus.exe" if os.name == "nt" else "erasmus")


@functools.cache
def run(words: str, language: str, code: int = 0, plan: str | None = None) -> str:
    """Run a command, with a plan as its standard input if it takes one, and return what it prints."""
    personal = ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "LANG", "LANGUAGE", "ACCESSIBLE")
    kept = {k: v for k, v in os.environ.items() if k not in personal and not k.startswith("LC_")}
    path = os.pathsep.join((str(INSTALLED.parent), kept.get("PATH", "")))
    done = subprocess.run(
        [str(INSTALLED), *words.split(), "--today", "2026-01-10"],
        cwd=tempfile.gettempdir(),
        env=kept | {"ERASMUS_LANG": language, "LC_ALL": "C.UTF-8", "PYTHONUTF8": "1", "PATH": path},
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


@pytest.mark.parametrize("call", ["2026", "2027"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_card_is_short(language: str, call: str) -> None:
    """At most 40 lines of 80 columns, with as many of the rules that matter most as they hold."""
    for code in ALL:
        rows = run(f"actions {code} --call {call}", language).splitlines()
        assert len(rows) <= 40, code
        assert [row for row in rows if len(row) > 80] == []
        assert f"erasmus actions {code.removesuffix('-VET') if code[:2] == 'KA' else code} --all" in "\n".join(rows)


@pytest.mark.parametrize(
    ("code", "en", "fi"),
    [  # Slides 11, 20, 19, 25, 34; guide p. 92, 93, 246, 249, 238, 242, 262, 272, 401.
        ("KA122", ["6 to 18 months.", "at most 30 participants"], ["6–18 kuukautta.", "enintään 30 osallistujaa"]),
        ("KA210", ["6 to 24 months.", "€30,000 or €60,000"], ["6–24 kuukautta.", "30 000 € tai 60 000 €"]),
        ("KA220", ["12 to 36 months.", "€250,000 or €400,000"], ["12–36 kuukautta.", "250 000 € tai 400 000 €"]),
        (
            "COVE",
            ["Normally 48 months", "€4,000,000 and at most 80%"],
            ["48 kuukautta", "4 000 000 € ja enintään 80 %"],
        ),
        ("JM-LEARNING-EU", ["€27,000 (120–150 hours)", "alone"], ["27 000 € (120–150 tuntia)", "hakee yksin"]),
    ],
)
def test_what_a_card_says(code: str, en: list[str], fi: list[str]) -> None:
    for language, expected in (("en", en), ("fi", fi)):
        shown = flat(f"actions {code}", language)
        assert [text for text in expected if text not in shown] == []
    closing = {"KA122": "19.2.2026 klo 13.00", "COVE": "3.9.2026 klo 18.00"}.get(code, "")  # slides 12 and 36
    assert closing in flat(f"actions {code}", "fi")


def test_a_card_tells_how_many_rules_it_leaves_out() -> None:
    shown, whole = run("actions KA210", "en"), run("actions KA210 --all", "en")
    told = re.search(r"(\d+) more rules", shown)
    rules = set(re.findall(r"\(([\w-]+)\)$", whole.partition("What is required")[2].partition("Who it is")[0], re.M))
    listed = shown.partition("matter most")[2].split("\n\n")[0].count("\n  - ")
    assert told and int(told[1]) == len(rules) - listed


@pytest.mark.parametrize(
    ("words", "language", "shown"),
    [
        (
            "actions KA210 KA220",
            "en",
            [
                *("Small-scale partnership", "Cooperation partnership", "€30,000", "€120,000,", "6 to 24 months."),
                *("12 to 36 months.", "5 Mar 2026 13:00", "60 of 100;", "70 of 100;", "(KA220)."),
            ],
        ),
        (
            "actions KA120 KA121 KA122",
            "fi",
            [
                *("Erasmus-akkreditointi", "29.9.2026 klo 13.00", "19.2.2026 klo 13.00", "1.2.2027–31.12.2027;"),
                *("6–18 kuukautta.", "70 sadasta;", "60 sadasta;", "osallistujamäärille."),
            ],
        ),
    ],
)
def test_side_by_side_nothing_is_broken(words: str, language: str, shown: list[str]) -> None:
    """Slides 11, 12, 17, 19 and 20; guide p. 79, 93, 238, 246: each of these stands in one line, unbroken."""
    rows = run(words, language).replace("\u00a0", " ").splitlines()
    assert [text for text in shown if not any(text in row for row in rows)] == []
    assert rows[0].split() == [f"{code}-VET" for code in words.split()[1:]]
    assert max(map(len, rows)) <= 80
    # Nothing that holds for one kind of applicant only stands without saying for whom.
    assert "Applied for as a consortium" not in run(f"{words} --all", "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_actions_that_do_not_fit_stand_one_below_the_other(language: str) -> None:
    shown = run("actions KA122 KA210 KA220 COVE ALLIANCE-1 JM-LEARNING-EU TEACHER-ACADEMIES", language)
    assert {"en": "do not fit side by side", "fi": "eivät mahdu tähän rinnakkain"}[language] in shown
    headings = [row.partition(":")[0] for row in shown.splitlines() if re.match(r"[A-Z0-9-]+: ", row)]
    codes = ["KA122-VET", "KA210-VET", "KA220-VET", "COVE", "ALLIANCE-1", "JM-LEARNING-EU", "TEACHER-ACADEMIES"]
    assert headings == codes


def test_all_that_several_actions_ask() -> None:
    """Slides 19 and 20; guide p. 236, 245: each rule in a sentence, with the actions that it belongs to."""
    whole = flat("actions KA210 KA220 --all", "en")
    for text in (
        "KA210: A small-scale partnership must have at least 2 organisations",
        "KA220: The project must have at least 3 organisations",
        "All of them: The applicant must have an Organisation ID",
    ):
        assert text in whole


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
    shown = flat("actions COVE --all", language)
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
    assert found == everywhere - {elsewhere, "national-agencies"}  # guide p. 19: only programme countries have one
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


@pytest.mark.parametrize(
    ("language", "standing", "yes", "ask"),
    [
        ("en", "Programme country. EU Member", "Yes: ", "Ask first: KA210"),
        ("fi", "Ohjelmamaa. EU", "Kyllä: ", "Kysy ensin: KA210"),
    ],
)
def test_what_is_known_of_a_partner_country(language: str, standing: str, yes: str, ask: str) -> None:
    """Guide p. 33 and 19: Estonia is a Member State and has a national agency, which the sources do not name."""
    shown = flat("partners Viro", language)
    for text in (
        standing,
        f"{yes}KA121, KA122",
        ask,
        "contacts/national-agencies",
        "salto-et.net",
        "erasmus countries EE",
    ):
        assert text in shown
    assert "national-agencies" not in flat("partners Kenya", language)
    assert {"en": "Not a programme country. Region 9", "fi": "Ei ohjelmamaa. Alue 9"}[language] in flat(
        "partners Kenya", language
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_sources(language: str) -> None:
    told, shown = document("sources"), run("sources --all", language)
    assert {"slides", "guide"} < {d["id"] for d in told["documents"]}
    assert {"accreditation-deadline", "cove-composition", "eacea-deadlines"} <= {d["id"] for d in told["differences"]}
    assert {"finnish-rates"} <= {u["id"] for u in told["unknowns"]}
    for record in (*told["documents"], *told["differences"], *told["unknowns"]):
        assert f"[{record['id']}]" in shown, record["id"]
    assert [d["address"] for d in told["documents"] if d["address"] not in shown] == []
    short = run("sources", language)
    assert len(short.splitlines()) < 60
    for points in (told["differences"], told["unknowns"]):
        assert re.search(rf": {len(points)} (points|kohtaa)", short)
        assert [p["id"] for p in points if p["id"] not in short] == []


# --- the pager ------------------------------------------------------------------------------------------------------


def on_terminal(words: str, language: str = "en", **settings: str) -> str:
    """Run a command on a pseudo-terminal of 24 lines and 80 columns, with a pager that only counts, and read it."""
    import pty

    personal = ("NO_COLOR", "FORCE_COLOR", "ACCESSIBLE", "LESS", "COLUMNS", "LINES")
    kept = {k: v for k, v in os.environ.items() if k not in personal}
    screen = {"TERM": "xterm", "COLUMNS": "80", "LINES": "24", "ERASMUS_LANG": language, "PYTHONUTF8": "1"}
    controller, terminal = pty.openpty()
    command = [sys.executable, "-m", "erasmus_cli", *words.split(), "--today", "2026-01-10"]
    environment = kept | screen | {"PAGER": PAGER} | settings
    process = subprocess.Popen(command, stdin=terminal, stdout=terminal, stderr=terminal, env=environment)
    os.close(terminal)
    read = b""
    try:
        while piece := os.read(controller, 65536):
            read += piece
    except OSError:  # the program has closed its side of the terminal
        pass
    os.close(controller)
    assert process.wait() == 0
    return read.decode()


PAGER = "sed s/^/paged:/"


@pytest.mark.skipif(os.name != "posix", reason="needs a pseudo-terminal")
@pytest.mark.parametrize(
    ("words", "settings", "paged"),
    [
        ("actions KA122 --all", {}, True),
        ("sources", {}, True),
        ("countries Viro", {"NO_COLOR": "1"}, True),
        ("explain KA122-participants", {}, False),  # it fits
        ("actions KA122 --no-pager", {}, False),
        ("actions KA122", {"TERM": "dumb"}, False),
        ("actions KA122", {"ACCESSIBLE": "1"}, False),
        ("actions KA122", {"PAGER": "cat"}, False),
        ("actions KA122", {"PAGER": "no-such-pager"}, False),
        ("actions KA122 --format json", {}, False),
    ],
)
def test_what_is_longer_than_the_screen_comes_in_a_pager(words: str, settings: dict[str, str], paged: bool) -> None:
    shown = on_terminal(words, **settings)
    assert ("paged:" in shown) is paged
    assert shown.strip()
    if "NO_COLOR" in settings:
        assert "\x1b[" not in shown


@pytest.mark.parametrize("words", ["actions", "actions KA210 KA220", "countries", "partners", "priorities", "sources"])
def test_json_says_what_it_is(words: str) -> None:
    assert document(words)["format"] == f"erasmus.{words.split()[0]}/1"
    assert (
        run(f"{words} --format json", "fi").partition('"call"')[2]
        == (run(f"{words} --format json", "en").partition('"call"')[2])
    )
