"""Where the keys and values of a TOML document stand."""

import inspect
import sys
import time

import pytest
import tomli

from erasmus_cli.plan.positions import Path, Place, Span, line_and_column, places


def shown(text: str) -> dict[Path, tuple[str, str]]:
    """Return the key and the value of every place as they are written in the text."""
    tomli.loads(text.removeprefix("\ufeff"))  # A case that is not TOML would prove nothing.
    return {
        path: (text[place.key.start : place.key.end], text[place.value.start : place.value.end])
        for path, place in places(text).items()
    }


def test_offsets_are_half_open_and_lead_to_the_written_text() -> None:
    text = 'name = "Kaarina"\ndays = 30\n'
    found = places(text)
    assert found == {
        ("name",): Place(Span(0, 4), Span(7, 16)),
        ("days",): Place(Span(17, 21), Span(24, 26)),
    }
    value = found[("days",)].value
    assert text[value.start : value.end] == "30"


@pytest.mark.parametrize(
    "written",
    [
        "30",
        "-17",
        "+1_000",
        "0xDEAD_beef",
        "0o755",
        "0b1101",
        "3.14",
        "-2E-2",
        "6.626e-34",
        "inf",
        "-nan",
        "true",
        "false",
        "1979-05-27",
        "07:32:00",
        "00:32:00.999999",
        "1979-05-27T07:32:00",
        "1979-05-27 07:32:00",
        "1979-05-27 07:32:00.5-07:00",
        "1979-05-27t07:32:00Z",
        '""',
        '"plain"',
        r'"a \" quote, \\"',
        '"# no comment, ] no end, = no key"',
        "''",
        r"'C:\no\escape\'",
        "'a \" inside'",
        '""""""',
        '"""one line"""',
        '"""\nKaksi\n  riviä — "näin"\n"""',
        '"""two "" inside"""',
        '"""one at the end""""',
        '"""two at the end"""""',
        '"""""two at the start"""',
        '"""\nonly ""\\" escaped ""\\"\n"""',
        '"""joined \\\n   lines \\\\"""',
        '"""[table]\nkey = 1 # no comment"""',
        "''''''",
        "'''one line'''",
        "'''\nkaksi 'riviä' \\ \n'''",
        "'''two '' inside'''",
        "'''one at the end''''",
        "'''two at the end'''''",
        "'''''two at the start'''",
        "[]",
        "[ ]",
        "{}",
        "{ }",
        "[1, 2]",
        "[[1, 2], [], ['a', [{b = 1}]]]",
        "[\n  1, # first ]\n\n  # between\n  2,\n  # last\n]",
        "{ a = 1, b.c = 2, 'd' = { e = [3] } }",
    ],
)
@pytest.mark.parametrize("after", ["", " ", "\n", "# comment", " # comment\n", "\nnext = 1\n", "\r\nnext = 1"])
def test_a_value_ends_where_its_text_ends(written: str, after: str) -> None:
    found = shown(f"before = 0\nkey = {written}{after}")
    assert found[("key",)] == ("key", written)
    assert (("next",) in found) == ("next" in after)
    # As the first, a middle and the last thing in an array and in an inline table.
    found = shown(f"list = [{written}, {written} , {written}]\nnext = 1")
    assert [found[("list", index)] for index in range(3)] == [(written, written)] * 3
    assert found[("next",)] == ("next", "1")
    if "\n" not in written:
        found = shown(f"table = {{a={written},b = {written} , c = {written}}}\nnext = 1")
        assert [found[("table", key)] for key in "abc"] == [(key, written) for key in "abc"]
        assert found[("next",)] == ("next", "1")


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("bare-key_1", "bare-key_1"),
        ("1234", "1234"),
        ('"two words"', "two words"),
        ('"päivät — ä"', "päivät — ä"),
        ('"a.b"', "a.b"),
        ('"a = # ]"', "a = # ]"),
        ('""', ""),
        ("''", ""),
        (r"'C:\tmp \"x\"'", r"C:\tmp \"x\""),
        (r'"q\"b\\\"e"', r'q"b\"e'),
        (r'"\b\t\n\f\r"', "\b\t\n\f\r"),
        (r'"\u00e4\u00E4\u0041B"', "ääAB"),
        (r'"\U0001F600\U0001f6001\U0010FFFF"', "\U0001f600\U0001f6001\U0010ffff"),
        (r'"\\u0041"', r"\u0041"),
    ],
)
def test_a_key_is_found_however_it_is_quoted(written: str, key: str) -> None:
    assert shown(f"{written} = 1") == {(key,): (written, "1")}
    assert shown(f"[{written}]") == {(key,): (written, f"[{written}]")}
    assert shown(f"x = {{{written}=1}}")[("x", key)] == (written, "1")
    dotted = f"a.{written}.b"
    assert shown(f"{dotted} = 1") == {
        ("a",): ("a", dotted),
        ("a", key): (written, dotted),
        ("a", key, "b"): ("b", "1"),
    }


