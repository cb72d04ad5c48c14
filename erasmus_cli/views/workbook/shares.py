"""The sheet of a lump sum's shares: a row for each part, a column for each partner, and what is left to allot."""

from __future__ import annotations

import msgspec

from erasmus_cli.budget.shares import Shares
from erasmus_cli.language import _
from erasmus_cli.plan.model import Plan
from erasmus_cli.views import words
from erasmus_cli.views.workbook.book import PERCENT, WHOLE_EUROS, Book, bold, quoted
from erasmus_cli.views.workbook.working import Bounds

#: Columns before and after those of the partners.
BEFORE = 4


class Written(msgspec.Struct, frozen=True):
    """What formulas call the sum of the parts and what is left of the grant; `values` are facts that limits compare."""

    allotted: str
    left: str
    values: dict[str, Bounds]


def write(book: Book, plan: Plan, shared: Shares, sums: list[int], number_head: str) -> Written:
    """Write the sheet; `sums` are the lump sums to choose from, `number_head` is the head of the parts' numbers."""
    bodies = [plan.organisation, *(plan.partners or [])]
    partners = list(shared.by_partner) or [body.name for body in bodies if body and body.name]
    sheet = book.sheet(_("Shares"), [5, 44, 14, 9, *([16] * len(partners)), 16, 16, 14])
    sheet.title(_("Shares of the lump sum"))
    sheet.note(_("Yellow cells are inputs: change one, and all sums of this workbook follow."), 4)
    sheet.put(2, _("Grant applied for"))
    grant = sheet.put(3, shared.grant, form=WHOLE_EUROS, input_=True)
    called = sheet.cell(3)
    if sums:
        listed = ",".join(map(str, sums))
        sheet.only(grant.coordinate, f'"{listed}"')
        sheet.put(BEFORE + 1, " / ".join(map(words.euros, sums)))
        sheet.raw.merge_cells(start_row=sheet.row, end_row=sheet.row, start_column=5, end_column=7 + len(partners))
    sheet.row += 1
    sheet.put(2, _("Estimated total cost"))
    sheet.put(3, plan.estimated_cost, form=WHOLE_EUROS, input_=True)
    estimate = sheet.cell(3)
    sheet.row += 2
    heads = [number_head, _("Part"), _("Amount"), _("Share"), *partners]
    sheet.head([*heads, _("Partners together"), _("Not a partner's yet"), _("Cost by your estimate")], height=48)
    sheet.freeze(3)
    first, last = sheet.row, sheet.row + max(1, len(shared.parts)) - 1
    for number, part in enumerate(shared.parts, 1):
        sheet.put(1, number)
        sheet.centre(1)
        sheet.put(2, part.title or "")
        sheet.put(3, part.amount, form=WHOLE_EUROS, input_=True)
        amount = sheet.cell(3)
        sheet.formula(4, f'IF(OR({amount}="",N({called})=0),"",100*{amount}/{called})', form=PERCENT)
        for column, partner in enumerate(partners, BEFORE + 1):
            sheet.put(column, (part.shares or {}).get(partner), form=WHOLE_EUROS, input_=True)
        end = BEFORE + len(partners)
        own = f"{sheet.cell(BEFORE + 1)}:{sheet.cell(end).split('!')[1]}" if partners else ""
        sheet.formula(end + 1, f'IF(COUNT({own})=0,"",SUM({own}))' if own else '""', form=WHOLE_EUROS)
        together = sheet.cell(end + 1)
        sheet.formula(end + 2, f'IF(OR({amount}="",{together}=""),"",{amount}-{together})', form=WHOLE_EUROS)
        sheet.put(end + 3, part.cost, form=WHOLE_EUROS, input_=True)
        sheet.row += 1
    sheet.row = last + 1
    bold(sheet.put(2, _("Together")))
    for column in [3, *range(BEFORE + 1, BEFORE + len(partners) + 2), BEFORE + len(partners) + 3]:
        cells = sheet.cells(column, first, last)
        bold(sheet.formula(column, f'IF(COUNT({cells})=0,"",SUM({cells}))', form=WHOLE_EUROS))
    allotted = sheet.cell(3)
    sheet.row += 1
    bold(sheet.put(2, _("Left to allot")))
    amounts, costs = sheet.cells(3, first, last), sheet.cells(BEFORE + len(partners) + 3, first, last)
    unknown = f'{called}=""'
    if shared.parts:
        unknown = f"OR({unknown},COUNT({sheet.cells(3, first, last)})<{last - first + 1})"
    bold(sheet.formula(3, f"IF({unknown},{quoted(_('not known'))},{called}-{allotted})", form=WHOLE_EUROS))
    left = sheet.cell(3)
    sheet.row += 1
    sheet.note(_("Not known: the grant, or the amount of a part, is still open."), 4)
    managing = [f"N({sheet.cell(3, first + n)})" for n, p in enumerate(shared.parts) if getattr(p, "management", None)]
    grant_ = _known(called)
    added = {
        "grant": (grant_, grant_),
        "activity_amounts" if shared.of == "activities" else "package_amounts": _added(amounts, last - first + 1),
        "estimated_cost": tuple(f'IF({estimate}<>"",{estimate},{end})' for end in _added(costs, last - first + 1)),
    }
    if managing and all(getattr(part, "management", None) is not None for part in shared.parts):
        added["management_amount"] = ("+".join(managing), "+".join(managing))
    return Written(allotted, left, added)  # type: ignore[arg-type] # two ends each


def _known(cell: str) -> str:
    return f'IF({cell}="",{quoted(_("not known"))},{cell})'


def _added(cells: str, number: int) -> Bounds:
    """Return formulas for a sum of cells, of which some may still be empty."""
    return f"SUM({cells})", f"IF(COUNT({cells})<{number},{quoted(_('not known'))},SUM({cells}))"
