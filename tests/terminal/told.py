"""Five stories: the answers as a person gives them, and the plans that should come of them."""

import datetime as dt
import subprocess
import sys
from pathlib import Path
from typing import Any

import tomli
from screen import ALL, OPEN

STORIES = Path(__file__).resolve().parent.parent / "stories"
TODAY = "2026-11-24"
#: How a check of each story's draft ends: 0 all is well, 1 something is not met, 3 something is still open.
CODES = {"a": 3, "b": 0, "c": 3, "d": 0, "e": 3}

SMALL_SCHOOL = {
    "organisation.kind": "vet-provider",
    "organisation.name": "Lehtorinteen käsityökoulu",
    "organisation.flags": [],
}

A: dict[str, Any] = {
    **SMALL_SCHOOL,
    "aims": ["learner-mobility", "staff-mobility"],
    "mobility": [
        {
            "type": "short-term",
            "participants": 12,
            "country": "ES",
            "days": 28,
            "fewer_opportunities": 2,
            "minors": True,
            "accompanying": 2,
            "language_support": 0,
            "place": OPEN,
            "travel_days": 2,
            "graduated_months_ago": 0,
            "checks": [
                "host_in_country",
                "host_related",
                "host_restricted",
                "guardians_consent",
                "eligible_learners",
                "work_based",
            ],
        },
        {
            "type": "job-shadowing",
            "participants": 2,
            "country": "EE",
            "days": 5,
            "fewer_opportunities": 0,
            "language_support": 0,
            "place": "Tallinna",
            "green": True,
            "travel_days": 2,
            "checks": ALL,
        },
    ],
    "every_year": False,
    "participants": 14,
    "organisation.accreditation": "none",
    "consortium": False,
    "organisation.oid": OPEN,
    "organisation.place": "Savonlinna",
    "organisation.exempt": True,
    "start": dt.date(2027, 9, 1),
    "months": 12,
    "organisation.memberships": 0,
    "grants": [],
    "applications": [],
    "ready.checks": ["capacity", "own_words", "quality_standards", "core_tasks"],
}

B: dict[str, Any] = {
    "aims": ["learner-mobility"],
    "mobility": [
        {
            "type": "erasmuspro",
            "participants": 1,
            "country": "CA",
            "days": 120,
            "fewer_opportunities": 1,
            "minors": False,
            "accompanying": 0,
            "language_support": 0,
            "place": "Winnipeg",
            "travel_days": 2,
            "graduated_months_ago": 6,
            "checks": ALL,
        },
        {
            "type": "short-term",
            "participants": 40,
            "country": "DE",
            "days": 28,
            "fewer_opportunities": 0,
            "minors": False,
            "accompanying": 0,
            "language_support": 0,
            "place": "Hampuri",
            "green": False,
            "travel_days": 2,
            "graduated_months_ago": 0,
            "checks": ALL,
        },
    ],
    "every_year": True,
    "organisation.kind": "public-authority",
    "organisation.vet_role": "steers",
    "organisation.accreditation": "coordinator",
    "consortium": True,
    "members": [
        {
            "kind": "vet-provider",
            "flags": [],
            "memberships": 1,
            "support": 9000,
        },
        {
            "vet_role": "works-with-learners",
            "kind": "company",
            "flags": [],
            "memberships": 2,
            "support": 0,
        },
    ],
    "organisation.place": "Rovaniemi",
    "organisation.name": "Suvantoseudun koulutuskuntayhtymä",
    "organisation.oid": "E00000021",
    "start": dt.date(2027, 6, 1),
    "months": 15,
    "organisation.flags": [],
    "organisation.accreditation_from": "2024-02-01",
    "organisation.accreditation_until": dt.date(2027, 12, 31),
    "organisation.accreditation_standing": "good",
    "organisation.memberships": 0,
    "applications": [],
    "ready.checks": ALL,
}

