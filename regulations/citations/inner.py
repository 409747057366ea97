"""References of a text to itself: 本办法第十一条, 前款, 前两款, 本条第一款, 第X条 alone.

In the room: finding them, and the path each leads to. Not in the room: other acts.
"""

import re
from collections.abc import Iterable
from dataclasses import replace

from documents.gazette.parsed import Provision
from documents.text.numerals import CN_NUMERAL, read_number
from regulations.citations.model import INNER, Citation
from regulations.citations.provisions import (
    DECIMAL,
    LOWER_PROVISION,
    PROVISION,
    PathIndex,
    beside,
    read_provision,
)
from regulations.citations.spans import Covered

_GENRE = "条例|办法|规定|细则|规则|法典|法|意见|通知|方案|预案|计划|规划|决定|章程|标准|纲要|措施|制度|指南|规范|规程|公告|通告"
_B = r"\s{0,2}"
# 本办法第十一条第一款
_OWN = rf"(?P<own>[本此](?:[\u4e00-\u9fff]{{0,4}}?)(?:{_GENRE}))(?:总则|分则|附则|中的?|的)?{_B}(?P<own_at>{PROVISION})"
# 前款 · 前两款 · 前条第二款 · 上一款
_BACK = (
    rf"(?<![目当之以日提向超从空])(?:前|上)(?P<count>一|{CN_NUMERAL}{{1,2}})?"
    rf"(?P<unit>款|条|项)(?![目件例约线路额业])(?P<back_at>{LOWER_PROVISION})?"
)
# 本条第一款 · 本款第（二）项 · 本条 · 本款
_HERE = rf"(?<![根基资成日课])本(?P<here>条|款|项|章|节)(?![例件约线路目程])(?P<here_at>{LOWER_PROVISION}|{PROVISION})?"
# 第三条第二款 : what follows it is all one
_DEEP = rf"(?:(?=第{_B}{CN_NUMERAL}{{1,7}}{_B}条(?:之{CN_NUMERAL})?{_B}的?{_B}第{_B}{CN_NUMERAL}{{1,4}}{_B}[款项])(?P<deep>))?"
# 第十一条 alone, followed by a word of law and no 线, 路, 战线; never the beginning of 第十一条第二款
_ALONE = (
    rf"(?P<alone>{_DEEP}(?:{PROVISION}|{LOWER_PROVISION}))(?!{_B}的?{_B}第{_B}{CN_NUMERAL}{{1,4}}{_B}[款项])"
    r"(?(deep)|(?=$|[、，。；：）)”,;]|第|规|要求|条件|标准|程序|范围|期限|关于|的|所|之|和|与|或|及|至|到|以|中|列|执|款|项|情|行|处|有|外|内|除))"
)
# 职责见附件 · 附录10.4
_ANNEX = (
    rf"(?:(?<=见)|(?<=列入)|(?<=列于)|(?<=按照)){_B}(?P<annex>附件)(?![\s0-9〇一二三四五六七八九十：:、，和及])"
    rf"|附录{_B}(?P<appendix>{DECIMAL})"
)
_REFERENCE = re.compile(rf"{_OWN}|{_BACK}|{_HERE}|{_ANNEX}|{_ALONE}")
_LEVELS = {"条": "art", "款": "para", "项": "item", "章": "chp", "节": "sec"}
# 劳动法第五条, 该条例第五条: the words before name another act
_OTHER_ACT = re.compile(rf"(?:{_GENRE}|》|〉|[）)])(?:总则|分则|的|中|中的|规定的|有关|有关规定)?\s{{0,2}}$")
_OWN_ACT = re.compile(rf"[本此][\u4e00-\u9fff]{{0,6}}(?:{_GENRE})(?:总则|分则|的|中|中的|规定的)?\s{{0,2}}$")
# 第六十一条、第六十三条、 : what stands before it says whose they are
_LISTED = re.compile(
    rf"(?:(?:{PROVISION}|{LOWER_PROVISION})\s{{0,2}}(?:[、和与及或至到]|以及|或者)\s{{0,2}}){{1,12}}$"
)
# 增加一款，作为第三款 · 相应改为第八项
_RENUMBERED = re.compile(r"(?:作为|改为|变更为|调整为|修改为)\s{0,2}$")
# 违反第五项规定的，处… : an item of the provision whose breach the article punishes, not of the article
_BREACH = re.compile(r"(?:违反|未按照?|不按照?)(?:前述|上述|其中)?\s{0,2}$")
_HAVING = re.compile(r"^\s{0,2}有\s{0,2}$")
_CHAIN = re.compile(r"(?:[、和与及或至到]|以及|或者|直至)\s{0,2}$")


