"""The shapes of `table.toml`: activities as a table, with the names of its columns and the words in its cells."""

from __future__ import annotations

from erasmus_cli.programme.base import Record, Text


class Column(Record, frozen=True, kw_only=True):
    """A column: the field of an activity that it holds, its name, what else people call it, and its width.

    `always`: it stands in every table that the program writes; `rare`: hardly any plan says anything of it. `unit` is
    the unit of time of its numbers.
    """

    field: str
    name: Text
    also: list[str] = []
    always: bool = False
    rare: bool = False
    unit: str | None = None
    width: int


class DateColumn(Record, frozen=True, kw_only=True):
    """A column of dates, which tells a project month of an activity, by its headings."""

    field: str
    also: list[str]


class Table(Record, frozen=True, kw_only=True):
    """All of `table.toml`: words that cells may hold, the columns of activities, and headings that no plan takes.

    `number`, `lowest` and `highest` are columns that the program adds to its own tables.
    """

    totals: list[str]
    yes: list[str]
    no: list[str]
    unknown: list[str]
    ignored: list[str]
    number: Text
    lowest: Text
    highest: Text
    dates: list[DateColumn]
    columns: list[Column]
