"""Provisions as acts cite them (第二十一条第二款第（三）项) and their paths.

In the room: the grammar of such references, their paths, search of a path in a tree.
Not in the room: which act is meant, and what 前款 leads to.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from documents.gazette.parsed import Provision
from documents.text.numerals import ANY_NUMERAL, read_number

_B = r"\s{0,2}"
_N = rf"{ANY_NUMERAL}{{1,7}}"
_BRACKETED = rf"[（(]{_B}{_N}{_B}[）)]"
_PART = rf"第{_B}{_N}{_B}编"
_CHAPTER = rf"第{_B}{_N}{_B}章"
_SECTION = rf"第{_B}{_N}{_B}节"
_ARTICLE = rf"第{_B}{_N}{_B}条(?:之{_N})?"
_CLAUSE = rf"第{_B}{_N}{_B}款"
_ITEM = rf"(?:第{_B}{_N}{_B}项|第?{_B}{_BRACKETED}{_B}项)(?!目)"
_SUBITEM = rf"第?{_B}{_N}{_B}目(?![录标的])"
_ANNEX = rf"附件{_B}{_N}"
_BELOW_ITEM = rf"(?:{_B}{_SUBITEM})?"
_BELOW_CLAUSE = rf"(?:{_B}{_ITEM}{_BELOW_ITEM})?"
_BELOW_ARTICLE = rf"(?:{_B}{_CLAUSE})?{_BELOW_CLAUSE}"
# 第二十一条第二款第（三）项 · 第三章第一节 · 附件2
PROVISION = (
    rf"(?:{_PART}(?:{_B}{_CHAPTER})?(?:{_B}{_SECTION})?|{_CHAPTER}(?:{_B}{_SECTION})?"
    rf"|{_ARTICLE}{_BELOW_ARTICLE}|{_ANNEX})"
)
# 第二款第（三）项 · 第（三）项
LOWER_PROVISION = rf"(?:{_CLAUSE}{_BELOW_CLAUSE}|{_ITEM}{_BELOW_ITEM})"
# 4.3.2
DECIMAL = r"(?<![0-9.])[0-9]{1,2}(?:\.[0-9]{1,2}){1,3}(?![0-9.%％])"
_STEP = re.compile(
    rf"第?{_B}[（(]?{_B}(?P<n>{_N}){_B}[）)]?{_B}(?P<unit>[编章节条款项目])(?:之(?P<m>{_N}))?|附件{_B}(?P<annex>{_N})"
)
_PREFIX = {
    "编": "prt",
    "章": "chp",
    "节": "sec",
    "条": "art",
    "款": "para",
    "项": "item",
    "目": "sub",
}


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
    bare = "".join(text.split())
    if re.fullmatch(DECIMAL, bare):
        return ProvisionCite(bare, "s_" + bare.replace(".", "_"))
    steps: list[str] = []
    for match in _STEP.finditer(bare):
        number = read_number(match["annex"] or match["n"])
        if number is None:
            return None
        suffix = read_number(match["m"]) if match["m"] else None
        prefix = "att" if match["annex"] else _PREFIX[match["unit"]]
        steps.append(f"{prefix}_{number}" + (f"_{suffix}" if suffix else ""))
    return ProvisionCite(bare.replace("(", "（").replace(")", "）"), "/".join(steps)) if steps else None


def find_provision(provisions: Iterable[Provision], path: str) -> str | None:
    """The path in a tree that a cited path leads to.

    Example: ``art_21/item_3`` leads to ``art_21/para_1/item_3`` where only one clause has it.
    Returns None where no or more than one provision fits. Raises nothing.
    """
    paths = [node.path for root in provisions for node in root.walk()]
    return locate_path(paths, path)


def locate_path(paths: Iterable[str], path: str) -> str | None:
    """The same on plain paths.

    Example: ``locate_path(["art_2/para_1/item_3"], "art_2/item_3")`` is the first path.
    Returns None where no or more than one path fits. Raises nothing.
    """
    held = list(paths)
    if path in held:
        return path
    wanted = path.split("/")
    if wanted[-1] == "para_1" and "/".join(wanted[:-1]) in held:
        parent = "/".join(wanted[:-1])
        if not any(p.startswith(f"{parent}/para_") for p in held):
            return parent
    fits = [p for p in held if p.endswith(wanted[-1]) and _holds(p.split("/"), wanted)]
    return fits[0] if len(fits) == 1 else None


def _holds(steps: list[str], wanted: list[str]) -> bool:
    rest = iter(steps)
    return steps[-1] == wanted[-1] and all(step in rest for step in wanted)
