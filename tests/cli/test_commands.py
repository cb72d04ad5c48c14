"""The commands as people and programs run them: real processes, their exit codes and what they print."""

import gettext
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from erasmus_cli import language
from erasmus_cli.folder import data_folder
from erasmus_cli.programme.load import Calls
from erasmus_cli.programme.lookup import everything
from erasmus_cli.views import explanation, index
from erasmus_cli.views.page import Page

BASE = Path(__file__).resolve().parents[1] / "cases" / "base"
FINE = (BASE / "KA122-VET.toml").read_text(encoding="utf-8")
PLANS = {
    "fine.toml": FINE,
    "broken.toml": FINE.replace("participants = 6", "participants = 11"),  # 31 in all: guide p. 93
    # Another organisation: plans that are checked together are judged as the applications of their organisations.
    "open.toml": FINE.replace("months = 12\n", "")
    .replace("Hiekkaharjun", "Kuusirannan")
    .replace("E00000004", "E00000009"),
    "no-action.toml": 'aims = ["learner-mobility"]\n',
    "nowhere.toml": 'aims = ["development"]\npartners = []\norganisation = { country = "FI" }\n',
    "wrong.toml": "months = '12'\n",
    "latin.toml": 'title = "Päivä"\n',
}
LINE = FINE.split("\n").index("participants = 2") + 1
UNIX = pytest.mark.skipif(os.name == "nt", reason="no such files and descriptors")
ESCAPE = "\x1b"
#: The program as it is installed beside Python, and found on the path: hints then read `erasmus …`.
INSTALLED = Path(sys.executable).with_name("erasmus.exe" if os.name == "nt" else "erasmus")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("plans")
    for name, text in PLANS.items():
        (path / name).write_text(text, encoding="latin-1" if name.startswith("latin") else "utf-8")
    return path


def environment(**more: str) -> dict[str, str]:
    personal = ("ERASMUS_LANG", "NO_COLOR", "FORCE_COLOR", "COLUMNS", "LANG", "LANGUAGE", "ACCESSIBLE")
    kept = {k: v for k, v in os.environ.items() if k not in personal and not k.startswith("LC_")}
    path = os.pathsep.join((str(INSTALLED.parent), kept.get("PATH", "")))
    return kept | {"ERASMUS_LANG": "en", "LC_ALL": "C.UTF-8", "PATH": path} | more


def command(words: str | list[str]) -> list[str]:
    return [str(INSTALLED), *(words.split() if isinstance(words, str) else words)]


def run(
    words: str | list[str], folder: Path | None = None, stdin: str | None = None, **more: str
) -> subprocess.CompletedProcess[str]:
    given: dict[str, Any] = {"stdin": subprocess.DEVNULL} if stdin is None else {"input": stdin}
    done = subprocess.run(
        command(words), cwd=folder, env=environment(**more), capture_output=True, text=True, encoding="utf-8", **given
    )
    assert "Traceback" not in done.stderr + done.stdout
    return done


def flat(text: str) -> str:
    """Return a text as one line with plain spaces."""
    return " ".join(text.split())


# --- exit codes -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("check fine.toml --today 2026-01-10", 0),
        ("check broken.toml --today 2026-01-10", 1),
        ("check open.toml --today 2026-01-10", 3),
        ("check no-action.toml", 3),
        ("check wrong.toml", 2),
        ("check latin.toml", 2),
        ("check missing.toml", 2),
        ("check .", 2),
        ("recommend fine.toml --today 2026-01-10", 0),
        ("recommend nowhere.toml", 1),
        ("recommend - ", 3),
        ("deadlines KA122 ka210-vet --open --call 2027", 0),
        ("explain ka122-PARTICIPANTS", 0),
        ("--version", 0),
        ("--help", 0),
        ("plan new.toml", 2),
        ("plan new.toml --no-input --answers missing.toml", 2),
        ("plan no-folder/new.toml --no-input", 2),
    ],
)
def test_exit_codes(words: str, code: int, folder: Path) -> None:
    done = run(words, folder)
    assert done.returncode == code
    assert (done.stdout + done.stderr).strip()
    assert not done.stderr or code == 2


