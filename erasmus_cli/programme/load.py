"""Finds the data folder and loads a call's records, each file only when something asks for it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from erasmus_cli.folder import DataError, data_folder
from erasmus_cli.programme import questions as q
from erasmus_cli.programme import records as r
from erasmus_cli.programme.forms import Form
from erasmus_cli.programme.guidance import Decision, FirstStep
from erasmus_cli.programme.keys import KeyRecord
from erasmus_cli.programme.lasting import Lasting
from erasmus_cli.programme.money import Rates
from erasmus_cli.programme.papers import Papers
from erasmus_cli.programme.reading import convert, read
from erasmus_cli.programme.requirement import Condition, Consequence, Fact, Requirement, Unit
from erasmus_cli.programme.rounds import Call, Event, Round, status
from erasmus_cli.programme.table import Table
from erasmus_cli.programme.timeline import TimelineStep

T = TypeVar("T")


def _listed(file: str, key: str, kind: type[T]) -> cached_property[list[T]]:
    """Return the attribute that holds all records of a kind."""
    return cached_property(lambda programme: programme._records(file, key, kind))


class Programme:
    """One call's programme. A call that is not published takes its rules, never its dates, from another call."""

    def __init__(self, folder: Path, year: int) -> None:
        """Prepare the call `year` below the data folder; nothing is read yet, apart from `call.toml`."""
        self.folder = folder / str(year)
        if not (self.folder / "call.toml").is_file():
            raise DataError(f"no call {year} in {folder}")
        self.call = convert(self.folder / "call.toml", read(self.folder / "call.toml"), Call)
        self.year = year
        self._base = folder / str(self.call.rests_on) if self.call.rests_on else self.folder

    @property
    def confirmed(self) -> bool:
        """Whether the rules are those of this call and not an earlier one's."""
        return self.call.published

    @cached_property
    def before(self) -> Programme | None:
        """The call whose rules stand in for one that is not published."""
        base = self.call.rests_on
        return Programme(self.folder.parent, base) if base and not self.confirmed else None

    def _file(self, name: str) -> Path:
        own = self.folder / name
        return own if own.exists() else self._base / name

    def _read(self, path: Path) -> dict[str, Any]:
        """Read a file once: several of them hold records of more than one kind."""
        if path not in self._read_before:
            self._read_before[path] = read(path)
        return self._read_before[path]

    @cached_property
    def _read_before(self) -> dict[Path, dict[str, Any]]:
        return {}

    def _records(self, name: str, key: str, kind: type[T]) -> list[T]:
        path = self._file(name)
        return convert(path, self._read(path).get(key, []), list[kind])  # type: ignore[valid-type]

    @cached_property
    def rounds(self) -> list[Round]:
        """The rounds of this call; none for a call that is not published."""
        path = self.folder / "rounds.toml"
        return convert(path, self._read(path).get("rounds", []), list[Round]) if path.is_file() else []

    @cached_property
    def events(self) -> list[Event]:
        """The information events of this call."""
        path = self.folder / "rounds.toml"
        return convert(path, self._read(path).get("events", []), list[Event]) if path.is_file() else []

    @cached_property
    def facts(self) -> dict[str, Fact]:
        """All facts by id."""
        return {fact.id: fact for fact in self._records("facts.toml", "facts", Fact)}

    @cached_property
    def units(self) -> dict[str, Unit]:
        """The nouns for counts by id."""
        return {unit.id: unit for unit in self._records("facts.toml", "units", Unit)}

    @cached_property
    def choices(self) -> dict[str, dict[str, r.Choice]]:
        """What plan fields may say, by the name of the list and then by id; activity types and the like included."""
        path = self._file("choices.toml")
        lists = convert(path, self._read(path), dict[str, list[r.Choice]])
        named = {name: {choice.id: choice for choice in choices} for name, choices in lists.items()}
        named["activity_types"] = {t.id: _as_choice(t) for t in self.activity_types}
        named["priorities"] = {p.id: _as_choice(p) for p in self.priorities}
        named["country_groups"] = {g.id: r.Choice(id=g.id, name=g.name) for g in self.country_groups}
        return named

    @cached_property
    def codes(self) -> list[str]:
        """The codes of all actions, in the order of the programme."""
        return sorted(path.stem for path in self._file("actions").glob("*.toml"))

    def action(self, code: str) -> r.Action:
        """Return the action with this code; raises KeyError when there is none."""
        if code not in self.codes:
            raise KeyError(code)
        return self._action_file(code)[0]

    def concerns(self, code: str, document: str, place: str) -> bool:
        """Whether a place in a document is about an action: it is in its chapter, or in no action's."""
        page = r.page_number(place)[0]
        chapters = self.documents[document].chapters
        about = [action for action, parts in chapters.items() if any(low <= page <= high for low, high in parts)]
        return code in about or not about

    def _action_file(self, code: str) -> tuple[r.Action, list[Requirement]]:
        if code not in self._actions:
            path = self._file("actions") / f"{code}.toml"
            raw = dict(self._read(path))
            requirements = convert(path, raw.pop("requirements", []), list[Requirement])
            self._actions[code] = (convert(path, raw, r.Action), requirements)
        return self._actions[code]

    @cached_property
    def _actions(self) -> dict[str, tuple[r.Action, list[Requirement]]]:
        return {}

    @cached_property
    def _shared(self) -> list[Requirement]:
        files = ("requirements.toml", "contradictions.toml", "together.toml")
        return [record for name in files for record in self._records(name, "requirements", Requirement)]

    @cached_property
    def consequences(self) -> dict[str, Consequence]:
        """What happens when a requirement is not met, by id."""
        return {c.id: c for c in self._records("requirements.toml", "consequences", Consequence)}

    @cached_property
    def activity_types(self) -> list[r.ActivityType]:
        """The types of mobility activity."""
        return self._records("activities.toml", "types", r.ActivityType)

    @cached_property
    def activity_actions(self) -> list[str]:
        """The actions that fund mobility activities."""
        path = self._file("activities.toml")
        return convert(path, self._read(path)["actions"], list[str])

    def requirements(self, code: str) -> list[Requirement]:
        """All requirements of an action: its own, those it shares, and those of the activity types it funds."""
        if code not in self._requirements:
            shared = [q for q in self._shared if code in q.actions]
            typed = self._typed() if code in self.activity_actions else []
            self._requirements[code] = [*self._action_file(code)[1], *shared, *typed]
        return self._requirements[code]

    def requirement(self, identifier: str) -> Requirement:
        """Return the requirement with this id; raises KeyError when there is none."""
        loaded_first = sorted(self.codes, key=lambda code: code not in self._requirements)
        for code in loaded_first:
            for requirement in self.requirements(code):
                if requirement.id == identifier:
                    return requirement
        raise KeyError(identifier)

    @cached_property
    def _requirements(self) -> dict[str, list[Requirement]]:
        return {}

    def _typed(self) -> Iterable[Requirement]:
        """Activity types' requirements, each asked of every mobility item of that type."""
        for kind in self.activity_types:
            of_type = Condition(fact="mobility.type", is_=kind.id)
            for requirement in kind.requirements:
                yield msgspec.structs.replace(requirement, each="mobility", when=[of_type, *requirement.when])

    #: The horizontal priorities and those of vocational education and training.
    priorities = _listed("priorities.toml", "priorities", r.Priority)

    @cached_property
    def country_groups(self) -> list[r.CountryGroup]:
        """The groups of countries, in the guide's order."""
        return self._records("countries.toml", "groups", r.CountryGroup)

    @cached_property
    def country_names(self) -> list[r.CountryNames]:
        """What people write for a country besides its names in CLDR."""
        return self._records("country-names.toml", "names", r.CountryNames)

    @cached_property
    def support_groups(self) -> list[r.SupportGroup]:
        """The groups of receiving countries for individual support."""
        return self._records("countries.toml", "support", r.SupportGroup)

    @cached_property
    def exclusions(self) -> list[r.Exclusion]:
        """Who may not take part."""
        return self._records("countries.toml", "exclusions", r.Exclusion)

    @cached_property
    def documents(self) -> dict[str, r.Document]:
        """The sources by id."""
        return {d.id: d for d in self._records("sources.toml", "documents", r.Document)}

    #: Where the sources differ.
    differences = _listed("differences.toml", "differences", r.Difference)

    #: What no source gives.
    unknowns = _listed("differences.toml", "unknowns", r.Unknown)

    @cached_property
    def contacts(self) -> dict[str, r.Contact]:
        """Where to ask, by id."""
        return {c.id: c for c in self._records("sources.toml", "contacts", r.Contact)}

    @cached_property
    def terms(self) -> dict[str, r.Term]:
        """The words of the field by id."""
        return {t.id: t for t in self._records("terms.toml", "terms", r.Term)}

    @cached_property
    def synonyms(self) -> dict[str, list[str]]:
        """What people call things besides their names, by the id of a record of any kind."""
        path = self._file("terms.toml")
        return convert(path, self._read(path).get("synonyms", {}), dict[str, list[str]])

    #: What the sources tell besides the rules: aims, money, support, services, addresses.
    notes = _listed("programme.toml", "notes", r.Note)

    #: Where to find partners and help.
    searches = _listed("partner-search.toml", "searches", r.Search)

    #: The rows that show actions in short, in their order.
    rows = _listed("rows.toml", "rows", r.Row)

    #: The register of slides.
    slides = _listed("slides.toml", "slides", r.Slide)

    @cached_property
    def learning_eu(self) -> list[r.HoursSum]:
        """The lump sums of Jean Monnet Learning EU by country and teaching hours, in euros."""
        return self._records("learning-eu.toml", "learning_eu", r.HoursSum)

    @cached_property
    def lump_sums(self) -> list[r.LumpSums]:
        """The lump sums that are chosen from, by the actions that share them."""
        return self._records("lump-sums.toml", "lump_sums", r.LumpSums)

    def lump_sums_of(self, code: str) -> r.LumpSums | None:
        """Return the lump sums that an applicant of an action chooses from; None if its grant is no such choice."""
        return next((sums for sums in self.lump_sums if code in sums.actions), None)

    @cached_property
    def rates(self) -> Rates:
        """The unit costs of mobility projects, as far as the guide gives them."""
        path = self._file("rates.toml")
        return convert(path, self._read(path), Rates)

    @cached_property
    def table(self) -> Table:
        """Activities as a table, as spreadsheets have them."""
        path = self._file("table.toml")
        return convert(path, self._read(path), Table)

    @cached_property
    def forms(self) -> list[Form]:
        """The application forms that something is known of."""
        return [convert(path, self._read(path), Form) for path in sorted(self._file("forms").glob("*.toml"))]

    def form(self, code: str) -> Form | None:
        """Return the application form of an action."""
        return next((f for f in self.forms if code == f.code or code in f.actions), None)

    @cached_property
    def papers(self) -> Papers:
        """The papers that are made from a plan, and what they tell besides the rules."""
        path = self._file("papers.toml")
        return convert(path, self._read(path), Papers)

    @cached_property
    def routes(self) -> list[r.Route]:
        """The routes, in the order in which they are shown when nothing else decides."""
        return self._records("routes.toml", "routes", r.Route)

    @cached_property
    def decisions(self) -> list[Decision]:
        """What decides between routes, what matters most first."""
        return self._records("routes.toml", "decisions", Decision)

    @cached_property
    def first_steps(self) -> list[FirstStep]:
        """The typical first steps of somebody who does not know yet what to apply for."""
        return self._records("first-steps.toml", "steps", FirstStep)

    @cached_property
    def questions(self) -> list[q.Question]:
        """The questions of the interview in their order."""
        return self._records("questions.toml", "questions", q.Question)

    @cached_property
    def sections(self) -> list[q.Section]:
        """The sections of a draft in their order."""
        return self._records("questions.toml", "sections", q.Section)

    #: What is said of answers that are unlikely.
    remarks = _listed("remarks.toml", "remarks", q.Remark)

    @cached_property
    def shared_remarks(self) -> list[r.SharedRemark]:
        """What is said of an organisation that plans several actions at once."""
        return self._records("together.toml", "remarks", r.SharedRemark)

    @cached_property
    def key_records(self) -> list[KeyRecord]:
        """What is said of the keys of a plan file that no question fills; see `programme.keys` for all of them."""
        return self._records("keys.toml", "keys", KeyRecord)

    @cached_property
    def lasting(self) -> Lasting:
        """What becomes of a plan for this call when it is taken into the next one."""
        path = self._file("next.toml")
        return convert(path, self._read(path), Lasting)

    @cached_property
    def timeline(self) -> list[TimelineStep]:
        """The steps from an idea to the last record, in their order."""
        return self._records("timeline.toml", "steps", TimelineStep)

    def round(self, action: str, number: int = 1, *, opened: bool | None = True) -> Round | None:
        """Return a round of an action in this call; only one that is open to Finnish applicants, if not told else."""
        of_action = (x for x in self.rounds if x.action == action and x.optional is (number > 1))
        return next((x for x in of_action if opened is None or x.opened is opened), None)