def find_inner(text: str, taken: Covered | None = None) -> tuple[Citation, ...]:
    """References of a provision's text to its own act, outside what is ``taken`` already.

    Example: 违反本办法第十一条、第十二条第一款 has two.
    Returns citations of kind ``inner`` in order. Raises nothing.
    """
    covered = taken or Covered(len(text))
    found: list[Citation] = []
    ends: set[int] = set()
    for match in _REFERENCE.finditer(text):
        if not covered.free(*match.span()):
            continue
        if match["alone"] and not _is_inner_alone(text, match, ends, covered):
            continue
        cite = _citation(match)
        found.append(_beside_last(text, _of_breach(text, cite, found), found) if match["alone"] else cite)
        ends.add(cite.end)
    return tuple(found)


def _beside_last(text: str, cite: Citation, found: list[Citation]) -> Citation:
    """本法第十七条第四项、第五项 : the second hangs on the same article as the first."""
    last = found[-1] if found else None
    if last is None or cite.relative != "here" or not last.relative:
        return cite
    if not _CHAIN.fullmatch(text[last.end : cite.start]):
        return cite
    path = beside(last.provision_path or "", cite.provision_path or "")
    return replace(cite, relative=last.relative, provision_path=path)


def _of_breach(text: str, cite: Citation, found: list[Citation]) -> Citation:
    """违反本办法第二十三条第一项规定的，…；违反第五项规定的 : the second is an item of the same article.
    Where the sentences before name none, the article's opening may (``resolve_inner_all``)."""
    if cite.relative != "here":
        return cite
    before = text[: cite.start]
    if _HAVING.search(before):
        return replace(cite, relative="having")
    if not _BREACH.search(before):
        return cite
    base = _breached(text, found)
    if base is None:
        return replace(cite, relative="breach")
    path = beside(base, cite.provision_path or "") if base else None
    return replace(cite, relative="text", provision_path=path)


def _breached(text: str, found: Iterable[Citation]) -> str | None:
    """The one own provision whose breach the words name, empty for those of several articles, None
    where they name none."""
    paths = [
        cite.provision_path
        for cite in found
        if cite.relative == "text" and (cite.provision_path or "").startswith("art_")
    ]
    if not paths or "违反" not in text:
        return None
    articles = {str(path).partition("/")[0] for path in paths}
    return str(paths[-1]) if len(articles) == 1 else ""


def _is_inner_alone(text: str, match: re.Match[str], ends: set[int], covered: Covered) -> bool:
    before = text[max(0, match.start() - 16) : match.start()]
    if _RENUMBERED.search(before) or _follows_other_act(text, match.start(), covered):
        return False
    if not before.strip() and text[match.end() : match.end() + 1] not in "的规第、和至中":
        return False
    chain = _CHAIN.search(before)
    if chain:
        joint = match.start() - (len(before) - chain.start())
        if joint in ends:
            return True
        if joint and not covered.free(joint - 1, joint):
            return False
    listed = _LISTED.search(text, max(0, match.start() - 60), match.start())
    before = text[max(0, match.start() - 60) : listed.start() if listed else match.start()]
    return bool(_OWN_ACT.search(before)) or not _OTHER_ACT.search(before)


def _follows_other_act(text: str, start: int, covered: Covered) -> bool:
    """《甲条例》第三章 第十一条 : what stands right after another act's provision is no own one."""
    at = len(text[:start].rstrip())
    return at > 0 and not covered.free(at - 1, at)


def _annex(match: re.Match[str]) -> Citation:
    start = match.start("annex") if match["annex"] else match.start()
    words = "".join(match["annex"].split()) if match["annex"] else f"附录{match['appendix']}"
    named = read_provision(match["appendix"]) if match["appendix"] else None
    path = named.path if named else None
    quote = match.string[start : match.end()]
    return Citation(
        start, match.end(), INNER, quote, provision_cite=words, provision_path=path, relative="text"
    )


