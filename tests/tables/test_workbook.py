"""The workbook against `erasmus budget`: recalculated by other programs, as it is written and after changes in it."""

import contextlib
import datetime as dt
import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import openpyxl
import pytest
import sheets
import tomli
import tomli_w

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "money"))
import test_money as money

from erasmus_cli import language
from erasmus_cli.commands import budget, export
from erasmus_cli.programme.rounds import as_instant
from erasmus_cli.views import sentences

NOW = as_instant(dt.date(2026, 1, 10))
PROGRAMME = money.CALLS[2026]
CATEGORIES = {c.name.en: c.id for c in PROGRAMME.rates.categories}
STATUS = {"met": "met", "not_met": "not met", "not_known": "open"}
OTHER_PROGRAM = pytest.mark.skipif(not sheets.OFFICE, reason="LibreOffice is not installed")


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "nothing"))
    before = language.language()
    language.use("en")
    yield
    language.use(before)


def mobile() -> list[Path]:
    """Return the plans of mobility projects among those whose sums were worked out by hand."""
    found = []
    for path in money.FILES:
        case = msgspec.convert(tomli.loads(path.read_text("utf-8")), money.Case)
        if money.changed(case).get("action") in ("KA121-VET", "KA122-VET"):
            found.append(path)
    return found


def told(folder: Path, plan: dict[str, Any], rates: dict[str, Any] | None = None) -> dict[str, Any]:
    """Return the budget of a plan as JSON; it is written to the folder."""
    folder.mkdir(exist_ok=True)
    (folder / "plan.toml").write_text(tomli_w.dumps(plan), encoding="utf-8")
    if rates:
        (folder / "rates.toml").write_text(tomli_w.dumps(rates), encoding="utf-8")
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        budget.run(str(folder / "plan.toml"), NOW, None, "json")
    found: dict[str, Any] = json.loads(out.getvalue())
    return found


def written(folder: Path, name: str) -> Path:
    with contextlib.redirect_stdout(io.StringIO()):
        assert export.run(str(folder / "plan.toml"), str(folder.parent / name), None, None, False, NOW, None) == 0
    return folder.parent / name


def of_case(path: Path, tmp_path: Path) -> tuple[Path, dict[str, Any]]:
    case = msgspec.convert(tomli.loads(path.read_text("utf-8")), money.Case)
    budgeted = told(tmp_path / path.stem, money.changed(case), case.rates)
    return written(tmp_path / path.stem, f"{path.stem}.xlsx"), budgeted


def compare(shown: sheets.Shown, budgeted: dict[str, Any], *, limits: bool = True) -> None:
    sums = shown.sums()
    assert sums["total"] == (budgeted["total"] or 0)
    assert sums["by_activity"] == budgeted["by_activity"]
    assert {CATEGORIES[name]: amount for name, amount in sums["by_category"].items()} == budgeted["by_category"]
    rows = [row for row in shown.rows("Limits") if row[1]] if limits else []
    for limit in budgeted["limits"] if limits else []:
        rule = sentences.rule(PROGRAMME, PROGRAMME.requirement(limit["id"]))
        stands = next(row[0] for row in rows if row[1].startswith(rule[:60]))
        assert stands.startswith(STATUS[limit["status"]]), limit["id"]


@OTHER_PROGRAM
def test_another_program_works_out_the_same_sums(tmp_path: Path) -> None:
    cases = [of_case(path, tmp_path) for path in mobile()[::3]]
    assert len(cases) >= 30
    shown = sheets.by_office([file for file, _budgeted in cases], tmp_path / "lo")
    for (file, budgeted), one in zip(cases, shown, strict=True):
        print(file.name)
        compare(one, budgeted)


HARD = [
    *("hundred-with-a-third-country", "travel-days-4-green-not-said-far", "type-not-said", "visa-costs"),
    *("incoming-rows-settled", "accompanying-persons-over-60-days", "country-not-said"),
]


@pytest.mark.parametrize("name", HARD)
def test_a_package_works_out_the_same_sums(name: str, tmp_path: Path) -> None:
    file, budgeted = of_case(money.HERE / f"{name}.toml", tmp_path)
    compare(sheets.by_formulas(file), budgeted, limits=False)


# --- changes in a workbook ------------------------------------------------------------------------------------------

