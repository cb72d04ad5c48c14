"""`erasmus plan`: the interview, from the first question or from where a plan stops, to a draft and what comes next."""

from __future__ import annotations

import datetime as dt
import errno
import os
import sys
from pathlib import Path
from typing import Any

from erasmus_cli.commands.opening import Entries, Opened, completed, nearby, told
from erasmus_cli.interview.session import Session
from erasmus_cli.language import _
from erasmus_cli.plan.draft import Draft, free_name
from erasmus_cli.plan.layout import Layout
from erasmus_cli.programme.load import Calls
from erasmus_cli.rules.belonging import lacking
from erasmus_cli.views.page import Page
from erasmus_cli.views.words import clean, typed

NAME = "plan.toml"


def run(path: str | None, answers: str | None, no_input: bool, now: dt.datetime, year: int | None) -> int:
    """Conduct the interview and keep its draft. Returns the exit code of a check of the draft."""
    errors = Page(error=True)
    if not no_input and not (sys.stdin.isatty() and sys.stdout.isatty()):
        errors.line(_("There is no terminal to ask on. Use: `erasmus plan PLAN --no-input --answers FILE`"))
        return 2
    calls = Calls()
    try:
        start = _start(path, no_input, errors, calls, now, year)
    except StoppedError:
        return 0
    except EOFError:
        return 130
    except OSError as error:
        return _unwritable(errors, Path(path or NAME), error)
    if start is None:
        return 2
    draft, data = start
    if answers is not None:
        given = _read(answers, calls, now, errors)
        if given is None:
            return 2
        from erasmus_cli.plan.organisation import joined

        data = joined(data, given)
    near = nearby(calls, str(draft.path))
    if not isinstance(near, tuple):
        from erasmus_cli.views import problems

        problems.show(errors, near)
        return 2
    entries, about = near
    session = Session(entries.calls, data, now, year, about)
    page = Page()
    try:
        if data:
            draft.save(session.data)
        if no_input:
            return _finish(session, draft, page, entries)
        return _interview(session, draft, page, entries)
    except OSError as error:
        return _unwritable(errors, draft.path, error)


def _unwritable(errors: Page, path: Path, error: OSError) -> int:
    errors.line(_("The draft cannot be written to {file}: {reason}").format(file=_shown(path), reason=_reason(error)))
    errors.line(_("Give another place, for example: `erasmus plan other-folder/plan.toml`"))
    return 2


def _reason(error: OSError) -> str:
    """Say why a file could not be written; the system itself says it in English."""
    reasons = {
        errno.EACCES: _("there is no permission to write there"),
        errno.EPERM: _("there is no permission to write there"),
        errno.EROFS: _("there is no permission to write there"),
        errno.ENOENT: _("there is no such folder"),
        errno.ENOTDIR: _("there is no such folder"),
        errno.ENOSPC: _("the disk is full"),
        errno.ENAMETOOLONG: _("the name is too long"),
    }
    return reasons.get(error.errno or 0, error.strerror or "")


def _interview(session: Session, draft: Draft, page: Page, entries: Entries) -> int:
    from erasmus_cli.interview.prompters import for_this_terminal

    kept = _("Answers are saved in {file} after every question. Ctrl-C stops, and you can go on later.")
    page.line(kept.format(file=_shown(draft.path)), style="quiet")
    if session.about and session.about.content.another(session.data):
        for line in told(_with_all(session, draft, entries), session.programme, rates=False):
            page.line(line, style="quiet")
    try:
        from erasmus_cli.interview.conduct import conduct
        from erasmus_cli.interview.talk import Talk

        conduct(Talk(session, for_this_terminal(), page, draft.save, lambda: str(draft.path)))
    except (KeyboardInterrupt, EOFError):
        page.line()
        if draft.path.exists():
            page.line(_("Stopped. Your answers are kept in {file}.").format(file=_shown(draft.path)))
            page.line(_("Go on with: `erasmus plan {file}`").format(file=typed(draft.path)))
        else:
            page.line(_("Stopped. There were no answers to keep."))
        return 130
    if not session.action and session.data:
        from erasmus_cli.views import outcome

        page.line()
        outcome.undecided(page, session.programme, session.now, _shown(draft.path))
        return 3
    return _finish(session, draft, page, entries) if session.data else 0


