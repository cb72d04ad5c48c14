"""How the program writes a plan file: what the plan says, and as comments what it does not say yet.

A line with two hashes says what the key in the next line means. A line with one hash and a key becomes an answer when
its hash is taken away: each stands where that alone makes a file that can be read, so that a section which the plan
does not have yet is written with dots, `organisation.oid`, before the first header.
"""

from __future__ import annotations

import re
import textwrap
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from erasmus_cli.language import _, language
from erasmus_cli.plan.paths import pattern, value_at
from erasmus_cli.plan.positions import Path, places
from erasmus_cli.programme.keys import Key, words_of
from erasmus_cli.programme.keys import keys as all_keys
from erasmus_cli.programme.load import Programme

#: The longest line of a comment, and how many characters of allowed words are listed.
WIDTH, WORDS = 100, 150

_OPEN = re.compile(r"^# ([A-Za-z0-9_.]+) = (.+?)\r?$\n?", re.MULTILINE)
_BARE = re.compile(r"[A-Za-z0-9_-]+")


class Layout:
    """Writes plans, each for the programme that it is about."""

    def __init__(
        self,
        programme: Callable[[Mapping[str, Any]], Programme],
        lacking: Callable[[Mapping[str, Any], Programme, Mapping[str, Key]], Sequence[Path]],
    ) -> None:
        """Take what tells the programme that a plan is about, and the fields that it lacks."""
        self._programme, self._lacking = programme, lacking

    def fresh(self, data: Mapping[str, Any]) -> str:
        """Write a plan from nothing, in the language in use."""
        programme = self._programme(data)
        keys = all_keys(programme, data.get("action"))
        lacking = self._lacking(data, programme, keys)
        return _head() + "".join(_Writer(_in_order(data), programme, keys, lacking).text())

    def answered(self, text: str, data: Mapping[str, Any]) -> str:
        """Put the answers that are new in `data` in the place of the comments that stand for them in a file."""
        import tomli

        before = tomli.loads(text)
        keys = all_keys(self._programme(data), data.get("action"))
        stand = _Stand(text)
        pieces, end = [], 0
        for line in _OPEN.finditer(text):
            path = (*stand.table(line.start()), *line[1].split("."))
            key = keys.get(pattern(path))
            value = value_at(data, path)
            if key is None or line[2] != key.example or value is None or value_at(before, path) is not None:
                continue
            if not stand.within_a_value(line.start()):
                taken = "." in line[1] and stand.has_header(path[0])
                structured = isinstance(value, Mapping) or is_list_of_tables(value)
                pieces += [text[end : line.start()], "" if taken or structured else _dotted(line[1], value)]
                end = line.end()
        changed = "".join([*pieces, text[end:]])
        try:
            tomli.loads(changed)
        except tomli.TOMLDecodeError:  # somebody has begun the section in another way: then the comments stay
            return text
        return changed


def written(data: Mapping[str, Any], programme: Programme, lacking: Sequence[Path]) -> Iterator[str]:
    """Write tables and lists of a plan without the rest of it, and as comments what they lack."""
    return _Writer(data, programme, all_keys(programme), lacking).text()


class _Stand:
    """Where the tables of a file begin and which of its values go over several lines."""

    def __init__(self, text: str) -> None:
        stand = places(text)
        headers: dict[int, Path] = {  # the longest path of a header is its own; `[a.b]` also stands for `a`
            place.value.start: path
            for path, place in sorted(stand.items(), key=lambda found: len(found[0]))
            if text[place.value.start] == "[" and place.value.start < place.key.start
        }
        self._starts, self._tables = sorted(headers), [headers[start] for start in sorted(headers)]
        self._inline = {path for path, place in stand.items() if text[place.value.start] in "[{"}
        self._values = sorted((p.value.start, p.value.end) for p in stand.values() if p.value.end > p.value.start)
        self._values = [(start, end) for start, end in self._values if "\n" in text[start:end]]

    def table(self, offset: int) -> Path:
        """Return the table that a line belongs to."""
        number = bisect_right(self._starts, offset)
        return self._tables[number - 1] if number else ()

    def within_a_value(self, offset: int) -> bool:
        """Whether a line is part of a text, or stands between the items of a list."""
        number = bisect_right(self._values, (offset, 0))
        return any(start <= offset < end for start, end in self._values[max(0, number - 1) : number])

    def has_header(self, name: str | int) -> bool:
        """Whether a section is written as one, so that no dotted key may add to it."""
        return (name,) in self._inline


