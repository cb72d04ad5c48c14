"""Sets aside in a plan what only other actions than the chosen one need, and takes back what it needs again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from erasmus_cli.programme.load import Programme


def set_aside(data: Mapping[str, Any], programme: Programme, action: str) -> dict[str, Any]:
    """Return a plan for an action: nothing is lost, what it has no use for stands under `aside`."""
    own = _keys(programme, action)
    # What helps to find the action, such as how many people would go, is true whatever the action.
    own |= {q.field for q in programme.questions if q.stage == "idea" and q.kind != "countries"}
    others = set().union(*(_keys(programme, code) for code in programme.codes)) - own
    aside = dict(data.get("aside") or {})
    plan = {key: value for key, value in data.items() if key != "aside"}
    for key in [key for key in plan if key in others]:
        aside[key] = plan.pop(key)
    for key in [key for key in aside if key in own and key not in plan]:
        plan[key] = aside.pop(key)
    return plan | ({"aside": aside} if aside else {})


def _keys(programme: Programme, action: str) -> set[str]:
    """Return the keys of a plan, at its top, that the requirements of an action read."""
    facts = [q.fact for q in programme.requirements(action)]
    facts += [condition.fact for q in programme.requirements(action) for condition in q.when]
    fields = [field for fact in facts for field in (*programme.facts[fact].reads, *programme.facts[fact].beside)]
    return {field.partition(".")[0].partition("[")[0] for field in fields}
