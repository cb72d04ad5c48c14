"""What may stand outside the marks of the pseudo-language: only what no language changes."""

import re
import sys
from collections.abc import Iterator

from erasmus_cli.plan.model import Plan
from erasmus_cli.programme.load import Calls
from erasmus_cli.programme.lookup import everything

PROGRAMME = Calls()[2026]
IDS = sorted({entry.id for entry in everything(PROGRAMME)})
COMMANDS = [
    *("plan", "check", "deadlines", "timeline", "recommend", "budget", "next", "diff", "explain"),
    *("export", "import"),
    *("actions", "countries", "partners", "priorities", "sources", "template", "completion"),
]

#: Whole lines, or parts of them, that hold what no language changes.
PARTS = [
    r"(?m)^ *\d* \| .*$",  # a line of a plan, and the marker under it
    rf"{re.escape(sys.executable)} -m erasmus_cli(?: --lang pseudo)?",  # how a test calls the program
    r"https?://\S+",
    r"[\w.]+@[\w.]+",
    r'"[^"\n]*"',  # a value from a plan
    r"\b(?:\d{1,2}\u00a0)?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\u00a0\d{4}\b",  # see words.date
]


def keys(schema: object) -> Iterator[str]:
    """Yield the keys that a plan and its parts may have."""
    if isinstance(schema, dict):
        if isinstance(schema.get("properties"), dict):
            yield from schema["properties"]
        for value in schema.values():
            yield from keys(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from keys(value)


KEYS = set(keys(Plan.model_json_schema()))
WORDS = {
    *IDS,
    *(code.split("-")[0] for code in PROGRAMME.codes),
    *(choice for choices in PROGRAMME.choices.values() for choice in choices),
    *(code for group in PROGRAMME.country_groups for code in group.members),
    *("erasmus", *COMMANDS),
    *(call_id for code in PROGRAMME.codes if (call_id := PROGRAMME.action(code).call_id)),
    *(c.id for code in PROGRAMME.codes for c in PROGRAMME.action(code).award.criteria),
    *(route.id for route in PROGRAMME.routes),
    *(step.id for step in PROGRAMME.timeline),
    "EACEA",
    *(
        "fi|en",
        "text|json",
        "text|json|csv",
        "granted|rejected|unknown",
        "principal|team|partner",
        "bash|zsh|fish|powershell",
    ),
}


def outside(shown: str) -> str:
    """Return what stands outside the marks; marks that do not match are faults as well."""
    shown = re.sub(r"(?m)^(⟦[^⟧\n]*)…(?= )", r"\1⟧", shown)  # a chart cuts its labels
    depth, left = 0, []
    for character in shown:
        if character == "⟦":
            depth += 1
        elif character == "⟧":
            depth -= 1
            assert depth >= 0, shown
            left.append(" ")
        elif depth == 0:
            left.append(character)
    assert depth == 0, shown
    return "".join(left)


def untranslated(shown: str, *own: str) -> list[str]:
    """Return the words outside the marks that a language might change; `own` are words of the test itself."""
    left = outside(shown)
    for part in PARTS:
        left = re.sub(part, " ", left)
    words = [word.strip(".,;:[]") for word in re.findall(r"[^\s()]*[^\W\d_][^\s()]*", left)]
    return [word for word in words if word not in WORDS and word not in own and not is_name(word)]


def is_name(word: str) -> bool:
    """Whether a word is an option, a file with its place, or a path of keys in a plan."""
    path = re.sub(r"\[\d*\]?", "", word)
    return (
        bool(re.fullmatch(r"--?[a-z-]+|[\w/.-]+\.toml(:\d+)*", word))
        or path in WORDS
        or all(part in KEYS for part in path.split("."))
    )
