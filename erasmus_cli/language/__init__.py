"""The language of everything that a person reads: chosen once, before the app is imported.

English texts stand in the code and are their own keys; the Finnish ones are in `data/messages`. The
pseudo-language marks every text that went through here, so that a test can find those that did not; what is put
into a text is not marked with it and has to go through here itself.
"""

from __future__ import annotations

import gettext
import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import TypeVar

from erasmus_cli.folder import data_folder

T = TypeVar("T")

LANGUAGES = ("fi", "en", "pseudo")

_chosen = "en"
_catalogue: gettext.NullTranslations = gettext.NullTranslations()


def choose(arguments: Sequence[str], environment: Mapping[str, str]) -> str:
    """Choose the language: `--lang`, then ERASMUS_LANG, then the locale, and English if none of them tells."""
    wanted = [given(arguments) or "", environment.get("ERASMUS_LANG", "")]
    locale = next((environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)), "")
    chosen = next((word.lower() for word in wanted if word.lower() in LANGUAGES), None)
    named = re.split(r"[_.@-]", _system(locale).lower())[0]  # fi_FI.UTF-8; Finnish_Finland on Windows
    return chosen or ("fi" if named in ("fi", "finnish") else "en")


def given(arguments: Sequence[str]) -> str | None:
    """Return the language that `--lang` names, the last one if there are several; None if it names none."""
    named = None
    for position, argument in enumerate(arguments):
        if argument == "--":
            break
        if argument.startswith("--lang="):
            named = argument.partition("=")[2]
        elif argument == "--lang" and position + 1 < len(arguments):
            named = arguments[position + 1]
    return named if named and named.lower() in LANGUAGES else None


def _system(locale: str) -> str:
    if locale:
        return locale
    import locale as system  # Windows sets no such variables

    return system.getlocale()[0] or ""


def use(language: str) -> None:
    """Make `language` the language of all texts."""
    global _chosen, _catalogue
    _chosen, _catalogue = language, _of(language)


@cache
def _of(language: str) -> gettext.NullTranslations:
    if language != "fi":
        return gettext.NullTranslations()
    return gettext.translation("erasmus", str(data_folder() / "messages"), [language], fallback=True)


def in_both(say: Callable[[], T]) -> dict[str, T]:
    """Return what is said in each language, for a document that does not depend on the one in use."""
    before, said = _chosen, {}
    try:
        for name in ("fi", "en"):
            use(name)
            said[name] = say()
    finally:
        use(before)
    return said


def language() -> str:
    """Return the language in use."""
    return _chosen


def _(message: str) -> str:
    """Translate a text."""
    return _marked(message) if _chosen == "pseudo" else _catalogue.gettext(message)


def _n(one: str, other: str, number: int) -> str:
    """Translate a text that depends on a number."""
    if _chosen == "pseudo":
        return _marked(one if number == 1 else other)
    return _catalogue.ngettext(one, other, number)


def _marked(message: str) -> str:
    parts = re.split(r"(\{\w+\})", message)  # every second one is a placeholder
    return "".join(f"⟦{part}⟧" if number % 2 == 0 and part.strip() else part for number, part in enumerate(parts))
