"""The plan: what a person's file may say. Everything is optional, for a plan with gaps is a normal plan.

Field names are part of the file format and never translated. What a field may say, where that is a list of the
programme's own words, stands in `data/<call>/choices.toml`; `OneOf` looks it up in the validation context.
"""

# Annotations are not postponed here: pydantic would compile each of them again.
import datetime as dt
import difflib
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, ValidationInfo
from pydantic_core import PydanticCustomError


@dataclass(frozen=True, slots=True)
class OneOf:
    """Marks a text field whose values are those of a list in `choices.toml`, or country codes.

    `ending` is what people leave out of a value, with capitals or without: KA122 stands for KA122-VET.
    """

    choices: str
    ending: str = ""

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        """Let pydantic check the value against the list in the validation context."""
        from pydantic_core import core_schema

        return core_schema.with_info_after_validator_function(self._check, handler(source))

    def _check(self, value: str, info: ValidationInfo) -> str:
        allowed = (info.context or {}).get(self.choices)
        if allowed is not None and self.ending:
            value = next((v for v in (value.upper(), value.upper() + self.ending) if v in allowed), value)
        if allowed is not None and value not in allowed:
            nearest = self._nearest(value, info.context or {})
            raise PydanticCustomError("choice", "not in the list", {"list": self.choices, "near": nearest})
        return value

    def _nearest(self, value: str, context: dict[str, Any]) -> str:
        """Return the value that was perhaps meant, or nothing."""
        if self.choices == "countries":
            return str(context["nearest_country"](value))
        lowered = {allowed.lower(): allowed for allowed in context[self.choices]}
        wanted = value if "-" in value else value + self.ending
        near = difflib.get_close_matches(wanted.lower(), lowered, n=1, cutoff=0.6)
        return lowered[near[0]] if near else ""


def _no_boolean(value: Any) -> Any:
    # Python counts true as 1; a plan that says `participants = true` is a mistake, not one participant.
    if isinstance(value, bool):
        raise PydanticCustomError("int_type", "a whole number is needed")
    return value


Words = Annotated[str, StringConstraints(strip_whitespace=True, max_length=5_000)]
Count = Annotated[int, BeforeValidator(_no_boolean), Field(ge=0, le=100_000)]
#: A month of the project; the first one is 1.
Month = Annotated[int, BeforeValidator(_no_boolean), Field(ge=1, le=120)]
Euros = Annotated[int, BeforeValidator(_no_boolean), Field(ge=0, le=1_000_000_000)]
Year = Annotated[int, BeforeValidator(_no_boolean), Field(ge=2000, le=2100)]
#: A day with which one can still reckon years ahead and back.
Day = Annotated[dt.date, Field(ge=dt.date(1000, 1, 1), le=dt.date(2199, 12, 31))]
#: How long something takes; the rules have their own limits, this one keeps the calendar within sense.
Months = Annotated[int, BeforeValidator(_no_boolean), Field(ge=0, le=12_000)]
Country = Annotated[str, OneOf("countries")]
#: A step of the timeline.
Step = Annotated[str, OneOf("steps")]


class Part(BaseModel):
    """Base of all parts of a plan: unknown keys are errors, and a number is never read from a text."""

    # Parts are built once, inside the plan, and not each for itself as well: that saves a quarter of the start.
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, defer_build=True)


#: An action of this field or of another one.
AnyAction = Annotated[str, OneOf("all_actions", "-VET")]


class EarlierGrant(Part):
    """A grant that the organisation received before: the action and the call year."""

    action: AnyAction | None = None
    call: Year | None = None


class OtherApplication(Part):
    """Another application of the organisation in the same round, in any field."""

    action: AnyAction | None = None
    role: Annotated[str, OneOf("application_roles")] | None = None


class Body(Part):
    """What can be said of any organisation in a plan."""

    name: Words | None = None
    oid: Words | None = None
    country: Country | None = None
    kind: Annotated[str, OneOf("organisation_kinds")] | None = None
    flags: list[Annotated[str, OneOf("flags")]] | None = None
    charter: bool | None = None
    vet_level: Annotated[str, OneOf("vet_levels")] | None = None
    teacher_training: bool | None = None
    involvements: Count | None = None


