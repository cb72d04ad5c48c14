"""The file about the organisation in the interview: offered to be used, and to be kept for other plans."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from erasmus_cli.interview.prompt import BACK, Prompt
from erasmus_cli.language import _
from erasmus_cli.plan.paths import Path as At
from erasmus_cli.views import words

if TYPE_CHECKING:
    from erasmus_cli.interview.session import Session
    from erasmus_cli.interview.talk import Talk

NAME = "organisation.toml"


def offer(talk: Talk) -> bool:
    """Ask whether the file is used. Returns False if the person goes back."""
    session = talk.session
    assert session.about
    file, name = words.clean(session.about.name), words.clean(session.about.content.name or _("no name"))
    prompt = Prompt(
        _("Organisation: {name} from {file}. Use it?").format(name=name, file=file),
        (_("What it says is not asked again. It stays in that file and is not copied into the plan."),),
        ((True, _("Yes, use it")), (False, _("No, this plan is about another organisation or says it itself"))),
        default=True,
        may_stay_open=False,
    )
    answer = talk.prompter.ask(prompt)
    if answer is BACK:
        return False
    session.use(answer)
    talk.keep()
    return True


def keep(talk: Talk) -> None:
    """Offer once to write what the plan says of the organisation into a file beside it; never over another file."""
    session, path = talk.session, Path(talk.name()).parent / NAME
    said = _to_keep(session)
    if talk.kept or session.about or not said or path.exists() or path.is_symlink():
        return
    talk.kept = True
    prompt = Prompt(
        _("Keep what you said of your organisation for other plans, too, in {file}?").format(
            file=words.clean(str(path))
        ),
        (_("Plans in the same folder then use it. What this plan says stays in it."),),
        ((True, _("Yes, write the file")), (False, _("No"))),
        default=False,
        may_stay_open=False,
    )
    if talk.prompter.ask(prompt) is not True:
        return
    from erasmus_cli.plan.draft import write_whole
    from erasmus_cli.plan.template import organisation

    try:
        write_whole(path, organisation(session.programme, said).encode())
    except OSError:
        talk.page.line(_("The file cannot be written: {file}").format(file=words.clean(str(path))), style="warning")
        return
    talk.page.line(_("Written: {name}").format(name=words.clean(str(path))))


def _to_keep(session: Session) -> dict[str, Any]:
    """Return what such a file would say by the plan; nothing as long as the organisation has neither name nor OID."""
    data = session.data
    own = data.get("organisation") or {}
    if not (own.get("name") or own.get("oid")):
        return {}
    said = {key: data[key] for key in ("organisation", "grants") if data.get(key) is not None}
    if data.get("applications") is not None:
        said = {"call": session.programme.year, **said, "applications": data["applications"]}
    return said


def marked(session: Session, path: At, line: str) -> str:
    """Add to a line of a menu that the file says it, and not the plan."""
    if not session.about or not session.is_taken(path):
        return line
    return _("{line} (from {file})").format(line=line, file=words.clean(Path(session.about.name).name))
