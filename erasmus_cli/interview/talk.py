"""Puts questions to a person and takes the answers: says what is wrong with one, and saves after each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from erasmus_cli.interview import asking, organisation
from erasmus_cli.interview.ask import Ask
from erasmus_cli.interview.prompt import BACK, OPEN, Prompt, prompt, remarks
from erasmus_cli.interview.prompters import Prompter
from erasmus_cli.interview.session import Session
from erasmus_cli.language import _, _n
from erasmus_cli.plan.read import Problem
from erasmus_cli.programme.days import day_of
from erasmus_cli.rules.finding import Finding
from erasmus_cli.views import words
from erasmus_cli.views.page import Page

Save = Callable[[dict[str, Any]], None]


@dataclass
class Talk:
    """An interview with a person: its state, the terminal, and how the draft is saved and called.

    `kept`: the person was asked whether to keep what is said of the organisation in a file of its own.
    """

    session: Session
    prompter: Prompter
    page: Page
    save: Save
    name: Callable[[], str]
    kept: bool = False

    def run(self, asks: Callable[[], list[Ask]], name: str) -> bool:
        """Put questions until none is left. Returns False if the person goes back before the first of them."""
        steps: list[Ask | None] = []  # None: the file about the organisation was offered
        while open_ := asks():
            ask = open_[0]
            if _begins(ask):
                self.page.line()
                self.page.line(words.text(ask.question.text))
                self.session.answer(ask, True)
                steps.append(ask)
            elif self.session.to_offer(ask):
                if organisation.offer(self):
                    steps.append(None)
                elif not self._back(steps, name):
                    return False
            elif self.put(ask, _progress(name, len(open_)) if self.session.data else name):
                steps.append(ask)
            elif not self._back(steps, name):
                return False
        return True

    def _back(self, steps: list[Ask | None], name: str) -> bool:
        """Go back over the questions that were put, until one is answered again or a list goes on otherwise.

        Going back takes no answer away; only an item of a list that was begun and of which nothing is known goes.
        """
        for place in reversed(range(len(steps))):
            ask, session = steps[place], self.session
            if ask is None:
                if organisation.offer(self):
                    return True
            elif ask.more or ask.question.kind == "list":
                if session.give_up(str(ask.path[0])) or session.reconsider(str(ask.path[0])):
                    del steps[place:]
                    self.keep()
                    if not _begins(ask):
                        return True
            elif session.there(ask) and self.put(ask, name):
                return True
        return False

    def put(self, ask: Ask, progress: str = "") -> bool:
        """Put a question until its answer is taken. Returns False if the person wants to go back."""
        session = self.session
        ask = asking.in_full(session, ask) if session.data else ask
        while True:
            shown = prompt(ask, session.programme, session.given(ask), session.item(ask))
            shown = replace(shown, help=(*shown.help, *self._lacking(ask), *self._money(ask)), progress=progress)
            answer = self._sum(shown) if ask.question.kind == "lump-sum" else self.prompter.ask(shown)
            if ask.question.kind == "place" and isinstance(answer, str):
                answer = self._place(ask, answer)
            if answer is BACK:
                return False
            before = {f.requirement.id for f in session.broken()}
            problems = session.answer(ask, None if answer is OPEN else answer)
            self.refuse(problems)
            if not problems:
                self.remark(ask.question.field, answer)
                self._object(before, ask)
                self.keep()
                return True

    def _lacking(self, ask: Ask) -> list[str]:
        """Return what another item of a list would mend, when it is asked whether there are more."""
        from erasmus_cli.views import diagnostics

        session = self.session
        if not ask.more or session.action is None:
            return []
        found = [f for f in session.assessment().against if f.requirement.level != "fit" and session.may_grow(f)]
        own = f"{ask.path[0]}[]"
        about = [f for f in found if any(p.startswith(own) for p in session.programme.facts[f.requirement.fact].reads)]
        return [diagnostics.in_short(f) for f in about[:2]]

    def _money(self, ask: Ask) -> list[str]:
        """Return what is told of the money with a question, as the plan stands."""
        from erasmus_cli.views import money

        session, name = self.session, str(ask.path[0])
        if session.action is None or ask.question.tells is None:
            return []
        plan, programme = session.without(ask.path), session.programme
        match ask.question.tells:
            case "left":
                told = money.left(plan, name)
            case "so-far":
                told = money.so_far(plan, programme) if ask.more else None
            case _:
                return money.estimated(plan, programme, session.action, session.now)
        return [told] if told else []

    def _sum(self, shown: Prompt) -> Any:
        """Offer the lump sums of the action, or of those in the running; another sum can be typed."""
        from erasmus_cli.views import lump_sums

        session = self.session
        codes = [session.action] if session.action else asking.running(session)
        told = [(code, *one) for code in codes for one in lump_sums.menu(session.programme, code)]
        several = len({code for code, _euros, _about in told}) > 1
        sums = {euros: f"{words.short(code)}: {about}" if several else about for code, euros, about in told}
        if not sums:
            return self.prompter.ask(shown)
        other = _("Another sum")
        choices = [*((euros, words.euros(euros)) for euros in sorted(sums)), (other, other)]
        default = shown.default if shown.default in sums or shown.default is None else other
        hints = (*(sums[euros] for euros in sorted(sums)), "")
        chosen = self.prompter.ask(replace(shown, choices=tuple(choices), hints=hints, default=default))
        return self.prompter.ask(shown) if chosen == other else chosen

    def keep(self) -> None:
        """Save the draft, if there is anything to save."""
        if self.session.data:
            self.save(self.session.data)

    def refuse(self, problems: list[Problem]) -> None:
        """Say what is wrong with an answer that could not be taken."""
        if problems:
            from erasmus_cli.views.problems import explanation

            for what, mend in map(explanation, problems):
                self.page.line(f"{what}. {mend}", style="bad")

    def _place(self, ask: Ask, name: str) -> Any:
        """Find a place that was typed: ask which one is meant if there are several, and say if there is none."""
        from erasmus_cli.programme.places import find
        from erasmus_cli.views.journeys import label, numbered

        country = (self.session.item(ask) or self.session.whole.get("organisation") or {}).get("country")
        found = find(name, country) if country else []
        if len(found) > 1:
            several = _("There are several places called {name}. Which one?").format(name=words.clean(name))
            choices = tuple((numbered(p), f"{p.name}, {label(p)}") for p in found)
            return self.prompter.ask(Prompt(several, choices=choices))
        if country and not found:
            told = _("The gazetteer does not have it, so the distance is asked in kilometres.")
            self.page.line(told, indent=2, hang=2)
        return name

    def remark(self, field: str, answer: Any) -> None:
        """Say what is unlikely about an answer; it stays."""
        session = self.session
        value = None if answer is OPEN else answer
        for said in remarks(field, value, session.whole, session.programme, day_of(session.now)):
            self.page.line(said, style="warning", indent=2, hang=2)

    def _object(self, before: set[str], ask: Ask) -> None:
        """Say at once that an answer breaks a requirement; it stays taken, for another one may have to change."""
        from erasmus_cli.views import diagnostics

        for found in self.session.broken():
            about = self.session.programme.facts[found.requirement.fact].reads[:1] == [ask.question.field]
            if found.requirement.id not in before or about:
                self.page.line(diagnostics.title(found), style=diagnostics.style(found), indent=2, hang=2)
                self.page.line(f"{diagnostics.in_short(found)} ({found.requirement.id})", indent=4)

    def menu(self, title: str, choices: list[tuple[Any, str]], default: Any = None, help_: tuple[str, ...] = ()) -> Any:
        """Let a person choose what to do next; BACK if they want to go back."""
        first = choices[0][0] if default is None else default
        return self.prompter.ask(Prompt(title, help_, tuple(choices), default=first, may_stay_open=False))


def _begins(ask: Ask) -> bool:
    """Whether a list is begun without asking."""
    return ask.question.no == "items" and not ask.more and ask.question.kind == "list"


def _progress(name: str, number: int) -> str:
    left = _n("about {number} question", "about {number} questions", number)
    return f"{name} · {left.format(number=number)}"


def said(session: Session, ask: Ask, value: Any) -> str:
    """Put an answer into words for a list of answers."""
    if value is None:
        return _("left open") if session.passed(ask.path) else "–"
    put = prompt(ask, session.programme, None)
    if put.several:
        chosen = [label_ for choice, label_ in put.choices if choice in value]
        return words.together(chosen) or put.none or _("none")
    return next((label_ for choice, label_ in put.choices if choice == value), None) or put.say(value)


def label(session: Session, ask: Ask) -> str:
    """Name a question in a list of answers."""
    if ask.question.label:
        return words.text(ask.question.label)
    fact = session.programme.facts[ask.question.field.replace("[]", "")]
    return words.text(fact.label)


def new_findings(session: Session) -> list[Finding]:
    """Return what is not met in the plan under its action, what the action is not made for left out."""
    return [f for f in session.assessment().against if f.requirement.level != "fit"]
