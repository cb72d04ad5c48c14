"""The plan file explains itself: what is open stands as comments that become answers, and give way to answers."""

import copy
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import tomli

from erasmus_cli import language
from erasmus_cli.plan.draft import Draft
from erasmus_cli.plan.layout import Layout
from erasmus_cli.plan.read import PlanFile, parse
from erasmus_cli.programme.load import Calls
from erasmus_cli.rules.belonging import lacking

CALLS = Calls()
LAYOUT = Layout(lambda _: CALLS[2026], lacking)
BASE = Path(__file__).parents[1] / "cases" / "base"
OPEN = re.compile(r"# ([a-z_.]+) = .+")


@pytest.fixture(params=["fi", "en"])
def spoken(request: pytest.FixtureRequest) -> Any:
    before = language.language()
    language.use(request.param)
    yield request.param
    language.use(before)


@pytest.fixture
def english() -> Any:
    before = language.language()
    language.use("en")
    yield
    language.use(before)


def base(name: str) -> dict[str, Any]:
    return tomli.loads((BASE / f"{name}.toml").read_text(encoding="utf-8"))


def halved(table: dict[str, Any], parity: int) -> dict[str, Any]:
    """Return a plan without every second key, in its tables and items as well."""
    kept: dict[str, Any] = {}
    for number, (key, value) in enumerate(table.items()):
        if isinstance(value, dict):
            kept[key] = halved(value, parity)
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            kept[key] = [halved(item, parity) for item in value]
        elif number % 2 == parity or key in ("action", "type"):
            kept[key] = value
    return kept


PLANS: dict[str, dict[str, Any]] = {
    "nothing": {},
    "an idea": {"aims": ["learner-mobility"], "mobility": [{"type": "short-term"}, {}]},
    "hostile": {
        "action": "KA220-VET",
        "title": '# months = 15\n"""\n[organisation]\n\\u0000 \' # "',
        "work_packages": [{"title": "x\n# amount = 50000", "shares": {'A "b" = [c]\n': 1, "": 2, "plain": 3}}],
        "aside": {"mobility": [{"days": 3}, {}], "organisation": {"name": "\t"}, "teaching_hours": [1, 2]},
        "who": {"oid": "Ä # B"},
    },
    **{f"{file.stem}, an action only": {"action": base(file.stem)["action"]} for file in sorted(BASE.glob("*.toml"))},
    **{f"{file.stem}, half": halved(base(file.stem), 0) for file in sorted(BASE.glob("*.toml"))},
    **{f"{file.stem}, the other half": halved(base(file.stem), 1) for file in sorted(BASE.glob("*.toml"))},
}


def read(text: str) -> PlanFile:
    file = parse("plan.toml", text, CALLS[2026], CALLS.years)
    assert isinstance(file, PlanFile), (file.problems, text)
    return file


@pytest.mark.parametrize("name", PLANS)
def test_each_open_key_becomes_an_answer_when_its_hash_is_taken_away(name: str, spoken: str) -> None:
    data = PLANS[name]
    text = LAYOUT.fresh(data)
    assert read(text).data == {"format": 1, **data}
    lines = text.split("\n")
    opened = [number for number, line in enumerate(lines) if OPEN.fullmatch(line) and not inside_a_text(text, number)]
    for number in opened:
        changed = [*lines[:number], lines[number].removeprefix("# "), *lines[number + 1 :]]
        file = read("\n".join(changed))
        assert file.data != read(text).data, lines[number]
    if opened:
        everything = [line.removeprefix("# ") if number in opened else line for number, line in enumerate(lines)]
        read("\n".join(everything))
    assert [line for line in lines if line.startswith("#") and len(line) > 100] == []
    # The file is the program's own again, whatever language it was written in.
    assert LAYOUT.fresh(tomli.loads(text)) == text


def inside_a_text(text: str, number: int) -> bool:
    """Whether a line is part of a value: taking it out of the text then changes what is read."""
    lines = text.split("\n")
    return tomli.loads("\n".join([*lines[:number], *lines[number + 1 :]])) != tomli.loads(text)


def open_keys(text: str) -> list[str]:
    return [found[1] for found in map(OPEN.fullmatch, text.split("\n")) if found]


def test_before_an_action_only_what_helps_to_find_it_is_open(english: None) -> None:
    keys = open_keys(LAYOUT.fresh({}))
    assert {"aims", "every_year", "organisation.accreditation", "partners"} <= set(keys)
    assert not {"organisation.oid", "start", "ready.declaration"} & set(keys)


def test_after_it_what_its_rules_ask_is_open_and_no_more(english: None) -> None:
    first = {"type": "short-term", "participants": 12}
    plan = {"action": "KA122-VET", "mobility": [first, {"type": "short-term"}, {"type": "group"}]}
    text = LAYOUT.fresh(plan)
    keys = open_keys(text)
    assert {"start", "organisation.oid", "ready.declaration", "days", "place", "minors"} <= set(keys)
    assert not {"priorities", "work_packages", "erasmus_plan.years", "ecosystems", "prepares"} & set(keys)
    # Once: at the first activity; what only a group needs, at the first group.
    assert keys.count("days") == 1
    assert text.index("# days =") < text.index("[[mobility]]", text.index("# days ="))
    assert text.index('type = "group"') < text.index("# group_size =")


