"""Tables as people make them, read right or refused with the cell named; and files that mean harm."""

import datetime as dt
import io
import os
import random
import subprocess
import sys
import time
import zipfile
from pathlib import Path
from typing import Any

import hostile
import openpyxl
import pytest
import tomli
from hostile import book

from erasmus_cli import language
from erasmus_cli.commands import import_
from erasmus_cli.plan.model import Mobility
from erasmus_cli.programme.load import Calls
from erasmus_cli.programme.lookup import plain
from erasmus_cli.programme.rounds import as_instant
from erasmus_cli.tables.activities import read
from erasmus_cli.tables.grid import TableError

PROGRAMME = Calls()[2026]
NOW = as_instant(dt.date(2026, 11, 24))
START = dt.date(2027, 9, 1)
ERASMUS = Path(sys.executable).with_name("erasmus.exe" if os.name == "nt" else "erasmus")


@pytest.fixture(autouse=True)
def finnish() -> Any:
    before = language.language()
    language.use("fi")
    yield
    language.use(before)


def items(name: str, raw: bytes) -> list[dict[str, Any]]:
    found = read(PROGRAMME, name, raw, START)
    assert found.problems == []
    return found.items


def test_every_field_of_an_activity_has_a_column_and_no_heading_means_two() -> None:
    assert {c.field for c in PROGRAMME.table.columns} == set(Mobility.model_fields)
    seen: dict[str, str] = {plain(word): "" for word in PROGRAMME.table.ignored}
    names = [(n, c.field) for c in PROGRAMME.table.columns for n in (c.name.fi, c.name.en, c.field, *c.also)]
    names += [(n, f"{c.field} as a date") for c in PROGRAMME.table.dates for n in c.also]
    for name, field in names:
        assert seen.setdefault(plain(name), field) == field, name


# --- ten tables -----------------------------------------------------------------------------------------------------

SPAIN = {"type": "short-term", "country": "ES", "participants": 12, "days": 30}
ESTONIA = {"type": "job-shadowing", "country": "EE", "participants": 2, "days": 5}


def merged() -> bytes:
    """A title over the whole width, an empty row, the country merged over two rows, a total, a note."""
    made = openpyxl.Workbook()
    sheet = made.active
    sheet.append(["Kansainvälisyyssuunnitelma 2027", None, None, None])
    sheet.merge_cells("A1:D1")
    sheet.append([])
    sheet.append(["Kohdemaa", "Jakso", "Hlö", "Kesto (pv)"])
    sheet.append(["Viro", "Työnvarjostus", 2, 5])
    sheet.append([None, "Kurssi tai koulutus", 1, "4 pv"])
    sheet.append([])
    sheet.append(["Espanja", "työssäoppiminen ulkomailla", 12, 30.0])
    sheet.merge_cells("A4:A5")
    sheet.append(["Yhteensä", None, "=SUM(C4:C7)", None])
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def dated() -> bytes:
    made = openpyxl.Workbook()
    made.active.append(["Tyyppi", "Maa", "Osallistujat", "Alkaa", "Päättyy", "Päiviä"])
    made.active.append(["Lyhytkestoinen liikkuvuus", "ES", "12", dt.datetime(2027, 10, 4), "30.11.2027", 30])
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


