"""The sentences of the data: every rule says itself in both languages, with its figures from where they stand."""

import re

import pytest

from erasmus_cli import language
from erasmus_cli.programme.base import Text
from erasmus_cli.programme.load import Calls
from erasmus_cli.programme.requirement import Reference, Requirement
from erasmus_cli.views import sentences

CALLS = Calls()
PROGRAMME = CALLS[2026]
RULES = {q.id: q for code in PROGRAMME.codes for q in PROGRAMME.requirements(code)}
LANGUAGES = ("fi", "en")

#: Names that hold a figure: actions, lots, regions, levels, a legal act and the programme period.
NAMES = re.compile(
    r"KA\d{3}(-VET)?|Lot(it|s)? \d( (ja|and) \d)?|(Regions?|[Aa]lue\w*) \d+((–|, )\d+)*( (ja|tai|and|or) \d+)?"
    r"|(EQF|ISCED)\S* ?\w* \d(–\d)?|\(EU\) \d{4}/\d+|202\d–202\d"
)


@pytest.fixture(autouse=True)
def after() -> object:
    before = language.language()
    yield
    language.use(before)


def texts(rule: Requirement) -> list[Text]:
    return [rule.rule, *rule.here, *rule.ways]


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_a_rule_says_itself_in_both_languages(rule: Requirement) -> None:
    for name in LANGUAGES:
        language.use(name)
        for year in CALLS.years:
            said = sentences.rule(CALLS[year], rule)
            assert "{" not in said
            assert re.match(r"[A-ZÅÄÖ]", said), said
            assert re.search(r"[.?!]$", said), said


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_a_figure_stands_only_in_the_record_that_decides(rule: Requirement) -> None:
    for text in texts(rule):
        for name in LANGUAGES:
            rest = NAMES.sub("", re.sub(r"\{[^}]*\}", "", text.in_(name)))
            assert re.findall(r"\d+", rest) == [], rest


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_both_languages_name_the_same_figures(rule: Requirement) -> None:
    alike = str.maketrans("", "", " ")
    for text in texts(rule):
        fi, en = (set(re.findall(r"\{(.*?)\}", text.in_(name))) for name in LANGUAGES)
        same = {place.replace("_number[", "[").replace("number", "limit").translate(alike) for place in fi ^ en}
        assert len(same) * 2 <= len(fi ^ en) + len(same) % 2, (fi, en)


def test_what_follows_is_said_of_every_rule() -> None:
    assert {rule.consequence for rule in RULES.values()} <= set(PROGRAMME.consequences)
    assert set(PROGRAMME.consequences) <= {rule.consequence for rule in RULES.values()}
    for rule in RULES.values():
        assert (rule.level == "fit") is (rule.consequence == "fit"), rule.id
        assert rule.level == "should" or rule.consequence != "own-check", rule.id
        assert rule.level == "must" or rule.consequence != "rejected", rule.id


def test_every_fact_of_a_rule_says_what_a_plan_says() -> None:
    asked = {fact for q in RULES.values() for fact in (q.fact, *(c.fact for c in q.when))}
    asked |= {q.operand.fact for q in RULES.values() if isinstance(q.operand, Reference)}
    for fact in (PROGRAMME.facts[name] for name in sorted(asked)):
        if fact.kind == "yes-no":
            assert fact.yes and fact.no and not fact.now, fact.id
        else:
            assert fact.now and "{value}" in fact.now.fi and "{value}" in fact.now.en, fact.id
