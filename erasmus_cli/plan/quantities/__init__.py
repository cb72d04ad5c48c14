"""The facts that are more than one field of the plan: sums, counts, and what follows from a country or a date.

Each is a small pure function of its context and, for facts of an item, of the item. None of them knows a limit:
figures of the programme come as the fact's parameters.
"""

from erasmus_cli.plan.quantities import applicant, mobility, packages, partnership, sense, together
from erasmus_cli.plan.quantities.registry import AT_FAULT, COUNTED, ELSEWHERE, FUNCTIONS, MISSING, Context

__all__ = [
    "AT_FAULT",
    "COUNTED",
    "ELSEWHERE",
    "FUNCTIONS",
    "MISSING",
    "Context",
    "applicant",
    "mobility",
    "packages",
    "partnership",
    "sense",
    "together",
]
