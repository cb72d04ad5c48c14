"""Where keys and values stand in whatever the writers of TOML write, and in texts that are no TOML at all."""

from collections.abc import Iterator
from datetime import UTC, timedelta, timezone
from typing import Any

import tomli
import tomli_w
import tomlkit
from hypothesis import given, settings
from hypothesis import strategies as st

from erasmus_cli.plan.positions import Path, line_and_column, places

# Data of every TOML type. Surrogates cannot be written in TOML at all.
any_text = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
awkward_text = st.text(st.sampled_from("\"'\\#=[]{},.\n\r\t ä—a"), max_size=8)
keys = st.one_of(st.sampled_from(["a", "b", "c-1"]), any_text, awkward_text)
zones = st.none() | st.just(UTC) | st.integers(-720, 720).map(lambda m: timezone(timedelta(minutes=m)))
scalars = st.one_of(
    any_text,
    awkward_text,
    st.integers(-(2**63), 2**63 - 1),
    st.floats(),
    st.booleans(),
    st.dates(),
    st.times(),
    st.datetimes(timezones=zones),
)
documents = st.dictionaries(
    keys,
    st.recursive(
        scalars,
        lambda inner: st.one_of(
            st.lists(inner, max_size=3),
            st.dictionaries(keys, inner, max_size=3),
            st.lists(st.dictionaries(keys, inner, max_size=3), min_size=1, max_size=3),
        ),
        max_leaves=12,
    ),
    max_size=4,
)


def walk(data: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in items:
        yield (*path, key), value
        yield from walk(value, (*path, key))


def check_every_place(text: str) -> None:
    data = tomli.loads(text.removeprefix("\ufeff"))
    expected = dict(walk(data))
    found = places(text)
    assert found.keys() == expected.keys()
    for path, value in expected.items():
        place = found[path]
        key_text = text[place.key.start : place.key.end]
        value_text = text[place.value.start : place.value.end]
        if isinstance(path[-1], str):
            assert tomli.loads(f"{key_text} = 0") == {path[-1]: 0}
        # Neither writer indents headers, or writes a value at the start of a line.
        if value_text.startswith("[") and text[: place.value.start][-1:] in ("", "\n", "\ufeff"):
            [*_, (header, _)] = walk(tomli.loads(value_text))
            names = [key for key in path if isinstance(key, str)]
            assert [key for key in header if isinstance(key, str)][: len(names)] == names
        else:
            # The repr tells 1 from 1.0 and from true, 0.0 from -0.0, and takes a nan to equal a nan.
            assert repr(tomli.loads(f"x = {value_text}")["x"]) == repr(value)


newlines = st.sampled_from(["\n", "\r\n"])
starts = st.sampled_from(["", "\ufeff", "# ä\n"])


@settings(max_examples=80, deadline=None)
@given(documents, st.booleans(), newlines, starts)
def test_everything_that_tomli_w_writes_is_found(
    data: dict[str, Any], multiline: bool, newline: str, start: str
) -> None:
    text = start + tomli_w.dumps(data, multiline_strings=multiline)
    check_every_place(text.replace("\n", newline))


@settings(max_examples=50, deadline=None)
@given(documents, newlines, starts)
def test_everything_that_tomlkit_writes_is_found(data: dict[str, Any], newline: str, start: str) -> None:
    text = start + tomlkit.dumps(data)
    check_every_place(text.replace("\n", newline))


toml_pieces = "a b . = [ ] [[ ]] { } , # \" ' \"\"\" ''' \\ 1 1979-05-27 07:32:00 \\u00e4 \\U00110000 \\UFFFFFFFF ä"
almost_toml = st.lists(st.sampled_from([*toml_pieces.split(), " ", "\n", "\r\n", "\ufeff"]), max_size=30).map("".join)


@settings(max_examples=300, deadline=None)
@given(st.text() | almost_toml)
def test_no_text_raises(text: str) -> None:
    for place in places(text).values():
        assert 0 <= place.key.start < place.key.end <= len(text)
        assert 0 <= place.value.start < place.value.end <= len(text)
        line, column = line_and_column(text, place.value.start)
        assert 1 <= line <= text.count("\n") + 1
        assert 1 <= column <= len(text)


@settings(max_examples=50, deadline=None)
@given(documents, st.integers(0, 300))
def test_a_text_that_is_cut_off_keeps_the_places_before_the_cut(data: dict[str, Any], cut: int) -> None:
    text = tomli_w.dumps(data)
    whole, found = places(text), places(text[:cut])
    assert found.keys() >= {path for path, place in whole.items() if place.value.end < cut}
    for path, place in found.items():
        assert place.value.start == whole[path].value.start  # The end of the last value may be missing.
