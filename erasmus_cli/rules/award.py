"""Reads the points that colleagues gave a draft against an action's award criteria. It never suggests points."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from erasmus_cli.programme.records import Award, Criterion


class Reading(msgspec.Struct, frozen=True):
    """What the points come to. `points` has None for a criterion without points; `unknown` are names of none."""

    award: Award
    points: list[tuple[Criterion, int | None]]
    unknown: list[str]

    @property
    def impossible(self) -> list[Criterion]:
        """The criteria with more points than there are."""
        return [c for c, given in self.points if given is not None and given > c.maximum]

    @property
    def below(self) -> list[Criterion]:
        """The criteria below their minimum."""
        return [c for c, given in self.points if given is not None and given < c.minimum]

    @property
    def total(self) -> int | None:
        """The sum; None as long as a criterion has no points."""
        given = [points for _criterion, points in self.points]
        return None if None in given else sum(p for p in given if p is not None)

    @property
    def passes(self) -> bool | None:
        """Whether each minimum and the total are reached; None if the missing points decide."""
        if self.impossible:
            return None
        if self.below:
            return False
        return None if self.total is None else self.total >= (self.award.threshold or 0)


def read_points(award: Award, given: Mapping[str, int] | None) -> Reading | None:
    """Set points against award criteria; None if there are no points or nothing to set them against."""
    if not given or not award.criteria:
        return None
    known = {criterion.id for criterion in award.criteria}
    points = [(criterion, given.get(criterion.id)) for criterion in award.criteria]
    return Reading(award, points, [name for name in given if name not in known])