TABLES: dict[str, tuple[bytes, list[dict[str, Any]]]] = {
    "finnish.csv": (
        "Maa;Tyyppi;Osallistujia;Kesto\nEspanja;Opiskelijoiden lyhytkestoinen liikkuvuus;12;30\n".encode("utf-8-sig"),
        [SPAIN],
    ),
    "windows.csv": (
        "Jakson tyyppi;Maa;Henkilömäärä;Päivät;Vihreä matka\nTyönvarjostus;Viro;2,0;5;kyllä\n".encode("cp1252"),
        [ESTONIA | {"green": True}],
    ),
    "english.csv": (
        b'Type,Destination country,Number of participants,"Days, without travel"\nJob shadowing,Estonia,2,5\n',
        [ESTONIA],
    ),
    "tabs.csv": (b"type\tcountry\tparticipants\tdays\nshort-term\tes\t12\t30\n", [SPAIN]),
    "thousands.csv": (
        "Tyyppi;Maa;Etäisyys (km);Viisumit, €;Osallistujat\nvarjostus;Kanada;6 600;1 200,00 €;n. 2\n".encode(),
        [
            {"type": "job-shadowing", "country": "CA", "participants": 2} | {"distance_km": 6600, "visa_costs": 1200},
        ],
    ),
    "titles.csv": (
        "Liikkuvuudet;;;\n;;;\nTyyppi;Maa;Osallistujat;Päiviä\nOpiskelijat;;;\nharjoittelu;Espanja;12;30\n;;;\n"
        "Henkilöstö;;;\nTyönvarjostus;Eesti;2;5\n;;14;\n".encode(),
        [SPAIN, ESTONIA],
    ),
    "mixed.csv": (
        "No;Activity type;Maa;Pax;Duration;Notes;Tukihenkilöt\n1;group;Hollanti (NL);10;7;tbc;1\n"
        "2;Invited expert;UK;1;3;-;?\nTotal;;;11;10;;1\n".encode(),
        [
            {"type": "group", "country": "NL", "participants": 10, "days": 7, "accompanying": 1},
            {"type": "invited-expert", "country": "GB", "participants": 1, "days": 3},
        ],
    ),
    "open.csv": (
        "Tyyppi;Maa;Osallistujat;Päivät\nTyönvarjostus;ei tiedossa;2;\n".encode(),
        [{"type": "job-shadowing", "participants": 2}],
    ),
    "merged.xlsx": (merged(), [ESTONIA, {"type": "course", "country": "EE", "participants": 1, "days": 4}, SPAIN]),
    "dated.xlsx": (dated(), [SPAIN | {"first_month": 2, "last_month": 3}]),
}


@pytest.mark.parametrize("name", TABLES)
def test_a_table_is_read_right(name: str) -> None:
    raw, wanted = TABLES[name]
    assert items(name, raw) == wanted


def test_what_is_left_out_is_said() -> None:
    said = " ".join(read(PROGRAMME, "x.csv", TABLES["titles.csv"][0], None).remarks)
    assert "4" in said and '"Opiskelijat"' in said and '"Henkilöstö"' in said and "9" in said
    said = " ".join(read(PROGRAMME, "x.csv", "Tyyppi;Maa;Vastuuhenkilö\nKurssi;Viro;Maija\n".encode(), None).remarks)
    assert "Vastuuhenkilö" in said and "C1" in said


WRONG = {
    "Tyyppi;Maa;Osallistujat\nTyönvarjostus;Viro;2\nTyönvarjostus;Espanjja;2": ("B3", "Espanja"),
    "Tyyppi;Maa;Osallistujat\nTyönvarjostuss;Viro;2": ("A2", "Työnvarjostus"),
    "Tyyppi;Maa;Osallistujat\nTyönvarjostus;Viro;2,5": ("C2", ""),
    "Tyyppi;Maa;Osallistujat\nTyönvarjostus;Viro;-2": ("C2", ""),
    "Tyyppi;Maa;Osallistujat\nTyönvarjostus;Viro;200000": ("C2", "100000"),
    "Tyyppi;Maa;Osalistujat\nTyönvarjostus;Viro;2": ("C1", "Osallistujat"),
    "Tyyppi;Maa;Kohdemaa\nTyönvarjostus;Viro;Viro": ("C1", "B1"),
    "Tyyppi;Maa;Kesto\nTyönvarjostus;Viro;2 viikkoa": ("C2", ""),
    "Tyyppi;Maa;Vihreä\nTyönvarjostus;Viro;ehkä": ("C2", "ehkä"),
    "Tyyppi;Maa;Alkaa\nTyönvarjostus;Viro;1.8.2027": ("C2", "1.8.2027"),
    "Tyyppi;Maa;Alkaa\nTyönvarjostus;Viro;31.9.2027": ("C2", ""),
}


@pytest.mark.parametrize("text", WRONG)
def test_a_fault_is_named_by_its_cell_and_nothing_is_written(
    text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "t.csv").write_text(text, encoding="utf-8")
    plan = tmp_path / "plan.toml"
    plan.write_text("start = 2027-09-01\n", encoding="utf-8")
    assert import_.run(str(tmp_path / "t.csv"), str(plan), False, NOW, None) == 2
    said = capsys.readouterr()
    cell, words = WRONG[text]
    assert f"  {cell}: " in said.err and words in said.err and not said.out
    assert plan.read_text("utf-8") == "start = 2027-09-01\n"


