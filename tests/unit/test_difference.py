"""What two plans answer differently, and which items of their lists are the same."""

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, given, settings

from erasmus_cli.plan.difference import differences, matched


@pytest.mark.parametrize(
    ("old", "new", "pairs"),
    [
        # The OID is the surest sign, then the name; capitals make no difference.
        ([{"oid": "E1", "name": "A"}, {"oid": "E2"}], [{"oid": "E2"}, {"oid": "E1", "name": "B"}], [(1, 0), (0, 1)]),
        ([{"name": "Tartu"}, {"name": "Riga"}], [{"name": "RIGA"}], [(1, 0), (0, None)]),
        ([{"oid": "E1", "country": "EE"}], [{"oid": "E2", "country": "EE"}], [(None, 0), (0, None)]),
        # Type, country and days, then type and country, then the country alone.
        (
            [{"type": "short-term", "country": "ES", "days": 14}, {"type": "short-term", "country": "ES", "days": 28}],
            [{"type": "short-term", "country": "ES", "days": 28}, {"type": "short-term", "country": "ES", "days": 21}],
            [(1, 0), (0, 1)],
        ),
        (
            [{"country": "EE"}, {"country": "SE"}],
            [{"country": "NO"}, {"country": "EE"}, {"country": "SE"}],
            [(None, 0), (0, 1), (1, 2)],
        ),
        # What nothing tells apart is the same in the same place.
        ([{"title": "Start"}], [{"title": "Kick-off"}], [(0, 0)]),
        ([{}], [{}, {}], [(0, 0), (None, 1)]),
        ([], [{}], [(None, 0)]),
    ],
)
def test_items(old: list[dict[str, object]], new: list[dict[str, object]], pairs: list[tuple[int, int]]) -> None:
    assert matched(old, new) == pairs


def test_fields_items_and_lists() -> None:
    old = {
        "format": 1,
        "months": 12,
        "aims": ["a"],
        "organisation": {"oid": "E1"},
        "partners": [{"name": "A", "country": "EE"}],
        "grants": [],
    }
    new = {"months": 14, "aims": ["a", "b"], "partners": [{"name": "B", "oid": "E5"}, {"name": "A", "country": "LV"}]}
    found = {(d.old_path, d.new_path): (d.old, d.new) for d in differences(old, new)}
    assert found == {
        (("months",), ("months",)): (12, 14),
        (("aims",), ("aims",)): (["a"], ["a", "b"]),
        (None, ("partners", 0)): (None, {"name": "B", "oid": "E5"}),
        (("partners", 0, "country"), ("partners", 1, "country")): ("EE", "LV"),
        (("organisation", "oid"), ("organisation", "oid")): ("E1", None),
        (("grants",), ("grants",)): ([], None),
    }


def test_what_the_program_keeps_for_itself_is_no_answer() -> None:
    assert differences({"format": 1, "left_open": ["months"]}, {}) == []


PLANS = st.dictionaries(
    st.sampled_from(["months", "title", "organisation", "partners"]),
    st.one_of(
        st.integers(),
        st.text(),
        st.dictionaries(st.sampled_from(["oid", "country"]), st.text()),
        st.lists(st.dictionaries(st.sampled_from(["oid", "name", "country"]), st.sampled_from(["A", "B"]))),
    ),
)


# How fast a busy machine draws is no matter.
@settings(suppress_health_check=[HealthCheck.too_slow])
@given(PLANS, PLANS)
def test_a_plan_does_not_differ_from_itself_and_the_way_back_is_as_long(
    old: dict[str, object], new: dict[str, object]
) -> None:
    assert differences(old, old) == []
    assert bool(differences(old, new)) == bool(differences(new, old))
