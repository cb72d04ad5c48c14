"""Reads the program's own files: a mistake in one of them names the file."""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeVar

import msgspec
import tomli

from erasmus_cli.folder import DataError

T = TypeVar("T")


def read(path: Path) -> dict[str, Any]:
    """Read a file of the data folder."""
    try:
        return tomli.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomli.TOMLDecodeError) as error:
        raise DataError(f"{path}: {error}") from error


def convert(path: Path, raw: object, kind: type[T]) -> T:
    """Make records of what stands in a file."""
    try:
        return msgspec.convert(raw, kind)
    except msgspec.ValidationError as error:
        raise DataError(f"{path}: {error}") from error
