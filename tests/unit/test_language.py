"""The language: how it is chosen, and that the Finnish catalogue is whole and fits the program's texts."""

import ast
import gettext
import io
import locale
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po

from erasmus_cli import language
from erasmus_cli.folder import data_folder

PACKAGE = Path(language.__file__).resolve().parent.parent
MESSAGES = data_folder() / "messages"
FINNISH = MESSAGES / "fi" / "LC_MESSAGES"

#: A text, or a text for one and a text for several.
Id = str | tuple[str, ...]


def catalogue(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_mo(file) if path.suffix == ".mo" else read_po(file, locale="fi", abort_invalid=True)


def texts(messages: Catalog) -> list[Message]:
    """Return the messages without the header, which has no id."""
    return [message for message in messages if message.id]


def as_id(message: Message) -> Id:
    return message.id if isinstance(message.id, str) else forms(message.id)


def forms(text: str | list[str] | tuple[str, ...] | None) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text or ())


def translations(messages: Catalog) -> dict[Id, tuple[str, ...]]:
    return {as_id(message): forms(message.string) for message in texts(messages)}


def in_the_code() -> set[Id]:
    """Extract the texts as pybabel does with the options that stand in the catalogue."""
    found = extract_from_dir(PACKAGE, method_map=[("**.py", "python")], keywords={"_": None, "_n": (1, 2)})
    return {message for _file, _line, message, _comments, _context in found}


FI = catalogue(FINNISH / "erasmus.po")


# --- choosing -------------------------------------------------------------------------------------------------------


@pytest.fixture
def system(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str | None]]:
    """Stand in for what the system tells when no variable does; a test may change the entry."""
    name: list[str | None] = [None]
    monkeypatch.setattr(locale, "getlocale", lambda *_: (name[0], "UTF-8"))
    yield name


CHOICES = [
    # arguments, environment, language
    ("", {}, "en"),
    ("check plan.toml", {}, "en"),
    # the option, before and after the command
    ("--lang fi check plan.toml", {}, "fi"),
    ("check plan.toml --lang fi", {}, "fi"),
    ("--lang=fi", {}, "fi"),
    ("--lang=en", {"LANG": "fi_FI.UTF-8"}, "en"),
    ("--lang FI", {}, "fi"),
    ("--lang fi check --lang en", {}, "en"),
    ("--lang=en check --lang=fi", {}, "fi"),
    ("--lang pseudo", {"LANG": "fi_FI.UTF-8"}, "pseudo"),
    # the variable
    ("", {"ERASMUS_LANG": "fi"}, "fi"),
    ("", {"ERASMUS_LANG": "Fi"}, "fi"),
    ("", {"ERASMUS_LANG": "en", "LANG": "fi_FI.UTF-8"}, "en"),
    ("", {"ERASMUS_LANG": "fi", "LC_ALL": "en_GB.UTF-8"}, "fi"),
    ("--lang en", {"ERASMUS_LANG": "fi"}, "en"),
    ("--lang=fi", {"ERASMUS_LANG": "en"}, "fi"),
    # the locale
    ("", {"LANG": "fi_FI.UTF-8"}, "fi"),
    ("", {"LANG": "fi"}, "fi"),
    ("", {"LANG": "fi_FI@euro"}, "fi"),
    ("", {"LC_MESSAGES": "fi_FI.UTF-8"}, "fi"),
    ("", {"LC_ALL": "fi_FI.UTF-8"}, "fi"),
    ("", {"LC_ALL": "sv_FI.UTF-8", "LANG": "fi_FI.UTF-8"}, "en"),
    ("", {"LC_ALL": "fi_FI.UTF-8", "LC_MESSAGES": "en_GB.UTF-8", "LANG": "en_GB.UTF-8"}, "fi"),
    ("", {"LC_MESSAGES": "en_GB.UTF-8", "LANG": "fi_FI.UTF-8"}, "en"),
    ("", {"LC_ALL": "", "LC_MESSAGES": "", "LANG": "fi_FI.UTF-8"}, "fi"),
    ("", {"LANG": "C"}, "en"),
    ("", {"LANG": "fil_PH.UTF-8"}, "en"),
    # values that mean nothing are passed over
    ("--lang sv", {}, "en"),
    ("--lang sv", {"ERASMUS_LANG": "fi"}, "fi"),
    ("--lang=", {"LANG": "fi_FI.UTF-8"}, "fi"),
    ("--lang", {"LANG": "fi_FI.UTF-8"}, "fi"),
    ("", {"ERASMUS_LANG": "sv", "LANG": "fi_FI.UTF-8"}, "fi"),
    ("", {"ERASMUS_LANG": ""}, "en"),
    ("--language fi", {}, "en"),
    # after -- there are no options
    ("check -- --lang fi", {}, "en"),
    ("check -- --lang=fi", {}, "en"),
    ("check --lang fi -- --lang en", {}, "fi"),
]


@pytest.mark.parametrize(("arguments", "environment", "wanted"), CHOICES)
def test_choose(arguments: str, environment: dict[str, str], wanted: str, system: list[str | None]) -> None:
    assert language.choose(arguments.split(), environment) == wanted


@pytest.mark.parametrize(
    ("name", "wanted"), [("fi_FI", "fi"), ("Finnish_Finland", "fi"), ("en_US", "en"), ("filipino", "en"), (None, "en")]
)
def test_without_variables_the_system_is_asked(name: str | None, wanted: str, system: list[str | None]) -> None:
    system[0] = name
    assert language.choose([], {}) == wanted