# --- into a plan ----------------------------------------------------------------------------------------------------

OWN = """# Our plan; Maija keeps it.
action = "KA122-VET"

[[mobility]]
type = "course"  # the one in Malta
country = "MT"
participants = 1

# what comes after
[organisation]
country = "FI"
"""


def test_activities_are_added_or_replaced_and_comments_stay(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_bytes(TABLES["finnish.csv"][0])
    plan = tmp_path / "plan.toml"
    for replace, wanted in ((False, 2), (True, 1)):
        plan.write_text(OWN, encoding="utf-8")
        assert import_.run(str(tmp_path / "t.csv"), str(plan), replace, NOW, None) == 0
        text = plan.read_text("utf-8")
        said = tomli.loads(text)["mobility"]
        assert len(said) == wanted and said[-1] == SPAIN
        assert all(comment in text for comment in ("# Our plan; Maija keeps it.", "# what comes after"))


def run(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "ERASMUS_LANG": "fi", "XDG_CONFIG_HOME": str(folder / "none")}
    done = subprocess.run(
        [str(ERASMUS), *words], cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8"
    )
    assert "Traceback" not in done.stdout + done.stderr
    return done


STORIES = Path(__file__).resolve().parents[1] / "stories"


@pytest.mark.parametrize("lang", ["fi", "en"])
@pytest.mark.parametrize("story", ["a", "b"])
def test_activities_go_out_and_come_back_the_same(story: str, lang: str, tmp_path: Path) -> None:
    plan = tomli.loads((STORIES / f"{story}.toml").read_text("utf-8"))
    assert run(tmp_path, "export", str(STORIES / f"{story}.toml"), "out.xlsx", "--lang", lang).returncode == 0
    assert run(tmp_path, "import", "out.xlsx", "back.toml").returncode == 0
    assert tomli.loads((tmp_path / "back.toml").read_text("utf-8"))["mobility"] == plan["mobility"]


def test_all_fields_go_out_and_come_back(tmp_path: Path) -> None:
    from erasmus_cli.programme.keys import keys, words_of

    known, item = keys(PROGRAMME), {}
    for field in Mobility.model_fields:
        key = known[f"mobility[].{field}"]
        usual = {"count": 7, "euros": 1234, "yes-no": field != "green", "text": "=1+1; Ä", "country": "EE"}
        item[field] = usual.get(key.kind) if key.kind in usual else [c.id for c in words_of(PROGRAMME, key)]
        if key.kind == "one":
            item[field] = item[field][-1]
    import tomli_w

    (tmp_path / "plan.toml").write_text(tomli_w.dumps({"action": "KA122-VET", "mobility": [item]}), encoding="utf-8")
    assert run(tmp_path, "export", "plan.toml", "out.xlsx").returncode == 0
    assert run(tmp_path, "import", "out.xlsx", "back.toml").returncode == 0
    assert tomli.loads((tmp_path / "back.toml").read_text("utf-8"))["mobility"] == [item]


def test_a_template_is_filled_in_and_imported(tmp_path: Path) -> None:
    assert run(tmp_path, "import", "--template", "t.xlsx").returncode == 0
    assert run(tmp_path, "import", "t.xlsx", "plan.toml").returncode == 2  # nothing in it yet
    made = openpyxl.load_workbook(tmp_path / "t.xlsx")
    sheet = made["Jaksot"]
    assert {rule.type for rule in sheet.data_validations.dataValidation} == {"list", "whole"}
    head = next(row for row in sheet.iter_rows() if row[1].value == "Jakson tyyppi")
    for name, value in {"Jakson tyyppi": "Työnvarjostus", "Maa": "Viro", "Osallistujat": 2}.items():
        place = next(c for c in head if c.value == name)
        sheet.cell(place.row + 1, place.column, value)
    made.save(tmp_path / "t.xlsx")
    assert run(tmp_path, "import", "t.xlsx", "plan.toml").returncode == 0
    wanted = {key: value for key, value in ESTONIA.items() if key != "days"}
    assert tomli.loads((tmp_path / "plan.toml").read_text("utf-8"))["mobility"] == [wanted]


# --- files that mean harm -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", hostile.FILES)
def test_a_harmful_file_is_refused_in_words(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(hostile.FILES[name])
    begun = time.monotonic()
    done = run(tmp_path, "import", name, "plan.toml")
    assert time.monotonic() - begun < 15  # under 5 seconds on a machine that does nothing else
    harmless = name in ("styles.xlsx", "strings.xlsx")
    assert done.returncode == (0 if harmless else 2)
    assert harmless or (name in done.stderr and not (tmp_path / "plan.toml").exists())
    if name in ("formula.xlsx", "error.xlsx"):
        assert "C2: " in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="no such limits")
@pytest.mark.parametrize("name", ["bomb.xlsx", "rows.xlsx", "strings.xlsx", "styles.xlsx", "quote.csv"])
def test_a_harmful_file_takes_little_memory(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(hostile.FILES[name])
    program = (
        "import resource, subprocess, sys\n"
        "subprocess.run(sys.argv[1:], stdout=-3, stderr=-3)\n"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)"
    )
    command = [sys.executable, "-c", program, str(ERASMUS), "import", name, "plan.toml"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert int(done.stdout) < 300


def test_macros_and_links_are_told_of_and_not_followed() -> None:
    for part in ("xl/vbaProject.bin", "xl/externalLinks/externalLink1.xml"):
        found = read(PROGRAMME, "x.xlsx", hostile.part(part, b"<x/>"), None)
        assert found.items == [ESTONIA] and len(found.remarks) == 1


SEEDS = int(os.environ.get("TABLES_SEEDS", "20"))


@pytest.mark.parametrize("kind", ["bytes", "parts", "text", "cells"])
def test_a_broken_file_is_refused_and_never_falls(kind: str) -> None:
    """Set TABLES_SEEDS=500 for a long run."""
    whole, table = merged(), TABLES["titles.csv"][0]
    for seed in range(SEEDS):
        chance = random.Random(f"{kind}{seed}")
        match kind:
            case "bytes":
                raw, name = mutated(whole, chance), "x.xlsx"
            case "parts":
                raw, name = hostile.with_parts(whole, lambda parts, c=chance: _one_part(parts, c)), "x.xlsx"  # type: ignore[misc]
            case "text":
                raw, name = mutated(table, chance), "x.csv"
            case _:
                raw, name = book(*_cells(chance)), "x.xlsx"
        try:
            read(PROGRAMME, name, raw, START)
        except TableError as error:
            assert str(error)


def mutated(raw: bytes, chance: random.Random) -> bytes:
    found = bytearray(raw)
    for _number in range(chance.randint(1, 8)):
        place = chance.randrange(len(found))
        match chance.randint(0, 3):
            case 0:
                found[place] = chance.randrange(256)
            case 1:
                del found[place : place + chance.randint(1, 40)]
            case 2:
                found[place:place] = chance.randbytes(chance.randint(1, 9))
            case _:
                found[place:place] = found[place : place + 60]
    return bytes(found)


def _one_part(parts: dict[str, bytes], chance: random.Random) -> None:
    name = chance.choice(sorted(parts))
    parts[name] = mutated(parts[name] or b"x", chance)


ODD: list[Any] = [
    *(None, "", " ", 0, -1, 1.5, 1e300, 10**15, True, "=1/0", "=A1", "x" * 30_000, "\u202e", "12,0", "1.9.2027"),
    *(dt.datetime(2027, 9, 1), dt.time(1, 2), dt.timedelta(days=3), "Espanja", "Työnvarjostus", "ES;EE", "yhteensä"),
    *("#REF!", "1 200", "(((", "[a-z", "<b>", "'2", "²", "٣", "½", "1e5", "∞", "NaN", "-", "kyllä", "0x10"),
]


def _cells(chance: random.Random) -> list[list[Any]]:
    names = [n for c in PROGRAMME.table.columns for n in (c.name.fi, c.name.en, *c.also)]
    head: list[Any] = ["Tyyppi", "Maa", *chance.sample(names, 6)]
    return [head, *([chance.choice(ODD) for _name in head] for _row in range(chance.randint(1, 6)))]


def test_the_zip_of_a_workbook_is_looked_at_before_it_is_opened() -> None:
    with zipfile.ZipFile(io.BytesIO(hostile.FILES["bomb.xlsx"])) as file:
        assert max(part.file_size for part in file.infolist()) == 300_000_000
    assert len(hostile.FILES["bomb.xlsx"]) < 500_000
