"""A worksheet for the money of a partnership: what each part costs, its amount of the grant, and who shares in it."""

from __future__ import annotations

from typing import Any

from erasmus_cli.budget.shares import Shares, shares
from erasmus_cli.interview import reading
from erasmus_cli.interview.ask import Ask
from erasmus_cli.interview.prompt import BACK, OPEN, Prompt
from erasmus_cli.interview.session import Session
from erasmus_cli.interview.talk import Talk, label
from erasmus_cli.language import _
from erasmus_cli.plan.paths import place
from erasmus_cli.views import items, money, words

#: The questions about the money of a part, by the end of their field.
SUMS = ("amount", "cost")


def parts(session: Session) -> Shares:
    """Return the parts of the plan that the grant is shared among."""
    return shares(session.plan(), session.programme, session.data["action"])


def run(talk: Talk) -> None:
    """Show the parts with their sums, what is left to allot, and let the person fill in one after the other."""
    session = talk.session
    while True:
        found = parts(session)
        of = str(found.of)
        if not found.parts:
            kind = words.text(session.programme.choices["lists"][of].name)
            talk.page.line(_("There is no part to share the money among yet. Add one first: {kind}.").format(kind=kind))
            return
        rows: list[tuple[Any, str]] = [(number, _row(session, of, number)) for number in range(len(found.parts))]
        help_ = (*_sums(session, of), *_partners(found))
        answer = talk.menu(_("Worksheet: which part?"), [*rows, ("back", _("Back"))], "back", help_)
        if answer == "back" or answer is BACK:
            return
        _part(talk, of, answer)


def _row(session: Session, of: str, number: int) -> str:
    item = session.data[of][number]
    said = [f"{label(session, ask).lower()} {_euros(session.value(ask.path))}" for ask in _asks(session, of, number)]
    return f"{items.named(session.programme, of, number, item)}: {', '.join(said)}"


def _euros(amount: int | None) -> str:
    return "–" if amount is None else words.euros(amount)


def _asks(session: Session, of: str, number: int) -> list[Ask]:
    """Return the questions about the money of a part."""
    fields = {f"{of}[].{name}" for name in SUMS}
    own = [
        q for q in session.programme.questions if q.field in fields and (not q.actions or session.action in q.actions)
    ]
    return [Ask(question, place(question.field, number)) for question in own]


def _sums(session: Session, of: str) -> list[str]:
    """Say what is left to allot, and what the project is estimated to cost by its parts."""
    plan, programme = session.plan(), session.programme
    left = money.left(plan, of)
    costs = [item["cost"] for item in session.data[of] if item.get("cost") is not None]
    if costs and plan.estimated_cost is not None and sum(costs) != plan.estimated_cost:
        told = _("The parts cost {parts} together; as the total, the plan says {total}.")
        left = " ".join(
            filter(None, [left, told.format(parts=words.euros(sum(costs)), total=words.euros(plan.estimated_cost))])
        )
    return [*([left] if left else []), *money.estimated(plan, programme, session.data["action"], session.now)[:3]]


def _partners(found: Shares) -> list[str]:
    """Say what each organisation has of all parts together."""
    by_partner = found.by_partner
    said = ", ".join(f"{words.clean(name)} {words.euros(euros)}" for name, euros in by_partner.items())
    return [_("By organisation: {sums}.").format(sums=said)] if said else []


def _names(session: Session) -> list[str]:
    """Return the organisations that may have a share: the applicant and those partners that get a part of the grant."""
    unfunded = session.programme.facts["work_packages.shares_known"].parameters["unfunded"]
    plan = session.plan()
    bodies = [plan.organisation, *(p for p in plan.partners or [] if p.role not in unfunded)]
    return [body.name for body in bodies if body and body.name]


def _part(talk: Talk, of: str, number: int) -> None:
    """Let the person fill in the sums of a part, and the share of each organisation in it."""
    session = talk.session
    while True:
        item = session.data[of][number]
        taken: dict[str, int] = item.get("shares") or {}
        names = list(dict.fromkeys([*_names(session), *taken]))
        rows: list[tuple[Any, str]] = [
            (ask, f"{label(session, ask)}: {_euros(session.value(ask.path))}") for ask in _asks(session, of, number)
        ]
        rows += [
            (name, _("Share of {name}: {sum}").format(name=words.clean(name), sum=_euros(taken.get(name))))
            for name in names
        ]
        amount = item.get("amount")
        left = [] if amount is None or not names else [amount - sum(taken.values())]
        help_ = [
            _("{sum} of this part belongs to nobody yet.").format(sum=words.euros(rest)) for rest in left if rest > 0
        ]
        title = items.named(session.programme, of, number, item)
        answer = talk.menu(title, [*rows, ("back", _("Back"))], "back", tuple(help_))
        if answer == "back" or answer is BACK:
            return
        if isinstance(answer, Ask):
            talk.put(answer)
        else:
            _share(talk, of, number, answer)


def _share(talk: Talk, of: str, number: int, name: str) -> None:
    """Ask what an organisation gets of a part; left open, it has no share there."""
    session = talk.session
    taken: dict[str, int] = session.data[of][number].get("shares") or {}
    title = _("How much of this does {name} get?").format(name=words.clean(name))
    answer = talk.prompter.ask(Prompt(title, read=reading.euros, say=words.euros, default=taken.get(name)))
    if answer is BACK:
        return
    kept = {key: value for key, value in taken.items() if key != name} | ({} if answer is OPEN else {name: answer})
    items_ = [dict(item) for item in session.data[of]]
    items_[number].pop("shares", None)
    items_[number] |= {"shares": kept} if kept else {}
    talk.refuse(session.replace(session.data | {of: items_}))
    talk.keep()
