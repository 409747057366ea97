"""Long and senseless input costs time in proportion to its length."""

import time

import pytest

from regulations.citations.acts import find_document_acts
from regulations.citations.aliases import Aliases
from regulations.citations.effects import find_effects
from regulations.citations.extract import find_citations
from tests.citations.samples import make_document, make_part

SEEDS = [
    "《",
    "《〈",
    "、第五条",
    "《甲办法》（",
    "《甲》（以下简称《乙》）",
    "有效期五年",
    "自2023年",
    "〔2023〕",
]


@pytest.mark.parametrize("seed", SEEDS)
def test_no_blow_up(seed: str) -> None:
    title = "甲市关于废止部分文件的决定"
    text = f"自{seed * (12000 // len(seed))}起施行，废止"
    document = make_document(make_part([text], title=title, role="body"), title=title)
    begun = time.process_time()
    find_citations(text, Aliases(known_titles=frozenset({"安全生产法"})))
    find_document_acts(document)
    find_effects(document)
    assert time.process_time() - begun < 5