def _shown(path: Path) -> str:
    """Return a file's name for the screen."""
    return clean(str(path))


def _start(
    path: str | None, no_input: bool, errors: Page, calls: Calls, now: dt.datetime, year: int | None
) -> tuple[Draft, dict[str, Any]] | None:
    """Return the draft to write and what it says already; None, and an error, if the file can't be used."""
    target = Path(path or NAME)
    layout = Layout(lambda data: calls.of_plan(data, now, year), lacking)
    there = os.path.exists(target)  # noqa: PTH110 - never raises, whatever the name
    if there and path is None:
        if no_input:
            return Draft(free_name(target), layout), {}
        target = _other_than(target)
        there = target.exists()
    if not there:
        if not target.parent.is_dir():
            errors.line(_("There is no folder {folder}.").format(folder=_shown(target.parent)))
            return None
        if not os.access(target.parent, os.W_OK):
            errors.line(_("Nothing can be written to the folder {folder}.").format(folder=_shown(target.parent)))
            return None
        return Draft(target, layout), {}
    from erasmus_cli.plan.read import Unreadable, read
    from erasmus_cli.views import problems

    file = read(str(target), calls.words_of(now), calls.years)
    if isinstance(file, Unreadable):
        problems.show(errors, file)
        return None
    return Draft(target, layout), file.data


class StoppedError(Exception):
    """The person does not want to go on."""


def _other_than(target: Path) -> Path:
    """Ask what to do with a plan that is there already. Raises StoppedError, or what an interrupt raises."""
    from erasmus_cli.interview.prompt import BACK, Prompt
    from erasmus_cli.interview.prompters import for_this_terminal

    new = free_name(target)
    choices = (
        (target, _("Go on with it")),
        (new, _("Begin a new one, {name}").format(name=_shown(new))),
        ("stop", _("Stop")),
    )
    title = _("There is a plan here already: {name}").format(name=_shown(target))
    answer = for_this_terminal().ask(Prompt(title, choices=choices, default=target, may_stay_open=False))
    if answer is BACK or answer == "stop":
        raise StoppedError
    assert isinstance(answer, Path)
    return answer


def _read(name: str, calls: Calls, now: dt.datetime, errors: Page) -> dict[str, Any] | None:
    from erasmus_cli.plan.read import Unreadable, read
    from erasmus_cli.views import problems

    file = read(name, calls.words_of(now), calls.years)
    if isinstance(file, Unreadable):
        problems.show(errors, file)
        return None
    return file.data


def _with_all(session: Session, draft: Draft, entries: Entries) -> Opened:
    """Return the draft with what lies beside it, as all commands see it."""
    from erasmus_cli.plan.read import PlanFile

    file = PlanFile(str(draft.path), "", session.data, session.plan())
    return completed(file, entries, session.about, session.programme)


def _finish(session: Session, draft: Draft, page: Page, entries: Entries) -> int:
    """Show the result: a check of the draft and the next steps, or the routes if no action was chosen.

    What lies beside the draft counts as in all commands: the file about the organisation, if nobody said no to it.
    """
    from erasmus_cli.advice.recommend import recommend
    from erasmus_cli.rules.assess import assess
    from erasmus_cli.views import outcome, routes

    action = session.data.get("action")
    opened = _with_all(session, draft, entries)
    if not action:
        advice = recommend(session.calls, opened.file.plan, session.now, session.year)
        routes.show(page, advice, session.now, beside=told(opened, session.programme, rates=False))
        page.line()
        kept = _("Your answers are kept in {file}.").format(file=_shown(draft.path))
        page.line(kept if draft.path.exists() else _("No file was written, because there were no answers."))
        return 3
    assessment = assess(session.calls, opened.file.plan, action, session.now, session.year)
    beside = told(opened, assessment.programme, rates=bool(opened.file.plan.mobility))
    outcome.show(page, assessment, session.now, _shown(draft.path), beside)
    return 1 if assessment.stopped else 3 if assessment.open else 0
