"""Places in a plan: paths such as (mobility, 0, days), the patterns that they follow, and what stands there."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

Path = tuple[str | int, ...]


def pattern(path: Sequence[str | int]) -> str:
    """Return the key that a path leads to: `mobility[].days` for the days of any activity."""
    return "".join("[]" if isinstance(part, int) else f".{part}" for part in path).removeprefix(".")


def place(pattern: str, index: int | None) -> Path:
    """Return the path that a pattern such as `mobility[].days` stands for."""
    name, several, rest = pattern.partition("[]")
    return (name, index or 0, *rest.strip(".").split(".")) if several else tuple(pattern.split("."))


def places(pattern: str, data: Mapping[str, Any]) -> list[Path]:
    """Return the places of a plan that a pattern stands for: one, or one for each item of its list."""
    name, several, _rest = pattern.partition("[]")
    items = range(len(data.get(name) or [])) if several else [None]
    return [place(pattern, index) for index in items]


def value_at(data: Any, path: Path) -> Any:
    """Return what a plan says at a path; None if it says nothing there."""
    node = data
    for part in path:
        if isinstance(node, Mapping):
            node = node.get(part)
        elif isinstance(node, list) and isinstance(part, int) and part < len(node):
            node = node[part]
        else:
            return None
    return node


def dotted(path: Path) -> str:
    """Write a path as people count: `mobility[1].days` is the first item's."""
    return "".join(f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in path).removeprefix(".")


def undotted(text: str) -> Path:
    """Read such a path; a text that is none stands for nothing."""
    return tuple(int(part) - 1 if part.isdecimal() else part for part in re.findall(r"[^.\[\]]+", text))
