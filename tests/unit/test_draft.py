"""Drafts: written whole or not at all, and what a person wrote in the file stays."""

import copy
import datetime as dt
import os
import stat
import tempfile
from pathlib import Path
from typing import Any

import pytest
import tomli
import tomli_w
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from erasmus_cli.plan.draft import Draft
from erasmus_cli.plan.layout import Layout
from erasmus_cli.plan.model import Plan
from erasmus_cli.plan.read import PlanFile, parse, validate
from erasmus_cli.programme.load import Calls
from erasmus_cli.rules.belonging import lacking

CALLS = Calls()
LAYOUT = Layout(lambda _: CALLS[2026], lacking)


def read(path: Path) -> str:
    """Return a file as it is, line ends and byte-order mark included."""
    return path.read_bytes().decode()


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def parsed(text: str) -> Plan:
    file = parse("plan.toml", text, CALLS[2026], CALLS.years)
    assert isinstance(file, PlanFile), (file.problems, text)
    return file.plan


def opened(path: Path, text: str) -> tuple[Draft, dict[str, Any]]:
    """Open a person's file as the command does: without its byte-order mark, with its own line ends."""
    path.write_bytes(text.encode())
    with path.open(encoding="utf-8-sig", newline="") as file:
        content = file.read()
    return Draft(path, LAYOUT), tomli.loads(content)


# --- a new file -----------------------------------------------------------------------------------------------------


def test_a_new_file_has_a_head_and_the_models_order(tmp_path: Path) -> None:
    path = tmp_path / "plan.toml"
    draft = Draft(path, LAYOUT)
    items = [{"type": "short-term", "days": 28}, {"type": "job-shadowing"}]
    draft.save({"mobility": items, "organisation": {"country": "FI"}, "months": 12, "aims": ["learner-mobility"]})
    text = read(path)
    assert text.startswith("# A plan for an Erasmus+ application")
    marks = [
        "format",
        "aims",
        "months",
        "[organisation]",
        'country = "FI"',
        "[[mobility]]",
        "days = 28",
        "[[mobility]]",
    ]
    for mark in marks:
        text = text[text.index(mark) + 1 :]
    assert names(tmp_path) == ["plan.toml"]
    draft.save({"months": 13})
    assert tomli.loads(read(path)) == {"format": 1, "months": 13}


@pytest.mark.skipif(os.name == "nt", reason="no such permissions")
def test_a_new_file_gets_the_usual_permissions_and_an_old_one_keeps_its_own(tmp_path: Path) -> None:
    mask = os.umask(0o027)
    try:
        Draft(tmp_path / "new.toml", LAYOUT).save({"months": 1})
    finally:
        os.umask(mask)
    assert stat.S_IMODE((tmp_path / "new.toml").stat().st_mode) == 0o640
    draft, data = opened(tmp_path / "old.toml", "months = 1\n")
    (tmp_path / "old.toml").chmod(0o604)
    draft.save({**data, "months": 2})
    assert stat.S_IMODE((tmp_path / "old.toml").stat().st_mode) == 0o604


@pytest.mark.parametrize("broken", ["replace", "chmod"])
def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    draft, data = opened(tmp_path / "plan.toml", "months = 1 # old\n")

    def fail(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, broken, fail)
        with pytest.raises(OSError, match="No space"):
            draft.save({**data, "months": 2})
    assert read(tmp_path / "plan.toml") == "months = 1 # old\n"
    assert names(tmp_path) == ["plan.toml"]
    draft.save({**data, "months": 2})  # The next attempt is not confused by the one that failed.
    assert read(tmp_path / "plan.toml") == "months = 2 # old\n"