class Organisation(Body):
    """The applicant."""

    vet_role: Annotated[str, OneOf("vet_roles")] | None = None
    established: Day | None = None
    years_in_vet: Count | None = None
    accreditation: Annotated[str, OneOf("accreditations")] | None = None
    accreditation_from: Day | None = None
    accreditation_until: Day | None = None
    accreditation_standing: Annotated[str, OneOf("standings")] | None = None
    supported_projects: Count | None = None
    memberships: Count | None = None
    capacity: bool | None = None
    exempt: bool | None = None
    teacher_training_main: bool | None = None
    ngo_countries: Count | None = None
    place: Words | None = None


class Member(Body):
    """A member of a mobility consortium."""

    vet_role: Annotated[str, OneOf("vet_roles")] | None = None
    memberships: Count | None = None
    support: Euros | None = None


class Partner(Body):
    """A partner of a partnership, full or associated."""

    role: Annotated[str, OneOf("partner_roles")] | None = None
    charter_principles: bool | None = None
    tasks: Words | None = None
    added_value: Words | None = None


class Mobility(Part):
    """Participants of one mobility activity: one type, one country, one length."""

    type: Annotated[str, OneOf("activity_types")] | None = None
    participants: Count | None = None
    fewer_opportunities: Count | None = None
    accompanying: Count | None = None
    accompanying_days: Count | None = None
    days: Count | None = None
    travel_days: Count | None = None
    country: Country | None = None
    place: Words | None = None
    home: Words | None = None
    host: Words | None = None
    host_related: bool | None = None
    host_in_country: bool | None = None
    host_restricted: bool | None = None
    minors: bool | None = None
    guardians_consent: bool | None = None
    remote_there: bool | None = None
    insured: bool | None = None
    distance_km: Count | None = None
    green: bool | None = None
    short_stay_justified: bool | None = None
    mentor: bool | None = None
    shadowers_per_mentor: Count | None = None
    together_on_course: Count | None = None
    consortium_on_course: Count | None = None
    one_course_each: bool | None = None
    active_learning: bool | None = None
    transnational: bool | None = None
    staff_linked: bool | None = None
    group_size: Count | None = None
    group_accompanied: bool | None = None
    group_enrolled: bool | None = None
    group_programme: bool | None = None
    group_countries: Count | None = None
    ready_made: bool | None = None
    venue: Annotated[str, OneOf("venues")] | None = None
    venue_justified: bool | None = None
    eligible_learners: bool | None = None
    graduated_months_ago: Count | None = None
    work_based: bool | None = None
    individual_programme: bool | None = None
    expert_programme: bool | None = None
    funded_by_sender: bool | None = None
    amount: Euros | None = None
    inclusion_support: Euros | None = None
    language_support: Count | None = None
    reinforced_language_support: Count | None = None
    expensive_travel: Euros | None = None
    expensive_travellers: Count | None = None
    visa_costs: Euros | None = None
    prepares: Annotated[str, OneOf("activity_types")] | None = None
    visitors: list[Annotated[str, OneOf("visitors")]] | None = None
    purpose: bool | None = None
    visits_to_host: Count | None = None
    first_month: Month | None = None
    last_month: Month | None = None


class Activity(Part):
    """An activity of a small-scale or cooperation partnership.

    `amount` is its share of the lump sum, `cost` what it is estimated to cost.
    """

    title: Words | None = None
    amount: Euros | None = None
    cost: Euros | None = None
    country: Country | None = None
    eu_seat: Annotated[str, OneOf("eu_seats")] | None = None
    sharing: bool | None = None
    justified: bool | None = None
    description: Words | None = None
    shares: dict[Words, Euros] | None = None
    first_month: Month | None = None
    last_month: Month | None = None


