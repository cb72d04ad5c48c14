"""The shape of application forms: their sections, what is asked there, and what of a plan belongs there."""

from __future__ import annotations

from typing import Literal

from erasmus_cli.programme.base import Record, Text


class FormQuestion(Record, frozen=True, kw_only=True):
    """What a section of an application form asks, in our words, and its limit in characters if one is known."""

    text: Text
    limit: int | None = None
    note: Text | None = None


class FormSection(Record, frozen=True, kw_only=True):
    """A section of an application form; `standing` tells whether it is official or known at second hand.

    `own_words` are the fields of a plan in which a person may have noted something for it, `says` those that answer
    part of it, and `criteria` the award criteria that it is judged by, as far as the action has them. Not `written`:
    what is asked there is attached, filled in elsewhere or ticked, and no text.
    """

    id: str
    name: Text
    standing: Literal["official", "second-hand"]
    note: Text | None = None
    sources: list[str]
    questions: list[FormQuestion] = []
    own_words: list[str] = []
    says: list[str] = []
    criteria: list[str] = []
    written: bool = True


class PageLimit(Record, frozen=True, kw_only=True):
    """How many pages of a form are read, for which actions."""

    actions: list[str]
    pages: int
    note: Text | None = None
    sources: list[str]


class Form(Record, frozen=True, kw_only=True):
    """An application form: its sections and what is known of it. `actions`: those that share it."""

    code: str
    standing: Literal["official", "second-hand"]
    note: Text
    actions: list[str] = []
    pages: list[PageLimit] = []
    sections: list[FormSection]
    sources: list[str]
