"""Acts that are kept in force: 继续有效, 有效期延长至, 延长《甲》有效期, with how long.

In the room: renewals by a sentence, and the length that a decision gives to all acts of its list.
Not in the room: the rows of a catalogue, an act's own term, amendments.
"""

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from documents.gazette.parsed import ActReference, ParsedDocument
from documents.text.dates import find_dates
from documents.text.numerals import ANY_NUMERAL, read_number
from documents.text.titles import title_key
from regulations.citations.act_lists import read_runs
from regulations.citations.aliases import Aliases
from regulations.citations.extract import find_citations
from regulations.citations.model import ACT, ALIAS, NUMBER, Citation
from regulations.citations.passages import (
    Passage,
    Sentence,
    document_passages,
    part_passages,
    split_sentences,
)
from regulations.citations.titles import normal_title, titled_act

_PERIOD = r"(?:有效|执行|试行|实施|施行)期限?"
_LONGER = r"(?:延长|延续|顺延|续延|续期)"
# 继续有效 · 有效期再延长2年 · 延长该文件有效期至 · 延期至 · 延续执行
_KEEP = re.compile(
    rf"(?:继续|仍然?|依然)(?:有效|执行|施行|实施|适用)|{_PERIOD}(?:再次?|继续)?{_LONGER}"
    rf"|延长(?:(?:该|上述|下列|以下|其|此)[\u4e00-\u9fff]{{0,8}}?)?的?{_PERIOD}"
    r"|延期(?:执行|施行|实施|至)|延续(?:执行|实施)"
)
# …第三条废止，其余条款继续有效 renews nothing
_REST = re.compile(r"(?:其余|其他|其它|剩余|未(?:修改|废止|涉及))")
# 《甲》经评估可延长有效期 · 《甲》规定的许可证有效期延长 : no renewal of 甲
_NOT_KEEP = re.compile(
    r"的(?:有关|相关)?规定|规定的|适用于|应当|(?<![许认])可|建议|申请|提请|需要?|如|的[，,]|尚未|不再|不予|不得|拟"
    r"|届满|到期|期满(?!后(?:继续|延))"
)
# 另有规定的，《甲办法》继续有效
_GIVEN = re.compile(r"的[，,]\s{0,3}$|(?:^|[，,。；])(?:如果?|若|一旦|凡|未|待)[^。；]{0,60}$")
_DOING = frozenset({"执行", "施行", "实施", "适用"})
# 《甲办法》继续执行。 but not 按《甲办法》继续执行值班制度
_NO_OBJECT = re.compile(
    r"\s{0,2}(?:[，。；、,;）)]|$|[至到自直]|[0-9０-９一二三四五六七八九十两]{1,3}\s{0,2}(?:年|个月)|期限|有效)"
)
# 的有效期将于2023年3月31日届满，经评估， : why an act is kept, no condition
_RUNS_OUT = re.compile(
    rf"^\s{{0,2}}的?(?:{_PERIOD})?(?:即将|现已|将|已)?(?:于[^，。；]{{2,16}})?(?:届满|期满|到期|已满)[，,]"
    r"(?:(?:经|根据|按照)[^，。；]{2,30}[，,]){0,3}"
)
# 根据《甲办法》，将许可证有效期延长至 : a basis, not what is renewed
_GROUND = re.compile(r"(?:根据|依据|依照|按照?|落实|贯彻|(?<!继续)执行|参照)[^，。；《》]{0,12}$")
# 建议将《甲办法》有效期延长
_ADVISED = re.compile(
    r"(?:应(?!急)当?|(?<![许认])可以?|拟|建议|提请|申请|需要?)[^，。；]{0,6}(?:将|把|对)原?\s{0,2}$"
)
# 延长《甲办法》（甲政发〔2018〕3号）的有效期
_LENGTHENS = re.compile(r"延长原?\s{0,2}$")
_ITS_TERM = re.compile(rf"(?:等[^，。；《》]{{0,12}})?的?{_PERIOD}(?!的)")
# 需延长《甲办法》有效期的 · 不再延长
_NOT_LENGTHENS = re.compile(
    r"(?:应(?!急)当?|(?<![许认])可以?|拟|需要?|申请|提请|建议|不再|不予|不得|未|是否)[^，。；]{0,8}$"
)
# 关于延长《甲办法》有效期的通知 · 关于继续执行《甲办法》的通知 · 关于《甲办法》继续有效的公告
_ON_RENEWAL = re.compile(
    rf"关于(?:{_LONGER}(?P<longer>.{{4,80}}?)的?{_PERIOD}|继续(?:执行|施行|实施)(?P<kept>.{{4,80}}?)"
    rf"|(?P<its>.{{4,80}}?)(?:继续有效|的?{_PERIOD}{_LONGER}))的(?:通知|公告|通告|决定)$"
)
_UNTIL = re.compile(r"(?:至|到)\s{0,2}$")
# 延长两年 · 继续执行三年 · 有效期再延长6个月, but not the end of 延长至2025年
_TERM = re.compile(
    rf"(?:{_LONGER}|延期|{_PERIOD}|继续(?:有效|[执施]行|实施|适用))[^，。；]{{0,6}}?"
    rf"(?<!{ANY_NUMERAL})(?P<n>{ANY_NUMERAL}{{1,3}})\s{{0,2}}(?P<u>年|个月)"
)
# 至2025年底 · 至2025年12月 · 至2025年, but not 至2025年春节
_TO_MONTH = re.compile(
    rf"(?:至|到)\s{{0,2}}(?P<y>(?:19|20)[0-9]{{2}}|二[〇○零]{ANY_NUMERAL}{{2}})\s{{0,2}}年\s{{0,2}}"
    rf"(?:(?P<m>{ANY_NUMERAL}{{1,2}})\s{{0,2}}月)?(?:份|年?[底末])?(?:止|为止)?(?=[，。；、,;）)]|$)"
)
# 延长至本轮规划期末
_UNREAD = re.compile(r"(?<=[至到])|\s{0,2}(?:至|到)")
_BRACKETS = re.compile(r"[（(][^（）()]{0,60}[）)]")
# 上述文件有效期至2025年12月31日 · but not 有效期至2023年底的文件, 许可证有效期至2025年12月31日
_ENDS = re.compile(
    rf"(?:^|[，,；])\s{{0,2}}(?:(?:[本该其此]|上述|以上|下列|以下)[\u4e00-\u9fff]{{0,8}}?)?的?{_PERIOD}"
    r"(?=[^，。；]{0,4}[至到][^，。；的]{4,14}[，。；]?$)"
)
_OVER = re.compile(r"届满|期满|到期")