C: dict[str, Any] = {
    **SMALL_SCHOOL,
    "aims": ["first-cooperation"],
    "partners": [
        {
            "country": "EE",
            "name": OPEN,
            "kind": "vet-provider",
            "flags": [],
            "involvements": 1,
        }
    ],
    "grant": 30000,
    "organisation.supported_projects": 0,
    "organisation.oid": "E00000022",
    "start": dt.date(2027, 9, 1),
    "months": 12,
    "applications": [{"action": "KA210-ADU", "role": "partner"}],
    "priorities": ["environment"],
    "activities": [
        {"title": "Aloituskokous", "amount": 12000, "country": "FI", "description": "Sovitaan työnjaosta."},
        {
            "title": "Korjauspaja",
            "amount": 18000,
            "country": "ee",
            "description": "Opettajat korjaavat yhdessä puuveneitä.",
        },
    ],
    "estimated_cost": 33500,
    "subcontracting": "none",
    "same_consortium_elsewhere": False,
    "ready.checks": ["own_words", "submitted_once"],
}

D: dict[str, Any] = {
    "aims": ["development"],
    "organisation.kind": "vet-provider",
    "partners": [
        {
            "country": "EE",
            "name": "Rannavälja kutsekool",
            "kind": "vet-provider",
            "flags": [],
            "tasks": "Kokeilee materiaaleja.",
            "involvements": 1,
        },
        {
            "country": "SE",
            "name": "Furudals yrkesskola",
            "kind": "vet-provider",
            "flags": [],
            "tasks": "Kirjoittaa materiaalit.",
            "involvements": 2,
        },
        {
            "country": "AL",
            "name": "Qendra e Bregut",
            "kind": "association",
            "flags": [],
            "tasks": "Tuo mukaan pienyritykset.",
            "added_value": "Tuntee kausityön, jota materiaalit käsittelevät.",
            "involvements": 1,
        },
    ],
    "grant": "250000",
    "organisation.exempt": True,
    "organisation.established": dt.date(1995, 8, 1),
    "organisation.name": "Suvantoseudun koulutuskuntayhtymä",
    "organisation.oid": "E00000021",
    "start": dt.date(2027, 10, 1),
    "months": 24,
    "organisation.flags": [],
    "applications": [],
    "priorities": ["digital", "vet-labour-market"],
    "activities": [{"title": "Aloituskokous", "country": "FI"}],
    "work_packages": [
        {"title": "Hallinnointi", "management": True, "amount": 50000},
        {
            "title": "Materiaalit",
            "management": False,
            "amount": 130000,
            "objectives": "Materiaalit kolmelle alalle.",
            "results": "Kolme oppikokonaisuutta.",
            "qualitative_indicators": "Opettajien arviot",
            "quantitative_indicators": "40 opettajaa",
        },
        {
            "title": "Kokeilu",
            "management": False,
            "amount": 70000,
            "objectives": "Materiaaleja kokeillaan neljässä maassa.",
            "results": "Korjatut materiaalit.",
            "qualitative_indicators": "Opiskelijoiden palaute",
            "quantitative_indicators": "200 opiskelijaa",
        },
    ],
    "estimated_cost": 268000,
    "subcontracting": "side-tasks-described",
    "same_consortium_elsewhere": False,
    "ready.checks": ALL,
}

E: dict[str, Any] = {
    "aims": ["learner-mobility"],
    "participants": 45,
    "every_year": True,
    "organisation.kind": "vet-provider",
    "organisation.accreditation": "none",
    "consortium": False,
    "organisation.years_in_vet": 34,
    "organisation.name": "Suvantoseudun ammattiopisto",
    "organisation.oid": OPEN,
    "organisation.flags": [],
    "applications": [],
    "erasmus_plan.years": 3,
    "erasmus_plan.objectives": "Joka alalta lähtee vuosittain opiskelijoita ulkomaille työpaikalle.",
    "ready.checks": ALL,
}

ANSWERS = {"a": A, "b": B, "c": C, "d": D, "e": E}


def expected(story: str) -> dict[str, Any]:
    return tomli.loads((STORIES / f"{story}.toml").read_text(encoding="utf-8"))


def draft(folder: Path, name: str = "plan.toml") -> dict[str, Any]:
    """Return a plan on the disk, without the note of what was left open."""
    plan = tomli.loads((folder / name).read_text(encoding="utf-8"))
    plan.pop("left_open", None)
    return plan


def erasmus(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "erasmus_cli", *arguments], cwd=cwd, capture_output=True, text=True, encoding="utf-8"
    )
