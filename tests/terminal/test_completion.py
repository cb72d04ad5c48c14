"""Completion with the Tab key: what is offered, how it is set up, and that real shells understand it."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pexpect
import pytest

PROGRAM = Path(sys.executable).with_name("erasmus")
KEPT = ("HOME", "XDG_CONFIG_HOME", "ZDOTDIR", "ERASMUS_LANG")


def environment(home: Path, **more: str) -> dict[str, str]:
    own = {name: value for name, value in os.environ.items() if name not in KEPT}
    own |= {"HOME": str(home), "ERASMUS_LANG": "en", "LC_ALL": "C.UTF-8", "TERM": "dumb"}
    return own | {"PATH": f"{PROGRAM.parent}:{os.environ['PATH']}"} | more


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Make a home with a folder of plans, which is also the current one of the shells."""
    for name in ("plans/plan.toml", "plans/my plan.toml", "plans/notes.txt", "plans/older/plan.toml"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.touch()
    return tmp_path


# --- what is offered ------------------------------------------------------------------------------------------------


def offered(home: Path, before: str, word: str, **more: str) -> dict[str, str]:
    """Return the words that are offered and what they mean."""
    own = environment(home, ERASMUS_COMPLETE="1", ERASMUS_WORD=word, **more)
    done = subprocess.run(
        [PROGRAM, *before.split()], cwd=home, env=own, capture_output=True, text=True, encoding="utf-8", check=True
    )
    assert done.stderr == ""
    return dict(line.partition("\t")[::2] for line in done.stdout.splitlines())


@pytest.mark.parametrize(
    ("before", "word", "some"),
    [
        ("", "pl", {"plan"}),
        ("--lang fi", "", {"plan", "check", "timeline", "completion"}),
        ("check", "--", {"--format", "--today", "--lang", "--help"}),
        ("plan", "", {"*.toml"}),
        ("check one.toml", "tw", {"*.toml"}),
        ("plan --answers", "", {"*.toml"}),
        ("timeline plan.toml --svg", "", {"*.svg"}),
        ("deadlines --calendar", "", {"*.ics"}),
        ("export plan.toml", "", {"*.docx", "*.html", "*.md"}),
        ("export plan.toml one.md --paper", "p", {"principal", "partner"}),
        ("deadlines --format", "", {"text", "json"}),
        ("deadlines", "--format=j", {"--format=json"}),
        ("deadlines --format =", "j", {"json"}),  # bash takes it apart
        ("deadlines", "ka12", {"KA120", "KA121", "KA122"}),
        ("actions KA122", "ka210", {"KA210"}),
        ("explain", "KA122-part", {"KA122-participants"}),
        ("explain", "lump", {"lump-sum"}),
        ("countries", "est", {"Estonia"}),
        ("countries EE", "bosnia", {"Bosnia & Herzegovina"}),
        ("partners --lang fi", "vir", {"Viro"}),
        ("check --call", "", {"2026", "2027"}),
        ("completion", "", {"bash", "zsh", "fish", "powershell"}),
        ("template", "", {"organisation.toml", "rates.toml", "call-2027.toml"}),
    ],
)
def test_what_is_offered(home: Path, before: str, word: str, some: set[str]) -> None:
    found = offered(home, before, word)
    assert some <= set(found)
    begun = word.partition("=")[2] or word
    assert all(offer.startswith("*.") or begun.lower() in offer.lower() for offer in found)


@pytest.mark.parametrize(
    ("before", "word"),
    [("chek", ""), ("check --formt", ""), ("priorities", "x"), ("check --today", "2"), ("plan", "-x")],
)
def test_nothing_is_offered_and_nothing_said_where_there_is_nothing(home: Path, before: str, word: str) -> None:
    assert set(offered(home, before, word)) <= {"*.toml"}


def test_meanings_are_in_the_language_in_use(home: Path) -> None:
    assert offered(home, "deadlines", "ka122")["KA122"] == "Short-term mobility project"
    assert offered(home, "deadlines", "ka122", ERASMUS_LANG="fi")["KA122"] == "Lyhytkestoinen liikkuvuushanke"
    assert offered(home, "check", "--he", ERASMUS_LANG="fi")["--help"].startswith("Näyttää")


# --- how it is set up -----------------------------------------------------------------------------------------------


def set_up(home: Path, *shell: str, code: int = 0, **more: str) -> str:
    own = environment(home, **more)
    done = subprocess.run(
        [PROGRAM, "completion", *shell], cwd=home, env=own, capture_output=True, text=True, encoding="utf-8"
    )
    assert done.returncode == code, done
    return done.stdout + done.stderr


@pytest.mark.parametrize(("shell", "name"), [("bash", ".bashrc"), ("zsh", ".zshrc")])
def test_one_line_is_added_once_and_the_rest_stays(home: Path, shell: str, name: str) -> None:
    own = "alias ll='ls -l'  # ä\nexport EDITOR=nano"
    (home / name).write_text(own, encoding="utf-8")
    said = set_up(home, shell)
    assert str(home / name) in " ".join(said.split())
    before, line, end = (home / name).read_text(encoding="utf-8").rpartition("\n[")
    assert before == own
    assert end.endswith("# erasmus completion\n")
    set_up(home, shell)
    assert (home / name).read_text(encoding="utf-8") == before + line + end


def test_a_profile_in_utf_16_stays_one(home: Path) -> None:
    """Windows PowerShell writes such files. Here a script stands in for it, which tells where its profile is."""
    profile = home / "Documents" / "profile.ps1"
    stand_in = home / "bin" / "powershell"
    stand_in.parent.mkdir()
    stand_in.write_text(f"#!/bin/sh\necho '{profile}'\n", encoding="utf-8")
    stand_in.chmod(0o755)
    path = f"{stand_in.parent}:/usr/bin:/bin"
    set_up(home, "powershell", PATH=path)
    assert profile.read_text(encoding="utf-8").startswith("if (Test-Path ")
    profile.write_bytes("Set-Alias ll ls\r\n".encode("utf-16"))
    set_up(home, "powershell", PATH=path)
    first, line = profile.read_bytes().decode("utf-16").splitlines()
    assert (first, line[:14]) == ("Set-Alias ll ls", "if (Test-Path ")


def test_what_cannot_be_set_up_is_said(home: Path) -> None:
    assert "completion fish" in set_up(home, "tcsh", code=2)
    assert "powershell was not found" in set_up(home, "powershell", code=2, PATH="/usr/bin:/bin")
    (home / ".bashrc").mkdir()
    assert ".bashrc" in set_up(home, "bash", code=2)


# --- real shells ----------------------------------------------------------------------------------------------------

SHELLS = {
    "bash": ["--norc", "--noprofile", "-i"],
    "zsh": ["-f", "-i"],
    "fish": ["--interactive", "--no-config"],
}
READ = {
    "bash": "source ~/.bashrc",
    "zsh": "source ~/.zshrc",
    "fish": "source ~/.config/fish/completions/erasmus.fish",
}


@pytest.fixture(params=SHELLS)
def shell(request: pytest.FixtureRequest, home: Path) -> Iterator[pexpect.spawn]:
    """Start a shell in which completion is set up."""
    name = request.param
    if not shutil.which(name):
        pytest.skip(f"{name} is not there")
    set_up(home, name)
    own = environment(home, TERM="xterm", ZDOTDIR=str(home))
    child = pexpect.spawn(name, SHELLS[name], cwd=str(home / "plans"), env=own, encoding="utf-8", timeout=20)
    child.sendline(f"{READ[name]}; echo re''ady")
    child.expect("ready\r")
    yield child
    child.close(force=True)


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("erasmus pl\t", ["plan"]),
        ("erasmus plan my\t", ["plan", "my plan.toml"]),
        ('erasmus plan "my\t', ["plan", "my plan.toml"]),
        ("erasmus check ol\tpl\t", ["check", "older/plan.toml"]),
        ("erasmus countries bosnia\t", ["countries", "Bosnia & Herzegovina"]),
        ("erasmus deadlines --format=j\t", ["deadlines", "--format=json"]),
        ("erasmus explain ka122-participants\t", ["explain", "KA122-participants"]),
    ],
)
def test_a_shell_completes(shell: pexpect.spawn, typed: str, wanted: list[str]) -> None:
    """Put a command before the completed line that writes down the words it is given."""
    written = Path(shell.cwd) / "words"
    show = f"{sys.executable} -c \"import sys; open('words', 'w').write('|'.join(sys.argv[1:]))\""
    shell.send(f"{typed}\x01{show} \r")
    shell.sendline("echo do''ne")
    shell.expect("done\r")
    assert written.read_text(encoding="utf-8").split("|")[1:] == wanted
