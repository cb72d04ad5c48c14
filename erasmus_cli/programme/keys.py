"""The keys of the plan file: what each means, which words or what kind of value it takes, and an example.

A question of the interview says it where there is one, then a fact that has a question of its own, then the line of a
checklist; `keys.toml` has the keys that nobody is asked for, and what the sections of the file are for.
"""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Literal

import msgspec

from erasmus_cli.programme.base import Record, Text
from erasmus_cli.programme.questions import Check, Question, Stage
from erasmus_cli.programme.records import Choice

if TYPE_CHECKING:
    from erasmus_cli.programme.load import Programme

#: What a key takes; `table` and `list` are sections of the file, or tables and lists of their own in it.
Kind = Literal["one", "many", "yes-no", "count", "euros", "date", "text", "country", "numbers", "table", "list"]

#: The kinds of facts and questions that the file writes like another one.
_AS: dict[str, Kind] = {
    "choice": "one",
    "choices": "many",
    "place": "text",
    "checks": "yes-no",
    "countries": "list",
    "lump-sum": "euros",
}

#: What stands for a value where nobody gave an example.
_USUAL: dict[Kind, str] = {
    "yes-no": "true",
    "count": "1",
    "euros": "10000",
    "date": "2027-09-01",
    "text": '"…"',
    "country": '"ES"',
    "numbers": "[1]",
    "table": "{}",
    "list": "[]",
}


class KeyRecord(Record, frozen=True, kw_only=True):
    """What `keys.toml` says of a key. `example` is TOML; `always`: every plan may have it, whatever its action."""

    field: str
    kind: Kind
    meaning: Text | None = None
    choices: str | None = None
    example: str | None = None
    always: bool = False
    sources: list[str] = []


class Key(Record, frozen=True, kw_only=True):
    """A key of the plan file; `field` is its path, with `[]` for the items of a list.

    `example` is a value as TOML. `choices` names the list of words that it takes, `group` the part of that list.
    """

    field: str
    kind: Kind
    meaning: Text
    example: str
    help: Text | None = None
    choices: str | None = None
    group: str | None = None
    stage: Stage = "draft"
    always: bool = False
    sources: list[str] = []

    @property
    def section(self) -> str:
        """The table or list that the key stands in; empty for the keys of the plan as a whole."""
        return self.field.rpartition(".")[0].removesuffix("[]")

    @property
    def name(self) -> str:
        """The key itself, without its section."""
        return self.field.rpartition(".")[2]


def keys(programme: Programme, code: str | None = None) -> dict[str, Key]:
    """Return all keys by their path; a question that only some actions have counts for those, by their `code`."""
    records = {record.field: record for record in programme.key_records}
    checks = {line.field: _Checked(line, q) for q in programme.questions for line in q.checks}
    found: dict[str, Key] = {}
    for question in sorted(programme.questions, key=lambda question: bool(question.actions)):
        if question.kind != "checks" and (not question.actions or code in (None, *question.actions)):
            found.setdefault(question.field, _of_question(programme, question, records.get(question.field)))
    facts = {f.reads[0]: f for f in programme.facts.values() if f.ask and f.reads[0].replace("[]", "") == f.id}
    for field in dict.fromkeys([*records, *facts, *checks]):
        record, fact, check = records.get(field), facts.get(field), checks.get(field)
        # What a section is for is no question: "Do you know partners already?" explains nothing in a file.
        if field in found and not (record and record.meaning and record.kind in ("table", "list")):
            continue
        meaning = (record and record.meaning) or (fact and fact.ask) or (check and check.line.text)
        if meaning:
            key = Key(
                field=field,
                kind=record.kind if record else _kind(fact.kind if fact else "checks"),
                meaning=meaning,
                help=fact.note if fact else None,
                choices=record.choices if record else fact.choices if fact else None,
                stage=found[field].stage if field in found else check.question.stage if check else "draft",
                always=bool(record and record.always),
                sources=record.sources if record else check.question.sources if check else [],
                example=(record and record.example) or (str(check.line.value).lower() if check else ""),
            )
            found[field] = key if key.example else msgspec.structs.replace(key, example=_example(programme, key))
    return found


class _Checked(msgspec.Struct, frozen=True):
    """A line of a checklist, with the question that it belongs to."""

    line: Check
    question: Question


def _of_question(programme: Programme, question: Question, record: KeyRecord | None) -> Key:
    kind = record.kind if record else _kind(question.kind)
    key = Key(
        field=question.field,
        kind=kind,
        meaning=question.text,
        help=None
        if kind in ("numbers", "country")
        else question.help,  # how to type them, which the file does not take
        choices=question.choices or (record.choices if record else None),
        group=question.group,
        stage=question.stage,
        always=question.always or question.optional,
        sources=question.sources,
        example=(record and record.example) or _toml(kind, question.example or "") or _default(question),
    )
    return key if key.example else msgspec.structs.replace(key, example=_example(programme, key))


def _kind(name: str) -> Kind:
    return _AS.get(name, name)  # type: ignore[arg-type] # the other names are the same


def _toml(kind: Kind, typed: str) -> str:
    """Write the example of a question, as a person would type it, the way it stands in the file."""
    if kind == "date" and typed.count(".") == 2:
        return dt.date(*map(int, reversed(typed.split(".")))).isoformat()
    if kind == "numbers" and typed:
        return f"[{', '.join(typed.split())}]"
    return json.dumps(typed, ensure_ascii=False) if typed and kind in ("text", "country", "one") else typed


def _default(question: Question) -> str:
    """Return an empty list where that is an answer: it makes the least harmful example."""
    return "[]" if question.kind == "many" and question.no == "empty" else ""


def _example(programme: Programme, key: Key) -> str:
    """Return a value for a key that nobody gave an example for: the first of its words, or a usual one."""
    if key.kind in ("one", "many"):
        word = json.dumps(words_of(programme, key)[0].id)
        return f"[{word}]" if key.kind == "many" else word
    return _USUAL[key.kind]


def words_of(programme: Programme, key: Key) -> list[Choice]:
    """Return the words that a key takes, if they are a list of the programme; countries have their names elsewhere."""
    actions = [Choice(id=code, name=programme.action(code).name) for code in programme.codes]
    match key.choices:
        case None:
            return []
        case "actions":
            return actions
        case "all_actions":
            return [*actions, *programme.choices["other_actions"].values()]
        case "routes":
            return [Choice(id=route.id, name=route.name) for route in programme.routes]
        case "steps":
            return [Choice(id=step.id, name=step.name) for step in programme.timeline]
    return [c for c in programme.choices[key.choices].values() if (c.group or "").startswith(key.group or "")]
