"""What people type is read as they mean it, or refused in a sentence; nothing is guessed."""

import datetime as dt
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from erasmus_cli import language
from erasmus_cli.interview import reading

SEPTEMBER = dt.date(2027, 9, 1)


@pytest.fixture(params=["fi", "en"])
def spoken(request: pytest.FixtureRequest) -> Iterator[str]:
    before = language.language()
    language.use(request.param)
    yield request.param
    language.use(before)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("1.9.2027", SEPTEMBER),
        ("01.09.2027", SEPTEMBER),
        ("1. 9. 2027", SEPTEMBER),
        ("1.9.27", SEPTEMBER),
        ("2027-09-01", SEPTEMBER),
        ("2027-9-1", SEPTEMBER),
        ("1 Sep 2027", SEPTEMBER),
        ("1\u00a0Sep\u00a02027", SEPTEMBER),
        ("1 September 2027", SEPTEMBER),
        ("1st September 2027", SEPTEMBER),
        ("September 1, 2027", SEPTEMBER),
        ("1. syyskuuta 2027", SEPTEMBER),
        ("1 syysk. 2027", SEPTEMBER),
        ("syyskuu 2027", SEPTEMBER),
        ("Syyskuussa 2027", SEPTEMBER),
        ("syys 2027", SEPTEMBER),
        ("September 2027", SEPTEMBER),
        ("sept 2027", SEPTEMBER),
        ("noin syyskuu 2027", SEPTEMBER),
        ("9/2027", SEPTEMBER),
        ("9.2027", SEPTEMBER),
        ("2027-09", SEPTEMBER),
        ("2027", dt.date(2027, 1, 1)),
        ("1960", dt.date(1960, 1, 1)),
        ("1.8.95", dt.date(1995, 8, 1)),
        ("15 maalis 2028", dt.date(2028, 3, 15)),
        ("15 heinäkuuta 2028", dt.date(2028, 7, 15)),
        ("15 May 2028", dt.date(2028, 5, 15)),
        ("29.2.2028", dt.date(2028, 2, 29)),
        # not a date, no such day, or one of two
        ("", None),
        ("soon", None),
        ("27", None),
        ("1.9.", None),
        ("syksyllä 2027", None),
        ("31.2.2027", None),
        ("2027-02-30", None),
        ("13/2027", None),
        ("1/9/2027", None),
        ("9999", None),
        ("ju 2027", None),
        ("jun-jul 2027", None),
    ],
)
def test_dates(typed: str, day: dt.date | None, spoken: str) -> None:
    if day is None:
        with pytest.raises(ValueError, match=r"[.?]$"):
            reading.date(typed)
    else:
        assert reading.date(typed) == day


def test_a_short_form_that_is_another_month_elsewhere_counts_in_the_language_in_use(spoken: str) -> None:
    if spoken == "en":
        assert reading.date("1 Mar 2027") == dt.date(2027, 3, 1)
    else:  # maaliskuu or marraskuu
        with pytest.raises(ValueError):
            reading.date("1 Mar 2027")


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("12", 12),
        (" 12 ", 12),
        ("0", 0),
        ("12 opiskelijaa", 12),
        ("12 students", 12),
        ("12 VET learners", 12),
        ("noin 12", 12),
        ("n. 12", 12),
        ("about 12", 12),
        ("~12", 12),
        ("1 200", 1200),
        ("1\u00a0200", 1200),
        ("1,200", 1200),
        ("2950 km", 2950),
        ("-3", None),
        ("1,5", None),
        ("1.5", None),
        ("10-12", None),
        ("10–12", None),
        ("12 or 14", None),
        ("yli 12", None),
        ("twelve", None),
        ("12 34", None),
        ("1,23,456", None),
        ("", None),
    ],
)
def test_counts(typed: str, number: int | None) -> None:
    if number is None:
        with pytest.raises(ValueError):
            reading.count(typed)
    else:
        assert reading.count(typed) == number


def test_another_unit_of_time_than_asked_for_is_refused() -> None:
    assert reading.count("28 pv", "day") == reading.count("28 päivää", "day") == reading.count("28 days", "day") == 28
    assert reading.count("18 kk", "month") == 18
    assert reading.count("8 vuotta", "year") == 8
    for typed, unit in (("4 viikkoa", "day"), ("2 years", "month"), ("12 kk", "day"), ("1 kuukausi", "year")):
        with pytest.raises(ValueError):
            reading.count(typed, unit)


@pytest.mark.parametrize(
    ("typed", "sum_"),
    [
        ("45000", 45_000),
        ("45 000 €", 45_000),
        ("45\u00a0000\u00a0€", 45_000),
        ("45\u202f000 €", 45_000),
        ("45.000", 45_000),
        ("45,000", 45_000),
        ("45'000", 45_000),
        ("45 000,00 €", 45_000),
        ("45,000.00", 45_000),
        ("€45,000", 45_000),
        ("EUR 45 000", 45_000),
        ("45000 euroa", 45_000),
        ("45000 euros", 45_000),
        ("n. 50000", 50_000),
        ("noin 50 000 euroa", 50_000),
        ("about 50k", 50_000),
        ("50 k€", 50_000),
        ("50 t€", 50_000),
        ("50 tuhatta euroa", 50_000),
        ("50 thousand", 50_000),
        ("12,5 t€", 12_500),
        ("1,5 milj. €", 1_500_000),
        ("1.5 million euros", 1_500_000),
        ("4 M€", 4_000_000),
        ("0", 0),
        ("120.50", None),
        ("120,5", None),
        ("1.500 t€", None),
        ("50 m", None),
        ("50 t", None),
        ("50 dollars", None),
        ("30000-60000", None),
        ("30 000 / 60 000", None),
        ("4500 0", None),
        ("-5", None),
        ("paljon", None),
        ("", None),
    ],
)
def test_sums(typed: str, sum_: int | None) -> None:
    if sum_ is None:
        with pytest.raises(ValueError):
            reading.euros(typed)
    else:
        assert reading.euros(typed) == sum_


def test_several_numbers() -> None:
    assert reading.counts("40 40 40") == reading.counts("40, 40, 40") == reading.counts("40/40/40") == [40, 40, 40]
    with pytest.raises(ValueError):
        reading.counts("40 many 40")


def test_a_pasted_line_break_becomes_a_space() -> None:
    assert reading.text("  Lehtorinteen\r\nkäsityökoulu\x1b[31m\t(LK) ") == "Lehtorinteen käsityökoulu [31m (LK)"


@given(st.text())
def test_nothing_that_is_typed_ends_the_program(typed: str) -> None:
    for read in (reading.date, reading.count, reading.euros, reading.counts, reading.text):
        try:
            read(typed)  # type: ignore[operator]
        except ValueError as error:
            assert str(error).endswith((".", "?"))


@given(st.dates(min_value=dt.date(1950, 1, 1), max_value=dt.date(2049, 12, 31)))
def test_every_day_is_read_as_the_program_and_people_write_it(day: dt.date) -> None:
    for typed in (
        day.isoformat(),
        f"{day.day}.{day.month}.{day.year}",
        f"{day:%d.%m.%y}",
        f"{day:%d %B %Y}",
        f"{day:%d %b %Y}",
    ):
        assert reading.date(typed) == day


@given(st.integers(min_value=0, max_value=1_000_000_000))
def test_every_sum_is_read_in_all_its_forms(number: int) -> None:
    for typed in (f"{number}", f"{number:,}", f"{number:,}".replace(",", " ") + " €", f"€{number:,}.00"):
        assert reading.euros(typed) == number
