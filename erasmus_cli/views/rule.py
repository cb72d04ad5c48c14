"""Puts a requirement into words without a plan."""

from __future__ import annotations

from decimal import Decimal

from erasmus_cli.language import _
from erasmus_cli.programme.load import Programme
from erasmus_cli.programme.requirement import Condition, Reference, Requirement
from erasmus_cli.rules.evaluate import in_year
from erasmus_cli.views import words


def rule(programme: Programme, requirement: Condition) -> str:
    """Say what a requirement or a condition compares: `Length of the project: between 6 and 18 months`."""
    return f"{words.text(programme.facts[requirement.fact].label)}: {asked(programme, requirement)}"


def asked(programme: Programme, requirement: Condition) -> str:
    """Say what is asked of the fact."""
    fact = programme.facts[requirement.fact]
    operand = requirement.operand
    if isinstance(operand, Reference):
        other = words.text(programme.facts[operand.fact].label)
        if operand.times != "1":
            other = _("{share} of this: {what}").format(share=words.percent(Decimal(operand.times)), what=other)
        if requirement.test == "is_":
            return _("the same as: {what}").format(what=other)
        if requirement.test == "one_of":
            return _("one of these: {values}").format(values=other)
        return words.phrase(requirement.test, other)
    listed = operand if isinstance(operand, list) else [operand]
    dates = tuple(in_year(value, programme.year) if fact.kind == "date" else value for value in listed)
    return words.expectation(programme, fact, requirement.test, dates if isinstance(operand, list) else dates[0])


def whole_rule(programme: Programme, requirement: Requirement) -> str:
    """Say what a requirement asks and under which conditions."""
    conditions = "; ".join(rule(programme, condition) for condition in requirement.when)
    said = rule(programme, requirement)
    return _("{asked}, if {conditions}").format(asked=said, conditions=conditions) if conditions else said