def test_a_key_says_what_it_means_and_takes(english: None) -> None:
    text = LAYOUT.fresh({"action": "KA122-VET", "organisation": {"country": "FI"}})
    told = (
        "## Does your organisation hold an Erasmus accreditation in VET? (none, organisation, coordinator)\n"
        '# accreditation = "none"\n'
    )
    assert told in text
    assert "## When does the project start?\n# start = 2027-09-01\n" in text
    assert "# The applicant: your own organisation.\n[organisation]\n" in text


def test_what_was_taken_back_is_open_again(tmp_path: Path, english: None) -> None:
    path = tmp_path / "plan.toml"
    draft = Draft(path, LAYOUT)
    draft.save({"action": "KA122-VET", "start": "x"} | {"start": tomli.loads("x = 2027-09-01")["x"]})
    assert "# start =" not in path.read_text(encoding="utf-8")
    Draft(path, LAYOUT).save({"format": 1, "action": "KA122-VET"})  # recognised as the program's own
    assert "\n# start = 2027-09-01\n" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_an_answer_takes_the_place_of_its_comment_in_a_persons_file(
    tmp_path: Path, english: None, newline: str
) -> None:
    path = tmp_path / "plan.toml"
    data: dict[str, Any] = {"format": 1, "action": "KA122-VET", "mobility": [{"type": "short-term"}], "ready": {}}
    own = "# months = 15, or rather 18?\n"  # a person's words, and no line of the program
    text = own + LAYOUT.fresh(data).replace("# days =", "# mine\n# days =")
    path.write_bytes(text.replace("\n", newline).encode())
    draft = Draft(path, LAYOUT)
    new = copy.deepcopy(data)
    new |= {"months": 12, "organisation": {"oid": "E10000001", "name": "X\nY"}, "applications": []}
    new["mobility"][0] |= {"days": 30, "visitors": ["staff"]}
    new["ready"]["own_words"] = True
    new["partners"] = [{"country": "EE"}]
    draft.save(new)
    saved = path.read_bytes().decode()
    assert saved.count("\n") == (saved.count("\r\n") if newline == "\r\n" else saved.count("\n"))
    saved = saved.replace("\r\n", "\n")
    assert tomli.loads(saved) == new
    replaced = {
        "# months = 15\n": "months = 12\n",
        '# organisation.oid = "E10000000"\n': 'organisation.oid = "E10000001"\n',
        '# organisation.name = "…"\n': 'organisation.name = "X\\nY"\n',
        "# mine\n# days = 28\n": "# mine\ndays = 30\n",
        "# own_words = true\n": "own_words = true\n",
    }
    for comment, answer in replaced.items():
        assert comment not in saved
        assert answer in saved
    assert saved.startswith(own)
    lines = saved.split("\n")
    # All else stays, comment by comment and in its order.
    kept = [line for line in text.split("\n") if line.startswith("#") and f"{line}\n" in saved]
    assert [line for line in lines if line.startswith("#")] == kept
    assert len(kept) > 60


def test_a_line_within_a_text_is_no_comment(tmp_path: Path) -> None:
    path = tmp_path / "plan.toml"
    text = 'title = """\n# months = 15\n"""\n[organisation]\n# months = 15\n# name = "…"\n'
    path.write_bytes(text.encode())
    data = {**tomli.loads(text), "months": 12}
    data["organisation"] = {"name": "X"}
    Draft(path, LAYOUT).save(data)
    saved = path.read_text(encoding="utf-8")
    assert tomli.loads(saved) == data
    assert saved.count("# months = 15\n") == 2
    assert '\nname = "X"\n' in saved


def test_a_section_that_was_begun_gets_no_second_beginning(tmp_path: Path) -> None:
    path = tmp_path / "plan.toml"
    text = '# organisation.oid = "E10000000"\n# mine\n[organisation]\ncountry = "FI"\n'
    path.write_bytes(text.encode())
    data = {"organisation": {"country": "FI", "oid": "E10000001"}}
    Draft(path, LAYOUT).save(data)
    saved = path.read_text(encoding="utf-8")
    assert tomli.loads(saved) == data
    assert "# mine\n[organisation]" in saved
    assert "# organisation.oid" not in saved


SAVES = """
import sys
from pathlib import Path
from erasmus_cli.plan.draft import Draft
from erasmus_cli.plan.layout import Layout
from erasmus_cli.programme.load import Calls
from erasmus_cli.rules.belonging import lacking
calls = Calls()
path = Path(sys.argv[1])
for months in (1, 2):
    Draft(path, Layout(lambda _: calls[2026], lacking)).save({"action": "KA122-VET", "months": months})
    assert "tomlkit" not in sys.modules
path.write_text("# mine\\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
Draft(path, Layout(lambda _: calls[2026], lacking)).save({"action": "KA122-VET", "months": 3})
assert "tomlkit" in sys.modules
"""


def test_what_keeps_comments_is_only_loaded_for_a_persons_file(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", SAVES, str(tmp_path / "plan.toml")], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