def test_what_somebody_else_wrote_meanwhile_stays(tmp_path: Path) -> None:
    draft, data = opened(tmp_path / "plan.toml", "months = 1\n")
    (tmp_path / "plan.toml").write_text("months = 7 # theirs\n")
    (tmp_path / "plan-2.toml").write_text("mine as well")
    draft.save({**data, "months": 2})
    assert draft.path == tmp_path / "plan-3.toml"
    draft.save({**data, "months": 3})
    assert {name: read(tmp_path / name) for name in names(tmp_path)} == {
        "plan-2.toml": "mine as well",
        "plan-3.toml": "months = 3\n",
        "plan.toml": "months = 7 # theirs\n",
    }
    fresh = Draft(tmp_path / "new.toml", LAYOUT)
    (tmp_path / "new.toml").write_text("months = 9\n")  # Somebody made it while the interview went on.
    fresh.save({"months": 4})
    assert fresh.path.name == "new-2.toml"


def test_a_file_that_somebody_took_away_is_written_again(tmp_path: Path) -> None:
    draft, data = opened(tmp_path / "plan.toml", "months = 1 # old\n")
    (tmp_path / "plan.toml").unlink()
    draft.save({**data, "months": 2})
    assert read(tmp_path / "plan.toml") == "months = 2 # old\n"


# UnicodeDecodeError, which the interview does not expect: it ends with a traceback. It has changed; that is all.
def test_a_file_that_became_unreadable_meanwhile_has_changed(tmp_path: Path) -> None:
    draft, data = opened(tmp_path / "plan.toml", 'title = "Päivä"\n')
    (tmp_path / "plan.toml").write_bytes('title = "Päivä"\n'.encode("latin-1"))
    draft.save({**data, "months": 2})
    assert draft.path == tmp_path / "plan-2.toml"
    assert read(tmp_path / "plan-2.toml") == 'title = "Päivä"\nmonths = 2\n'


def test_nothing_new_writes_nothing(tmp_path: Path) -> None:
    draft, data = opened(tmp_path / "plan.toml", "months   =  1\n")
    before = (tmp_path / "plan.toml").stat()
    draft.save(data)
    after = (tmp_path / "plan.toml").stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


# --- a person's own file --------------------------------------------------------------------------------------------

OWN = """\
# My plan, in my own order.
months   = 12   # a year
title = 'Oma'

[[mobility]]   # the first
days = 28 # four weeks
type = "short-term"

# before the second
[[mobility]]
type = "job-shadowing"

[organisation] # us
country = "FI"
"""


def changed(data: dict[str, Any]) -> dict[str, Any]:
    """Return a plan with one more value at every kind of place."""
    new = copy.deepcopy(data)
    new["every_year"] = False
    new["months"] = 13
    new["organisation"]["kind"] = "vet-provider"
    new["mobility"][0]["participants"] = 3
    new["mobility"][1]["days"] = 5
    new["mobility"].append({"type": "course", "days": 4})
    new["erasmus_plan"] = {"years": 3}
    new["partners"] = [{"country": "EE"}, {"country": "SE"}]
    return new


def test_comments_order_and_spaces_stay(tmp_path: Path) -> None:
    draft, data = opened(tmp_path / "plan.toml", OWN)
    draft.save(changed(data))
    text = read(tmp_path / "plan.toml")
    assert tomli.loads(text) == changed(data)
    kept = [line.replace("= 12", "= 13") for line in OWN.splitlines() if line]
    lines = text.splitlines()
    positions = [lines.index(line) for line in kept if line != "[[mobility]]"]
    assert positions == sorted(positions)


def test_values_are_added_step_by_step_as_the_interview_does(tmp_path: Path) -> None:
    draft, data = opened(tmp_path / "plan.toml", OWN)
    for name in ("every_year", "months", "organisation", "mobility", "erasmus_plan", "partners"):
        data[name] = changed(tomli.loads(OWN))[name]
        draft.save(data)
        assert tomli.loads(read(tmp_path / "plan.toml")) == data


FORMS = [
    'organisation = { country = "FI" } # in braces\n',
    'organisation.country = "FI" # with a dot\ntitle = "x"\norganisation.name = "X"\n',
    '[organisation]\ncountry = "FI"',
    'mobility = [{ type = "course" }, { type = "short-term" }] # in brackets\n',
    'mobility = [\n  { type = "course" }, # one\n  { type = "short-term" }, # two\n]\n',
    'title = "x"\n[ready]\n[[partners]]\ncountry = "EE"\n[erasmus_plan]\nyears = 2\n',
    'aims = [\n  "learner-mobility", # the main thing\n]\n',
    "mobility = []\n",
    "",
]


