"""`erasmus completion`: sets up completion with the Tab key for a shell, without a file to be edited by hand."""

from __future__ import annotations

import codecs
import os
import subprocess
from pathlib import Path

import typer

from erasmus_cli.folder import data_folder
from erasmus_cli.language import _
from erasmus_cli.plan.draft import write_whole
from erasmus_cli.views.page import NO_BREAK, Page
from erasmus_cli.views.words import clean, either

SHELLS = ("bash", "zsh", "fish", "powershell")
#: Ends the line that is added to a shell's own file, so that it is found again.
MARK = "# erasmus completion"


def run(shell: str | None) -> int:
    """Set completion up for a shell, by default the one that the program was called from."""
    page, errors = Page(), Page(error=True)
    name = (shell or _in_use()).lower()
    if name not in (*SHELLS, "pwsh"):
        named = [f"`erasmus completion {each}`" for each in SHELLS]
        errors.line(_("Say for which shell: {commands}.").format(commands=either(named)))
        return 2
    script, profile = _places(name)
    if profile is None and name != "fish":
        errors.line(_("{shell} was not found on this computer.").format(shell=name))
        return 2
    try:
        script.parent.mkdir(parents=True, exist_ok=True)
        write_whole(script, (data_folder() / "completion" / f"erasmus.{_ending(name)}").read_bytes())
        if profile:
            _add_line(profile, _line(name, script))
    except OSError as error:
        errors.line(_("This file cannot be written: {file}").format(file=clean(str(error.filename))))
        return 2
    page.line(_("Completion with the Tab key is set up for {shell}. Open a new window to use it.").format(shell=name))
    page.line(_("Written: {file}").format(file=clean(str(script))))
    if profile:
        page.line(_("At the end of {file} there is now one line that reads it.").format(file=clean(str(profile))))
        undo = _("To undo this, delete that file, and the line that ends in {mark}.")
        page.line(undo.format(mark=MARK.replace(" ", NO_BREAK)))
    else:
        page.line(_("To undo this, delete that file."))
    if _ending(name) == "ps1":
        page.line(_("If PowerShell then says that running scripts is disabled, allow your own ones once, with:"))
        page.exact("Set-ExecutionPolicy -Scope CurrentUser RemoteSigned")
    return 0


def _in_use() -> str:
    import shellingham

    try:
        return str(shellingham.detect_shell()[0])
    except shellingham.ShellDetectionFailure:
        return ""


def _ending(shell: str) -> str:
    return "ps1" if shell in ("powershell", "pwsh") else shell


def _places(shell: str) -> tuple[Path, Path | None]:
    """Return where the script goes, and the file of the shell that has to read it; None if there is none.

    Fish finds the script by itself; PowerShell has to be asked for its file.
    """
    home = Path.home()
    script = Path(typer.get_app_dir("erasmus")) / f"completion.{_ending(shell)}"
    match shell:
        case "fish":
            settings = Path(os.environ.get("XDG_CONFIG_HOME") or home / ".config")
            return settings / "fish" / "completions" / "erasmus.fish", None
        case "bash":
            return script, home / ".bashrc"
        case "zsh":
            return script, Path(os.environ.get("ZDOTDIR") or home) / ".zshrc"
    ask = "[Console]::OutputEncoding = New-Object Text.UTF8Encoding; $PROFILE"
    try:
        said = subprocess.run([shell, "-NoProfile", "-Command", ask], capture_output=True, check=False).stdout
    except OSError:
        return script, None
    name = said.decode("utf-8-sig", errors="replace").strip()
    return script, Path(name) if name else None


def _line(shell: str, script: Path) -> str:
    """Return the line that reads the script if it is there; named from the home folder on, it is mostly plain ASCII."""
    home = Path.home()
    path = f'"$HOME/{script.relative_to(home).as_posix()}"' if script.is_relative_to(home) else f'"{script}"'
    if _ending(shell) == "ps1":
        return f"if (Test-Path {path}) {{ . {path} }}  {MARK}"
    return f"[ ! -f {path} ] || . {path}  {MARK}"


def _add_line(profile: Path, line: str) -> None:
    """Add a line to the end of a file, once, and leave the rest of it as it is."""
    raw = profile.read_bytes() if profile.exists() else b""
    # Windows PowerShell itself writes UTF-16.
    encoding = "utf-16-le" if raw.startswith(codecs.BOM_UTF16_LE) else "utf-8"
    written = raw.decode(encoding, errors="replace")
    if MARK in written:
        return
    profile.parent.mkdir(parents=True, exist_ok=True)
    apart = "\n" if written and not written.endswith("\n") else ""
    with profile.open("ab") as file:
        file.write(f"{apart}{line}\n".encode(encoding))