def test_the_escapes_of_toml_1_1_are_understood_too() -> None:
    text = r'"\e\x41" = { a = 1, }'  # tomli takes these from version 2.4 on, tomllib does not.
    assert places(text).keys() == {("\x1bA",), ("\x1bA", "a")}


def test_dotted_keys() -> None:
    assert shown('a.b = 1\na . "c" .d = 2\n[t]\na.b = 3\n') == {
        ("a",): ("a", "a.b"),
        ("a", "b"): ("b", "1"),
        ("a", "c"): ('"c"', 'a . "c" .d'),
        ("a", "c", "d"): ("d", "2"),
        ("t",): ("t", "[t]"),
        ("t", "a"): ("a", "a.b"),
        ("t", "a", "b"): ("b", "3"),
    }


def test_table_headers_and_the_tables_they_imply() -> None:
    found = shown("[a.b]\nx = 1\n\n[ a . 'c' ] # comment\ny = 2\n[d]\n")
    assert found == {
        ("a",): ("a", "[a.b]"),
        ("a", "b"): ("b", "[a.b]"),
        ("a", "b", "x"): ("x", "1"),
        ("a", "c"): ("'c'", "[ a . 'c' ]"),
        ("a", "c", "y"): ("y", "2"),
        ("d",): ("d", "[d]"),
    }


def test_a_tables_own_header_counts_more_than_one_that_implied_it() -> None:
    text = "[a.b]\n[a]\nx = 1\n"
    assert shown(text)[("a",)] == ("a", "[a]")
    assert places(text)[("a",)].key == Span(7, 8)


def test_a_table_below_one_that_a_dotted_key_made() -> None:
    assert shown("[fruit]\napple.sweet = true\n[fruit.apple.texture]\nsmooth = true\n") == {
        ("fruit",): ("fruit", "[fruit]"),
        ("fruit", "apple"): ("apple", "apple.sweet"),
        ("fruit", "apple", "sweet"): ("sweet", "true"),
        ("fruit", "apple", "texture"): ("texture", "[fruit.apple.texture]"),
        ("fruit", "apple", "texture", "smooth"): ("smooth", "true"),
    }


def test_arrays_of_tables() -> None:
    text = "[[mobility]]\ndays = 30\n[[mobility]]\n[[ mobility ]]\ndays = 14\n"
    assert shown(text) == {
        ("mobility",): ("mobility", "[[mobility]]"),
        ("mobility", 0): ("mobility", "[[mobility]]"),
        ("mobility", 0, "days"): ("days", "30"),
        ("mobility", 1): ("mobility", "[[mobility]]"),
        ("mobility", 2): ("mobility", "[[ mobility ]]"),
        ("mobility", 2, "days"): ("days", "14"),
    }
    found = places(text)
    assert found[("mobility",)] == found[("mobility", 0)]
    assert found[("mobility", 1)].value.start == text.index("[[mobility]]", 5)


