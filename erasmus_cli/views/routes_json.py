"""The routes as JSON, the best first."""

from __future__ import annotations

import datetime as dt
from typing import Any

from erasmus_cli.advice.recommend import RouteAdvice, applications, without_application
from erasmus_cli.rules.finding import Finding
from erasmus_cli.views import findings_json, machine


def write_json(name: str, advice: list[RouteAdvice], beside: list[dict[str, Any]], now: dt.datetime) -> None:
    """Write the routes, the best first, and the applications that the aims call for.

    `beside` are the files that it rests on.
    """
    together = [{"aims": a.aims, "routes": [r.route.id for r in a.routes]} for a in applications(advice)]
    without = [step.id for step in without_application(advice)]
    routes = [_document(a, now) for a in advice]
    known = {"file": name, "beside": beside, "applications": together, "without_application": without}
    machine.write("recommend", now, **known, routes=routes)


def _document(advice: RouteAdvice, now: dt.datetime) -> dict[str, Any]:
    return {
        "id": advice.route.id,
        "verdict": advice.verdict.value,
        "chosen": advice.chosen,
        "serves": advice.served,
        "decides": [decision.id for decision in advice.decisions()],
        "next_call": advice.later.steps[0].year if advice.later else None,
        "sources": advice.route.sources,
        "steps": [
            {
                "action": s.step.action,
                "optional": s.step.optional,
                "call": s.year,
                "confirmed": s.assessment.programme.confirmed and s.year == s.assessment.programme.year,
                "round": machine.round_(s.assessment.round, now),
            }
            for s in advice.steps
        ],
        "for": _findings(advice, advice.speaking_for),
        "against": _findings(advice, advice.against),
        "broken": _findings(advice, advice.broken),
        "not_known": _findings(advice, advice.open),
    }


def _findings(advice: RouteAdvice, findings: list[Finding]) -> list[dict[str, Any]]:
    own = {id(f): s.assessment for s in advice.steps for f in s.assessment.findings}
    return [findings_json.finding(found, own[id(found)]) for found in findings]
