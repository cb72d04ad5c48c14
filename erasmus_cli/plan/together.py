"""Plans that are judged together: which organisations take part in which of the other applications, and how.

An organisation is one by its OID; where an entry has none, by its name and country.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import repeat
from typing import TYPE_CHECKING, Any

import msgspec

from erasmus_cli.plan.paths import Path

if TYPE_CHECKING:
    from erasmus_cli.plan.model import Body, Plan
    from erasmus_cli.plan.read import PlanFile

#: What makes two entries one organisation: an OID, or a name and a country.
Key = str | tuple[str, str | None]


class Application(msgspec.Struct, frozen=True, eq=False):
    """A plan as an application: its file, the action, the call year and the round that it is for."""

    file: PlanFile
    code: str
    year: int
    round: int

    @property
    def plan(self) -> Plan:
        """What the file says."""
        return self.file.plan

    @property
    def order(self) -> tuple[int, int]:
        """Which comes first: the round of one call before the next."""
        return self.year, self.round


class Part(msgspec.Struct, frozen=True, eq=False):
    """The part of an organisation in an application: its role, and where the plan says so.

    It is not `sure` where the plan leaves the role of a partner open: an associated one takes no part.
    """

    application: Application
    role: str
    path: Path
    body: Body | None
    sure: bool = True


class Together:
    """Applications that are judged together; what they share is worked out once for all."""

    def __init__(self, applications: Iterable[Application]) -> None:
        """Gather the organisations of the applications."""
        self.applications = list(applications)
        self._by_file = {id(application.file): application for application in self.applications}
        self._oids: dict[tuple[str, str | None], dict[str, None]] = {}
        entries = [part for application in self.applications for part in _entries(application)]
        for part in entries:
            if part.body and part.body.oid and part.body.name:
                self._oids.setdefault(_named(part.body), {}).setdefault(part.body.oid.casefold())
        self._parts: dict[Key, list[Part]] = {}
        for part in entries:
            key = self.key(part.body)
            own = self._parts.setdefault(key, []) if key else []
            if not own or own[-1].application is not part.application:  # the applicant is told first
                own.append(part)

    def key(self, body: Body | None) -> Key | None:
        """Return what tells an organisation from others; None for an entry without a name or an OID."""
        if body is None:
            return None
        if body.oid:
            return body.oid.casefold()
        if not body.name:
            return None
        return next(iter(self._oids.get(_named(body), ())), _named(body))

    def of(self, file: PlanFile) -> Application | None:
        """Return the application that a file is."""
        return self._by_file.get(id(file))

    def oids(self, body: Body) -> list[str]:
        """Return the OIDs that organisations of this name and country have."""
        return list(self._oids.get(_named(body), ())) if body.name else []

    def named(self, body: Body, oid: str) -> list[Part]:
        """Return the parts that have this OID and the name and country of an organisation."""
        return [part for part in self._parts.get(oid, []) if _named(part.body) == _named(body)]

    def organisations(self) -> Iterator[list[Part]]:
        """Yield the parts of each organisation that takes part in several applications."""
        return (parts for parts in self._parts.values() if len(parts) > 1)

    def parts(self, body: Body) -> list[Part]:
        """Return all parts of an organisation, in the order of the files."""
        key = self.key(body)
        return self._parts.get(key, []) if key else []

    @cached_property
    def same_partners(self) -> dict[Application, list[Application]]:
        """Return for each application all of one round and family of actions that the very same partners make."""
        groups: dict[Any, list[Application]] = {}
        for application in self.applications:
            partners = [part for part in _entries(application) if part.role != "member"]
            keys = frozenset(self.key(part.body) if part.sure else None for part in partners)
            if len(keys) > 1 and None not in keys:
                family = application.code.partition("-")[0]
                groups.setdefault((application.order, family, keys), []).append(application)
        return {application: group for group in groups.values() for application in group if len(group) > 1}

    def _passages(self, words: int) -> dict[int, list[tuple[Application, Path]]]:
        """Return who says the same passage of so many words: by the passage, in one call, each application once."""
        spoken = {application: list(_spoken(application, words)) for application in self.applications}
        # Most passages are of one application only: those of several are found first, and only these are placed.
        seen: set[int] = set()
        shared: set[int] = set()
        for texts in spoken.values():
            own: set[int] = set().union(*(passages for _path, passages in texts))
            shared |= seen & own
            seen |= own
        found: dict[int, list[tuple[Application, Path]]] = {}
        for application, texts in spoken.items() if shared else ():
            for path, passages in texts:
                for passage in filter(shared.__contains__, passages):
                    said = found.setdefault(passage, [])
                    if not said or said[-1][0] is not application:
                        said.append((application, path))
        return found

    def alike(self, words: int) -> dict[Application, dict[Application, tuple[Path, Path]]]:
        """Return for each application the others that share a passage of so many words, and where both have it."""
        if words not in self._alike:
            pairs: dict[Application, dict[Application, tuple[Path, Path]]] = {}
            for same in self._passages(words).values():
                for one, path in same if len(same) > 1 else ():
                    for other, there in same[:MOST_ALIKE]:
                        if other is not one:
                            pairs.setdefault(one, {}).setdefault(other, (path, there))
            self._alike[words] = pairs
        return self._alike[words]

    @cached_property
    def _alike(self) -> dict[int, dict[Application, dict[Application, tuple[Path, Path]]]]:
        return {}


#: So many others with the same passage are named: with hundreds of copies, all pairs would be too many.
MOST_ALIKE = 5


class Others(msgspec.Struct, frozen=True, eq=False):
    """The other applications as one of them sees them."""

    together: Together
    own: Application

    def parts(self, body: Body | None) -> list[Part]:
        """Return the parts of an organisation in the other applications, of whatever call."""
        found = self.together.parts(body) if body else []
        return [part for part in found if part.application is not self.own]

    def in_call(self, body: Body | None) -> list[Part]:
        """Return those in the same call."""
        return [part for part in self.parts(body) if part.application.year == self.own.year]

    def in_round(self, body: Body | None) -> list[Part]:
        """Return those in the same round of the same call."""
        return [part for part in self.in_call(body) if part.application.round == self.own.round]

    def same_partners(self) -> list[Application]:
        """Return the other applications of the round that the very same partners make for this kind of action."""
        return [other for other in self.together.same_partners.get(self.own, ()) if other is not self.own]

    def alike(self, words: int) -> dict[Application, tuple[Path, Path]]:
        """Return the other applications that share a passage of so many words: where it stands, here and there."""
        return self.together.alike(words).get(self.own, {})


def _named(body: Body | None) -> tuple[str, str | None]:
    return ((body.name or "").casefold(), body.country) if body else ("", None)


def _entries(application: Application) -> Iterator[Part]:
    """Yield the organisations of a plan that take part in it, each with its role; associated partners do not."""
    plan = application.plan
    if plan.organisation:
        yield Part(application, "applicant", ("organisation",), plan.organisation)
    for number, member in enumerate(plan.members or []):
        yield Part(application, "member", ("members", number), member)
    for number, partner in enumerate(plan.partners or []):
        if partner.role in (None, "partner"):
            yield Part(application, "partner", ("partners", number), partner, sure=partner.role is not None)


def _spoken(application: Application, words: int) -> Iterator[tuple[Path, list[int]]]:
    """Yield the texts of an application that have passages of so many words, each as a number that stands for it."""
    for path, text in _texts(application.file.data):
        spoken = text.casefold().split() if len(text) >= 2 * words - 1 else ()  # words and the spaces between them
        if len(spoken) >= words:
            runs = zip(repeat(application.year), *(spoken[start:] for start in range(words)), strict=False)
            yield path, list(map(hash, runs))


def _texts(node: Any, path: Path = ()) -> Iterator[tuple[Path, str]]:
    if isinstance(node, str):
        yield path, node
    elif isinstance(node, dict):
        for key, value in node.items():
            if path or key not in ("aside", "left_open", "who"):
                yield from _texts(value, (*path, key))
    elif isinstance(node, list):
        for number, value in enumerate(node):
            yield from _texts(value, (*path, number))
