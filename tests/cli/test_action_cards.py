"""`erasmus actions`: the list, the card of one, several side by side, application forms."""

import re

import pytest
from looking_up import LANGUAGES, document, flat, run

CODES = {  # by key action; 0 is Jean Monnet
    1: ["KA120-VET", "KA121-VET", "KA122-VET"],
    2: [
        *("ALLIANCE-1", "ALLIANCE-2", "ALLIANCE-3", "CB-VET", "COVE", "FORWARD-LOOKING"),
        *("KA210-VET", "KA220-ENGO", "KA220-VET", "TEACHER-ACADEMIES"),
    ],
    0: ["JM-LEARNING-EU", "JM-NETWORK", "JM-TRAINING"],
}
ALL = [code for codes in CODES.values() for code in codes]


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
