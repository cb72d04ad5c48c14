"""Looking things up: by id, by key, by what people call them in either language; and honest near matches."""

import pytest

from erasmus_cli.programme.load import Calls
from erasmus_cli.programme.lookup import Entry, everything, find, plain

PROGRAMME = Calls()[2026]


def told(entries: list[Entry]) -> list[str]:
    return [f"{entry.kind} {entry.id}" for entry in entries]


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        # Ids, with capitals and marks or without.
        ("lump-sum", "term lump-sum"),
        ("LUMP SUM", "term lump-sum"),
        ("ka122-PARTICIPANTS", "requirement KA122-participants"),
        ("ka122", "action KA122-VET"),
        # What a beginner typed in the trial and did not find.
        ("akkreditointi", "term accreditation"),
        ("konsortio", "term consortium"),
        ("kertakorvaus", "term lump-sum"),
        ("liikkuvuus", "term learning-mobility"),
        ("työnvarjostus", "activity job-shadowing"),
        ("tyonvarjostus", "activity job-shadowing"),
        ("TYÖNVARJOSTUS", "activity job-shadowing"),
        ("job shadowing", "activity job-shadowing"),
        ("tutustumiskäynti", "activity preparatory-visit"),
        ("EU Login", "term eu-login"),
        ("apuraha", "term individual-support"),
        ("painopiste", "term horizontal-priority"),
        ("painopiste", "term field-priority"),
        ("huippuyksikkö", "action COVE"),
        ("PIC", "contact pic-registration"),
        # Keys as the plan file has them, and as findings write them.
        ("minors", "key mobility.minors"),
        ("place", "key mobility.place"),
        ("place", "key organisation.place"),
        ("partners", "key partners"),
        ("mobility", "key mobility"),
        ("organisation.oid", "key organisation.oid"),
        ("mobility.type", "key mobility.type"),
        ("mobility[].type", "key mobility.type"),
        ("months", "key months"),
        # A word and a key of one name: both are told.
        ("consortium", "term consortium"),
        ("consortium", "key consortium"),
    ],
)
def test_what_a_name_means(name: str, meant: str) -> None:
    found = find(PROGRAMME, name)
    assert meant in told([*found.meant, *found.also])
    assert found.near == []


def test_of_several_the_word_of_the_field_comes_first() -> None:
    found = find(PROGRAMME, "oid")
    assert told(found.meant) == ["term oid"]
    assert {"key organisation.oid", "key partners.oid"} <= set(told(found.also))


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("lumpsum", "term lump-sum"),
        ("kertakorvaukset", "term lump-sum"),
        ("akreditointi", "term accreditation"),
        ("konsortion", "term consortium"),
        ("KA122-particpants", "requirement KA122-participants"),
        ("mobilty.days", "key mobility.days"),
        ("minor", "key mobility.minors"),
    ],
)
def test_the_nearest_come_first_and_are_few(name: str, near: str) -> None:
    found = find(PROGRAMME, name)
    assert found.meant == []
    assert told(found.near)[0] == near
    assert len(found.near) <= 8


@pytest.mark.parametrize("name", ["", "???", "xyzzyq", "\x1b[31m", "x" * 5000])
def test_nothing_is_guessed_where_nothing_is_near(name: str) -> None:
    assert find(PROGRAMME, name).near == []


def test_every_id_is_found_by_itself() -> None:
    entries = everything(PROGRAMME)
    for identifier in sorted({entry.id for entry in entries})[::7]:
        assert identifier in {entry.id for entry in find(PROGRAMME, identifier).meant}
    assert len(entries) > 800


def test_synonyms_belong_to_records_and_lead_to_them() -> None:
    ids = {entry.id for entry in everything(PROGRAMME)}
    assert sorted(set(PROGRAMME.synonyms) - ids) == []
    for identifier, words in PROGRAMME.synonyms.items():
        for word in words:
            found = find(PROGRAMME, word)
            assert identifier in {entry.id for entry in (*found.meant, *found.also)}, (identifier, word)


def test_names_are_compared_without_marks() -> None:
    assert plain("  Työn–Varjostus (Åbo)! ") == "tyon varjostus abo"
