"""What a finding offers: every sentence is whole, and every change works and breaks nothing, over all case files."""

import re

import pytest
from test_cases import FILES, HERE, Path, name_of, of_case

from erasmus_cli import language
from erasmus_cli.rules.assess import Assessment
from erasmus_cli.rules.evaluate import evaluate
from erasmus_cli.rules.finding import Finding, Status
from erasmus_cli.views import sentences

#: What no sentence may hold: an open placeholder, or a value as Python writes it.
UNSAID = re.compile(r"[{}]|\bNone\b(?! of)|NOT_KNOWN|\b(True|False)\b|\(\)")


def outcomes(findings: list[Finding]) -> dict[str, Status]:
    return {name_of(f): f.status for f in findings}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(HERE).as_posix())
def test_what_a_finding_offers(path: Path) -> None:
    assessment = of_case(path)
    for found in assessment.against:
        changes_hold(assessment, found)
        sentences_are_whole(assessment, found)


def changes_hold(assessment: Assessment, found: Finding) -> None:
    before = outcomes(assessment.findings)
    for change, plan in assessment.mender.mended(found):
        facts = found.facts.of(plan)
        assert facts.value(found.requirement.fact, found.index) == change.to
        after = outcomes(evaluate(facts))
        assert after[name_of(found)] is Status.MET, change
        broken = [n for n, status in after.items() if status is Status.NOT_MET and before[n] is not Status.NOT_MET]
        assert broken == [], (name_of(found), change)


def sentences_are_whole(assessment: Assessment, found: Finding) -> None:
    chosen = language.language()
    try:
        for name in ("fi", "en"):
            language.use(name)
            said = [sentences.rule(assessment.programme, found.requirement), sentences.now(found)]
            said += [*sentences.here(found), *sentences.ways(found)]
            said += [sentences.consequence(assessment.programme, found.requirement)]
            for sentence in filter(None, said):
                assert not UNSAID.search(sentence), sentence
                assert sentence.endswith((".", "?")), sentence
    finally:
        language.use(chosen)
