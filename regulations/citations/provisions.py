"""Provisions as acts cite them (第二十一条第二款第（三）项) and their paths.

In the room: the grammar of such references, their paths, search of a path in a tree.
Not in the room: which act is meant, and what 前款 leads to.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from documents.gazette.parsed import Provision
from documents.text.numerals import ANY_NUMERAL, read_number, write_number

_B = r"\s{0,2}"
_N = rf"{ANY_NUMERAL}{{1,7}}"
_BRACKETED = rf"[（(]{_B}{_N}{_B}[）)]"
_PART = rf"第{_B}{_N}{_B}编"
_CHAPTER = rf"第{_B}{_N}{_B}章"
_SECTION = rf"第{_B}{_N}{_B}节"
_ARTICLE = rf"第{_B}{_N}{_B}条(?:之{_N}|(?!之{_N}))"
_CLAUSE = rf"第{_B}{_N}{_B}款"
# 第（一）、（二）项 : the first bears no 项 of its own
_SHARED = rf"第?{_B}{_BRACKETED}(?={_B}(?:[、和与及或至到]|以及|或者){_B}第?{_B}[（(]{_B}{_N}{_B}[）)]{_B}(?:[、和与及或至到项]|以及|或者))"
_ITEM = rf"(?:(?:第{_B}{_N}{_B}项|第?{_B}{_BRACKETED}{_B}项)(?!目)|{_SHARED})"
_SUBITEM = rf"第?{_B}{_N}{_B}目(?![录标的])"
_ANNEX = rf"附件{_B}{_N}"
_BELOW_ITEM = rf"(?:{_B}{_SUBITEM})?"
_BELOW_CLAUSE = rf"(?:{_B}的?{_B}{_ITEM}{_BELOW_ITEM})?"
# 第三十一条第二款 · 第三十一条的第二款
_BELOW_ARTICLE = rf"(?:{_B}的?{_B}{_CLAUSE})?{_BELOW_CLAUSE}"
_DIVISION = rf"(?:{_PART}(?:{_B}{_CHAPTER})?(?:{_B}{_SECTION})?|{_CHAPTER}(?:{_B}{_SECTION})?)"
# 第二十一条第二款第（三）项 · 第三章第一节 · 第三章第十一条 · 附件2
PROVISION = rf"(?:(?:{_DIVISION}{_B})?{_ARTICLE}{_BELOW_ARTICLE}|{_DIVISION}|{_ANNEX})"
# 第二款第（三）项 · 第（三）项
LOWER_PROVISION = rf"(?:{_CLAUSE}{_BELOW_CLAUSE}|{_ITEM}{_BELOW_ITEM})"
# 4.3.2
DECIMAL = r"(?<![0-9.])[0-9]{1,2}(?:\.[0-9]{1,2}){1,3}(?![0-9.%％])"
_STEP = re.compile(
    rf"第?{_B}[（(]?{_B}(?P<n>{_N}){_B}[）)]?{_B}(?P<unit>[编章节条款项目])(?:之(?P<m>{_N}))?|附件{_B}(?P<annex>{_N})"
    rf"|第?[（(](?P<shared>{_N})[）)]$"
)
# 《甲办法》第九条 · 甲办法中第三章 · 第十条
_NAMED_AT_END = re.compile(rf"\s{{0,2}}(?:中的?|的|所?规定的)?\s{{0,2}}(?:{PROVISION}|{LOWER_PROVISION})$")
_BETWEEN_STEPS = re.compile(r"(?<=[条款])的(?=第?[（(]|第)")
_PREFIX = {
    "编": "part",
    "章": "chp",
    "节": "sec",
    "条": "art",
    "款": "para",
    "项": "item",
    "目": "subitem",
}
_UNITS = {prefix: unit for unit, prefix in _PREFIX.items()}
_RANKS = {"para": 1, "item": 2, "subitem": 3}


@dataclass(frozen=True, slots=True)
class ProvisionCite:
    """A named provision: ``cite`` in normal form, ``path`` as in a provision's address."""

    cite: str
    path: str


def read_provision(text: str) -> ProvisionCite | None:
    """The provision that a reference names.

    Example: 第二十一条第二款第（三）项 has the path ``art_21/para_2/item_3``.
    Returns None where nothing can be read. Raises nothing.
    """
    bare = _BETWEEN_STEPS.sub("", "".join(text.split()))
    if re.fullmatch(DECIMAL, bare):
        return ProvisionCite(bare, "s_" + bare.replace(".", "_"))
    steps: list[str] = []
    for match in _STEP.finditer(bare):
        number = read_number(match["annex"] or match["n"] or match["shared"])
        if number is None:
            return None
        suffix = read_number(match["m"]) if match["m"] else None
        prefix = "att" if match["annex"] else _PREFIX[match["unit"] or "项"]
        if prefix == "art":
            steps.clear()
        steps.append(f"{prefix}_{number}" + (f"_{suffix}" if suffix else ""))
    return ProvisionCite(bare.replace("(", "（").replace(")", "）"), "/".join(steps)) if steps else None


