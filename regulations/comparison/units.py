"""A provision to compare, and its forms.

In the room: the unit that both sides are made of. Not in the room: where units come from, likeness.
"""

import re
from dataclasses import dataclass
from functools import cached_property

from regulations.comparison.words import compared_form

# ——煤矿：严格落实… · 森林草原火灾：严格落实…
_LEAD = re.compile(r"^[-·\s]*([^:,.;、]{2,12}):")


@dataclass(frozen=True)
class Unit:
    """A provision to compare: an article, a numbered heading with its paragraphs, a table.

    ``within`` is the path of the division that it stands in; ``pieces`` are its paragraphs, each
    to be compared alone where the whole has no answer.
    """

    path: str
    cite: str
    heading: str
    text: str
    label: str = ""
    within: str = ""
    pieces: tuple["Unit", ...] = ()

    @cached_property
    def form(self) -> str:
        """Heading and text as they are compared."""
        return compared_form(f"{self.heading}\n{self.text}")

    @cached_property
    def pairs(self) -> frozenset[str]:
        """The pairs of neighbouring characters of heading and text."""
        return _pairs_of(self.form)

    @cached_property
    def heading_pairs(self) -> frozenset[str]:
        """The pairs of the heading alone, or of the words that stand before a colon for one."""
        lead = None if self.heading else _LEAD.match(self.form)
        return _pairs_of(lead[1] if lead else compared_form(self.heading))

    @property
    def bare(self) -> bool:
        """Whether it is a heading over others, without words of its own."""
        return not self.text


def _pairs_of(form: str) -> frozenset[str]:
    plain = "".join(filter(str.isalnum, form))
    return frozenset(plain[at : at + 2] for at in range(len(plain) - 1)) or frozenset(filter(None, (plain,)))