PLAN: dict[str, Any] = {
    "call": 2026,
    "action": "KA121-VET",
    "organisation": {"country": "FI", "place": "Kuopio"},
    "mobility": [
        {"type": "short-term", "country": "ES", "place": "Barcelona", "participants": 95, "fewer_opportunities": 3}
        | {"days": 30, "travel_days": 2, "accompanying": 2, "green": False, "language_support": 0},
        {"type": "short-term", "country": "EE", "participants": 20, "days": 14, "distance_km": 450, "green": True},
        {"type": "course", "country": "IT", "participants": 3, "fewer_opportunities": 0, "days": 5, "travel_days": 1}
        | {"distance_km": 1990, "green": False, "visa_costs": 101},
    ],
}


def cell(book: Any, sheet: str, head: str, row: int) -> Any:
    """Return a cell of a sheet by the head of its column, and its row below the head."""
    raw = book[sheet]
    found = next(c for line in raw.iter_rows() for c in line if c.value == head)
    return raw.cell(found.row + row, found.column)


def activity(row: int, head: str, value: Any) -> Callable[[Any], None]:
    def change(book: Any) -> None:
        cell(book, "Activities", head, row).value = value

    return change


def daily(row: str, group: int, euros: int) -> Callable[[Any], None]:
    """Write one daily rate into both columns of the sheet of rates."""

    def change(book: Any) -> None:
        for line in book["Rates"].iter_rows():
            if line[0].value == row and line[1].value == group:
                line[2].value = line[3].value = euros

    return change


#: What is changed in the workbook, the same in the plan, and in the rates beside it.
CHANGES: dict[str, tuple[Callable[[Any], None], dict[str, Any], dict[str, Any] | None]] = {
    "participants": (activity(1, "Participants", 101), {"0.participants": 101}, None),
    "participants of the second": (activity(2, "Participants", 4), {"1.participants": 4}, None),
    "nobody is known": (activity(3, "Participants", None), {"2.participants": None}, None),
    "days": (activity(1, "Days without travel days", 12), {"0.days": 12}, None),
    "kilometres": (activity(2, "Distance, km one way", 2000), {"1.distance_km": 2000}, None),
    "no kilometres": (activity(3, "Distance, km one way", 2000.0), {"2.distance_km": 2000}, None),
    "green travel": (activity(1, "Green travel", "yes"), {"0.green": True}, None),
    "green travel not said": (activity(2, "Green travel", None), {"1.green": None}, None),
    "travel days": (activity(1, "Travel days", 6), {"0.travel_days": 6}, None),
    "a country in another group": (activity(2, "Country", "Norway"), {"1.country": "NO"}, None),
    "a third country": (activity(2, "Country", "Canada"), {"1.country": "CA"}, None),
    "accompanying persons": (activity(2, "Accompanying persons", 1), {"1.accompanying": 1}, None),
    "real costs": (activity(3, "Visas and vaccinations, €", 333), {"2.visa_costs": 333}, None),
    "expensive travel": (activity(3, "Expensive travel, €", 1001), {"2.expensive_travel": 1001}, None),
    "learners in Spain": (daily("VET learners", 2, 85), {}, {"call": 2026, "learner": {"group_2": 85}}),
    "staff in Italy": (daily("staff", 2, 131), {}, {"call": 2026, "staff": {"group_2": 131}}),
}


def with_changes(changes: dict[str, Any]) -> dict[str, Any]:
    plan: dict[str, Any] = json.loads(json.dumps(PLAN))
    for path, value in changes.items():
        index, field = path.split(".")
        plan["mobility"][int(index)].pop(field, None)
        if value is not None:
            plan["mobility"][int(index)][field] = value
    return plan


@OTHER_PROGRAM
def test_a_change_in_the_workbook_is_a_change_of_the_plan_or_its_rates(tmp_path: Path) -> None:
    told(tmp_path / "before", PLAN)
    file = written(tmp_path / "before", "before.xlsx")
    changed, wanted = [], []
    for number, (change, same, rates) in enumerate(CHANGES.values()):
        changed.append(sheets.change(file, change, tmp_path / f"{number}.xlsx"))
        wanted.append(told(tmp_path / str(number), with_changes(same), rates))
    for name, shown, budgeted in zip(CHANGES, sheets.by_office(changed, tmp_path / "lo"), wanted, strict=True):
        print(name)
        compare(shown, budgeted)


