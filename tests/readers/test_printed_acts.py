"""Acts printed in columns read as their plain text does.

In the room: a fixed choice of settings over the invented issues' acts. Not in the room: the
long runs (``print_runs``), what is wrong in both forms alike.
"""

import pytest

from fixtures.build import issue_keys, load_issue
from fixtures.issue import Element
from tests.readers.acts_in_print import Act, make_issue
from tests.readers.press import Paragraph, draw_lots
from tests.readers.print_runs import differences, print_issue

KINDS = {"article": "text", "chapter": "chapter", "section": "section", "text": "text"}
SEEDS = (0, 1, 2, 3, 4, 6, 7, 8, 9, 10, 11, 12)


def paragraph_of(element: Element) -> Paragraph:
    """An element of a master as the press takes it."""
    text = element.text.replace("³", "3")  # the font has no such sign
    return Paragraph(KINDS[element.kind], text, element.bold if element.kind == "article" else 0)


def acts() -> list[Act]:
    """The texts in articles of all masters."""
    found = []
    for key in issue_keys():
        groups: dict[tuple[int | None, int | None], list[Element]] = {}
        for element in load_issue(key).body:
            groups.setdefault((element.document, element.part), []).append(element)
        for group in groups.values():
            title = next((e.text for e in group if e.kind == "part-title"), "")
            body = [paragraph_of(element) for element in group if element.kind in KINDS]
            if title and sum(e.kind == "article" for e in group) >= 6:
                found.append(Act(title, "", tuple(body)))
    return found


ACTS = acts()


@pytest.mark.parametrize("seed", SEEDS)
def test_print_and_plain_text_say_the_same(seed: int) -> None:
    first = 2 * seed % len(ACTS)
    issue = make_issue([ACTS[first], ACTS[(first + 1) % len(ACTS)]], seed)
    assert differences(issue, print_issue(issue, draw_lots(seed))) == []


def test_a_line_out_of_order_is_a_difference() -> None:
    issue = make_issue(ACTS[:1], 3)
    turned = make_issue([Act(ACTS[0].title, "", ACTS[0].body[::-1])], 3)
    found = {item.measure for item in differences(issue, print_issue(turned, draw_lots(3)))}
    assert "articles" in found
