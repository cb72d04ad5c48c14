"""Countries are found by what people call them, in an interview, on the command line and in a plan file."""

import subprocess
import sys

import pytest

from erasmus_cli import language
from erasmus_cli.plan.read import Unreadable, parse
from erasmus_cli.programme import countries
from erasmus_cli.programme.load import Calls
from erasmus_cli.views.problems import explanation

PROGRAMME = Calls()[2026]

NAMES = [
    ("EE", "EE", "ee", "Viro", "viro", "Estonia", "Estland", "Eesti"),
    ("DE", "Saksa", "Germany", "Tyskland", "Deutschland"),
    ("ES", "Espanja", "Spain", "España", "espana"),
    ("NL", "Alankomaat", "Netherlands", "the Netherlands", "Nederland", "Hollanti", "Holland"),
    ("CZ", "Tšekki", "Tsekki", "Czechia", "Czech Republic", "Česko", "Cesko"),
    ("GB", "UK", "U.K.", "Britannia", "Iso-Britannia", "Great Britain", "Storbritannien"),
    ("US", "USA", "Yhdysvallat", "United States"),
    ("GR", "Kreikka", "EL", "Ελλάδα"),
    ("MK", "Pohjois-Makedonia", "pohjois makedonia", "Makedonia", "Северна Македонија"),
    ("TR", "Turkki", "Türkiye", "Turkiye", "Turkey", "Turkiet"),
    ("CH", "Sveitsi", "Schweiz", "Suisse", "Svizzera"),
    ("FI", "Suomi", "Finland"),
    ("XK", "Kosovo", "Kosova"),
]


@pytest.mark.parametrize(("code", "name"), [(code, name) for code, *names in NAMES for name in names])
def test_a_country_is_found_by_the_names_that_people_use(code: str, name: str) -> None:
    assert countries.find(PROGRAMME, name) == (code, [])


def test_a_misspelt_country_is_not_guessed_but_offered() -> None:
    assert countries.find(PROGRAMME, "Estnia") == (None, ["EE"])
    assert countries.find(PROGRAMME, "Narnia") == (None, [])
    assert countries.find(PROGRAMME, "Kongo") == (None, ["CG", "CD"])  # there are two
    assert countries.find(PROGRAMME, "Korea") == (None, ["KR", "KP", "KM"])
    assert countries.find(PROGRAMME, "") == (None, [])


def test_no_name_means_two_countries() -> None:
    meant: dict[str, set[str]] = {}
    for code in countries.codes(PROGRAMME):
        names = [countries.country_name(code, language) for language in countries.LANGUAGES]
        names += [name for names in PROGRAMME.country_names if names.country == code for name in names.also]
        for name in names:
            meant.setdefault(name.casefold(), set()).add(code)
            assert countries.find(PROGRAMME, name) == (code, [])
    assert [name for name, found in meant.items() if len(found) > 1] == []


@pytest.mark.parametrize(("written", "code"), [("Viro", "EE"), ("Estonia", "EE"), ("Italia", "IT"), ("ee", "EE")])
def test_a_plan_file_that_names_a_country_is_offered_the_code(written: str, code: str) -> None:
    file = parse("plan.toml", f'[organisation]\ncountry = "{written}"\n', PROGRAMME, [2026])
    assert isinstance(file, Unreadable)
    assert [p.detail["near"] for p in file.problems] == [code]
    before = language.language()
    language.use("en")
    assert explanation(file.problems[0])[1] == f"Did you mean {code} ({countries.country_name(code, 'en')})?"
    language.use(before)


def test_a_code_is_found_without_the_names_of_any_language() -> None:
    program = (
        "import sys; from erasmus_cli.programme import countries; from erasmus_cli.programme.load import Calls;"
        "found = [countries.find(Calls()[2026], words) for words in ('ES', 'UK')];"
        "assert found == [('ES', []), ('GB', [])], found; assert 'babel' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
