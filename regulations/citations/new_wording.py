"""What a decision says itself, apart from the words that it gives to another act.

In the room: leaving out “…” after 修改为 and 增加一条，作为第六条, over paragraphs where it goes on.
Not in the room: which act is changed, what a sentence says.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from regulations.citations.passages import Passage, Sentence, split_sentences

# 将第四条修改为：“ · 增加一款，作为第二款：“ · 第二十条改为第二十一条，修改为：“
_GIVES = re.compile(
    r"(?:(?:修改|修订|调整|规定|表述|改)(?:为|成)|(?:增加|新增)[^“”。]{0,60}|作为第[^“”。]{1,24})[:：，,]?\s{0,3}$"
)
_REACH = 90
_PASSAGES = 120
_WORD = re.compile(r"\w")


def own_sentences(passages: Iterable[Passage]) -> Iterator[Sentence]:
    """The sentences of passages without those that a decision gives to the act that it changes.

    Example: 二、第九条修改为：“《甲办法》同时废止。” is the one sentence 二、第九条修改为：
    Words whose “ is never closed are left out up to the end of their paragraph only.
    Returns sentences with their place in the passage. Raises nothing.
    """
    held = list(passages)
    given = _given(held)
    for index, passage in enumerate(held):
        start = 0
        for first, last in [*given[index], (len(passage.text), len(passage.text))]:
            yield from _between(passage, start, first)
            start = last


def _between(passage: Passage, start: int, end: int) -> Iterator[Sentence]:
    for sentence in split_sentences(replace(passage, text=passage.text[start:end])):
        if _WORD.search(sentence.text):
            yield Sentence(passage, start + sentence.start, start + sentence.end, sentence.text)


def _given(held: Sequence[Passage]) -> dict[int, list[tuple[int, int]]]:
    """By the index of the passage, the spans of the words that are given to another act."""
    spans: dict[int, list[tuple[int, int]]] = defaultdict(list)
    index, after = 0, 0
    while index < len(held):
        text = held[index].text
        at = text.find("“", after)
        if at < 0:
            index, after = index + 1, 0
        elif not _GIVES.search(_before(held, index, at)):
            after = at + 1
        else:
            last, end = _close(held, index, at, False) or _close(held, index, at, True) or (index, len(text))
            for between in range(index, last + 1):
                spans[between].append(
                    (at if between == index else 0, end if between == last else len(held[between].text))
                )
            index, after = last, end
    return spans


def _before(held: Sequence[Passage], index: int, at: int) -> str:
    """The words before a “; at the beginning of a paragraph, those that end the one before."""
    before = held[index].text[max(0, at - _REACH) : at]
    if before.strip() or not index or held[index - 1].part != held[index].part:
        return before
    return held[index - 1].text[-_REACH:]


def _close(held: Sequence[Passage], index: int, at: int, again: bool) -> tuple[int, int] | None:
    """Where the words that open at a place end; ``again`` where each paragraph opens them anew."""
    depth = 0
    for here in range(index, min(len(held), index + _PASSAGES)):
        if held[here].part != held[index].part:
            return None
        text = held[here].text
        for place in range(at if here == index else 0, len(text)):
            if text[place] == "“":
                depth += not (again and here > index and not text[:place].strip())
            elif text[place] == "”":
                depth -= 1
                if not depth:
                    return here, place + 1
    return None