def test_tables_and_arrays_below_the_last_element_of_an_array() -> None:
    text = """
[[a]]
[a.b]
x = 1
[[a.c]]
[[a.c]]
y = 2
[a.c.d.e]
[[a]]
[a.b]
x = 3
[[a.c]]
z.w = 4
"""
    assert shown(text) == {
        ("a",): ("a", "[[a]]"),
        ("a", 0): ("a", "[[a]]"),
        ("a", 0, "b"): ("b", "[a.b]"),
        ("a", 0, "b", "x"): ("x", "1"),
        ("a", 0, "c"): ("c", "[[a.c]]"),
        ("a", 0, "c", 0): ("c", "[[a.c]]"),
        ("a", 0, "c", 1): ("c", "[[a.c]]"),
        ("a", 0, "c", 1, "y"): ("y", "2"),
        ("a", 0, "c", 1, "d"): ("d", "[a.c.d.e]"),
        ("a", 0, "c", 1, "d", "e"): ("e", "[a.c.d.e]"),
        ("a", 1): ("a", "[[a]]"),
        ("a", 1, "b"): ("b", "[a.b]"),
        ("a", 1, "b", "x"): ("x", "3"),
        ("a", 1, "c"): ("c", "[[a.c]]"),
        ("a", 1, "c", 0): ("c", "[[a.c]]"),
        ("a", 1, "c", 0, "z"): ("z", "z.w"),
        ("a", 1, "c", 0, "z", "w"): ("w", "4"),
    }
    second = text.rindex("[a.b]")
    assert places(text)[("a", 1, "b")].value == Span(second, second + len("[a.b]"))


def test_arrays_inside_arrays_and_inline_tables() -> None:
    text = """\
list = [ # opens
    [1, "two"], # a ] in a comment

    { days = 30, place.town = 'Åbo' },
]
"""
    found = shown(text)
    assert found[("list",)] == ("list", text[len("list = ") :].rstrip("\n"))
    del found[("list",)]
    assert found == {
        ("list", 0): ('[1, "two"]', '[1, "two"]'),
        ("list", 0, 0): ("1", "1"),
        ("list", 0, 1): ('"two"', '"two"'),
        ("list", 1): ("{ days = 30, place.town = 'Åbo' }",) * 2,
        ("list", 1, "days"): ("days", "30"),
        ("list", 1, "place"): ("place", "place.town"),
        ("list", 1, "place", "town"): ("town", "'Åbo'"),
    }
    place = places(text)[("list", 0, 1)]
    assert place.key == place.value


def test_values_nest_as_deep_as_tomli_allows() -> None:
    text = "a = " + "[" * 400 + "1" + "]" * 400
    assert shown(text)[("a", *[0] * 400)] == ("1", "1")
    text = "a = " + "{b = " * 400 + "1" + "}" * 400
    assert shown(text)[("a", *["b"] * 400)] == ("b", "1")


@pytest.mark.parametrize("deep", ["[{}]", "{} = 1", "c = {{{} = 1}}", "c = {}"])
def test_reading_stops_where_the_paths_get_too_long(deep: str) -> None:
    nested = "[" * 5000 if deep == "c = {}" else "b." * 5000 + "b"
    assert places("a = 1\n" + deep.format(nested)).keys() == {("a",)}


def test_reading_stops_where_the_callers_leave_no_room_to_go_deeper() -> None:
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(len(inspect.stack()) + 150)
    try:
        found = places("a = 1\nb = " + "[" * 400 + "]" * 400)
    finally:
        sys.setrecursionlimit(limit)
    assert found.keys() == {("a",)}


@pytest.mark.parametrize("text", ["", "\n", "\r\n", "# only a comment", "\ufeff", " \t\n# ä\n"])
def test_a_document_without_keys_has_no_places(text: str) -> None:
    assert shown(text) == {}