# --- the catalogue --------------------------------------------------------------------------------------------------


def test_no_text_is_missing_and_none_is_obsolete() -> None:
    wanted = in_the_code()
    assert len(wanted) > 200
    assert {as_id(message) for message in texts(FI)} == wanted
    assert {as_id(message) for message in texts(catalogue(MESSAGES / "erasmus.pot"))} == wanted
    assert not FI.obsolete


def test_every_call_has_texts_that_can_be_extracted() -> None:
    # What stands in an f-string, or is put together before it is translated, pybabel would miss.
    called: set[Id] = set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            name = ast.unparse(node.func).removeprefix("language.") if isinstance(node, ast.Call) else ""
            if isinstance(node, ast.Call) and name in ("_", "_n"):
                given = node.args[: 2 if name == "_n" else 1]
                values = [arg.value if isinstance(arg, ast.Constant) else None for arg in given]
                assert all(isinstance(value, str) for value in values), f"{path}:{node.lineno}"
                called.add(tuple(map(str, values)) if len(values) > 1 else str(values[0]))
    assert called == in_the_code()


@pytest.mark.parametrize("message", texts(FI), ids=lambda message: str(message.id)[:40])
def test_every_text_is_in_finnish(message: Message) -> None:
    assert not message.fuzzy
    originals, translated = forms(message.id), forms(message.string)
    assert len(translated) == len(originals)
    for original, text in zip(originals, translated, strict=True):
        assert text.strip()
        assert (text[:1].isspace(), text[-1:].isspace()) == (original[:1].isspace(), original[-1:].isspace())
        assert sorted(set(placeholders(text))) == sorted(set(placeholders(original)))
        assert text.count('"') == original.count('"')


def placeholders(text: str) -> list[str]:
    return re.findall(r"\{[^{}]*\}", text)


def test_finnish_has_two_forms_for_numbers() -> None:
    assert FI.num_plurals == 2
    finnish = gettext.translation("erasmus", str(MESSAGES), ["fi"])
    one, other = "{number} day left", "{number} days left"
    assert [finnish.ngettext(one, other, number) for number in (0, 1, 2, 21)] == [
        "{number} päivää jäljellä",
        "{number} päivä jäljellä",
        "{number} päivää jäljellä",
        "{number} päivää jäljellä",
    ]


def test_what_is_compiled_is_what_is_written() -> None:
    fresh = io.BytesIO()
    write_mo(fresh, FI)
    fresh.seek(0)
    assert translations(catalogue(FINNISH / "erasmus.mo")) == translations(read_mo(fresh)) == translations(FI)


def test_texts_come_from_the_catalogue_that_is_in_use() -> None:
    before = language.language()
    try:
        shown = {}
        for name in language.LANGUAGES:
            language.use(name)
            shown[name] = (language._("Source: {source}"), language._n("{number} day left", "{number} days left", 2))
    finally:
        language.use(before)
    assert shown == {
        "fi": ("Lähde: {source}", "{number} päivää jäljellä"),
        "en": ("Source: {source}", "{number} days left"),
        "pseudo": ("⟦Source: ⟧{source}", "{number}⟦ days left⟧"),
    }


# --- the words that Typer has in English only -----------------------------------------------------------------------

TYPERS_OWN = re.compile(
    r"\b(usage|options?|arguments?|args|commands?|show this|error|missing|required|default|exit|invalid|try|no such)\b",
    re.IGNORECASE,
)
COMMANDS = (
    *("plan", "check", "deadlines", "recommend", "next", "diff", "explain"),
    *("actions", "countries", "partners", "priorities", "sources", "template", "completion"),
)
PROCESSES = [
    "",
    "--help",
    *(f"{command} --help" for command in COMMANDS),
    # usage errors
    "chek",
    "--",
    "--lang fi",
    "--lang",
    "--lang sv check plan.toml",
    "--version=1",
    "check",
    "check --form text plan.toml",
    "check --format xml plan.toml",
    "check --today tomorrow plan.toml",
    "check --today",
    "check --call 1999 plan.toml",
    "explain one two",
    "plan --no-input=1",
    "recommend -x plan.toml",
    "actions --forms COVE",
    "actions COVE --since 1999",
    "next",
    "next plan.toml --outcome perhaps",
    "diff plan.toml",
    "partners one two",
    "priorities one",
    "sources --format xml",
]


def in_finnish(arguments: str) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-m", "erasmus_cli", *arguments.split()],
        env={**os.environ, "PYTHONPATH": str(PACKAGE.parent), "PYTHONUTF8": "1", "ERASMUS_LANG": "fi"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize("arguments", PROCESSES)
def test_help_and_usage_errors_are_in_finnish(arguments: str) -> None:
    code, shown = in_finnish(arguments)
    assert code == (0 if "--help" in arguments else 2)
    if "--help" in arguments:
        assert "Käyttö: erasmus" in shown and "Valitsimet:" in shown
    else:
        alone = arguments in ("", "--", "--lang fi")
        assert ("Näin pääset alkuun:" if alone else "Virhe: ") in shown
    # What a person typed, and names of options, are no words of Typer's.
    words = re.sub(r"-{1,2}[a-z-]+", "", shown.replace("check", "").replace("chek", ""))
    assert not TYPERS_OWN.findall(words), shown
