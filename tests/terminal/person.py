"""A person at a terminal: reads the question on the screen and answers it as a plan says."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from screen import (
    ALL,
    BACK,
    CLEAR,
    DOWN,
    ENTER,
    NONE,
    OPEN,
    PROGRAMME,
    SPACE,
    UP,
    Shown,
    Terminal,
    UnexpectedScreenError,
    joined,
    program_words,
    question_on,
)

from erasmus_cli.programme.countries import country_name
from erasmus_cli.programme.questions import Check, Question
from erasmus_cli.programme.records import Route


class Person:
    """Somebody at the keyboard, who answers what the screen asks.

    `answers` are by the field of the question; those for a list are a list of items, each with its own answers by
    the rest of the field. OPEN leaves a question open, and so does saying nothing of one that is optional. `route` is
    the id of the route to choose, or None for none. Menus are left as they offer to go on: section by section.
    """

    def __init__(self, terminal: Terminal, answers: Mapping[str, Any], route: str | None = None) -> None:
        self.terminal = terminal
        self.answers = answers
        self.route = route
        self.asked: list[str] = []
        self.about: dict[str, str] = {}
        self.said: list[str] = []
        self._list = ""

    def answer_all(self) -> int:
        """Answer every question until the program ends; return its exit code."""
        while self.next_question():
            self.answer()
        told = {f for f in _fields(self.answers) if not {f, f.rpartition(".")[2]} & set(self.said)}
        unused = sorted(told - set(self.asked))
        assert not unused, f"never asked: {unused}"
        return self.terminal.wait_for_end()

    def answer_until(self, field: str) -> Shown:
        """Answer questions until the one for `field` is on the screen; `mobility[1].days` is the second item's."""
        while True:
            shown = self.wait_for_question()
            question, more = self.find(shown)
            if question and _name(question, shown.item, more) == field:
                return shown
            self.answer()

    def next_question(self) -> Shown | None:
        """Wait for a question; None if the program ends instead."""
        self.terminal.wait(lambda: self.terminal.ended or self._ready(), "a question or the end")
        return self._ready()

    def wait_for_question(self) -> Shown:
        """Wait for a question."""
        return self.terminal.wait(self._ready, "a question")

    def _ready(self) -> Shown | None:
        shown = None if self.terminal.ended else question_on(self.terminal)
        question, more = self.find(shown) if shown else (None, False)
        kinds = ("count", "euros", "date", "text", "country", "countries", "place", "numbers")
        typed = question and not more and question.kind in kinds
        return shown if shown and (typed or shown.whole) else None

    def field(self) -> str:
        """Return the field of the question on the screen, `more` for another item; empty for a menu."""
        shown = self.wait_for_question()
        question, more = self.find(shown)
        return _name(question, shown.item, more) if question else ""

    def find(self, shown: Shown) -> tuple[Question | None, bool]:
        """Find the question with this title. Lists may share one; then it is the list that was asked about last."""
        fitting: list[tuple[Question, bool]] = []
        for question in PROGRAMME.questions:
            for text, more in ((question.text, False), (question.more, True)):
                if text and joined([text.in_(self.terminal.language)]) == shown.title:
                    fitting.append((question, more))
        fitting = [(q, m) for q, m in fitting if q.kind != "checks" or self._shows(shown, q)] or fitting
        same_list = [(q, more) for q, more in fitting if self._list and q.field.startswith(self._list)]
        found = same_list or fitting
        return found[0] if found else (None, False)

    def _shows(self, shown: Shown, question: Question) -> bool:
        texts = [joined([check.text.in_(self.terminal.language)]) for check in question.checks]
        return any(line.label.endswith(text) for line in shown.menu for text in texts)

    def answer(self) -> None:
        """Answer the question on the screen."""
        shown = self.wait_for_question()
        question, more = self.find(shown)
        if question is None:
            self._go_on(shown)
            return
        self._list = question.field.partition("[]")[0] if question.kind == "list" or "[]" in question.field else ""
        name = _name(question, shown.item, more)
        self.asked.append(name)
        self.about[name] = shown.about
        if question.kind == "list":
            items = len(self.answers.get(question.field) or [])
            numbers = (re.match(rf"{question.field}\[(\d+)\]", n) for n in self.asked)
            begun = max((int(number[1]) + 1 for number in numbers if number), default=0)
            self.pick(shown, 0 if (begun < items if more else items) else 1)
            return
        if question.kind == "checks":
            self._tick_checks(shown, question)
            return
        self.give(question, shown, self._given(question, shown.item))

    def _tick_checks(self, shown: Shown, question: Question) -> None:
        """Tick what holds, of one question or of all that is to be done before sending."""
        together = question.stage == "sending"
        of_all = (
            [q for q in PROGRAMME.questions if q.kind == "checks" and q.stage == "sending"] if together else [question]
        )
        wanted = []
        for line in shown.menu:
            number = re.match(r"[^\W\d]+(?: [^\W\d]+)? (\d+) · ", line.label)
            item = int(number[1]) - 1 if number else shown.item
            for each in of_all:
                several, brackets, _rest = each.field.partition("[]")
                if bool(brackets) != (item is not None) or (brackets and several not in self.answers):
                    continue
                where = self.answers[several][item or 0] if brackets else self.answers
                self.asked.append(each.field.replace("[]", f"[{item}]"))
                texts = {joined([check.text.in_(self.terminal.language)]) for check in self._ticked(each, where)}
                if any(line.label.endswith(text) for text in texts):
                    wanted.append(line.label)
        self.tick(shown, wanted, strict=False)

    def _given(self, question: Question, item: int | None) -> Any:
        where: Any = self.answers
        key = question.field
        if item is not None:
            several, _brackets, key = question.field.partition("[].")
            where = self.answers[several][item]
        if question.kind == "countries":
            countries = [partner["country"] for partner in where.get(key) or []]
            self.asked += [f"{key}[{number}].country" for number in range(len(countries))]
            return countries or OPEN
        if key not in where and question.optional:
            return OPEN
        if key not in where:
            raise UnexpectedScreenError(
                f"no answer is given for {_name(question, item, False)}\n" + "\n".join(self.terminal.rows())
            )
        return where[key]

    def _ticked(self, question: Question, where: Mapping[str, Any]) -> list[Check]:
        """Return the checks that hold: those that are listed, or that an answer says as well."""
        listed = where.get("checks", self.answers.get("ready.checks", []))
        found = []
        for check in question.checks:
            name = check.field.rpartition(".")[2]
            said = [key for key in (name, check.field) if key in where and where[key] == check.value]
            self.said += said
            if said or listed == ALL or name in listed:
                found.append(check)
        return found

    def give(self, question: Question, shown: Shown, value: Any) -> None:
        """Give an answer as its kind asks for it."""
        if question.kind == "one":
            labels = [line.label for line in shown.menu]
            named = PROGRAMME.choices[question.choices or ""]
            wanted = "" if value is OPEN else joined([named[value].name.in_(self.terminal.language)])
            self.pick(shown, labels.index(wanted) if wanted else len(labels) - 1)
        elif question.kind == "lump-sum" and shown.menu:
            digits = [re.sub(r"\D", "", line.label) for line in shown.menu]
            self.pick(shown, digits.index(str(value)))
        elif question.kind == "yes-no":
            self.pick(shown, 2 if value is OPEN else 0 if value else 1)
        elif question.kind == "many":
            named = PROGRAMME.choices[question.choices or ""]
            self.tick(shown, [named[v].name.in_(self.terminal.language) for v in value or []], none=value == [])
        else:
            self.fill("" if value is OPEN else self._typed(question, value))

    def _typed(self, question: Question, value: Any) -> str:
        if question.kind == "countries":
            return ", ".join(country_name(code, self.terminal.language) for code in value)
        if question.kind == "country" and value.isupper():
            return country_name(value, self.terminal.language)
        return f"{value.day}.{value.month}.{value.year}" if isinstance(value, dt.date) else str(value)

    def pick(self, shown: Shown, number: int) -> None:
        """Go to a line of a menu and take it."""
        if shown.plain:
            # What is left open has no number.
            self.press(f"{number + 1 if number < len(shown.menu) else '-'}{ENTER}")
            return
        pointed = next(i for i, line in enumerate(shown.menu) if line.pointed)
        steps = number - pointed
        self.press((DOWN if steps > 0 else UP) * abs(steps) + ENTER)

    def tick(self, shown: Shown, labels: Sequence[str], *, strict: bool = True, none: bool = False) -> None:
        """Tick the lines with these labels and no others, or the one for none of them."""
        nothing = joined([program_words(self.terminal.language, NONE)])
        wanted = {nothing} if none else {joined([label]) for label in labels}
        there = {line.label for line in shown.menu}
        assert not strict or none or wanted <= there, f"not in the menu: {wanted - there}"
        if shown.plain:
            numbers = [str(number) for number, line in enumerate(shown.menu, 1) if line.label in wanted] or ["0"] * none
            self.press(" ".join(numbers) + ENTER)
            return
        keys = ""
        for number, line in enumerate(shown.menu):
            keys += (DOWN if number else "") + (SPACE if line.ticked != (line.label in wanted) else "")
        self.press(keys + ENTER)

    def fill(self, typed: str) -> None:
        """Type an answer in place of what stands there."""
        self.press(("" if self.wait_for_question().plain else CLEAR) + typed + ENTER)

    def back(self) -> None:
        """Go back to the question before."""
        self.press(f"<{ENTER}" if self.wait_for_question().plain else BACK)

    def _go_on(self, shown: Shown) -> None:
        """Choose the route in the menu of routes; any other menu is left as it offers to go on."""
        stop = joined([program_words(self.terminal.language, "None of these: keep the answers and stop here")])
        if shown.menu[-1].label != stop:
            self.asked.append("menu")
            self.press(ENTER)
        elif self.route is None:
            self.asked.append("route")
            self.pick(shown, len(shown.menu) - 1)
        else:
            self.asked.append("route")
            wanted = title_of(self.route, self.terminal.language)
            self.pick(shown, next(i for i, line in enumerate(shown.menu) if line.label.startswith(wanted)))

    def press(self, keys: str) -> None:
        """Press keys that answer a question, and wait until they have done so."""
        terminal = self.terminal
        before = len(self._done())
        terminal.type(keys)
        terminal.wait(lambda: terminal.ended or len(self._done()) > before, "the answer to be taken")

    def _done(self) -> list[str]:
        """Return a row for each question that was answered: the answer, or the prompt where only that is left."""
        return [row for row in self.terminal.rows()[:-1] if re.match(r"  > |>( |$)", row)]


def _name(question: Question, item: int | None, more: bool) -> str:
    name = question.field if item is None else question.field.replace("[]", f"[{item}]")
    return f"{name}+" if more else name


def _fields(answers: Mapping[str, Any]) -> Iterable[str]:
    for key, value in answers.items():
        if isinstance(value, list) and value and isinstance(value[0], Mapping):
            for index, item in enumerate(value):
                yield from (f"{key}[{index}].{rest}" for rest in item)
        else:
            yield key


def route(identifier: str) -> Route:
    """Return a route by its id."""
    return next(r for r in PROGRAMME.routes if r.id == identifier)


def title_of(identifier: str, language: str) -> str:
    """Return a route's name with the codes of its steps, as the program writes it."""
    found = route(identifier)
    codes = " → ".join(step.action.split("-")[0] for step in found.steps)
    return joined([f"{found.name.in_(language)} ({codes})"])