def test_crlf_bom_and_letters_outside_ascii() -> None:
    text = '\ufeff# Jyväskylä — €\r\n[a]\r\nnimi = "ä—😀"\r\nlista = [\r\n  1, # yksi\r\n  2\r\n]\r\nx = 1'
    assert shown(text) == {
        ("a",): ("a", "[a]"),
        ("a", "nimi"): ("nimi", '"ä—😀"'),
        ("a", "lista"): ("lista", "[\r\n  1, # yksi\r\n  2\r\n]"),
        ("a", "lista", 0): ("1", "1"),
        ("a", "lista", 1): ("2", "2"),
        ("a", "x"): ("x", "1"),
    }
    found = places(text)
    assert line_and_column(text, found[("a",)].value.start) == (2, 1)
    assert line_and_column(text, found[("a", "nimi")].value.start) == (3, 8)
    assert line_and_column(text, found[("a", "nimi")].value.end) == (3, 13)
    assert line_and_column(text, found[("a", "lista", 1)].value.start) == (6, 3)
    assert line_and_column(text, found[("a", "x")].value.start) == (8, 5)


@pytest.mark.parametrize(
    ("text", "offset", "expected"),
    [
        ("", 0, (1, 1)),
        ("abc", 0, (1, 1)),
        ("abc", 2, (1, 3)),
        ("abc", 3, (1, 4)),
        ("abc\n", 3, (1, 4)),
        ("abc\n", 4, (2, 1)),
        ("a\n\nb", 2, (2, 1)),
        ("a\n\nb", 3, (3, 1)),
        ("a\r\nb", 1, (1, 2)),
        ("a\r\nb", 3, (2, 1)),
        ("ä—😀x", 3, (1, 4)),
        ("😀\nä—x", 4, (2, 3)),
        ("\ufeffabc", 0, (1, 1)),
        ("\ufeffabc", 1, (1, 1)),
        ("\ufeffabc", 3, (1, 3)),
        ("\ufeffa\nb\ufeffc", 3, (2, 1)),
        ("\ufeffa\nb\ufeffc", 5, (2, 3)),
        ("abc", 99, (1, 4)),
        ("abc", -1, (1, 1)),
    ],
)
def test_line_and_column(text: str, offset: int, expected: tuple[int, int]) -> None:
    assert line_and_column(text, offset) == expected


@pytest.mark.parametrize(
    "surprise",
    [
        "b",
        "b = ",
        "= 1",
        "b = [1, 2",
        "b = [,]",
        "b = {c = 1]",
        "b = {c = 1",
        'b = "open',
        "b = 'open",
        'b = """open""',
        "[b",
        "[]",
        "[b.]",
        "b.",
        "ä = 1",
        "\x00",
        "\ufeff",
        '"open',
        r'"\q" = 1',
        r'"\u12" = 1',
        r'"\uD800" = 1',
        r'"\U00110000" = 1',
        r'"\UFFFFFFFF" = 1',
    ],
)
def test_reading_stops_at_what_is_not_toml(surprise: str) -> None:
    found = places(f"a = 1\n{surprise}")
    assert found[("a",)] == Place(Span(0, 1), Span(4, 5))


@pytest.mark.parametrize(
    "text",
    [
        "k = 1\n" * 40_000,
        "a = [" + "1," * 100_000 + "]",
        "a = " + "[" * 200_000,
        "a = " + "{a = " * 40_000,
        'a = """' + '""a' * 70_000,
        "a = '''" + "''a" * 70_000,
        'a = "' + r"\"" * 100_000,
        "a = [" + "# comment\n" * 20_000,
        "a = [" + " \n" * 100_000,
    ],
    ids=lambda text: text[:12],
)
def test_a_long_text_takes_time_in_proportion_to_its_length(text: str) -> None:
    start = time.perf_counter()
    places(text)
    # It takes under 0.2 s. Reading the rest of the text again for every item would take minutes.
    assert time.perf_counter() - start < 5
