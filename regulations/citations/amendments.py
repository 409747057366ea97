"""Amendment by a decision: 将第N条修改为, 增加一款, 删去第N条.

In the room: decisions 关于修改《X》的决定 article by article. Not in the room: making the amended
text, renewals, repeals.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from documents.gazette.parsed import ActReference, ParsedDocument
from regulations.citations.aliases import Aliases
from regulations.citations.extract import find_citations
from regulations.citations.model import ACT
from regulations.citations.passages import Passage, document_passages
from regulations.citations.provisions import (
    LOWER_PROVISION,
    PROVISION,
    ProvisionCite,
    beside,
    cite_of_path,
    read_provision,
)
from regulations.citations.titles import find_quoted_titles, normal_title

# 甲市人民政府关于修改《乙办法》的决定 · 关于修改〈乙办法〉等3件规章的决定 · 关于修订乙办法的通知
_TITLE = re.compile(
    r"关于(?:废止和|公布)?(?:修改|修订|修正|调整)(?P<what>.{2,80})的(?:决定|通知|公告|通告|令)$"
)
# 中华人民共和国丙法修正案（十一）
_AMENDMENT = re.compile(r"^(?P<what>[\u4e00-\u9fff]{2,40})修正案(?:（[^（）]{1,10}）)?$")
# 对《乙办法》作如下修改 · 《乙办法》作出修改
_SUBJECT = re.compile(r"(?:作|做)(?:出|了)?(?:如下|以下|部分|相应)?(?:修改|修订|修正|调整)|修改如下|修改内容")
_HEAD = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)])?\s{0,2}(?:修改|对|将)?(?=《)"
)
# 将第三条修改为 · 第八条第二款修改为 · 删去第五条 · 增加一条，作为第六条 · 第九条增加一款，作为第二款 ·
# 第二十条改为第二十一条，修改为
_CHANGE = re.compile(
    rf"(?:(?P<verb>删去|删除|废止)\s{{0,2}}(?:《[^《》]{{2,60}}》(?:（[^（）]{{1,40}}）)?)?(?P<gone>{PROVISION})"
    rf"|(?P<moved>{PROVISION})改为{PROVISION}[，,]?(?:并|同时)?(?:将其)?(?P<changed>修改为|改为|删去|删除|增加)"
    rf"|(?P<base>{PROVISION})中?(?:增加|新增)[^，。；]{{1,10}}[，,]?\s{{0,2}}(?:分别)?作为\s{{0,2}}(?P<below>{LOWER_PROVISION})"
    rf"|(?:增加|新增)[^，。；]{{0,10}}[，,]?\s{{0,2}}作为\s{{0,2}}(?P<new>{PROVISION})"
    rf"|(?:将)?\s{{0,2}}(?P<at>{PROVISION}|{LOWER_PROVISION})[^，。；《》]{{0,60}}?(?P<how>修改为|改为(?!第)|删去|删除|调整为|增加(?![^，。；]{{0,4}}条)))"
)
_PROVISION = re.compile(PROVISION)
_FURTHER = re.compile(rf"\s{{0,2}}[、和及与]\s{{0,2}}(?P<place>{PROVISION}|{LOWER_PROVISION})")
# 一、修改《甲办法》 · 对《甲办法》作如下修改：
_ANNOUNCES = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)])?\s{0,2}(?:修改|对|将)《[^，。；“”]{2,120}$"
    r"|(?:如下|以下)(?:修改|修订|修正|调整)|(?:修改|修订)(?:内容)?如下"
)
_QUOTED = re.compile(r"“[^“”]{0,2000}”")


@dataclass(frozen=True, slots=True)
class AmendmentFound:
    """One change to a named act; ``target_path`` is the provision, ``how`` the printed verb."""

    target: ActReference
    target_path: str | None
    target_cite: str | None
    how: str
    passage: Passage
    start: int
    end: int
    quote: str
    confidence: float


def find_amendments(document: ParsedDocument, aliases: Aliases) -> tuple[AmendmentFound, ...]:
    """The changes that a decision makes, one for each provision that it names.

    Example: 一、将第三条修改为：“…” in 关于修改《甲办法》的决定 changes ``art_3`` of 甲办法.
    Returns them in printed order; one without provision for an act of which none is named. Raises nothing.
    """
    whole = _title_target(document.title)
    target = whole
    found: list[AmendmentFound] = []
    announced: list[AmendmentFound] = []
    amending = target is not None or bool(_TITLE.search(normal_title(document.title)))
    for passage in document_passages(document):
        subjects = _subjects(passage, aliases) or (_headed(passage, aliases) if amending else [])
        amending = amending or bool(subjects)
        if not amending:
            continue
        target = subjects[-1] if subjects else target
        changes = list(_changes(passage, target, aliases))
        found += changes
        if changes and whole is None:
            target = changes[-1].target
        if _ANNOUNCES.search(passage.text):
            announced += [_whole(act, passage, passage.text) for act in subjects]
    first = next(iter(document_passages(document)), None)
    if whole and first:
        announced.append(_whole(whole, first, document.title))
    return tuple(found + _without_provision(announced, found))


def _whole(act: ActReference, passage: Passage, quote: str) -> AmendmentFound:
    return AmendmentFound(act, None, None, "修改", passage, 0, len(passage.text), quote[:400], 0.8)


def _without_provision(
    announced: Iterable[AmendmentFound], found: Iterable[AmendmentFound]
) -> list[AmendmentFound]:
    """Acts that the decision says it changes, each once, where no change of a provision is told. A title may
    leave out who made the act: 关于修改《关于乙的解释》的决定 on 《甲法院关于乙的解释》."""
    held = [change.target.title or "" for change in found]
    out: list[AmendmentFound] = []
    for change in announced:
        title = change.target.title or ""
        if not any(name.endswith(title) for name in held):
            held.append(title)
            out.append(change)
    return out


def amended_title(title: str) -> str | None:
    """The one act that a decision or 修正案 amends, by its own title.

    Example: 中华人民共和国刑法修正案（八） amends 中华人民共和国刑法.
    Returns None for a decision on several acts and for any other title. Raises nothing.
    """
    target = _title_target(title)
    return target.title if target else None


def _title_target(title: str) -> ActReference | None:
    amendment = _AMENDMENT.match(normal_title(title))
    if amendment:
        return ActReference(amendment["what"], None)
    match = _TITLE.search(normal_title(title))
    if not match:
        return None
    what = match["what"]
    named = find_quoted_titles(what.replace("〈", "《").replace("〉", "》"))
    if len(named) == 1 and not re.search(r"》等|〉等", what):
        return ActReference(named[0].title, None)
    plain = re.fullmatch(
        r"[\u4e00-\u9fff（）“”、]{4,60}(?:办法|规定|条例|细则|规则|意见|方案|预案)(?:（试行）)?", what
    )
    return ActReference(what, None) if plain and not re.search("部分|等", what) else None


def _subjects(passage: Passage, aliases: Aliases) -> list[ActReference]:
    """对《甲办法》、《乙办法》作如下修改 : the acts that stand together right before the word."""
    match = _SUBJECT.search(passage.text)
    if not match:
        return []
    cites = [c for c in find_citations(passage.text, aliases) if c.kind == ACT and c.end <= match.start()]
    if not cites or "。" in passage.text[cites[-1].end : match.start()]:
        return []
    run = [cites[-1]]
    for cite in reversed(cites[:-1]):
        if passage.text[cite.end : run[0].start].strip("、和及与 "):
            break
        run.insert(0, cite)
    return [ActReference(cite.title, cite.doc_number) for cite in run]


def _headed(passage: Passage, aliases: Aliases) -> list[ActReference]:
    """In a decision on several acts each one stands at the head of its changes: 一、《甲办法》"""
    lead = _HEAD.match(passage.text)
    if not lead:
        return []
    cites = [c for c in find_citations(passage.text, aliases) if c.kind == ACT]
    if not cites or cites[0].start != lead.end() or cites[0].provision_path:
        return []
    return [ActReference(cites[0].title, cites[0].doc_number)]


def _changes(passage: Passage, target: ActReference | None, aliases: Aliases) -> Iterator[AmendmentFound]:
    """第七条修改为 changes the act of the passage, 将《乙规定》第七条修改为 that one and those after it;
    where no act is named so far, nothing is changed."""
    named_here = [c for c in find_citations(passage.text, aliases) if c.kind == ACT and c.provision_path]
    last = ""
    blanked = _QUOTED.sub(lambda m: "“" + "　" * (len(m.group()) - 2) + "”", passage.text)
    for match in _CHANGE.finditer(blanked):
        group = next(name for name in ("gone", "moved", "base", "new", "at") if match[name])
        for cite in named_here:
            if cite.start <= match.start(group) < cite.end:
                target = ActReference(cite.title, cite.doc_number)
        if target is None:
            continue
        how = match["verb"] or match["how"] or match["changed"] or "增加"
        end = next((i for i in range(match.end(), len(blanked)) if blanked[i] in "。；\n"), len(blanked))
        quote = passage.text[match.start() : end].strip()
        for named in _places(blanked, match, group, last):
            last = named.path
            yield AmendmentFound(
                target, named.path, named.cite, how, passage, match.start(), end, quote[:400], 0.9
            )


def _places(text: str, change: re.Match[str], group: str, last: str) -> Iterator[ProvisionCite]:
    """The provisions of a change: 删去第四条、第五条 are two; 第二款 after a change of 第八条第一款 is one of 第八条."""
    first = read_provision(change[group] + (change["below"] or ""))
    if first is None:
        return
    first = _beside(_nearest(text[: change.start()]) or last, first)
    yield first
    at = change.end(group)
    while group in ("gone", "at") and (further := _FURTHER.match(text, at)):
        named = read_provision(further["place"])
        if named is not None:
            yield _beside(first.path, named)
        at = further.end()


def _nearest(before: str) -> str:
    """The last provision that the words before a change name: 第八十九条“…”中第六项修改为."""
    named = [read_provision(match.group()) for match in _PROVISION.finditer(before)]
    return named[-1].path if named and named[-1] else ""


def _beside(path: str, named: ProvisionCite) -> ProvisionCite:
    whole = beside(path, named.path) if path else named.path
    return named if whole == named.path else ProvisionCite(cite_of_path(whole) or named.cite, whole)
