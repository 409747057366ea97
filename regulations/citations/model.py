"""The frozen result types of this package.

In the room: Citation and the kinds it comes in. Not in the room: how one is found.
"""

from dataclasses import dataclass
from datetime import date

ACT, NUMBER, ALIAS, SHORT_NAME, INNER = "act", "number", "alias", "short_name", "inner"


@dataclass(frozen=True, slots=True)
class Citation:
    """One mention of an act or of a provision: ``text[start:end] == quote``.

    ``kind``: act (《…》), number (bare document number), alias (short form; ``alias_of`` is
    the full title, None where the text does not say), short_name (a national title without
    《》), inner (a provision of the same text; ``relative`` says from where it is counted).
    ``title`` and ``doc_number`` are normal forms. ``provision_path`` is art_21/para_2/item_3.
    ``issuer`` and ``issued_on`` are what the words before the title say of them.
    ``own`` marks a mention of the citing document itself.
    """

    start: int
    end: int
    kind: str
    quote: str
    title: str | None = None
    doc_number: str | None = None
    provision_cite: str | None = None
    provision_path: str | None = None
    alias_of: str | None = None
    relative: str | None = None
    issuer: str | None = None
    issued_on: date | None = None
    own: bool = False