@pytest.mark.parametrize("name", ["participants", "days", "kilometres", "staff in Italy"])
def test_a_package_follows_a_change(name: str, tmp_path: Path) -> None:
    change, same, rates = CHANGES[name]
    told(tmp_path / "before", PLAN)
    file = sheets.change(written(tmp_path / "before", "before.xlsx"), change, tmp_path / "after.xlsx")
    compare(sheets.by_formulas(file), told(tmp_path / "after", with_changes(same), rates), limits=False)


def test_unit_costs_and_bands_are_inputs(tmp_path: Path) -> None:
    """By hand: 10 × 400 instead of 10 × 350; in the band from 2,000 km 10 × 400 instead of 10 × 395."""
    plan = with_changes({"0.participants": 10, "0.accompanying": 0})
    plan["mobility"] = plan["mobility"][:1]
    told(tmp_path / "before", plan)
    file = written(tmp_path / "before", "before.xlsx")

    def change(book: Any) -> None:
        for line in book["Rates"].iter_rows():
            if line[2].value == 350:
                line[2].value = 400
            if line[0].value == 2000:
                line[3].value = 400

    before = sheets.by_formulas(file).sums()["by_category"]
    after = sheets.by_formulas(sheets.change(file, change, tmp_path / "after.xlsx")).sums()["by_category"]
    assert (before["Organisational support"], after["Organisational support"]) == (3500, 4000)
    assert (before["Travel"], after["Travel"]) == (3950, 4000)


# --- lump sums and texts --------------------------------------------------------------------------------------------

PARTNERSHIP: dict[str, Any] = {
    "call": 2026,
    "action": "KA210-VET",
    "title": '=HYPERLINK("http://x")',
    "grant": 30000,
    "activities": [
        {"title": "=1+1", "amount": 12000, "shares": {"@SUM(A1)": 5000, "-2": 4000}},
        {"title": "+3\tx", "amount": 10000},
    ],
}


def test_what_is_left_of_a_lump_sum_follows(tmp_path: Path) -> None:
    """By hand: 30,000 - 22,000 is left; with 15,000 for the first part 5,000; of 12,000 partners have 9,000."""
    told(tmp_path / "plan", PARTNERSHIP)
    file = written(tmp_path / "plan", "plan.xlsx")
    rows = {row[1]: row for row in sheets.by_formulas(file).rows("Shares")}
    assert (rows["Together"][2], rows["Left to allot"][2]) == (22000, 8000)
    assert rows["=1+1"][6:8] == [9000, 3000]

    def change(book: Any) -> None:
        cell(book, "Shares", "Amount", 1).value = 15000

    after = {row[1]: row for row in sheets.by_formulas(sheets.change(file, change, tmp_path / "b.xlsx")).rows("Shares")}
    assert after["Left to allot"][2] == 5000


def test_texts_of_a_plan_are_never_formulas(tmp_path: Path) -> None:
    told(tmp_path / "plan", PARTNERSHIP)
    texts = {"=1+1", "+3 x", "@SUM(A1)", "-2", '=HYPERLINK("http://x")'}
    book = openpyxl.load_workbook(written(tmp_path / "plan", "plan.xlsx"))
    found = [c for sheet in book for row in sheet.iter_rows() for c in row if c.value in texts]
    assert {c.value for c in found} == texts
    assert all(c.data_type == "s" and c.quotePrefix for c in found)


def test_what_is_not_known_is_said_and_no_zero(tmp_path: Path) -> None:
    told(tmp_path / "plan", PARTNERSHIP | {"activities": [{"title": "a", "amount": 1}, {"title": "b"}]})
    rows = {row[1]: row for row in sheets.by_formulas(written(tmp_path / "plan", "plan.xlsx")).rows("Shares")}
    assert rows["Left to allot"][2] == "not known"
    assert rows["b"][2:4] == [None, ""]


@pytest.mark.parametrize("lang", ["fi", "en"])
def test_formulas_keep_within_what_spreadsheet_programs_take(lang: str, tmp_path: Path) -> None:
    """Excel calls a file broken with a formula of over 8192 characters, or a text of over 255 in one."""
    language.use(lang)
    told(tmp_path / "plan", PLAN)
    book = openpyxl.load_workbook(written(tmp_path / "plan", "plan.xlsx"))
    formulas = [str(c.value) for sheet in book for row in sheet.iter_rows() for c in row if c.data_type == "f"]
    assert len(formulas) > 200
    assert max(map(len, formulas)) < 8192
    assert max(len(text) for formula in formulas for text in formula.split('"')[1::2]) <= 255