@pytest.mark.parametrize(
    ("names", "code"),
    [
        ("fine.toml broken.toml open.toml wrong.toml", 2),
        ("open.toml broken.toml fine.toml", 1),
        ("fine.toml open.toml", 3),
    ],
)
def test_one_broken_file_does_not_stop_the_others(names: str, code: int, folder: Path) -> None:
    done = run(f"check {names} --today 2026-01-10", folder)
    assert done.returncode == code
    assert [name for name in names.split() if name not in done.stdout] == []
    document = json.loads(run(f"check {names} --today 2026-01-10 --format json", folder).stdout)
    assert document["exit_code"] == code
    assert [file["file"] for file in document["files"]] == names.split()
    assert [file["file"] for file in document["files"] if "problems" in file] == ["wrong.toml"] * ("wrong" in names)


def test_standard_input(folder: Path) -> None:
    done = run("check - --today 2026-01-10", folder, stdin=PLANS["broken.toml"])
    assert done.returncode == 1
    assert f"-:{LINE}:16" in done.stdout
    assert "KA122-participants" in done.stdout
    assert run("recommend - --today 2026-01-10", folder, stdin=FINE).returncode == 0
    assert run("check - --format json", folder, stdin="months = \n").returncode == 2


# --- JSON -----------------------------------------------------------------------------------------------------------


def test_check_as_json(folder: Path) -> None:
    document = json.loads(run("check broken.toml --today 2026-01-10 --format json --lang fi", folder).stdout)
    assert document["format"] == "erasmus.check/1"
    [file] = document["files"]
    assert (file["file"], file["action"], file["call"]["year"]) == ("broken.toml", "KA122-VET", 2026)
    assert file["round"]["finnish_time"] == "2026-02-19T13:00:00+02:00"
    [found] = [f for f in file["findings"] if f["status"] == "not_met"]
    assert (found["id"], found["level"], found["fact"]) == ("KA122-participants", "must", "mobility_participants")
    assert (found["actual"], found["test"], found["expected"], found["item"]) == (31, "at_most", 30, None)
    assert found["changes"] == [{"kind": "decrease", "by": 1, "to": 30}]
    assert found["rule"]["en"].startswith("A short-term mobility project can have at most 30\u00a0participants")
    assert found["now"]["fi"] == "Liikkuvuusjaksoilla on 31\u00a0osallistujaa."
    assert (found["consequence"], found["ways"]["en"][0]) == (
        "rejected",
        "Take fewer people along: 1\u00a0participant fewer is enough.",
    )
    assert (found["missing"], found["sources"]) == ([], ["slides:11", "guide:93", "guide:96"])
    assert found["position"] == {"file": "broken.toml", "line": LINE, "column": 16}
    [file] = json.loads(run("check open.toml --format json", folder).stdout)["files"]
    [found] = [f for f in file["findings"] if f["id"] == "KA122-months"]
    assert (found["status"], found["actual"], found["expected"]) == ("not_known", None, [6, 18])
    assert (found["missing"], found["position"], "changes" in found) == ([["months"]], None, False)
    [file] = json.loads(run("check wrong.toml --format json", folder).stdout)["files"]
    assert file["problems"] == [{"kind": "wrong-type", "path": ["months"], "line": 1, "column": 10}]


def test_deadlines_as_json() -> None:
    document = json.loads(run("deadlines KA122 --today 2026-01-10 --format json").stdout)
    assert document["format"] == "erasmus.deadlines/1"
    calls = [(c["year"], c["published"], c["rests_on"]) for c in document["calls"]]
    assert calls == [(2026, True, None), (2027, False, 2026)]
    first, second = document["rounds"]
    assert (first["deadline"], first["status"]) == ("2026-02-19T12:00:00+01:00", "open")
    assert (first["days_left"], first["optional"], "guide:92" in first["sources"]) == (40, False, True)
    assert (second["finnish_time"], second["status"]) == ("2026-10-01T13:00:00+03:00", "not opened")
    assert [e["start"][:16] for e in document["events"]] == ["2026-01-12T14:00", "2026-02-05T14:00"]


def test_recommend_as_json(folder: Path) -> None:
    document = json.loads(run("recommend broken.toml --today 2026-01-10 --format json", folder).stdout)
    assert document["format"] == "erasmus.recommend/1"
    routes = {route["id"]: route for route in document["routes"]}
    short = routes["short-term-project"]
    assert (short["verdict"], [f["id"] for f in short["broken"]]) == ("needs_change", ["KA122-participants"])
    assert short["broken"][0]["changes"] == [{"kind": "decrease", "by": 1, "to": 30}]
    first, second = routes["accreditation-then-project"]["steps"]
    assert (first["action"], first["call"], first["confirmed"]) == ("KA120-VET", 2026, True)
    assert (second["action"], second["call"], second["confirmed"], second["round"]) == ("KA121-VET", 2027, False, None)
    assert {f["status"] for route in routes.values() for f in route["not_known"]} == {"not_known"}
    document = json.loads(run("recommend wrong.toml --format json", folder).stdout)
    assert document["problems"][0]["kind"] == "wrong-type"


