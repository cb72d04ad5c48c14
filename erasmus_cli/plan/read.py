"""Reads a plan file: from bytes to a plan, or to problems that say where and what, in no language yet."""

from __future__ import annotations

import difflib
import os
import re
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path as FilePath
from typing import Any, Generic, TypeVar, get_args

import msgspec
import tomli
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from erasmus_cli.plan.model import Plan
from erasmus_cli.plan.positions import Path, Place, line_and_column, places
from erasmus_cli.programme import countries
from erasmus_cli.programme.load import Programme

M = TypeVar("M", bound=BaseModel)

#: The programme whose words a plan may use, or what tells it from the plan's data.
Words = Programme | Callable[[Mapping[str, Any]], Programme]

#: A plan of 200 activities has some 40 kB; a file of this size is something else.
LARGEST = 1_000_000


class Problem(msgspec.Struct, frozen=True):
    """Why a file, or a value in it, can't be used. `kind` picks the words; `detail` fills them."""

    kind: str
    path: Path = ()
    line: int | None = None
    column: int | None = None
    width: int = 1
    detail: Mapping[str, Any] = {}


class TextFile(msgspec.Struct, frozen=True, dict=True):
    """A file with its text; the places in it are worked out only for those who show them."""

    name: str
    text: str

    @cached_property
    def places(self) -> dict[Path, Place]:
        """Where each key and value stands in the text."""
        return places(self.text)


class Spot(msgspec.Struct, frozen=True):
    """Where a value stands: the file, the line, the column, and how wide it is on that line."""

    file: TextFile
    line: int
    column: int
    width: int


class Beside(TextFile, Generic[M], frozen=True, dict=True):
    """A file that lies beside a plan, with what it says."""

    content: M


class PlanFile(TextFile, frozen=True, dict=True):
    """A plan with the text that it was read from; `data` is what this text says.

    `beside` are files that say something of the plan, too, with the same keys; the plan's own values win.
    """

    data: dict[str, Any]
    plan: Plan
    beside: tuple[TextFile, ...] = ()

    def spot(self, path: Path) -> Spot | None:
        """Return where the value at a path of the plan stands, or else the nearest table that holds it."""
        while path:
            for file in (self, *self.beside):
                if path in file.places:
                    span = file.places[path].value
                    line, column = line_and_column(file.text, span.start)
                    return Spot(file, line, column, len(file.text[span.start : span.end].split("\n", 1)[0]))
            path = path[:-1]
        return None


class Unreadable(msgspec.Struct, frozen=True):
    """A file that is no plan, with its problems and as much of its text as there is."""

    name: str
    problems: list[Problem]
    text: str = ""


def read(name: str, programme: Words, years: Sequence[int]) -> PlanFile | Unreadable:
    """Read and validate the plan file `name`; `-` is standard input. Never raises for what the file holds.

    `years` are the calls that a plan may name.
    """
    text = text_of(name)
    return text if isinstance(text, Unreadable) else parse(name, text, programme, years)


def text_of(name: str) -> str | Unreadable:
    """Read the text of a file; `-` is standard input."""
    raw = bytes_of(name, LARGEST)
    if isinstance(raw, Unreadable):
        return raw
    try:
        return raw.decode("utf-8-sig")  # some editors still begin a file with a byte-order mark
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8", "replace")
        line, column = line_and_column(before, len(before))
        return Unreadable(name, [Problem("not-utf8", line=line, column=column)])


def bytes_of(name: str, largest: int) -> bytes | Unreadable:
    """Read a file of at most so many bytes; `-` is standard input."""
    try:
        raw = _standard_input() if name == "-" else _bytes(FilePath(name), largest)
    except (OSError, ValueError) as error:  # ValueError: no file can have such a name
        kind = "not-found" if isinstance(error, FileNotFoundError) else "not-readable"
        return Unreadable(name, [Problem("is-a-folder" if os.path.isdir(name) else kind)])  # noqa: PTH112 - never raises
    return raw if len(raw) <= largest else Unreadable(name, [Problem("too-large", detail={"limit": largest})])


def parse(name: str, text: str, programme: Words, years: Sequence[int]) -> PlanFile | Unreadable:
    """Make a plan of a text."""
    data = table(name, text)
    if isinstance(data, Unreadable):
        return data
    result = validate(data, programme if isinstance(programme, Programme) else programme(data))
    if isinstance(result, Plan):
        if result.call is None or result.call in years:
            if result.action:
                data["action"] = result.action  # a short code in full
            return PlanFile(name, text, data, result)
        listed = ", ".join(map(str, years))
        result = [Problem("no-such-call", ("call",), detail={"year": result.call, "years": listed})]
    return located(name, text, result)