class Calls:
    """All calls in the data folder, and which of them somebody plans for on a given day."""

    def __init__(self, folder: Path | None = None) -> None:
        """Find the calls; `folder` is the data folder, by default the program's own."""
        self.folder = folder or data_folder()
        self.years = sorted(int(path.name) for path in self.folder.iterdir() if path.name.isdigit())
        self._loaded: dict[int, Programme] = {}

    def __getitem__(self, year: int) -> Programme:
        """Return the programme of a call year; raises KeyError when there is none."""
        if year not in self.years:
            raise KeyError(year)
        if year not in self._loaded:
            self._loaded[year] = Programme(self.folder, year)
        return self._loaded[year]

    def of_plan(self, data: Mapping[str, Any], now: dt.datetime, year: int | None) -> Programme:
        """Return the call that a plan is for: `year`, else the one that it names, else the one that comes next."""
        wanted = year or data.get("call")
        return self[wanted] if wanted else self.planned(data.get("action"), now)

    def words_of(self, now: dt.datetime) -> Callable[[Mapping[str, Any]], Programme]:
        """Return what tells whose words a plan uses: those of the call that it names, else of the one that is next."""

        def told(data: Mapping[str, Any]) -> Programme:
            named = data.get("call")
            return self[named] if isinstance(named, int) and named in self.years else self.planned(None, now)

        return told

    def planned(self, action: str | None, now: dt.datetime) -> Programme:
        """Return the call that an application for `action` would go to: the first whose round is not past.

        Without an action: the first call with any round ahead. A call that is not published has all its rounds ahead.
        """
        for year in self.years:
            programme = self[year]
            ahead = [x for x in programme.rounds if x.action == action or action is None]
            if not programme.call.published or any(status(x, now) == "open" for x in ahead):
                return programme
        return self[self.years[-1]]


def _as_choice(record: r.ActivityType | r.Priority) -> r.Choice:
    return r.Choice(id=record.id, name=record.name, group=record.group, help=record.help, sources=record.sources)
