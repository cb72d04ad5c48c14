"""The daily rates that the national agency publishes, as a person writes them down once in `rates.toml`.

The guide gives only ranges (guide p. 99). With these rates a range becomes one figure; they hold for one call.
"""

from __future__ import annotations

from erasmus_cli.plan.entered import DailyRates
from erasmus_cli.plan.entered import Groups as Groups
from erasmus_cli.plan.model import Words, Year
from erasmus_cli.plan.read import Unreadable, read_beside
from erasmus_cli.programme.load import Programme


class Published(DailyRates):
    """The rates of one call."""

    call: Year
    source: Words | None = None

    def hold_for(self, programme: Programme) -> bool:
        """Whether these are the rates of a call, or of the call whose rules stand in for it."""
        return self.call in (programme.year, programme.call.rests_on)


def read_published(name: str, programme: Programme) -> Published | Unreadable:
    """Read a file of published rates. Never raises for what the file holds."""
    result = read_beside(Published, name, programme, lambda rates: rates.problems(programme.rates))
    return result if isinstance(result, Unreadable) else result.content