def table(name: str, text: str) -> dict[str, Any] | Unreadable:
    """Parse a text."""
    try:
        return tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        line = text.split("\n")[error.lineno - 1]
        detail = {"reason": error.msg, "line": line}
        return Unreadable(name, [Problem("not-toml", line=error.lineno, column=error.colno, detail=detail)], text)
    except RecursionError:
        return Unreadable(name, [Problem("too-deep")], text)


def located(name: str, text: str, problems: list[Problem]) -> Unreadable:
    """Add to each problem where in the text it is."""
    stand = places(text)
    return Unreadable(name, [_located(problem, text, stand) for problem in problems], text)


def validate(data: Mapping[str, Any], programme: Programme) -> Plan | list[Problem]:
    """Make a plan of parsed data, or say what does not fit."""
    return validate_as(Plan, data, programme)


def read_beside(
    model: type[M], name: str, programme: Programme, problems: Callable[[M], Iterable[Problem]] = lambda _: ()
) -> Beside[M] | Unreadable:
    """Read a file that lies beside a plan; `problems` tells what is wrong with it besides the types of its values."""
    text = text_of(name)
    if isinstance(text, Unreadable):
        return text
    data = table(name, text)
    if isinstance(data, Unreadable):
        return data
    result = validate_as(model, data, programme)
    found = result if isinstance(result, list) else list(problems(result))
    if isinstance(result, list) or found:
        return located(name, text, found)
    return Beside(name, text, result)


def validate_as(model: type[M], data: Mapping[str, Any], programme: Programme) -> M | list[Problem]:
    """Make a file of any model of parsed data, or say what does not fit."""
    try:
        return model.model_validate(data, context=_context(programme))
    except ValidationError as error:
        return [_problem(detail, model) for detail in error.errors(include_url=False)]


def _context(programme: Programme) -> dict[str, Any]:
    return {
        **programme.choices,
        "actions": programme.codes,
        "all_actions": [*programme.codes, *programme.choices["other_actions"]],
        "routes": [route.id for route in programme.routes],
        "steps": [step.id for step in programme.timeline],
        "countries": countries.codes(programme),
        "nearest_country": lambda name: countries.nearest(programme, name),
    }


def _standard_input() -> bytes:
    if sys.stdin is None:  # closed by whoever started the program
        raise OSError
    return sys.stdin.buffer.read(LARGEST + 1)


def _bytes(path: FilePath, largest: int) -> bytes:
    with path.open("rb") as file:
        return file.read(largest + 1)


def _problem(error: ErrorDetails, whole: type[BaseModel]) -> Problem:
    path: Path = error["loc"]
    kind = error["type"]
    detail: dict[str, Any] = {"value": error["input"], **(error.get("ctx") or {})}
    if path and path[-1] == "[key]":  # so pydantic says that the key itself of a table is wrong
        path = path[:-1]
        if kind == "choice":
            return Problem("no-such-step", path, detail=detail)
    if kind == "missing":
        return Problem("missing", path)
    if kind == "extra_forbidden":
        known = _known_keys(whole, path[:-1])
        near = difflib.get_close_matches(str(path[-1]), known, n=1, cutoff=0.6)
        return Problem("unknown-key", path, detail={"near": near[0] if near else "", "known": known})
    if kind in ("greater_than_equal", "less_than_equal"):
        bound = detail.get("ge", detail.get("le"))
        return Problem("out-of-range", path, detail={"bound": bound, "least": "ge" in detail})
    if kind in ("choice", "string_too_long"):
        return Problem(kind.replace("_", "-"), path, detail=detail)
    if kind in ("string_too_short", "too_short"):
        return Problem("empty", path)
    return Problem("wrong-type", path, detail={**detail, "expected": _expected(kind)})


def _expected(kind: str) -> str:
    """Name what pydantic expected: the first word of its error type, such as `int` or `bool`."""
    word = re.split("_", kind)[0]
    known = {"int": "number", "string": "text", "bool": "yes-no", "date": "date", "datetime": "moment", "list": "list"}
    return known.get(word, "table")


def _known_keys(model: type[BaseModel], path: Path) -> list[str]:
    """Return the keys that a file may have at a path."""
    for part in path:
        if isinstance(part, str):
            model = next(_models(model.model_fields[part].annotation), model)
    return list(model.model_fields)


def _models(annotation: Any) -> Any:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from _models(argument)


def _located(problem: Problem, text: str, stand: Mapping[Path, Place]) -> Problem:
    """Add line and column: the key of a key that is not known, else the value, else the nearest table that holds it."""
    path = problem.path
    while path and path not in stand:
        path = path[:-1]
    if path not in stand:
        return problem
    span = stand[path].key if problem.kind in ("unknown-key", "no-such-step") else stand[path].value
    line, column = line_and_column(text, span.start)
    width = len(text[span.start : span.end].split("\n", 1)[0])
    return Problem(problem.kind, problem.path, line, column, max(width, 1), problem.detail)
