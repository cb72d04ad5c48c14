"""Who an applicant is, written once for all plans of a school in `organisation.toml`, and how a plan takes it up."""

# Annotations are not postponed here: pydantic would compile each of them again.
import copy
from collections.abc import Iterator, Mapping
from typing import Any

from erasmus_cli.plan.model import EarlierGrant, Organisation, OtherApplication, Part, Year
from erasmus_cli.plan.read import Beside, Problem, Unreadable, read_beside
from erasmus_cli.programme.load import Programme

#: The keys of the file that a plan has, too.
KEYS = ("organisation", "grants", "applications")


class About(Part):
    """The file. `call` is the year of the call of the `applications`."""

    call: Year | None = None
    organisation: Organisation | None = None
    grants: list[EarlierGrant] | None = None
    applications: list[OtherApplication] | None = None

    def problems(self) -> Iterator[Problem]:
        """Yield what is missing."""
        if self.applications is not None and self.call is None:
            yield Problem("missing", ("call",), detail={"applications": True})

    @property
    def name(self) -> str | None:
        """What to call the organisation."""
        return (self.organisation.name or self.organisation.oid) if self.organisation else None

    def another(self, data: Mapping[str, Any]) -> bool:
        """Whether a plan names another organisation: by its OID, or without OIDs by its name."""
        own, theirs = data.get("organisation") or {}, self.organisation or Organisation()
        if own.get("oid") and theirs.oid:
            return bool(own["oid"].strip().casefold() != theirs.oid.casefold())
        names = [" ".join(str(name).split()).casefold() for name in (own.get("name"), theirs.name) if name]
        return len(set(names)) > 1

    def given(self, data: Mapping[str, Any], year: int) -> dict[str, Any]:
        """Return what a plan for the call of a year takes from the file: what it does not say itself."""
        if data.get("organisation_file") is False or self.another(data):
            return {}
        said = self.model_dump(exclude_none=True, include=set(KEYS))
        if self.call != year:
            said.pop("applications", None)
        own = data.get("organisation") or {}
        keys = {key: value for key, value in said.pop("organisation", {}).items() if key not in own}
        return ({"organisation": keys} if keys else {}) | {k: v for k, v in said.items() if k not in data}


def read_organisation(name: str, programme: Programme) -> Beside[About] | Unreadable:
    """Read such a file. Never raises for what it holds."""
    return read_beside(About, name, programme, About.problems)


def joined(data: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """Add what is given to a plan: key by key in its tables, lists as a whole. What the plan says itself stays."""
    whole = dict(data)
    for key, value in given.items():
        if isinstance(value, dict) and isinstance(whole.get(key), dict):
            whole[key] = joined(whole[key], value)
        elif key not in whole:
            whole[key] = copy.deepcopy(value)
    return whole


def own_part(whole: Mapping[str, Any], given: Mapping[str, Any], before: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a plan has to say itself so that it says the whole, together with what it is given.

    What it said itself `before` it goes on to say.
    """
    own: dict[str, Any] = {}
    for key, value in whole.items():
        if isinstance(value, dict) and isinstance(given.get(key), dict):
            inner = own_part(value, given[key], before.get(key) or {})
            own |= {key: inner} if inner or key in before else {}
        elif key in before or key not in given or value != given[key]:
            own[key] = value
    return own