def _citation(match: re.Match[str]) -> Citation:
    if match["annex"] or match["appendix"]:
        return _annex(match)
    words = match["own_at"] or match["back_at"] or match["here_at"] or match["alone"]
    named = read_provision(words) if words else None
    if match["unit"]:
        count = read_number(match["count"]) if match["count"] else 1
        relative = f"previous_{_LEVELS[match['unit']]}:{count or 1}"
    elif match["here"]:
        relative = "text" if named and named.path.startswith("art_") else f"this_{_LEVELS[match['here']]}"
    else:
        lower = bool(named) and not match["own_at"] and named is not None and _is_lower(named.path)
        relative = "here" if lower else "text"
    return Citation(
        match.start(),
        match.end(),
        INNER,
        match.group(),
        provision_cite=named.cite if named else None,
        provision_path=named.path if named else None,
        relative=relative,
    )


def _is_lower(path: str) -> bool:
    return path.startswith(("para_", "item_", "sub_"))


def resolve_inner(citation: Citation, at_path: str, tree: Iterable[Provision] | PathIndex) -> str | None:
    """The path that an inner reference leads to; of several (前两款) the first.

    Example: 前款 in ``art_9/para_2`` is ``art_9/para_1``; in ``art_9/para_1`` it is None.
    Returns a path that the tree holds, None without antecedent. Raises nothing.
    """
    paths = resolve_inner_all(citation, at_path, tree)
    return paths[0] if paths else None


def resolve_inner_all(
    citation: Citation, at_path: str, tree: Iterable[Provision] | PathIndex
) -> tuple[str, ...]:
    """All paths that an inner reference leads to.

    Example: 前两款 in ``art_9/para_3`` is ``art_9/para_1`` and ``art_9/para_2``.
    Returns paths in printed order, empty without antecedent. A ``PathIndex`` built once serves
    all references of a text. Raises nothing.
    """
    index = tree if isinstance(tree, PathIndex) else PathIndex(tree)
    relative, own = citation.relative or "", citation.provision_path
    if relative in ("breach", "having"):
        return _in_breach(citation, at_path, index)
    if relative == "text":
        hit = index.locate(own) if own else None
        return (hit,) if hit else ()
    bases = _bases(relative, at_path, index)
    if own is None:
        return tuple(bases)
    joined = [index.locate(f"{base}/{own}") for base in bases[-1:]]
    return tuple(hit for hit in joined if hit)


def _in_breach(citation: Citation, at_path: str, index: PathIndex) -> tuple[str, ...]:
    """（五）违反第六项规定的 under 违反本办法第十八条规定的，按照下列规定处罚 is the sixth item of 第十八条; under an
    opening that names several articles none; where it names none, a place of the article itself."""
    article, own = _enclosing(index, at_path, "art"), citation.provision_path or ""
    if article is None:
        return ()
    opening = index.opening_of(article)
    punished = citation.relative == "breach" or "/item_" in at_path
    base = _breached(opening, find_inner(opening)) if punished else None
    if base is None:
        base = article
    hit = index.locate(beside(base, own)) if base else None
    return (hit,) if hit else ()


def _bases(relative: str, at_path: str, index: PathIndex) -> list[str]:
    level, _, count = relative.partition(":")
    if level == "here":
        article = _enclosing(index, at_path, "art")
        return [article] if article else []
    scope, _, unit = level.partition("_")
    place = _enclosing(index, at_path, unit)
    if place is None:
        return []
    return [place] if scope == "this" else _previous(place, unit, int(count or 1), index)


def _enclosing(index: PathIndex, at_path: str, unit: str) -> str | None:
    """The nearest provision of a kind that holds a place: by the path, for 章 and 节 by the tree."""
    steps = at_path.split("/")
    for at in range(len(steps) - 1, -1, -1):
        if steps[at].startswith(f"{unit}_"):
            return "/".join(steps[: at + 1])
    kind = {"chp": "chapter", "sec": "section"}.get(unit)
    return index.division_of(at_path, kind) if kind else None


def _previous(place: str, unit: str, count: int, index: PathIndex) -> list[str]:
    """The ``count`` siblings of a kind before a place; none where fewer are there."""
    held = index.children.get(place.rpartition("/")[0], [])
    kin = [path for path in held if path.rpartition("/")[2].startswith(f"{unit}_")]
    at = kin.index(place) if place in kin else -1
    return kin[at - count : at] if at >= count else []