@dataclass(frozen=True, slots=True)
class RenewalFound:
    """An act kept in force: ``until`` a day, or ``months`` more, or neither (without end)."""

    target: ActReference
    until: date | None
    months: int | None
    passage: Passage
    start: int
    end: int
    quote: str


def find_renewals(document: ParsedDocument, aliases: Aliases) -> tuple[RenewalFound, ...]:
    """The acts that a document's sentences keep in force.

    Example: 《甲办法》（市政发〔2019〕3号）有效期延长至2026年12月31日。
    Returns them in printed order; duties and conditions make none. Raises nothing.
    """
    out: list[RenewalFound] = []
    for passage in document_passages(document):
        if "延长" in passage.text or _KEEP.search(passage.text):
            for sentence in split_sentences(passage):
                out += _renewals_in(sentence, aliases)
    return tuple(_with_title(document, out, aliases))


def _renewals_in(sentence: Sentence, aliases: Aliases) -> Iterator[RenewalFound]:
    """《甲》继续有效至2025年底，《乙》有效期延长一年 : the acts before each word, up to the word before."""
    text = sentence.text
    keeps = list(_KEEP.finditer(text))
    if not keeps and "延长" not in text:
        return
    cites = [c for c in find_citations(text, aliases) if c.kind in (ACT, NUMBER, ALIAS)]
    cites = [c for c in cites if (c.title or c.doc_number) and not c.own]
    for run, its in _lengthened(text, cites):
        yield from _found(sentence, run, its.end(), _extent(text, its.start()))
    floor = 0
    for keep in keeps:
        kept = _kept(text, [c for c in cites if floor <= c.start and c.end <= keep.start()], keep)
        floor = keep.end()
        stop = next((c.start for c in cites if c.start >= keep.end()), len(text))
        if kept:
            extent = _extent(text[:stop], keep.start())
            extent = extent if any(extent) else (_day_before(text[: keep.start()], kept[-1].end), None)
            yield from _found(sentence, kept, keep.end(), extent)


def _day_before(text: str, start: int) -> date | None:
    """《甲办法》至2025年12月31日继续有效 : the day may stand before the word, but not in （原有效期至2023年底）."""
    return _extent(_BRACKETS.sub(lambda m: "　" * len(m.group()), text), start)[0]