def test_explain_as_json() -> None:
    document = json.loads(run("explain KA122-participants --call 2026 --format json").stdout)
    assert (document["format"], document["id"]) == ("erasmus.explain/1", "KA122-participants")
    assert document["record"]["at_most"] == 30
    assert document["record"]["sources"] == ["slides:11", "guide:93", "guide:96"]


@pytest.mark.parametrize("lang", ["en", "fi"])
@pytest.mark.parametrize("name", ["", "mobility.days", "mobility", "place", "aims", "country", "konsortio", "content"])
def test_a_card_is_no_longer_than_forty_lines(name: str, lang: str) -> None:
    done = run(f"explain {name} --today 2026-01-10", ERASMUS_LANG=lang)
    assert done.returncode == 0
    assert len(done.stdout.rstrip().split("\n")) <= 40
    assert (name or "mobility.days").replace("konsortio", "consortium") in done.stdout


def test_a_key_is_explained_with_its_words_and_an_example() -> None:
    out = flat(run("explain mobility.type --lang en --today 2026-01-10").stdout)
    assert "What kind of activity?" in out
    assert "job-shadowing Job shadowing" in out
    assert '[[mobility]] type = "job-shadowing"' in out
    document = json.loads(run("explain mobility.type --format json --call 2026").stdout)
    assert (document["kind"], document["id"]) == ("key", "mobility.type")
    assert "erasmuspro" in document["record"]["words"]


def test_the_rest_of_a_card_is_there_for_those_who_ask() -> None:
    short = run("explain mobility.days --today 2026-01-10").stdout
    assert "erasmus explain mobility.days --all" in short
    assert "preparatory-visit-days" not in short
    whole = run("explain mobility.days --all --lang en --today 2026-01-10").stdout
    assert "--all" not in whole
    assert whole.count("\n") > short.count("\n")


def test_without_a_name_it_lists_what_there_is() -> None:
    out = run("explain --today 2026-01-10").stdout
    shown = re.findall(
        r"erasmus explain (terms|types|keys|rules|facts|lists|notes|contacts|differences|unknowns)\n", out
    )
    assert len(shown) == 10
    for kind in shown:
        assert run(f"explain {kind} --lang en --today 2026-01-10").returncode == 0
    assert "organisation.oid" in run("explain keys --lang en --today 2026-01-10").stdout
    assert "KA122-participants" in run("explain ehdot --lang fi --today 2026-01-10").stdout
    ids = json.loads(run("explain --format json --call 2026").stdout)["ids"]
    assert "lump-sum" in ids["term"]


# --- deadlines ------------------------------------------------------------------------------------------------------


def test_days_left_in_january() -> None:
    rows = {flat(row) for row in run("deadlines --today 2026-01-10 --lang en").stdout.split("\n")}
    assert "KA122-VET 19 Feb 2026 13:00 open, 40 days left" in rows
    assert "KA210-VET 5 Mar 2026 13:00 open, 54 days left" in rows
    assert "KA120-VET 29 Sep 2026 13:00 open, 262 days left" in rows
    finnish = flat(run("deadlines KA122 --today 2026-01-10 --lang fi").stdout)
    assert "KA122-VET 19.2.2026 klo 13.00" in finnish
    assert "40 päivää" in finnish


@pytest.mark.parametrize("lang", ["en", "fi"])
def test_after_the_last_round_it_says_so_and_what_to_do(lang: str) -> None:
    out = run(f"deadlines --today 2026-11-24 --lang {lang}").stdout
    english = "Every round in the data is past."
    words = gettext.translation("erasmus", str(data_folder() / "messages"), [lang], fallback=True).gettext(english)
    assert (words == english) == (lang == "en")
    assert words in flat(out)
    assert re.search("2027.*2026.*mailing-list", flat(out[out.index(words) :]))
    assert "https://erasmus-plus.ec.europa.eu/erasmus-programme-guide" in out
    assert not re.search(r"2027\s+(klo\s+)?\d\d[.:]\d\d", out)  # No date of 2027 is invented.


