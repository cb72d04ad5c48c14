"""The shapes of the other records in `data/`. A record that does not fit its shape stops the program."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from erasmus_cli.programme.base import Record, Text
from erasmus_cli.programme.requirement import Condition, Literals, Requirement


class Choice(Record, frozen=True, kw_only=True):
    """One value that a plan field may take, with the words for it; some lists sort their values into groups.

    `help` is the line that explains it in a menu.
    """

    id: str
    name: Text
    group: str | None = None
    help: Text | None = None
    sources: list[str] = []


class Document(Record, frozen=True, kw_only=True):
    """A source: a document, its version and date, where it is, and when it was last looked at.

    `place` and `places` are the words for one and for several places in it. `chapters`: the pages that are about an
    action, from and to, both included, by the action's code.
    """

    id: str
    short: Text
    title: Text
    version: str
    date: dt.date | None = None
    address: str
    language: str
    checked: dt.date
    place: Text
    places: Text | None = None
    note: Text | None = None
    chapters: dict[str, list[tuple[int, int]]] = {}


def page_number(place: str) -> tuple[int, int]:
    """Return the page and the footnote of a place such as `34 fn 46`, for sorting; 0 for what has no number."""
    page, _footnote, note = place.partition(" fn ")
    return int(page) if page.isdigit() else 0, int(note) if note.isdigit() else 0


class Difference(Record, frozen=True, kw_only=True):
    """A point on which the sources differ: what each says, which is followed, and why."""

    id: str
    topic: Text
    says: dict[str, Text]
    follows: str
    why: Text
    actions: list[str] = []


class Unknown(Record, frozen=True, kw_only=True):
    """What no source gives, and whom to ask."""

    id: str
    topic: Text
    ask: Text
    sources: list[str]
    actions: list[str] = []


class Contact(Record, frozen=True, kw_only=True):
    """Where to ask or to register: a name, an address and what for."""

    id: str
    name: Text
    purpose: Text
    address: str
    sources: list[str]
    actions: list[str] = []


class Note(Record, frozen=True, kw_only=True):
    """A fact about the programme that no rule rests on, such as an aim, a service or an address."""

    id: str
    topic: str
    name: Text
    text: Text
    address: str | None = None
    actions: list[str] = []
    sources: list[str]


class Search(Record, frozen=True, kw_only=True):
    """A place to find partners or help; `regions` are the groups of countries that it is for, none for all."""

    id: str
    name: Text
    text: Text
    address: str | None = None
    regions: list[str] = []
    sources: list[str]


class Slide(Record, frozen=True, kw_only=True):
    """A slide and the records that carry its facts, or why it has none."""

    number: int
    title: Text
    carried_by: list[str] = []
    nothing: Text | None = None


class HoursSum(Record, frozen=True, kw_only=True):
    """A row of a table of lump sums by hours: teaching hours from and to, the countries, and the sum in euros."""

    hours_from: int
    hours_to: int | None = None
    countries: list[str]
    euros: int
    sources: list[str]


class Criterion(Record, frozen=True, kw_only=True):
    """An award criterion: its highest score, the score below which an application fails, what is judged."""

    id: str
    name: Text
    maximum: int
    minimum: int
    judged: list[Text]
    sources: list[str]


class Award(Record, frozen=True, kw_only=True):
    """The award criteria of an action and the total that passes. No criteria: money without an assessment."""

    threshold: int | None = None
    criteria: list[Criterion] = []
    ties: list[str] = []
    note: Text | None = None
    sources: list[str]


class Statement(Record, frozen=True, kw_only=True):
    """A fact about an action that is no comparison: a sentence in our words, with its sources."""

    text: Text
    sources: list[str]


class LumpSum(Record, frozen=True, kw_only=True):
    """A lump sum in euros to choose, and in a few words whom it is for."""

    euros: int
    about: Text


class LumpSums(Record, frozen=True, kw_only=True):
    """The lump sums of some actions, the smallest first, and what it takes to get one.

    `rules` are the ids of requirements that hold whichever is chosen, `judged` is what else the sources say of the
    choice, and `not_fixed` what they do not tie to a sum. The placeholders of these texts: `sentences.of_sum`.
    """

    actions: list[str]
    sums: list[LumpSum]
    rules: list[str]
    judged: list[Statement]
    not_fixed: list[Statement]
    sources: list[str]


class Grant(Record, frozen=True, kw_only=True):
    """How the money of an action is determined. `amounts` are the lump sums in euros, if there are any."""

    form: Literal["none", "unit-costs", "lump-sum"]
    amounts: list[int] = []
    note: Text
    sources: list[str]


class Row(Record, frozen=True, kw_only=True):
    """A row that shows actions in short: on the `card` of one, and where several are `compared`."""

    id: str
    name: Text
    card: bool = False
    compared: bool = False


class Brief(Record, frozen=True, kw_only=True):
    """An action in short: the words of its rows by their ids, with their conditions, and the rules that matter most.

    Everything here stands at greater length in the action's statements and requirements.
    """

    rows: dict[str, Text]
    rules: list[str] = []
    sources: list[str]


class Action(Record, frozen=True, kw_only=True):
    """An action of the programme, apart from its requirements and rounds, which other records hold.

    `purpose` is the id of the requirement that tells what the action is for: without it the action is no answer.
    `agency`: where applications go. `rate` is the co-financing rate in per cent where the grant is a share of the
    costs, `max_grant` the highest grant in euros, `pages` the longest description of the project that is read.
    `no_call` says that the action has no call this year, and what is known of it.
    """

    code: str
    name: Text
    key_action: int
    purpose: str
    summary: Text
    brief: Brief
    agency: Literal["national", "eacea"] = "national"
    call_id: str | None = None
    rate: int | None = None
    max_grant: int | None = None
    pages: int | None = None
    no_call: Text | None = None
    who: list[Statement]
    where: Statement
    length: Statement
    start: Statement
    grant: Grant
    award: Award
    good_for: list[Statement]
    limits: list[Statement]
    results_after_months: int | None = None
    agreement_after_months: int | None = None
    next: list[Statement] = []
    contacts: list[str] = []
    sources: list[str]


class OfActions(Record, frozen=True, kw_only=True):
    """Base of what belongs to some actions: those of a list or of an agency, or with `money` those that bring a grant.

    Without any of these it belongs to all.
    """

    actions: list[str] = []
    agency: Literal["national", "eacea"] | None = None
    money: bool = False

    def concerns(self, action: Action) -> bool:
        """Say whether it belongs to an action."""
        return (
            (not self.actions or action.code in self.actions)
            and self.agency in (None, action.agency)
            and not (self.money and action.grant.form == "none")
        )


class ActivityType(Record, frozen=True, kw_only=True):
    """A type of mobility activity, with the requirements that hold for it in every action that funds it.

    `help` is the line below it in a menu: days, who goes, an example.
    """

    id: str
    name: Text
    group: Literal["staff", "learner", "incoming", "preparatory"]
    about: Text
    help: Text
    sources: list[str]
    requirements: list[Requirement] = []


class Priority(Record, frozen=True, kw_only=True):
    """A priority of the programme; `horizontal` ones apply to all fields, `vet` ones to this field.

    `help` is the line below it in a menu, shorter than `about`.
    """

    id: str
    group: Literal["horizontal", "vet"]
    name: Text
    about: Text
    help: Text
    sources: list[str]


class CountryGroup(Record, frozen=True, kw_only=True):
    """Countries with one standing: EU Member States, associated countries, or a region of third countries."""

    id: str
    name: Text
    status: Literal["eu", "associated", "third"]
    region: int | None = None
    members: list[str]
    high_income: list[str] = []
    sources: list[str]
    note: Text | None = None


class CountryNames(Record, frozen=True, kw_only=True):
    """What people write for a country besides the names that CLDR has."""

    country: str
    also: list[str]


class SupportGroup(Record, frozen=True, kw_only=True):
    """A group of receiving countries with one range of individual support."""

    group: int
    members: list[str]
    sources: list[str]


class Exclusion(Record, frozen=True, kw_only=True):
    """Who may not take part, or only with a reservation, and where that is written."""

    id: str
    countries: list[str] = []
    text: Text
    sources: list[str]


class Step(Record, frozen=True, kw_only=True):
    """One step of a route: an action, in the first step's call or `later` by so many call years.

    `provides` are facts that its success gives to later steps. `own` are facts that it has of its own, such as its
    start date, so that what the plan says of them concerns another step. `optional`: the route works without it.
    """

    action: str
    later: int = 0
    optional: bool = False
    provides: dict[str, Literals] = {}
    own: list[str] = []


class SharedRemark(Record, frozen=True, kw_only=True):
    """What is said of an organisation ({name}) that plans all of these actions in one call."""

    id: str
    actions: list[str]
    text: Text
    sources: list[str]


class Route(Record, frozen=True, kw_only=True):
    """An action, or a chain of actions over several rounds, that leads somewhere.

    It is shown unless `when` is known not to hold; with `sure` only if `when` is known to hold. `size` says honestly
    what it takes (a figure may be a placeholder that names the requirement that holds it), and `smaller` names actions
    that may be a first step.
    """

    id: str
    name: Text
    steps: list[Step]
    when: list[Condition] = []
    sure: bool = False
    why: Text
    size: Text | None = None
    smaller: list[str] = []
    sources: list[str]


class Term(Record, frozen=True, kw_only=True):
    """A word of the field, explained."""

    id: str
    name: Text
    meaning: Text
    example: Text | None = None
    sources: list[str]