class WorkPackage(Part):
    """A work package of a cooperation partnership, with its share of the lump sum and its estimated cost."""

    title: Words | None = None
    management: bool | None = None
    amount: Euros | None = None
    cost: Euros | None = None
    objectives: Words | None = None
    results: Words | None = None
    qualitative_indicators: Words | None = None
    quantitative_indicators: Words | None = None
    shares: dict[Words, Euros] | None = None
    first_month: Month | None = None
    last_month: Month | None = None


class Idea(Part):
    """The idea in the person's own words, which the program keeps and shows and never writes."""

    need: Words | None = None
    aim: Words | None = None
    target_group: Words | None = None
    changes: Words | None = None
    seen: Words | None = None


class ErasmusPlan(Part):
    """The Erasmus Plan of an application for accreditation."""

    years: Count | None = None
    objectives: Words | None = None
    consortium_purpose: Words | None = None
    members_same_country: bool | None = None


class Ready(Part):
    """What has been done before the application is sent."""

    identification_form: bool | None = None
    declaration: bool | None = None
    accession_forms: bool | None = None
    own_words: bool | None = None
    quality_standards: bool | None = None
    core_tasks: bool | None = None
    project_list: bool | None = None
    submitted_once: bool | None = None
    partners_consent: bool | None = None
    nonprofit_consortium: bool | None = None
    pic: bool | None = None
    external_assessment: bool | None = None
    third_party_support: bool | None = None
    other_area: bool | None = None
    pact_members: bool | None = None
    action_plan: bool | None = None
    certificate: bool | None = None
    partners_outside: bool | None = None
    accounts: bool | None = None
    audit_report: bool | None = None
    no_double_funding: bool | None = None


class Plan(Part):
    """A whole plan.

    `format` is the version of the file format. `participants` is a rough number, which counts as long as no mobility
    activities are listed. `route` is the way over one or several rounds that was chosen. `deadline` is a day that the
    person sets to have the application ready by. `who` names the persons who do what is to be done, by the id of the
    step, and `done` has the days on which it was done. `organisation_file` tells whether the file beside the plan that
    says who the applicant is, is used; it is if nothing is said. `left_open` are the questions that the person passed
    over, and `aside` is what another action needs.
    """

    format: Annotated[int, Field(ge=1, le=1)] | None = None
    call: Year | None = None
    action: Annotated[str, OneOf("actions", "-VET")] | None = None
    round: Annotated[int, BeforeValidator(_no_boolean), Field(ge=1, le=2)] | None = None
    route: Annotated[str, OneOf("routes")] | None = None
    deadline: Day | None = None
    title: Words | None = None
    aims: list[Annotated[str, OneOf("aims")]] | None = None
    every_year: bool | None = None
    participants: Count | None = None
    consortium: bool | None = None
    start: Day | None = None
    months: Months | None = None
    grant: Euros | None = None
    estimated_cost: Euros | None = None
    priorities: list[Annotated[str, OneOf("priorities")]] | None = None
    priorities_explained: bool | None = None
    subcontracting: Annotated[str, OneOf("subcontracting")] | None = None
    subcontracting_amount: Euros | None = None
    third_party_support: Euros | None = None
    financial_guarantee: Euros | None = None
    content: list[Annotated[str, OneOf("content")]] | None = None
    ecosystems: list[Annotated[str, OneOf("ecosystems")]] | None = None
    eqf_focus: Annotated[str, OneOf("eqf")] | None = None
    teaching_hours: list[Count] | None = None
    same_consortium_elsewhere: bool | None = None
    points: dict[Words, Count] | None = None
    left_open: list[Words] | None = None
    who: dict[Step, Words] | None = None
    done: dict[Step, Day] | None = None
    organisation_file: bool | None = None
    idea: Idea | None = None
    organisation: Organisation | None = None
    erasmus_plan: ErasmusPlan | None = None
    ready: Ready | None = None
    members: list[Member] | None = None
    partners: list[Partner] | None = None
    mobility: list[Mobility] | None = None
    activities: list[Activity] | None = None
    work_packages: list[WorkPackage] | None = None
    grants: list[EarlierGrant] | None = None
    applications: list[OtherApplication] | None = None
    aside: dict[str, Any] | None = None