# --- mistakes in the command itself ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "near"),
    [
        ("chek plan.toml", "Did you mean check?"),
        ("check --formt json plan.toml", "--format"),
        ("deadlines KA123", "KA122"),
        ("explain KA122-particpants", "KA122-participants"),
        ("explain lumpsum", "lump-sum"),
        ("check", "PLAN... is missing."),
        (
            "deadlines --today 2026-02-30",
            "--today needs a date such as 2026-11-24, or with a Finnish time of day 2026-11-24T13:00.",
        ),
        ("deadlines --call 2031", "2026, 2027"),
    ],
)
def test_a_wrong_name_is_answered_with_the_right_one(words: str, near: str) -> None:
    done = run(words)
    assert done.returncode == 2
    assert done.stdout == ""
    assert near in flat(done.stderr)


@pytest.mark.parametrize(
    "words", [["explain", "\x1b[31m\x07x"], ["deadlines", "\x1b]0;x\x07"], ["\x1b[2J"], ["--\x1b[2J"]]
)
def test_escapes_in_a_name_never_reach_the_screen(words: list[str]) -> None:
    done = run(words)
    assert done.returncode == 2
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f]", done.stderr + done.stdout)


# --- what the output looks like, and where it goes ------------------------------------------------------------------

WIDE = re.compile(r"^ +(\d+)? \| |^  --> |://")  # excerpts of files, places in them, and addresses
ALL = ["check broken.toml open.toml wrong.toml no-action.toml", "recommend broken.toml", "explain countries"]
LOOK_UP = ["actions", "actions COVE", "actions KA210 KA220", "countries AL 2", "partners", "priorities", "sources"]


@pytest.mark.parametrize("lang", ["en", "fi"])
@pytest.mark.parametrize("words", [*ALL, *LOOK_UP, "deadlines", "--help", "plan --help"])
def test_lines_fit_the_screen_and_are_plain_when_piped(words: str, lang: str, folder: Path) -> None:
    out = run(words, folder, ERASMUS_LANG=lang, COLUMNS="200").stdout
    assert out
    assert ESCAPE not in out
    assert [line for line in out.split("\n") if len(line) > 80 and not WIDE.search(line)] == []


@pytest.mark.parametrize("lang", ["en", "fi"])
def test_every_explanation_fits_the_screen(lang: str, capsys: pytest.CaptureFixture[str]) -> None:
    before, programme = language.language(), Calls()[2026]
    language.use(lang)
    try:
        for entry in everything(programme):
            explanation.show(Page(), entry, programme, everything=True)
        for kind in {entry.kind for entry in everything(programme)}:
            index.of_kind(Page(), kind, everything(programme), programme)
    finally:
        language.use(before)
    lines = capsys.readouterr().out.split("\n")
    assert [line for line in lines if len(line) > 80 and not WIDE.search(line)] == []


@UNIX
@pytest.mark.parametrize(("more", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False)])
def test_colour_on_a_terminal_unless_it_is_not_wanted(more: dict[str, str], coloured: bool, folder: Path) -> None:
    main, side = os.openpty()
    words = command("check broken.toml --today 2026-01-10")
    subprocess.run(words, cwd=folder, env=environment(TERM="xterm", **more), stdin=side, stdout=side, stderr=side)
    assert (ESCAPE in os.read(main, 100_000).decode()) == coloured
    os.close(side)
    os.close(main)


#: A full disk, and streams that are closed, must not end with a traceback.
STREAMS = {"reader": "| true", "disk": "> /dev/full", "output": ">&-", "errors": "2>&-", "input": "<&-"}


@UNIX
@pytest.mark.parametrize("stream", STREAMS)
@pytest.mark.parametrize("words", ["check - broken.toml", "explain KA122", "deadlines --open", "deadlines KA999"])
def test_broken_streams_give_no_traceback(words: str, stream: str, folder: Path) -> None:
    line = " ".join(f"'{word}'" for word in command(words))
    text = f"sleep 0.2; {line}" if stream == "reader" else line
    shell = ["sh", "-c", f"({text}) {STREAMS[stream]}"]
    done = subprocess.run(shell, cwd=folder, env=environment(), capture_output=True, text=True)
    assert "Traceback" not in done.stderr
    assert "Error" not in done.stderr.replace("Error: ", "")