class _Writer:
    """Writes one plan."""

    def __init__(
        self, data: Mapping[str, Any], programme: Programme, keys: Mapping[str, Key], lacking: Sequence[Path]
    ) -> None:
        self.data, self.programme, self.keys = data, programme, keys
        self.top: list[Path] = []
        self.inner: dict[Path, list[Path]] = {}
        said = set()
        for path in lacking:
            # What the first activity lacks is not told again for each of the others.
            if pattern(path) not in said:
                there = len(path) > 1 and self.data.get(str(path[0]))
                (self.inner.setdefault(path[:-1], []) if there else self.top).append(path)
                said.add(pattern(path))

    def text(self) -> Iterator[str]:
        """Yield the parts of the file: the plan as a whole, its tables, and its lists item by item."""
        import tomli_w

        yield tomli_w.dumps({key: value for key, value in self.data.items() if not _is_structured(value)})
        yield from self._lacking_at_the_top()
        for name, value in self.data.items():
            if isinstance(value, Mapping):
                yield f"\n{self._heading(name)}"
                yield from self._table((name,), value, f"[{name}]")
        for name, value in self.data.items():
            if is_list_of_tables(value):
                yield f"\n{self._heading(name)}"
                for number, item in enumerate(value):
                    yield "\n" if number else ""
                    yield from self._table((name, number), item, f"[[{name}]]")

    def _lacking_at_the_top(self) -> Iterator[str]:
        of_the_plan: list[Path] = [
            path for path in self.top if len(path) == 1 and self.keys[str(path[0])].kind != "list"
        ]
        if of_the_plan:
            yield "\n"
        for key in of_the_plan:
            yield from self._open(key, str(key[0]))
        for name in dict.fromkeys(str(path[0]) for path in self.top if path not in of_the_plan):
            yield f"\n{self._heading(name)}"
            for path in self.top:
                if path[0] == name:
                    yield from self._open(path, ".".join(map(str, path)))

    def _table(self, path: Path, table: Mapping[str, Any], header: str) -> Iterator[str]:
        import tomli_w

        yield f"{header}\n"
        yield tomli_w.dumps({key: value for key, value in table.items() if not _is_structured(value)})
        for lacking in self.inner.get(path, []):
            yield from self._open(lacking, str(lacking[-1]))
        name = header.strip("[]")
        for key, value in table.items():
            inner = f"{name}.{_key(key)}"
            if isinstance(value, Mapping):
                yield "\n"
                yield from self._table((*path, key), value, f"[{inner}]")
            elif is_list_of_tables(value):
                for number, item in enumerate(value):
                    yield "\n"
                    yield from self._table((*path, key, number), item, f"[[{inner}]]")

    def _heading(self, name: str) -> str:
        key = self.keys.get(name)
        return comment("# ", key.meaning.in_(language())) if key else ""

    def _open(self, path: Path, name: str) -> Iterator[str]:
        """Write a key that the plan lacks as a comment, below what it means."""
        key = self.keys[pattern(path)]
        if key.kind != "list":  # what a list is for stands above it as its heading
            allowed = self._allowed(key)
            yield comment("## ", key.meaning.in_(language()) + (f" ({allowed})" if allowed else ""))
        yield f"# {name} = {key.example}\n"

    def _allowed(self, key: Key) -> str:
        """Say what a key takes, where its example does not tell."""
        usual = {
            "yes-no": _("true or false"),
            "euros": _("in whole euros"),
            "country": _("two-letter code"),
        }
        words = [choice.id for choice in words_of(self.programme, key)]
        if key.example == "[]":
            words = [_("[] for none"), *words]
        if len(", ".join(words)) <= WORDS:
            return ", ".join(words) or usual.get(key.kind, "")
        shown = [word for number, word in enumerate(words) if len(", ".join(words[: number + 1])) <= WORDS]
        all_of_them = _("all: erasmus explain {key}").format(key=key.field.replace("[]", ""))
        return f"{', '.join(shown)}, …; {all_of_them}"


def is_list_of_tables(value: Any) -> bool:
    """Whether a value is written as items with a header each."""
    return isinstance(value, list) and bool(value) and all(isinstance(item, Mapping) for item in value)


def _is_structured(value: Any) -> bool:
    return isinstance(value, Mapping) or is_list_of_tables(value)


def _in_order(data: Mapping[str, Any]) -> dict[str, Any]:
    """Bring keys into the order of the plan's model."""
    from erasmus_cli.plan.model import Plan

    known = {key: data[key] for key in Plan.model_fields if key in data}
    return {"format": 1, **known}


def _head() -> str:
    lines = (
        _("A plan for an Erasmus+ application, written by the program erasmus. It is not an application."),
        _("Check it: erasmus check FILE. Go on with the questions: erasmus plan FILE."),
        _(
            "You may write and comment here yourself. To answer what is open, take away the # before a key and change "
            "the example after it. More about a key: erasmus explain KEY."
        ),
    )
    return "".join(comment("# ", line) for line in lines) + "\n"


def comment(mark: str, text: str) -> str:
    """Write a comment, over several lines if it is long."""
    lines = textwrap.wrap(
        text, WIDTH, initial_indent=mark, subsequent_indent=mark, break_long_words=False, break_on_hyphens=False
    )
    return "".join(f"{line}\n" for line in lines)


def _key(name: str) -> str:
    """Write a key, in quotes where it needs them."""
    return name if _BARE.fullmatch(name) else _dumped({name: 0}).removesuffix(" = 0\n")


def _dotted(name: str, value: Any) -> str:
    """Write an answer under a key that may have dots."""
    return f"{name} = {_dumped({'x': value}).removeprefix('x = ')}"


def _dumped(data: Mapping[str, Any]) -> str:
    import tomli_w

    return tomli_w.dumps(data)
