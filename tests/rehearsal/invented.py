"""A call that nobody ever published: 2027, made of the data of 2026 the way docs/next-call-year.md tells.

All of it is invented, and none of it is a guess at what call 2027 will be. The program runs from a copy of its own, as
it does for anybody who works in a clone: the data folder beside the package is the one that counts.
"""

import re
import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

CALL = """\
year = 2027
published = true
last_call = 2027
after_last = { fi = "Keksitty.", en = "Invented." }
page = "https://example.org/guide-2027"
sources = ["guide:4"]
about = { fi = "Keksitty hakukierros.", en = "An invented call." }
"""

#: A rule that call 2026 does not have; its fact is there already.
NEW_RULE = """
[[requirements]]
id = "KA122-smallest"
level = "must"
rule = { fi = "Hankkeessa on oltava vähintään {limit}.", en = "A project must have at least {limit}." }
consequence = "rejected"
fact = "mobility_participants"
at_least = 4
sources = ["guide:95"]
"""

CLOSED = 'no_call = { fi = "Vuonna 2027 ei ole hakua (keksitty).", en = "There is no call in 2027 (invented)." }\n'


def checkout(folder: Path) -> Path:
    """Copy the program and its data, without call 2027; return the folder of the copy."""
    for name in ("erasmus_cli", "data"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.rmtree(folder / "data" / "2027")
    return folder


def copied(folder: Path) -> Path:
    """Step 1: the files of 2026, and a `call.toml` of its own."""
    new = folder / "data" / "2027"
    shutil.copytree(folder / "data" / "2026", new)
    (new / "call.toml").write_text(CALL, encoding="utf-8")
    return new


def edited(path: Path, *changes: tuple[str, str]) -> None:
    """Change texts of a file, each of which stands in it exactly once."""
    text = path.read_text(encoding="utf-8")
    for old, new in changes:
        assert text.count(old) == 1, (path.name, old, text.count(old))
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")


def without(path: Path, header: str, line: str) -> None:
    """Take out the one record with a header that has a line."""
    records = re.split(rf"(?m)^(?=\[\[{header}\]\]$)", path.read_text(encoding="utf-8"))
    left = [record for record in records if not (record.startswith(f"[[{header}]]") and f"{line}\n" in record)]
    assert len(left) == len(records) - 1, (path.name, line)
    path.write_text("".join(left), encoding="utf-8")


def published(new: Path) -> None:
    """Steps 2 to 7: what the guide and the slides of the new call say."""
    edited(new / "sources.toml", ("Programme Guide 2026", "Programme Guide 2027"))
    rounds = (new / "rounds.toml").read_text(encoding="utf-8")
    later = re.sub(r"= (202[56])-", lambda year: f"= {int(year[1]) + 1}-", rounds)
    (new / "rounds.toml").write_text(
        later.replace("2027-02-19T12", "2027-02-18T12").replace("2027-03-05T12", "2027-03-04T12"), encoding="utf-8"
    )
    edited(
        new / "countries.toml",
        ('members = ["MK", "RS", "IS", "LI", "NO", "TR"]', 'members = ["MK", "RS", "IS", "LI", "NO", "TR", "CH"]'),
        ('members = ["FO", "CH", "GB"]', 'members = ["FO", "GB"]'),
        ("Region 14: Faroe Islands, Switzerland and United Kingdom", "Region 14: Faroe Islands and United Kingdom"),
        ("Alue 14: Färsaaret, Sveitsi ja Yhdistynyt kuningaskunta", "Alue 14: Färsaaret ja Yhdistynyt kuningaskunta"),
    )
    edited(
        new / "lump-sums.toml",
        (
            'en = "the larger sum: activities that are more or larger" }\n',
            'en = "the larger sum: activities that are more or larger" }\n\n[[lump_sums.sums]]\n'
            'euros = 90000\nabout = { fi = "uusi summa", en = "the new sum" }\n',
        ),
    )
    edited(
        new / "actions" / "KA210-VET.toml",
        ("amounts = [30000, 60000]", "amounts = [30000, 60000, 90000]"),
        ("one_of = [30000, 60000]", "one_of = [30000, 60000, 90000]"),
    )
    short_term = new / "actions" / "KA122-VET.toml"
    edited(
        short_term,
        ("at_most = 30\n", "at_most = 25\n"),
        ("between = [6, 18]", "between = [6, 15]"),
        ('between = ["Y-06-01", "Y-12-31"]', 'between = ["Y-07-01", "Y-12-31"]'),
        ('text.en = "6 to 18 months."', 'text.en = "6 to 15 months."'),
        ('text.fi = "6–18', 'text.fi = "6–15'),
    )
    without(short_term, "requirements", 'id = "KA122-no-consortium"')
    short_term.write_text(short_term.read_text(encoding="utf-8") + NEW_RULE, encoding="utf-8")
    edited(
        new / "requirements.toml",
        ('at_most = { fact = "grant", times = "0.2" }', 'at_most = { fact = "grant", times = "0.15" }'),
    )
    edited(new / "actions" / "JM-TRAINING.toml", ('agency = "eacea"\n', f'agency = "eacea"\n{CLOSED}'))
    without(new / "rounds.toml", "rounds", 'action = "JM-TRAINING"')
