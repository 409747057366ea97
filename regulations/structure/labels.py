"""Addresses and the way Chinese cites a place: one function makes each.

In the room: the segment of a path for a node, the citation of a node. Not in the room: the
order of nodes (``outline``).
"""

from documents.text.numerals import write_number

_PREFIX = {
    "part": "part", "subpart": "subpart", "chapter": "chp", "section": "sec", "article": "art", "heading": "h",
    "item": "item", "subitem": "subitem", "clause": "para", "table": "tab", "preamble": "pre", "note": "note",
}  # fmt: skip
_LARGEST = 10_000


def path_segment(kind: str, number: int | None, suffix: int | None = None) -> str:
    """The segment of an address for one node.

    Example: ``path_segment("article", 21, 1)`` is ``"art_21_1"``.
    Returns ASCII. Raises KeyError for an unknown kind.
    """
    if kind == "preamble":
        return "pre"
    tail = f"_{suffix}" if suffix else ""
    return f"{_PREFIX[kind]}_{number}{tail}"


def decimal_segment(path: tuple[int, ...]) -> str:
    """The address of a decimal heading.

    Example: ``decimal_segment((4, 3, 2))`` is ``"s_4_3_2"``.
    Returns ASCII. Raises nothing.
    """
    return "s_" + "_".join(str(part) for part in path)


def cite_of(kind: str, label: str, number: int | None, above: str) -> str:
    """How a place is cited, given the citation of what stands above it.

    Example: ``cite_of("item", "（三）", 3, "第二十一条第一款")`` is ``"第二十一条第一款第（三）项"``.
    Returns the citation in Chinese. Raises nothing.
    """
    if kind in ("article", "part", "subpart", "chapter"):
        return label
    if kind == "section":
        return above + label
    if kind == "clause":
        return f"{above}第{_numeral(number or 1)}款" if above.startswith("第") else above
    in_article = above.startswith("第") and "条" in above
    if kind == "item" and in_article:
        return f"{above}第{label}项"
    if kind == "subitem" and in_article:
        return f"{above}第{label}目"
    if kind == "preamble":
        return "序言"
    if kind == "table":
        return f"{above}表{number}" if above else f"表{number}"
    return above + label if kind in ("heading", "item", "subitem") else above


def _numeral(number: int) -> str:
    return write_number(number) if number < _LARGEST else str(number)
