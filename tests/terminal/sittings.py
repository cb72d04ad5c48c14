"""What the tests of single sittings share: how the program is started, its words, and the plan on the disk."""

from pathlib import Path
from typing import Any

import pytest
from screen import CTRL_C, CTRL_D, joined, program_words
from told import ANSWERS, TODAY, draft

PLAN = ("plan", "--today", TODAY)
STOPS = pytest.mark.parametrize("key", [CTRL_C, CTRL_D], ids=["ctrl-c", "ctrl-d"])

PLACEMENT: dict[str, Any] = {"type": "short-term", "participants": 12, "country": "ES", "days": 28}
SHADOWING: dict[str, Any] = {"type": "job-shadowing", "participants": 2, "country": "EE", "days": 5}
ANSWERS_A = ANSWERS["a"]


def said(english: str, **words: object) -> str:
    """Return a text as the screen has it; commands stand in backticks in the text only."""
    return joined([program_words("en", english).replace("`", "").format(**words)])


def plan_so_far(folder: Path, name: str = "plan.toml") -> dict[str, Any]:
    plan = draft(folder, name)
    assert plan.pop("format") == 1
    return plan