def without_provision(quote: str) -> str:
    """The name of an act as a mention writes it, without the provision that it names.

    Example: 《甲办法》第九条第二款 is 《甲办法》; of 第十条, which stands beside another, nothing is left.
    Returns the name, empty where the mention holds none. Raises nothing.
    """
    return _NAMED_AT_END.sub("", quote).strip()


def beside(path: str, lower: str) -> str:
    """The path of a lower provision that is named beside another: 第十七条第四项、第五项.

    Example: ``beside("art_17/para_1/item_4", "item_5")`` is ``art_17/para_1/item_5``.
    Returns a path; ``lower`` itself where it names an article. Raises nothing.
    """
    first = lower.partition("/")[0]
    rank = _RANKS.get(first.partition("_")[0])
    if rank is None:
        return lower
    kept = [step for step in path.split("/") if _RANKS.get(step.partition("_")[0], 0) < rank]
    return "/".join([*kept, lower])


def same_place(path: str) -> tuple[str, ...]:
    """The addresses that a cited place may have: an article of one clause is cited with and without 第一款.

    Example: ``same_place("art_3/item_1")`` is ``("art_3/item_1", "art_3/para_1/item_1")``.
    Returns the path itself first. Raises nothing.
    """
    steps = path.split("/")
    if steps[0].startswith("att_"):
        return path, "annex_" + path.removeprefix("att_")
    if "para_1" in steps:
        return path, "/".join(step for step in steps if step != "para_1")
    at = next((n for n, step in enumerate(steps) if step.startswith("art_")), None)
    if at is None or steps[at + 1 : at + 2] == [] or steps[at + 1].startswith("para_"):
        return (path,)
    return path, "/".join([*steps[: at + 1], "para_1", *steps[at + 1 :]])


def cite_of_path(path: str) -> str:
    """How a place is cited, by its address alone.

    >>> cite_of_path("art_21_1/para_2/item_3")
    '第二十一条之一第二款第（三）项'

    Returns an empty string where a step is no provision that acts cite. Raises nothing.
    """
    words = []
    for step in path.split("/"):
        prefix, _, rest = step.partition("_")
        numbers = [
            int(part) for part in rest.split("_") if part.isascii() and part.isdigit() and len(part) < 5
        ]
        if not numbers or len(numbers) != rest.count("_") + 1:
            return ""
        words.append(_step_cite(prefix, numbers))
    return "".join(words) if all(words) else ""


def _step_cite(prefix: str, numbers: list[int]) -> str:
    if prefix == "s":
        return ".".join(map(str, numbers))
    first = write_number(numbers[0])
    if prefix in ("att", "annex"):
        return f"附件{first}"
    unit = _UNITS.get(prefix, "")
    number = f"（{first}）" if prefix == "item" else first
    suffix = "".join(f"之{write_number(number)}" for number in numbers[1:])
    return f"第{number}{unit}{suffix}" if unit else ""


class PathIndex:
    """The paths of one text, looked up by whole path and by last step; built once per text."""

    def __init__(self, roots: Iterable[Provision]) -> None:
        self.paths: list[str] = []
        self.children: dict[str, list[str]] = {}
        self._texts: dict[str, str] = {}
        self._held: set[str] = set()
        self._by_last: dict[str, list[str]] = {}
        self._divisions: dict[str, tuple[Provision, ...]] = {}
        for root in roots:
            self._add(root, ())

    def _add(self, node: Provision, above: tuple[Provision, ...]) -> None:
        parent, _, last = node.path.rpartition("/")
        self.paths.append(node.path)
        self._held.add(node.path)
        self._texts[node.path] = node.text
        self._by_last.setdefault(last, []).append(node.path)
        self.children.setdefault(parent, []).append(node.path)
        chain = (*above, node) if node.kind in ("chapter", "section", "part", "subpart") else above
        self._divisions[node.path] = chain
        for child in node.children:
            self._add(child, chain)

    def division_of(self, path: str, kind: str) -> str | None:
        """The nearest 章 or 节 that holds a place."""
        chain = self._divisions.get(path, ())
        return next((node.path for node in reversed(chain) if node.kind == kind), None)

    def opening_of(self, path: str) -> str:
        """The words with which a provision begins: its own, else those of the first one under it."""
        first = next(iter(self.children.get(path, ())), "")
        return self._texts.get(path, "").strip() or self._texts.get(first, "")

    def locate(self, path: str) -> str | None:
        """The one path that a cited path leads to; None where no or more than one fits."""
        if path in self._held:
            return path
        parent, _, last = path.rpartition("/")
        clauses = [p for p in self.children.get(parent, ()) if p.rpartition("/")[2].startswith("para_")]
        if last == "para_1" and parent in self._held and not clauses:
            return parent
        wanted = path.split("/")
        fits = [p for p in self._by_last.get(last, ()) if _holds(p.split("/"), wanted)]
        return fits[0] if len(fits) == 1 else None


def _holds(steps: list[str], wanted: list[str]) -> bool:
    rest = iter(steps)
    return all(step in rest for step in wanted)
