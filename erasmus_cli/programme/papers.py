"""The shape of the papers that are made from a plan: which parts they have, and what they tell besides the rules."""

from __future__ import annotations

from typing import Literal

from erasmus_cli.programme.base import Record, Text
from erasmus_cli.programme.records import OfActions
from erasmus_cli.programme.requirement import Condition

#: What an organisation beside the applicant is: the roles of partners, and those of mobility projects.
Role = Literal["partner", "associated", "affiliated", "member", "host"]


class Part(Record, frozen=True, kw_only=True):
    """A part of a paper: what fills it, its heading, and what is said first."""

    fill: str
    heading: Text | None = None
    text: Text | None = None


class Outline(Record, frozen=True, kw_only=True):
    """A paper: its name, whom it is for, and its parts in their order. `one_page`: it has to fit one sheet."""

    id: str
    name: Text
    about: Text
    one_page: bool = False
    parts: list[Part]


class Told(OfActions, frozen=True, kw_only=True):
    """Something that papers about some actions tell.

    `roles` limit it to organisations of some roles, and `when` to some plans. `step` is the step of the timeline by
    which it has to be done.
    """

    text: Text
    roles: list[Role] = []
    when: list[Condition] = []
    step: str | None = None
    sources: list[str] = []


class Signed(Told, frozen=True, kw_only=True):
    """Something that is decided or signed, and by whom; a `decision` has its day whether or not that step is done."""

    who: Text
    decision: bool = False


class Papers(Record, frozen=True, kw_only=True):
    """All papers, and what they tell.

    `own_money` says what of the costs a grant of each form leaves to others, `otherwise` what follows if no
    application is sent, `signing` what has to be decided and signed, and `signatures` who signs the paper itself. A
    partner is told what it must `have`, and its `rights` and `duties`; it answers by `answer`.
    """

    outlines: list[Outline]
    own_money: dict[str, Told]
    own_work: Text
    otherwise: list[Told]
    signing: list[Signed]
    signatures: list[Text]
    have: list[Told]
    rights: list[Told]
    duties: list[Told]
    answer: list[Text]
    answer_lines: list[Text]
    share: dict[Role, Told]
