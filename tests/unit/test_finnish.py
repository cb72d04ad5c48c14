"""The Finnish texts of the data: typography, and words and forms of address that a machine can see."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import tomli

from erasmus_cli.folder import data_folder

DATA = data_folder()
FILES = sorted(path.relative_to(DATA) for path in DATA.glob("20*/**/*.toml"))

#: What a person types into a file has straight quotes there as well.
TYPED = re.compile(r'= "[^"]*"')

UNITS = "%|€|km|kk|pv|euro|miljoon|miljard|prosent|kilometr|päiv|kuukau|vuo[dst]|tunti|tunnin|viik"

#: Names that a sentence may have after a colon; codes and abbreviations, with two capitals or a digit, need no entry.
NAMES = (
    *("Aasia", "Andorra", "Euroopan", "Färsaaret", "Islanti", "Karibia", "Keski-Aasia", "Latinalainen", "Lähi-itä"),
    *("Länsi-Balkan", "Saharan", "Suomessa", "Tyynenmeren", "Venäjän", "Yhdysvallat"),
    *("Blueprint", "Opi EU:sta", "Tredun"),
)
CAPITAL = re.compile(r": (?!(?:" + "|".join(NAMES) + r")|[\w-]*[A-ZÅÄÖ0-9][\w-]*[A-ZÅÄÖ0-9])[A-ZÅÄÖ]")

#: "Tarkistakaa", "valitkaa"; not words such as "aikaa", "jakaa" and "matkaa".
PLURAL_ORDER = re.compile(
    r"\b(?!\w*aikaa\b|(?:vähimmäis|enimmäis)?ikää\b|(?:jakaa|takaa)\b)\w*(?:[aeiouyäö]|(?<!a)t)k(?:aa|ää)\b",
    re.IGNORECASE,
)

#: What no Finnish text has, with what it is for.
PATTERNS = {
    "quotes are curly, as in ”näin”": re.compile(r"[\"“„]"),
    "a number keeps its thousands and its unit": re.compile(rf"\d (?:\d{{3}}(?!\d)|{UNITS})"),
    "no spaces around the dash between two dates": re.compile(r"\d\.\d{1,2}\.(?:\d{4})? – \d"),
    "rahoitus, avustus or tuki, not raha": re.compile(r"\b(?:raha|raho(?:ja|ille|ista|issa|in|jen)\b)", re.IGNORECASE),
    "tyyppi, not laji": re.compile(r"\blaji", re.IGNORECASE),
    "osaamissopimus (Pact for Skills)": re.compile(r"(?<!\()Pact for Skills"),
    "no capital after a colon, apart from names": CAPITAL,
    "one colon in a sentence": re.compile(r": [^.!?]*: "),
}


def tables(value: Any) -> Iterator[str]:
    """Yield the Finnish texts of all tables that have one text in Finnish and one in English."""
    if isinstance(value, dict):
        if isinstance(value.get("fi"), str) and isinstance(value.get("en"), str):
            yield value["fi"]
        for inner in value.values():
            yield from tables(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from tables(inner)


def finnish(file: Path) -> list[str]:
    texts = tables(tomli.loads((DATA / file).read_text(encoding="utf-8")))
    return [TYPED.sub("= …", text) for text in texts]


def test_there_are_finnish_texts() -> None:
    assert {"timeline.toml", "questions.toml", "COVE.toml", "call.toml"} <= {file.name for file in FILES}
    assert sum(len(finnish(file)) for file in FILES) > 2000


@pytest.mark.parametrize("rule", PATTERNS)
@pytest.mark.parametrize("file", FILES, ids=str)
def test_what_finnish_texts_do_not_have(file: Path, rule: str) -> None:
    assert [text for text in finnish(file) if PATTERNS[rule].search(text)] == []


@pytest.mark.parametrize("file", FILES, ids=str)
def test_whoever_reads_is_told_what_to_do_as_one_person(file: Path) -> None:
    assert [order for text in finnish(file) for order in PLURAL_ORDER.findall(text)] == []


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("quotes are curly, as in ”näin”", 'Opas sanoo "jokainen".'),
        ("a number keeps its thousands and its unit", "enintään 60 000\u00a0€"),
        ("a number keeps its thousands and its unit", "noin 80 % kuluista"),
        ("no spaces around the dash between two dates", "1.6.2027 – 31.8.2028"),
        ("rahoitus, avustus or tuki, not raha", "Paljonko rahaa hanke tarvitsee?"),
        ("rahoitus, avustus or tuki, not raha", "Alueen rahoista maksetaan osa."),
        ("no capital after a colon, apart from names", "Diat: Haku päättyy lokakuussa."),
        ("one colon in a sentence", "Ehto: kesto: kuusi kuukautta."),
    ],
)
def test_the_patterns_find_what_they_are_for(rule: str, text: str) -> None:
    assert PATTERNS[rule].search(text)


@pytest.mark.parametrize(
    "text",
    [
        "Haku on 10\u00a0pv – 3\u00a0kk, ”tavallisesti” 60\u00a0000\u00a0€, 1.6.2027–31.8.2028.",
        "Rahoitusta ja määrärahaa: KA121-jaksoissa, EU-opetuksessa, osaamissopimuksessa (Pact for Skills).",
        "Alue 1: Länsi-Balkan",
    ],
)
def test_the_patterns_let_pass_what_is_right(text: str) -> None:
    assert [rule for rule, pattern in PATTERNS.items() if pattern.search(text)] == []


def test_orders_to_several_people_are_told_from_other_words() -> None:
    others = "hakuaikaa, jatkaa, matkaa, jakaa, vähimmäisikää, takaa, alkaa, luokkaa, pelkkää"
    assert PLURAL_ORDER.findall(f"Tarkistakaa, {others}, valitkaa, etsikää") == ["Tarkistakaa", "valitkaa", "etsikää"]
