"""The models of the interview's data: its sections and questions, and what is said of unlikely answers."""

from __future__ import annotations

from typing import Literal

from erasmus_cli.programme.base import Record, Text
from erasmus_cli.programme.requirement import Condition, Literals

#: When a question matters: to find the action, to draft the application, or only when it is sent.
Stage = Literal["idea", "draft", "sending"]


class Section(Record, frozen=True, kw_only=True):
    """A part of the draft that a person fills in one go. `worksheet`: the sums of a partnership are filled in here."""

    id: str
    name: Text
    worksheet: bool = False


class Check(Record, frozen=True, kw_only=True):
    """One line of a question of kind `checks`: a statement, and what its field says if it is ticked."""

    field: str
    value: bool | list[str]
    text: Text


class Question(Record, frozen=True, kw_only=True):
    """One question of the interview: which plan field it fills, how it is put, and help for it.

    `field` is a path of the plan; `mobility[].days` is asked of every item of a list. A question of kind `list`
    begins such a list and `more` asks for another item; a "no" writes an empty list or leaves it unknown, and with
    `items` the first item is begun without asking. `preset` is what each item says from the start. A question of
    kind `countries` fills a list with one item for each country, and one of kind `lump-sum` offers the sums that the
    action has. A question of kind `checks` fills several yes-no fields: what is ticked is written, the rest stays
    unknown.

    `stage`: `idea` questions help to find the action, `draft` questions fill the draft of the chosen one, and
    `sending` those that only matter then; `section` is the part of the draft in which the answer stands. A question
    is asked if a requirement needs it; with `always` the draft needs it although no requirement does, what is
    `optional` is offered, and what is `rough` is left to other questions once an action is chosen. It is not asked
    before the fields that it `needs` are known, if they are needed themselves, nor `when` that does not hold. What an
    answer `implies` is written with it, by the answer, or by `*` for any. `actions` limits it to the drafts of some
    actions, and `group` the choices to those of a group (or whose group begins with it); `by_aim` to the groups that
    the aims ask for.
    `label` names it in a list of answers, where no fact of the same name does. With it is told what of the grant is
    `left` to allot, what is `estimated` as cost, or what the activities come to `so-far`.
    """

    field: str
    kind: Literal[
        "one",
        "many",
        "yes-no",
        "count",
        "euros",
        "lump-sum",
        "date",
        "text",
        "country",
        "countries",
        "place",
        "list",
        "checks",
        "numbers",
    ]
    stage: Stage
    section: str
    text: Text
    label: Text | None = None
    help: Text | None = None
    example: str | None = None
    choices: str | None = None
    always: bool = False
    optional: bool = False
    rough: bool = False
    no: Literal["empty", "unknown", "items"] = "unknown"
    preset: dict[str, Literals] = {}
    more: Text | None = None
    checks: list[Check] = []
    group: str | None = None
    by_aim: dict[str, list[str]] = {}
    actions: list[str] = []
    needs: list[str] = []
    when: list[Condition] = []
    tells: Literal["left", "estimated", "so-far"] | None = None
    implies: dict[str, dict[str, Literals]] = {}
    sources: list[str] = []


class Remark(Record, frozen=True, kw_only=True):
    """What is said of an answer that is unlikely, which stays; `field` is that of its question.

    Likely is what lies between `at_least` and `at_most` (of dates: years from today), what is not the same as
    another value of the plan (`same_as`, or `otherwise` where the plan does not say it), and what has the form that a
    fact asks for (`form`).
    """

    field: str
    text: Text
    at_least: int | None = None
    at_most: int | None = None
    same_as: str | None = None
    otherwise: str | None = None
    form: str | None = None
    sources: list[str] = []
