"""Words for files and values that can't be used: what happened, where, and what to do next."""

from __future__ import annotations

import re
from typing import Any

from erasmus_cli.language import _, language
from erasmus_cli.plan.read import Problem, Unreadable
from erasmus_cli.views.page import Page
from erasmus_cli.views.words import clean, date, instant, sources

#: What can be wrong with what a person entered of a call.
ENTERED = (
    *("no-call", "two-rounds", "two-events", "contradicts"),
    *("outside-call", "before-reading", "ends-before-start"),
)


def show(page: Page, file: Unreadable) -> None:
    """Write each problem of a file with its place, the line it stands in, and how to mend it."""
    for problem in file.problems:
        what, mend = explanation(problem)
        where = clean(file.name) + (f":{problem.line}:{problem.column}" if problem.line else "")
        page.line(_("{where}: {what}").format(where=where, what=what), style="bad", hang=2)
        excerpt(page, file.text, problem.line, problem.column, problem.width)
        if mend:
            page.line(mend, indent=2)


def excerpt(page: Page, text: str, line: int | None, column: int | None, width: int) -> None:
    """Write a line of a file with a marker under the place; long lines are cut around it."""
    rows = text.split("\n")
    if line is None or column is None or not 0 < line <= len(rows) or not text:
        return
    room = page.width - len(f"{line:>5} | ")
    shown = clean(rows[line - 1].rstrip("\r"))
    start = max(0, column - 1 - room // 2) if column > room - 10 else 0
    shown = shown[start : start + room]
    page.exact(f"{line:>5} | {shown}", style="quiet")
    mark = " " * (column - 1 - start) + "^" * max(1, min(width, len(shown) - (column - 1 - start)))
    page.exact(f"{'':>5} | {mark}", style="quiet")


def explanation(problem: Problem) -> tuple[str, str]:
    """Return what is wrong, and what would mend it."""
    detail = problem.detail
    key = clean(".".join(str(part) for part in problem.path if isinstance(part, str)))
    last = clean(str(problem.path[-1])) if problem.path else ""
    match problem.kind:
        case "not-found":
            return _("there is no such file"), _("Check the name, or begin a plan with: `erasmus plan`")
        case "is-a-folder":
            return _("this is a folder without plans"), _("Give the name of a plan file, for example plan.toml.")
        case "not-readable":
            return _("the file cannot be read"), _("Check that you have permission to read it.")
        case "too-large":
            return (
                _("the file is too large to be a plan"),
                _("A plan may have at most {limit} bytes.").format(limit=detail["limit"]),
            )
        case "not-utf8":
            return (
                _("the file is not written in UTF-8"),
                _("Open it in your editor and save it with the encoding UTF-8."),
            )
        case "too-deep":
            return _("the file is nested too deeply to be a plan"), ""
        case "not-toml":
            return _toml(str(detail["reason"]), str(detail["line"])), _("Look at this line and the one before it.")
        case "missing":
            once = _("Write it there, or once at the top of the file for all that does not say it.")
            of_which = _("It tells of which call the applications are, for example: call = 2027")
            mend = once if detail.get("once") else of_which if detail.get("applications") else ""
            return _("the key {key} is missing").format(key=key), mend
        case "empty":
            return _("{key} is empty").format(key=key), ""
        case "unknown-key":
            near = _("Did you mean {key}?").format(key=detail["near"]) if detail["near"] else ""
            listed = _("Keys that are known here: {keys}.").format(keys=", ".join(detail["known"]))
            return _("the key {key} is not known here").format(key=last), near or listed
        case "no-such-step":
            near = _("Did you mean {key}?").format(key=detail["near"]) if detail["near"] else ""
            steps = _("The steps: `erasmus explain {name} --all`").format(name=problem.path[0])
            return _("the timeline has no step {key}").format(key=last), near or steps
        case "choice":
            near = _("Did you mean {key}?").format(key=_meant(detail)) if detail["near"] else ""
            what = _("{key} cannot be {value}").format(key=key, value=_quoted(detail["value"]))
            return what, near or _("The values that are known: `erasmus explain {list}`").format(list=detail["list"])
        case "out-of-range":
            bound = _("at least {bound}") if detail["least"] else _("at most {bound}")
            what = _("{key} has to be {bound}").format(key=key, bound=bound.format(bound=detail["bound"]))
            allowed = detail.get("allowed")
            mend = (
                _("The guide allows {low}–{high} euros a day.").format(low=allowed[0], high=allowed[1])
                if allowed
                else ""
            )
            return what, mend
        case kind if kind in ENTERED:
            return _entered(kind, detail, key)
        case "string-too-long":
            return _("the text of {key} is too long").format(key=key), _("Keep notes of this length elsewhere.")
        case "no-such-call":
            return (
                _("there are no rules for the call {year}").format(year=detail["year"]),
                _("Calls that are known: {years}.").format(years=detail["years"]),
            )
    return _("{key} has to be {expected}").format(key=key, expected=_expected(detail["expected"])), _hint(detail)


def _entered(kind: str, detail: Any, key: str) -> tuple[str, str]:
    """Explain what is wrong with what was entered of a call."""
    match kind:
        case "no-call":
            what = _("there is no call for {action}").format(action=detail["action"])
            return what, _("What is known of it: `erasmus actions {action}`").format(action=detail["action"])
        case "two-rounds":
            what = _("{action} has a round already, above").format(action=detail["action"])
            return what, _("Mark a second round with: optional = true")
        case "two-events":
            what = _("there is an event of this name already, above: {name}").format(name=clean(detail["name"]))
            return what, _("Give each event a name of its own, so that a calendar can tell them apart.")
        case "contradicts":
            known = detail["known"]
            form = _("{key} is {entered} here, but {known} is published (both Brussels time)")
            what = form.format(key=key, entered=instant(detail["entered"]), known=instant(known.deadline))
            mend = _("Published in: {sources}. Correct the date here, or take this round out.")
            return what, mend.format(sources=sources(detail["programme"], known.sources))
        case "outside-call":
            what = _("{key} is not in the time of call {year}").format(key=key, year=detail["year"])
            years = "/".join(map(str, range(detail["first"], detail["year"] + 1)))
            mend = _("The year has to be {years}: check the date, and the year in the name of the file.")
            return what, mend.format(years=years)
        case "before-reading":
            form = _("{key} is before the day on which it was read ({day})")
            return form.format(key=key, day=date(detail["read_on"])), _("Check both dates.")
    return _("the end is not after the start"), _("Check both times.")


def _meant(detail: Any) -> str:
    """Return the value that was perhaps meant; a country's code with its name."""
    near = str(detail["near"])
    if detail["list"] != "countries":
        return near
    from erasmus_cli.programme.countries import country_name

    return f"{near} ({country_name(near, language())})"


def _quoted(value: Any) -> str:
    words = clean(str(value))
    return f'"{words if len(words) <= 40 else words[:40] + "…"}"'


def _expected(kind: str) -> str:
    return {
        "number": _("a whole number"),
        "text": _("a text in quotation marks"),
        "yes-no": _("true or false"),
        "date": _("a date"),
        "moment": _("a date with a time"),
        "list": _("a list"),
        "table": _("a table"),
    }[kind]


def _hint(detail: Any) -> str:
    return {
        "number": _("Write the number without quotation marks, for example 12."),
        "text": _('Write the text in quotation marks, for example "Example School".'),
        "yes-no": _("Write true or false without quotation marks."),
        "date": _("Write the date without quotation marks: year-month-day, for example 2027-06-01."),
        "moment": _("Write it without quotation marks, for example 2027-02-18T12:00:00."),
        "list": _('Write a list in brackets, for example ["a", "b"], or repeat the heading in double brackets.'),
        "table": _("This needs a heading of its own with keys under it."),
    }[detail["expected"]]


def _toml(reason: str, line: str) -> str:
    """Explain what the TOML parser stumbled over. Its reasons are English; the common ones have words of ours."""
    known = {
        "Invalid value": _("a value is missing or is not written as TOML asks"),
        "Expected '=' after a key in a key/value pair": _("a key without = and a value"),
        "Invalid statement": _("this is neither a key with a value nor a heading"),
        "Cannot overwrite a value": _("this key is given twice"),
        "Invalid date or datetime": _("there is no such date"),
        "Unclosed array": _("a list is not closed with ]"),
        "Unclosed inline table": _("a table in braces is not closed with }"),
        "Unterminated string": _("a text is not closed with a quotation mark"),
        "Illegal character '\\n'": _("a text is not closed with a quotation mark"),
        "Expected \"'": _("a text is not closed with a quotation mark"),
        "Expected newline or end of document after a statement": _("two things on one line"),
        "Invalid initial character for a key part": _("a key begins with a character that is not allowed"),
        "Expected ']' at the end of a table declaration": _("a heading is not closed with ]"),
        "Expected ']]' at the end of an array declaration": _("a heading is not closed with ]]"),
    }
    if reason.startswith("Expected newline") and re.search(r"=\s*\d{4}-\d\d-\d\d", line):
        return _("there is no such date")  # the parser takes the year of an impossible date for a number
    for beginning, words in known.items():
        if reason.startswith(beginning):
            return words
    if reason.startswith("Cannot declare"):
        return _("this heading is given twice")
    if "Unescaped" in reason or "Illegal character" in reason:
        return _("a character that is not allowed here")
    return _("this cannot be read as TOML")
