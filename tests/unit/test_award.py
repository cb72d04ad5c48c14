"""Award criteria as the guide has them, and how points of one's own reading are set against them."""

import pytest

from erasmus_cli.plan.model import Plan
from erasmus_cli.plan.read import validate
from erasmus_cli.programme.load import Calls
from erasmus_cli.programme.records import Award
from erasmus_cli.rules.award import Reading, read_points

PROGRAMME = Calls()[2026]
ALLIANCE = (70, [(25, 13), (30, 16), (25, 13), (20, 11)])
JEAN_MONNETS = ("JM-TRAINING", "JM-LEARNING-EU", "JM-NETWORK")
JEAN_MONNET = (70, [(25, 15)] * 4)
PARTNERSHIP = (70, [(25, 13), (30, 15), (20, 10), (25, 13)])
SIXTY = (60, [(30, 15), (30, 15), (20, 10), (20, 10)])
NOTHING: tuple[None, list[tuple[int, int]]] = (None, [])

AWARDS = {  # the total that passes; maximum and minimum of each criterion
    "KA120-VET": (70, [(10, 5), (40, 20), (20, 10), (30, 15)]),  # guide p. 77, 78
    "KA121-VET": NOTHING,  # no assessment of quality: guide p. 96
    "KA122-VET": (60, [(20, 10), (50, 25), (30, 15)]),  # guide p. 94
    "KA210-VET": SIXTY,  # guide p. 248, 249
    "KA220-VET": PARTNERSHIP,  # guide p. 240 to 242: half of 25 is rounded up
    "KA220-ENGO": PARTNERSHIP,
    "COVE": (75, [(35, 18), (25, 13), (20, 11), (20, 11)]),  # guide p. 269 to 271
    "ALLIANCE-1": ALLIANCE,  # guide p. 303 to 305
    "ALLIANCE-2": ALLIANCE,  # guide p. 306 to 308
    "ALLIANCE-3": ALLIANCE,  # guide p. 309 to 311
    "CB-VET": SIXTY,  # guide p. 339, 340
    "JM-TRAINING": JEAN_MONNET,  # guide p. 394, 395
    "JM-LEARNING-EU": JEAN_MONNET,  # guide p. 399, 400
    "JM-NETWORK": JEAN_MONNET,  # guide p. 409, 410
    "TEACHER-ACADEMIES": NOTHING,  # no call: slide 24
    "FORWARD-LOOKING": NOTHING,
}


def award(code: str) -> Award:
    return PROGRAMME.action(code).award


def test_award_criteria() -> None:
    found = {code: award(code) for code in PROGRAMME.codes}
    assert {code: (a.threshold, [(c.maximum, c.minimum) for c in a.criteria]) for code, a in found.items()} == AWARDS


def test_equal_totals() -> None:
    """Guide p. 242, 249: relevance, then impact. P. 271, 305, 308, 311, 340, 395, 400, 410: design between them."""
    expected = {code: ["relevance", "impact"] for code in ("KA210-VET", "KA220-VET", "KA220-ENGO")}
    for code in ("COVE", "ALLIANCE-1", "ALLIANCE-2", "ALLIANCE-3", "CB-VET", *JEAN_MONNETS):
        expected[code] = ["relevance", "design", "impact"]
    assert {code: award(code).ties for code in PROGRAMME.codes if award(code).ties} == expected


@pytest.mark.parametrize("code", [code for code, (_, criteria) in AWARDS.items() if criteria])
def test_criteria_make_a_hundred_and_minimums_are_at_least_a_half_rounded_up(code: str) -> None:
    criteria = award(code).criteria
    assert sum(c.maximum for c in criteria) == 100
    assert [c.id for c in criteria if c.minimum < (c.maximum + 1) // 2] == []


def reading(code: str, **given: int) -> Reading:
    found = read_points(award(code), given)
    assert found is not None
    return found


def below(found: Reading) -> list[str]:
    return [criterion.id for criterion in found.below]


def test_twelve_in_relevance_do_not_pass_whatever_the_total() -> None:
    """Guide p. 242: at least 13 of 25, and 70 in all."""
    twelve = reading("KA220-VET", relevance=12, design=25, partnership=18, impact=20)
    assert (twelve.total, twelve.passes, below(twelve)) == (75, False, ["relevance"])
    thirteen = reading("KA220-VET", relevance=13, design=25, partnership=18, impact=19)
    assert (thirteen.total, thirteen.passes, below(thirteen)) == (75, True, [])


@pytest.mark.parametrize(
    ("code", "points", "passes"),
    [
        ("KA220-VET", (17, 20, 13, 20), True),  # exactly 70
        ("KA220-VET", (16, 20, 13, 20), False),  # 69
        ("KA220-VET", (13, 15, 10, 13), False),  # all minimums are 51
        ("KA210-VET", (20, 20, 10, 10), True),  # exactly 60: guide p. 249
        ("KA210-VET", (20, 19, 10, 10), False),
        ("COVE", (28, 19, 14, 14), True),  # exactly 75: guide p. 271
        ("COVE", (28, 19, 14, 13), False),  # 74
        ("COVE", (35, 25, 20, 10), False),  # 90, and 10 of 20 are less than 11
        ("COVE", (17, 25, 20, 20), False),  # 82, and 17 of 35 are less than 18
        ("ALLIANCE-1", (25, 15, 25, 20), False),  # 85, and 15 of 30 are less than 16
        ("JM-LEARNING-EU", (14, 25, 25, 25), False),  # 89, and 14 are less than 15
    ],
)
def test_thresholds(code: str, points: tuple[int, ...], passes: bool) -> None:
    names = [criterion.id for criterion in award(code).criteria]
    assert reading(code, **dict(zip(names, points, strict=True))).passes is passes


def test_missing_points_leave_it_undecided_unless_a_minimum_is_missed() -> None:
    some = reading("KA220-VET", relevance=20, design=25)
    assert (some.total, some.passes, below(some)) == (None, None, [])
    assert [c.id for c, points in some.points if points is None] == ["partnership", "impact"]
    failed = reading("KA220-VET", relevance=12)
    assert (failed.total, failed.passes) == (None, False)


def test_more_than_the_maximum_is_impossible() -> None:
    found = reading("KA220-VET", relevance=26, design=30, partnership=20, impact=25)
    assert [criterion.id for criterion in found.impossible] == ["relevance"]
    assert found.passes is None
    assert reading("KA220-VET", relevance=25, design=30, partnership=20, impact=25).passes is True


def test_an_unknown_criterion_is_named_and_counts_for_nothing() -> None:
    found = reading("KA220-VET", relevance=25, design=30, partnership=20, impcat=25)
    assert (found.unknown, found.total, found.passes) == (["impcat"], None, None)


def test_nothing_to_read() -> None:
    assert read_points(award("KA220-VET"), None) is None
    assert read_points(award("KA220-VET"), {}) is None
    assert read_points(award("KA121-VET"), {"relevance": 20}) is None


def test_points_are_whole_numbers_of_a_plan() -> None:
    plan = validate({"points": {"relevance": 12}}, PROGRAMME)
    assert isinstance(plan, Plan)
    assert plan.points == {"relevance": 12}
    for wrong in (-1, 12.5, "12", True):
        assert not isinstance(validate({"points": {"relevance": wrong}}, PROGRAMME), Plan)