def _found(
    sentence: Sentence, run: Iterable[Citation], end: int, extent: tuple[date | None, int | None]
) -> Iterator[RenewalFound]:
    """One renewal for each act; none where an end is printed that cannot be read (至2025年春节)."""
    if not any(extent) and _UNREAD.match(sentence.text, end):
        return
    for cite in run:
        yield RenewalFound(
            ActReference(cite.title, cite.doc_number), *extent, sentence.passage,
            sentence.start + cite.start, sentence.start + end, sentence.text.strip(),
        )  # fmt: skip


def _kept(text: str, cites: list[Citation], keep: re.Match[str]) -> list[Citation]:
    """The list right before a word of keeping, where the word says what becomes of it."""
    runs = read_runs(text, cites)
    if not runs or not _keeps(text, runs[-1][-1], keep):
        return []
    lead = text[: runs[-1][0].start]
    barred = _GIVEN.search(lead) or _GROUND.search(lead) or _ADVISED.search(lead)
    return [] if barred else runs[-1]


def _keeps(text: str, last: Citation, keep: re.Match[str]) -> bool:
    """Whether the word of keeping says what becomes of the act named last before it."""
    between = _RUNS_OUT.sub("", text[last.end : keep.start()])
    if len(between) > 30 or last.provision_path or _REST.search(between):
        return False
    if _NOT_KEEP.search(between + keep.group()) or text[keep.end() :].startswith("的"):
        return False
    return keep.group()[-2:] not in _DOING or bool(_NO_OBJECT.match(text, keep.end()))


def _lengthened(text: str, cites: list[Citation]) -> Iterator[tuple[list[Citation], re.Match[str]]]:
    """延长《甲》、《乙》有效期 : the list between the two words."""
    for run in read_runs(text, cites):
        lead = text[: run[0].start]
        opens = _LENGTHENS.search(lead)
        its = _ITS_TERM.match(text, run[-1].end) if opens and not run[-1].provision_path else None
        if opens and its and not (_NOT_LENGTHENS.search(lead[: opens.start()]) or _GIVEN.search(lead)):
            yield run, its


def _with_title(
    document: ParsedDocument, found: list[RenewalFound], aliases: Aliases
) -> Iterator[RenewalFound]:
    """What a notice on the renewal of one act says of it in parts: 《甲》将于3月底到期。决定将该文件有效期延长两年。"""
    about = _ON_RENEWAL.search(normal_title(document.title))
    title = titled_act(about["longer"] or about["kept"] or about["its"]) if about else None
    if not title or not document.parts:
        yield from found
        return
    until, months = find_extent(document)
    for renewal in found:
        meant = not (renewal.until or renewal.months) and _is_titled(renewal.target.title, title)
        yield replace(renewal, until=until, months=months) if meant else renewal
    if not found and (until or months):
        yield from _first_named(document, title, (until, months), aliases)


def _is_titled(title: str | None, key: str) -> bool:
    return title_key(title or "").endswith(key)


def _first_named(
    document: ParsedDocument, key: str, extent: tuple[date | None, int | None], aliases: Aliases
) -> Iterator[RenewalFound]:
    for passage in part_passages(document.parts[0]):
        for sentence in split_sentences(passage):
            for cite in find_citations(sentence.text, aliases):
                if cite.kind == ACT and not cite.provision_path and _is_titled(cite.title, key):
                    yield from _found(sentence, (cite,), cite.end, extent)
                    return


def find_extent(document: ParsedDocument) -> tuple[date | None, int | None]:
    """How long a decision keeps the acts of its list: to a day, or for so many months more.

    Example: 决定将下列文件有效期延长2年 is ``(None, 24)``.
    Returns two Nones where its own text does not say. Raises nothing.
    """
    for passage in part_passages(document.parts[0]):
        for sentence in split_sentences(passage):
            ends = None if _OVER.search(sentence.text) else _ENDS.search(sentence.text)
            keep = _KEEP.search(sentence.text) or ends
            extent = _extent(sentence.text, keep.start()) if keep else (None, None)
            if any(extent):
                return extent
    return None, None


def _extent(text: str, start: int) -> tuple[date | None, int | None]:
    """The day, or the months, that a sentence names from ``start`` on."""
    for found in find_dates(text):
        if found.start >= start and found.on and _UNTIL.search(text[: found.start]):
            return found.on, None
    whole = _TO_MONTH.search(text, start)
    year, month = (read_number(whole["y"]), read_number(whole["m"] or "12")) if whole else (None, None)
    if year and month and 1 <= month <= 12:
        return date(year, month, monthrange(year, month)[1]), None
    term = _TERM.search(text, start)
    count = read_number(term["n"]) if term else None
    if term and count:
        return None, count if term["u"] == "个月" else 12 * count
    return None, None
