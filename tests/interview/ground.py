"""What the tests of the interview stand on: the calls, the day, and plans as plain tables."""

from __future__ import annotations

import copy
import datetime as dt
from typing import Any

from erasmus_cli.programme.load import Calls
from erasmus_cli.programme.rounds import as_instant

CALLS = Calls()
PROGRAMME = CALLS[2026]
NOW = as_instant(dt.date(2026, 1, 10))

#: Leaves a question open.
OPEN = None

Place = tuple[str | int, ...]


def put(data: dict[str, Any], path: Place, value: Any) -> dict[str, Any]:
    plan = copy.deepcopy(data)
    node: Any = plan
    for part in path[:-1]:
        node = node[part] if isinstance(part, int) else node.setdefault(part, {})
    node[path[-1]] = value
    return plan
