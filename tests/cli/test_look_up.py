"""Looking things up, as people and programs do: countries, partners, priorities and sources."""

import re

import pytest
from looking_up import LANGUAGES, document, flat, run

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


# --- JSON ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", ["actions", "actions KA210 KA220", "countries", "partners", "priorities", "sources"])
def test_json_says_what_it_is(words: str) -> None:
    assert document(words)["format"] == f"erasmus.{words.split()[0]}/1"
    assert (
        run(f"{words} --format json", "fi").partition('"call"')[2]
        == (run(f"{words} --format json", "en").partition('"call"')[2])
    )
