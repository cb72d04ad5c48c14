"""Names the items of a plan's lists and asks for its fields, as a person would: `activity 2 · Job shadowing`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from erasmus_cli.language import _n, language
from erasmus_cli.plan.facts import Facts
from erasmus_cli.plan.paths import Path, dotted, pattern
from erasmus_cli.programme.countries import country_name
from erasmus_cli.programme.load import Programme
from erasmus_cli.programme.questions import Question
from erasmus_cli.rules.evaluate import applies
from erasmus_cli.views import words


def named(programme: Programme, kind: str, index: int, item: Any) -> str:
    """Name the item at a place of a list by what is known of it; `item` is a part of a plan, or a table of its file."""

    def said(key: str) -> Any:
        return item.get(key) if isinstance(item, Mapping) else getattr(item, key, None)

    type_ = programme.choices["activity_types"].get(said("type") or "")
    country = said("country")
    known = [
        f"{words.text(programme.choices['lists'][kind].name)} {index + 1}",
        words.text(type_.name) if type_ else "",
        words.clean(str(said("name") or said("title") or said("action") or "")),
        country_name(country, language()) if country else "",
    ]
    return " · ".join(filter(None, known))


def of_plan(programme: Programme, plan: Any, path: Path) -> str | None:
    """Name the item that a path leads into; None for a path of the plan as a whole."""
    if len(path) < 2 or not isinstance(path[1], int):
        return None
    return named(programme, str(path[0]), path[1], getattr(plan, str(path[0]))[path[1]])


def label(programme: Programme, path: Path) -> str:
    """Name a field within a sentence: `length of the activity without travel days`."""
    fact = programme.facts.get(".".join(part for part in path if isinstance(part, str)))
    if fact is None:
        field = pattern(path)
        fact = next((f for f in programme.facts.values() if f.reads == [field] and not f.function), None)
    if fact is None:
        return dotted(path)
    named = words.text(fact.label)
    return named[0].lower() + named[1:]


def labels(programme: Programme, plan: Any, paths: Iterable[Path]) -> list[str]:
    """Name fields of a plan, each once with its activities: `green travel (activities 1–3 and 7)`."""
    by_name: dict[str, list[int]] = {}
    for path in dict.fromkeys(paths):
        places = by_name.setdefault(label(programme, path), [])
        if path[0] == "mobility" and len(path) > 1 and len(plan.mobility or []) > 1:
            places.append(int(path[1]))
    return [f"{name} ({activities(places)})" if places else name for name, places in by_name.items()]


def activities(places: list[int]) -> str:
    """Name activities by their places in the plan, as people count: `activities 1–3 and 7`."""
    return _n("activity {numbers}", "activities {numbers}", len(places)).format(numbers=numbers(places))


def numbers(places: Iterable[int]) -> str:
    """Write places in a list as people count: `1–3 and 7`."""
    runs: list[list[int]] = []
    for place in sorted(places):
        if runs and place == runs[-1][-1] + 1:
            runs[-1].append(place)
        else:
            runs.append([place])
    said: list[str] = []
    for run in runs:
        counted = [str(place + 1) for place in run]
        said += [f"{counted[0]}–{counted[-1]}"] if len(run) > 2 else counted
    return words.together(said)


def question_of(programme: Programme, code: str, path: Path, facts: Facts | None = None) -> Question | None:
    """Return the question of the interview that fills a field, alone or among others.

    Of several it is the one that is put to such a plan, if the facts of the plan are given.
    """
    field = pattern(path)
    own = [q for q in programme.questions if not q.actions or code in q.actions]
    fitting = [q for q in own if q.field == field or any(c.field == field for c in q.checks)]
    index = next((part for part in path if isinstance(part, int)), None)
    put = (q for q in fitting if facts and applies(q.when, facts, index))
    return next(put, fitting[0] if fitting else None)


def asked(programme: Programme, code: str, path: Path) -> str:
    """Return the question about a field: its own, or that of its fact if it is only ticked in the interview."""
    fact = programme.facts.get(".".join(part for part in path if isinstance(part, str)))
    if fact and fact.ask:
        return words.text(fact.ask)
    question = question_of(programme, code, path)
    if question and question.kind != "checks":
        return words.text(question.text)
    return words.text(fact.label) if fact else dotted(path)


def stage_of(programme: Programme, code: str, path: Path, facts: Facts) -> str:
    """Return when a field matters: `idea` to find the action, `draft` before applying, or `sending`."""
    question = question_of(programme, code, path, facts)
    return "draft" if question is None else question.stage
