"""Where every key and value of a TOML document stands in its text.

The TOML parser gives data without positions. `places` reads the text again, once the parser has accepted
it, so that a finding can be shown at file:line:column. It checks nothing that the parser has checked.
"""

import re

import msgspec

Path = tuple[str | int, ...]  # ("mobility", 0, "days"): keys and indexes from the root.


class Span(msgspec.Struct, frozen=True):
    """Character offsets into the text, half-open."""

    start: int
    end: int


class Place(msgspec.Struct, frozen=True):
    """Where a key and its value stand.

    The value of a table is its whole header, `[a.b]`, or the first header or dotted key that implies it.
    An array element has no key: its key is its value's span, or the `a` if it was written as `[[a]]`.
    """

    key: Span
    value: Span


_BOM = "\ufeff"
_DEEPEST = 500  # Tomli lets values nest 400 deep. Paths grow with depth: without a limit, time would too.

# `*+` where a text may be long: going back into it is never needed, and keeping that possible takes memory.
_BLANK = r"[ \t\r\n]*+(?:#[^\n]*+[ \t\r\n]*+)*+"
_BASIC = r'"[^"\\\n]*+(?:\\.[^"\\\n]*+)*+"'
_LITERAL = r"'[^'\n]*+'"
# One or two quotes may stand anywhere in these, also right before the three that close: then up to five.
# Plain `*` after `(?!`: until Python 3.11.4, a last round that fails there in a `(...)*+` is not undone.
_LONG_BASIC = r'"""[^"\\]*+(?:(?:\\.|"(?!""))[^"\\]*+)*"{3,5}'
_LONG_LITERAL = r"'''[^']*+(?:'(?!'')[^']*+)*'{3,5}"
# A number, boolean, date or time. The only space inside is the one between a date and its time.
_PLAIN = r"""(?:[0-9]{4}-[0-9]{2}-[0-9]{2}[ ](?=[0-9]))?[^\s,=\[\]{}#"']++"""

_GAP = re.compile(_BLANK)
_HEADER_START = re.compile(r"\[(\[?)[ \t]*")
_HEADER_END = re.compile(r"\]\]?")
_KEY_PART = re.compile(rf"([A-Za-z0-9_-]+|{_BASIC}|{_LITERAL})[ \t]*(\.?)[ \t]*")
_EQUALS = re.compile(r"=[ \t]*")
_OPENING = re.compile(rf"[\[{{]{_BLANK}")
_SEPARATOR = re.compile(rf"{_BLANK}(?:,{_BLANK}|(?=[\]}}]))")
_SCALAR = re.compile(rf"{_LONG_BASIC}|{_BASIC}|{_LONG_LITERAL}|{_LITERAL}|{_PLAIN}", re.DOTALL)

_HEX = "[0-9A-Fa-f]"
_ESCAPE = re.compile(rf"\\(?:x({_HEX}{{2}})|u({_HEX}{{4}})|U(00(?:0{_HEX}|10){_HEX}{{4}})|(.))")
_SHORT_ESCAPES = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", "e": "\x1b"}


def places(text: str) -> dict[Path, Place]:
    """Return where every key and value of the TOML document `text` stands.

    Never raises: if `text` is not TOML, the places are those before the first surprise.
    """
    reader = _Reader(text)
    try:
        reader.read_document()
    except (_SurpriseError, RecursionError):
        return reader.found
    return reader.found


def line_and_column(text: str, offset: int) -> tuple[int, int]:
    """Return the line and the column, both counted from 1, of the character at `offset`."""
    offset = max(0, min(offset, len(text)))
    line_start = text.rfind("\n", 0, offset) + 1
    if line_start == 0 and text.startswith(_BOM):
        line_start = min(1, offset)  # Editors do not show the mark, so it takes no column.
    return text.count("\n", 0, offset) + 1, offset - line_start + 1


class _SurpriseError(Exception):
    """The text is not the TOML that the reader expects here."""


class _Reader:
    """One walk through the text; `pos` is how far it has come."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.pos = len(_BOM) if text.startswith(_BOM) else 0
        self.found: dict[Path, Place] = {}
        self.last_index: dict[Path, int] = {}  # Of each array that is written as `[[a]]`.

    def take(self, pattern: re.Pattern[str]) -> re.Match[str]:
        match = pattern.match(self.text, self.pos)
        if match is None:
            raise _SurpriseError
        self.pos = match.end()
        return match

    def read_document(self) -> None:
        table: Path = ()
        while self.take(_GAP).end() < len(self.text):
            if self.text[self.pos] == "[":
                table = self.read_header()
            else:
                self.read_value(*self.read_key(table))

    def read_header(self) -> Path:
        start = self.pos
        is_element = self.take(_HEADER_START)[1]
        parts = self.read_parts()
        self.take(_HEADER_END)
        header = Span(start, self.pos)
        path = self.descend((), parts, header)
        place = Place(parts[-1][1], header)
        if is_element:
            self.found.setdefault(path, place)
            self.last_index[path] = self.last_index.get(path, -1) + 1
            path += (self.last_index[path],)
        self.found[path] = place  # Replaces the place that an earlier `[a.b]` gave to `a`.
        return path

    def read_key(self, table: Path) -> tuple[Path, Span]:
        start = self.pos
        parts = self.read_parts()
        key = parts[-1][1]
        self.take(_EQUALS)
        return self.descend(table, parts, Span(start, key.end)), key

    def read_parts(self) -> list[tuple[str, Span]]:
        parts: list[tuple[str, Span]] = []
        while len(parts) < _DEEPEST:
            match = self.take(_KEY_PART)
            parts.append((_unquoted(match[1]), Span(*match.span(1))))
            if not match[2]:
                return parts
        raise _SurpriseError

    def descend(self, path: Path, parts: list[tuple[str, Span]], source: Span) -> Path:
        """Return the path of the last part; tables on the way that are new get `source` as their value."""
        for part, span in parts[:-1]:
            path += (part,)
            self.found.setdefault(path, Place(span, source))
            if path in self.last_index:
                path += (self.last_index[path],)
        return (*path, parts[-1][0])

    def read_value(self, path: Path, key: Span | None = None) -> None:
        if len(path) > _DEEPEST:
            raise _SurpriseError
        start = self.pos
        opening = self.text[start : start + 1]
        if opening == "[" or opening == "{":
            self.take(_OPENING)
            closing = "]" if opening == "[" else "}"
            index = 0
            while not self.text.startswith(closing, self.pos):
                if opening == "[":
                    self.read_value((*path, index))
                else:
                    self.read_value(*self.read_key(path))
                self.take(_SEPARATOR)
                index += 1
            self.pos += 1
        else:
            self.take(_SCALAR)
        value = Span(start, self.pos)
        self.found[path] = Place(key or value, value)


def _unquoted(key: str) -> str:
    if key[0] == '"':
        return _ESCAPE.sub(_unescaped, key[1:-1])
    return key[1:-1] if key[0] == "'" else key


def _unescaped(escape: re.Match[str]) -> str:
    digits = escape[1] or escape[2] or escape[3]
    return chr(int(digits, 16)) if digits else _SHORT_ESCAPES.get(escape[4], escape[4])
