"""The sheet of limits: those that are a matter of sums are formulas, the others as they stood when it was made."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from erasmus_cli.language import _
from erasmus_cli.programme.requirement import Condition, Reference, Requirement
from erasmus_cli.rules.assess import Assessment
from erasmus_cli.rules.finding import Status
from erasmus_cli.views import diagnostics, sentences, words
from erasmus_cli.views.budget import limits
from erasmus_cli.views.workbook.book import EUROS, Book, bold, quoted
from erasmus_cli.views.workbook.working import Bounds

#: Facts by id as formulas for their lowest and highest value; one that is not known is a text.
Values = Mapping[str, Bounds]


def write(book: Book, assessment: Assessment, values: Values, columns: Mapping[str, str]) -> None:
    """Write the sheet; `columns` are cells of all activities, by the fact of an activity that they hold."""
    sheet = book.sheet(_("Limits"), [16, 70, 16, 16, 18, 34, 24])
    sheet.title(_("Limits"))
    sheet.note(_("Those with numbers follow this workbook. `erasmus check` says the rest, and what can be done."), 7)
    heads = [_("How it stands"), _("Rule"), _("Lowest now"), _("Highest now"), _("Limit"), _("Note"), _("Source")]
    sheet.head(heads, height=20)
    sheet.freeze()
    programme, order = assessment.programme, assessment.programme.rates.limits
    wanted = [q for q in programme.requirements(assessment.code) if q.id in order]
    found = {f.requirement.id: f for f in limits(assessment) if f.index is not None or f.requirement.each is None}
    marks = {Status.MET: _("met"), Status.NOT_KNOWN: _("open"), Status.NOT_MET: _("not met")}
    first = sheet.row
    for one in sorted(wanted, key=lambda q: order.index(q.id)):
        live = _whole(one, values) if one.each is None else _each(one, columns)
        if live:
            stands, *numbers = live
            bold(sheet.formula(1, stands, like=" "))
            sheet.put(2, _rule(assessment, one))
            for column, formula in enumerate(numbers, 3):
                sheet.formula(column, formula, form=EUROS)
        elif one.id in found:
            told = _("{status} when this was made").format(status=marks[found[one.id].status])
            bold(sheet.put(1, told))
            sheet.put(2, diagnostics.in_short(found[one.id]))
        else:
            continue
        sheet.put(6, words.text(one.note) if one.note else "")
        shared = assessment.code if one.actions else None
        sheet.put(7, words.sources(programme, one.sources, shared))
        sheet.row += 1
    if sheet.row == first:
        sheet.note(_("No limit says anything of this plan."), 7)


def _rule(assessment: Assessment, one: Requirement) -> str:
    return sentences.rule(assessment.programme, one)


def _whole(one: Requirement, values: Values) -> list[str] | None:
    """Return formulas for how a limit of the whole plan stands, what is compared, and with what."""
    sides = [_sides(condition, values) for condition in (one, *one.when)]
    if None in sides:
        return None
    (now, limit), *_rest = said = [side for side in sides if side]
    tests = [_outcome(condition, *side) for condition, side in zip((one, *one.when), said, strict=True)]
    stands = tests[0](*map(quoted, (_("met"), _("not met"), _("open"))))
    for test in tests[1:]:
        stands = test(stands, quoted(_("does not apply")), quoted(_("open")))
    shown = limit[0] if one.test != "one_of" else '""'
    return [stands, *now, shown]


def _sides(condition: Condition, values: Values) -> tuple[Bounds, Bounds] | None:
    """Return what a condition compares, as formulas; None if the workbook does not know it."""
    operand: Any = condition.operand
    if condition.test not in ("at_most", "at_least", "more_than", "is_", "one_of") or condition.fact not in values:
        return None
    if isinstance(operand, Reference):
        if operand.fact not in values:
            return None
        low, high = values[operand.fact]
        times = "" if operand.times == "1" else f"*{operand.times}"
        return values[condition.fact], (_if_number(low, times), _if_number(high, times))
    if isinstance(operand, list):
        listed = "{" + ",".join(map(str, operand)) + "}"
        return values[condition.fact], (listed, listed)
    return values[condition.fact], (str(operand), str(operand))


def _if_number(formula: str, times: str) -> str:
    return f"IF(ISNUMBER({formula}),{formula}{times},{formula})" if times else formula


def _outcome(condition: Condition, now: Bounds, limit: Bounds) -> Callable[[str, str, str], str]:
    """Return what writes the formula of a comparison: what it is if met, if not met, and if that is open."""
    (low, high), (least, most) = now, limit
    known = f"ISNUMBER({low}),ISNUMBER({high})"

    def both(first: str, second: str, test: str) -> str:
        return f"IF(AND(ISNUMBER({first}),ISNUMBER({second})),{first}{test}{second},FALSE)"

    tests = {
        "at_most": (both(high, least, "<="), both(low, most, ">")),
        "at_least": (both(low, most, ">="), both(high, least, "<")),
        "more_than": (both(low, most, ">"), both(high, least, "<=")),
        "is_": (
            f"IF(AND({known},ISNUMBER({least})),AND({low}={high},{low}={least},{least}={most}),FALSE)",
            f"OR({both(low, most, '>')},{both(high, least, '<')})",
        ),
        "one_of": (
            f"IF(AND({known}),AND({low}={high},SUMPRODUCT(({low}={least})*1)>0),FALSE)",
            f"IF(AND({known}),AND({low}={high},SUMPRODUCT(({low}={least})*1)=0),FALSE)",
        ),
    }
    met, broken = tests[condition.test]
    return lambda if_met, if_not, if_open: f"IF({met},{if_met},IF({broken},{if_not},{if_open}))"


def _each(one: Requirement, columns: Mapping[str, str]) -> list[str] | None:
    """Return a formula for how a limit of single activities stands: in how many it is not met."""
    operand = one.operand
    if one.test != "at_most" or one.fact not in columns or not isinstance(operand, Reference):
        return None
    if operand.fact not in columns:
        return None
    now, limit = columns[one.fact], columns[operand.fact]
    broken = f"SUMPRODUCT(ISNUMBER({now})*ISNUMBER({limit})*({now}>{limit}))"
    unknown = f"SUMPRODUCT(ISNUMBER({now})*({now}>0)*(1-ISNUMBER({limit})))"
    not_met = f'{quoted(_("not met") + " (")}&{broken}&")"'
    return [f"IF({broken}>0,{not_met},IF({unknown}>0,{quoted(_('open'))},{quoted(_('met'))}))", '""', '""', '""']