@pytest.mark.parametrize("text", FORMS)
def test_every_way_to_write_tables_can_be_gone_on_with(text: str, tmp_path: Path) -> None:
    draft, data = opened(tmp_path / "plan.toml", text)
    data["months"] = 12
    data["organisation"] = {**data.get("organisation", {}), "kind": "vet-provider"}
    data["mobility"] = [*({**item, "days": 5} for item in data.get("mobility", [])), {"type": "group"}]
    data["ready"] = {"own_words": True}
    draft.save(data)
    saved = read(tmp_path / "plan.toml")
    assert tomli.loads(saved) == data, saved
    assert [line for line in text.split("\n") if "#" in line and line.partition("#")[2] not in saved] == []


# interview stays in it, as does a list item that was begun and given up. A draft of the program's own has it right.
START = {"format": 1, "title": "x", "mobility": [{"days": 1}]}
MORE = [
    {"months": 13, "ready": {"own_words": True}},
    {"partners": [{"country": "EE"}]},
    {"mobility": [{"days": 1, "type": "course"}]},
    {"mobility": [{"days": 1}, {}]},
]


@pytest.mark.parametrize("more", MORE)
@pytest.mark.parametrize("own", [True, False])
def test_an_answer_that_was_taken_back_is_gone(more: dict[str, Any], own: bool, tmp_path: Path) -> None:
    path = tmp_path / "plan.toml"
    draft = opened(path, tomli_w.dumps(START))[0] if own else Draft(path, LAYOUT)
    draft.save({**START, **more})
    draft.save(START)
    assert tomli.loads(read(path)) == START


@pytest.mark.parametrize("text", ["months = 1\r\n", "[organisation]\r\ncountry = 'FI'\r\n", OWN.replace("\n", "\r\n")])
def test_line_ends_stay(text: str, tmp_path: Path) -> None:
    draft, data = opened(tmp_path / "plan.toml", text)
    data["every_year"] = True
    data["organisation"] = {**data.get("organisation", {}), "kind": "vet-provider"}
    draft.save(data)
    saved = read(tmp_path / "plan.toml")
    assert tomli.loads(saved) == data
    assert saved.count("\n") == saved.count("\r\n")


def test_the_byte_order_mark_stays(tmp_path: Path) -> None:
    draft, data = opened(tmp_path / "plan.toml", "\ufeffmonths = 1\n")
    draft.save({**data, "months": 2})
    assert read(tmp_path / "plan.toml") == "\ufeffmonths = 2\n"


# --- round trip -----------------------------------------------------------------------------------------------------

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "title": TEXTS,
    "months": st.integers(0, 100),
    "every_year": st.booleans(),
    "start": st.dates(dt.date(1000, 1, 1), dt.date(2199, 12, 31)),
    "aims": st.lists(st.sampled_from(["learner-mobility", "staff-mobility"]), max_size=2),
    "organisation": st.fixed_dictionaries({}, optional={"name": TEXTS, "country": st.sampled_from(["FI", "EE"])}),
    "partners": st.lists(st.fixed_dictionaries({}, optional={"tasks": TEXTS, "charter": st.booleans()}), max_size=3),
    "mobility": st.lists(st.fixed_dictionaries({}, optional={"host": TEXTS, "days": st.integers(0, 9)}), max_size=3),
}
PLANS = st.fixed_dictionaries({}, optional=VALUES)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(PLANS, PLANS)
def test_what_is_saved_reads_as_the_same_plan(first: dict[str, Any], more: dict[str, Any]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "plan.toml"
        Draft(path, LAYOUT).save(first)
        plan = validate(first, CALLS[2026])
        assert isinstance(plan, Plan)
        assert parsed(read(path)) == plan.model_copy(update={"format": 1})
        # Going on with the same file, as a person's own.
        draft, data = opened(path, read(path))
        data |= {key: value for key, value in more.items() if key not in data}
        draft.save(data)
        assert tomli.loads(read(path)) == data
        assert parsed(read(path)) == validate(data, CALLS[2026])
