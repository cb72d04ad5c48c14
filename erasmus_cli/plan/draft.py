"""Writes plans: whole or not at all, and never over what somebody else wrote in the meantime."""

from __future__ import annotations

import codecs
import contextlib
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from erasmus_cli.language import in_both
from erasmus_cli.plan.layout import Layout, is_list_of_tables


class Draft:
    """A plan file in the making. What a person wrote in it, comments, order and line ends included, stays."""

    def __init__(self, path: Path, layout: Layout) -> None:
        """Write to `path`; a file that is there is the program's own if it is just what the program would write.

        Raises OSError or UnicodeDecodeError if there is a file that cannot be read.
        """
        self.path, self._layout = path, layout
        self._on_disk = path.read_bytes() if path.exists() else None
        self._text = "" if self._on_disk is None else self._on_disk.decode("utf-8-sig")
        self._own = self._on_disk is None or self._is_own(self._text)

    def _is_own(self, text: str) -> bool:
        import tomli

        try:
            data = tomli.loads(text)
        except tomli.TOMLDecodeError:
            return False
        return text in in_both(lambda: self._layout.fresh(data)).values()

    def text(self, data: Mapping[str, Any]) -> str:
        """Return what the file would be with other data: the program's own text anew, a person's with what differs."""
        return self._layout.fresh(data) if self._own else self._merged(data)

    def save(self, data: Mapping[str, Any]) -> None:
        """Write the plan. If the file was changed by somebody else since, a new name is taken instead.

        Raises OSError if the file cannot be written; the old one is untouched then.
        """
        text = self.text(data)
        raw = text.encode("utf-8")
        if self._on_disk is not None and self._on_disk.startswith(codecs.BOM_UTF8):
            raw = codecs.BOM_UTF8 + raw
        if raw == self._on_disk:
            return
        if self.path.exists() and self.path.read_bytes() != self._on_disk:
            self.path = free_name(self.path)
        write_whole(self.path, raw)
        self._text, self._on_disk = text, raw

    def _merged(self, data: Mapping[str, Any]) -> str:
        """Put the values of a plan into a person's own text, touching only what is new, different or taken back."""
        import tomlkit

        document = tomlkit.parse(self._layout.answered(self._text, data))
        _update(document, data)
        merged = tomlkit.dumps(document)
        if "\r\n" in self._text:
            merged = merged.replace("\r\n", "\n").replace("\n", "\r\n")
        return merged


def free_name(path: Path) -> Path:
    """Return a name near `path` that no file has: plan-2.toml, plan-3.toml and so on."""
    number = 2
    while (candidate := path.with_stem(f"{path.stem}-{number}")).exists():
        number += 1
    return candidate


def write_whole(path: Path, raw: bytes) -> None:
    """Write a file through a temporary one beside it, so that it is there whole or not at all."""
    path = path.resolve()  # a link stays a link, and what it leads to is written
    mode = path.stat().st_mode if path.exists() else _usual_mode()
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(raw)
        temporary.chmod(mode)
        temporary.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise


def _usual_mode() -> int:
    """Return the permissions that a new file gets here; temporary files get narrower ones."""
    umask = os.umask(0)
    os.umask(umask)
    return 0o666 & ~umask


def _update(table: Any, data: Mapping[str, Any]) -> None:
    for key in [key for key in table if key not in data]:
        del table[key]
    for key, value in data.items():
        if key not in table:
            table[key] = value
        elif isinstance(value, Mapping):
            _update(table[key], value)
        elif is_list_of_tables(value) and is_list_of_tables(table[key]):
            items = table[key]
            for index, item in enumerate(value):
                if index < len(items):
                    _update(items[index], item)
                else:
                    items.append(item)
            del items[len(value) :]
        elif table[key] != value:
            table[key] = value
