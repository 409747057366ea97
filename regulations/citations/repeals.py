"""Repeals by a sentence: 《X》（number）同时废止, 废止《X》, 不再执行.

In the room: sentences that end a named act, and the many that only sound so. Not in the
room: numbered catalogues, dates, amendments.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from documents.gazette.parsed import ActReference, ParsedDocument
from documents.text.dates import find_dates
from regulations.citations.aliases import Aliases
from regulations.citations.extract import find_citations
from regulations.citations.model import ACT, ALIAS, NUMBER, SHORT_NAME, Citation
from regulations.citations.new_wording import own_sentences
from regulations.citations.passages import Passage, Sentence, document_passages

_END_VERB = r"(?:废止|停止(?:执行|施行|实施|使用)|不再(?:执行|施行|适用|有效)|失效|作废|终止(?:执行|实施)|不再作为[^。，；]{2,14}依据)"
# …同时废止 : what may stand between the last title and the verb
_BETWEEN = re.compile(
    r"(?:[》”]|[）)]|[（(][^（）()]{1,8}[）)])?等?(?:[0-9０-９一二三四五六七八九十两百]{0,6}(?:件|个|部|份))?"
    r"(?:(?:规范性|行政规范性|政策性)?(?:文件|规章|通知|办法|规定|文|政策|法规)|的)?[，,]?"
    r"(?:(?:自|从|于)[^，。；《》]{1,30}?(?:起|日|时|后|止))?[，,]?"
    r"(?:亦|也|均|已?相应|一并|即行|即|自行|随之|同时|同步|现|现予以?|予以|正式|宣布|全文|特此|决定|一律|自动|将){0,4}"
    rf"(?P<verb>{_END_VERB})"
)
# 决定废止《X》 · 同时废止《X》
_BEFORE = re.compile(
    r"(?:^|[，,：:\s]|[一二三四五六七八九十0-9]{1,3}[、.．]|[一二三四五六七八九十]{1,3}[）)]|决定|同意|同时|一并|现|自?[^，。；《》]{2,30}[日时]起|宣布|予以)(?:决定)?(?P<verb>废止|停止执行)(?:了)?(?:原|下列|以下)?[:：]?\s{0,3}"
    r"(?:[^，。；《》]{2,40}?(?:印发|发布|公布|颁布|颁发|下发|制定|批准)的)?\s{0,3}$"
)
_DUTY = re.compile(
    r"应当|应该|应及时|及时|需要|可以|可|拟|建议|提请|依法|按程序|修改或者?|修订或|或者|是否|不得|适时|评估|清理|逾期|"
    r"尚未|未被|已经?(?:被|于|明令|全部|宣布)|被(?!.{0,8}取代)|自行"
)
# a condition: …的，《X》同时废止 · 如…
_CONDITION = re.compile(
    r"(?:^|[，,：:])(?:如果?|若|一旦|凡|未|待|遇)|(?:出台|颁布|发布|调整|变化|抵触|不一致|不符|届满|规定)[^，,《》]{0,8}的[，,]"
)
# 应当对《X》予以废止 · 已经废止的《X》不再作为依据
_DUTY_ON = re.compile(
    r"(?:应当?|须|需|要|可以?|拟|建议|不得|提请|适时|及时)[^，。；《》]{0,12}(?:对|将|把)(?:原)?\s{0,3}$|(?:废止|失效|作废)了?的\s{0,3}$"
)
# 自2021年7月1日起废止《X》
_FROM_DAY = re.compile(
    r"(?:自|从|于)[^，。；《》自从于]{4,24}?(?:起|日|时)[，,]?(?:决定|同时|一并|予以|正式|全部|全文){0,2}$"
)
_CITED_DECISION = re.compile(r"^[^，。；]{0,6}的(?:决定|通知|公告|命令|令|意见|说明|批复|请示)")
# 、 · 和1986年国务院发布的 · ，原甲局印发的
_JOINT = re.compile(
    r"[\s、，,；;]{0,3}(?:以及|和|及|与)?[\s，,]?(?:[\u4e00-\u9fff0-9○〇、，,（）\s]{0,90}?"
    r"(?:印发|发布|公布|颁布|颁发|下发|批准|批转|转发|修订|制定|实施|所发)(?:施行|试行|实施)?的?)?\s{0,2}"
)
# 《甲办法》和1990年11月22日《乙决定》同时废止
_DATED = re.compile(
    r"[\s、，,]{0,2}(?:以及|和|及|与)\s?[0-9○〇一二三四五六七八九十]{4}年(?:[0-9一二三四五六七八九十]{1,3}月)?"
    r"(?:[0-9一二三四五六七八九十]{1,3}日)?的?\s?"
)
_LED = re.compile(r"(?:根据|依据|依照|按照|贯彻|执行|落实|参照)$")
_REACH = 160
# 《甲办法》及其补充通知（甲政办〔2019〕30号）
_ITS = re.compile(r"[\s、，,]{0,2}(?:以及|及|和|与)其[\u4e00-\u9fff]{0,12}[（(]?")
# a quoted title in the list whose kind is not known
_OTHER_QUOTED = re.compile(r"《[^《》]{2,60}》(?:（[^（）]{1,30}）)?")
_BREAK = re.compile(r"[自起已由]|根据|按照|依照|规定|同时|废止|办理|执行")
_OLD = re.compile(r"(?:原|此前|以往|原有|先前|印发的?|发布的?|下发的?|公布的?|颁布的?)[^，。；《》]{0,6}$")


@dataclass(frozen=True, slots=True)
class RepealFound:
    """One act ended by a sentence. ``on`` is a day the sentence names, None where it ends
    ‘at the same time’; ``target_path`` is set where only a provision of it ends."""

    target: ActReference
    target_path: str | None
    target_cite: str | None
    on: date | None
    passage: Passage
    start: int
    end: int
    quote: str
    expired: bool
    confidence: float


def find_repeals(document: ParsedDocument, aliases: Aliases) -> tuple[RepealFound, ...]:
    """All acts that a document's sentences end by name, each once.

    Example: 《甲办法》（市政办〔2017〕8号）同时废止。 ends one; 应当废止《甲办法》 none.
    Returns them in printed order with passage and quote.
    """
    found: dict[tuple[str | None, ...], RepealFound] = {}
    for repeal in say_repeals(document, aliases):
        key = (repeal.target.doc_number or repeal.target.title, repeal.target_path)
        found.setdefault(key, repeal)
    return tuple(found.values())


def say_repeals(document: ParsedDocument, aliases: Aliases) -> Iterator[RepealFound]:
    """Each place that ends an act, the notice and its enclosure both where both say so.

    Example: the same 同时废止 in a notice and in the last article of what it issues are two.
    Returns them in printed order. Raises nothing.
    """
    for sentence in own_sentences(document_passages(document)):
        yield from _in_sentence(sentence, aliases)


def _in_sentence(sentence: Sentence, aliases: Aliases) -> Iterator[RepealFound]:
    if not re.search(_END_VERB, sentence.text):
        return
    cites = [c for c in find_citations(sentence.text, aliases) if c.kind in (ACT, NUMBER, ALIAS, SHORT_NAME)]
    groups = _runs(sentence.text, cites)
    for run in groups:
        match = _ends_after(sentence.text, run)
        words = sentence.text[run[-1].end : match.end()] if match else _ends_before(sentence.text, run)
        if words is None:
            continue
        days = [d.on for d in find_dates(words) if d.on]
        expired = bool(match and "失效" in match["verb"])
        for cite in run:
            if cite.title or cite.doc_number:
                yield _repeal(sentence, cite, days[0] if days else None, expired)


def _repeal(sentence: Sentence, cite: Citation, on: date | None, expired: bool) -> RepealFound:
    confidence = 0.97 if cite.doc_number else 0.9
    if cite.kind != ACT:
        confidence -= 0.1
    return RepealFound(
        ActReference(cite.title, cite.doc_number),
        cite.provision_path,
        cite.provision_cite,
        on,
        sentence.passage,
        sentence.start + cite.start,
        sentence.start + cite.end,
        sentence.text.strip(),
        expired,
        confidence,
    )


def _before(text: str, end: int) -> str:
    """The words before a place, as far as they can matter."""
    return text[max(0, end - _REACH) : end]


def _runs(text: str, cites: list[Citation]) -> list[list[Citation]]:
    """Citations joined by 、和 or by who issued the next one and when are ended together."""
    runs: list[list[Citation]] = []
    for cite in cites:
        if runs and runs[-1] and _joined(text[runs[-1][-1].end : cite.start]):
            runs[-1].append(cite)
        else:
            runs.append([cite])
        if _LED.search(text[max(0, cite.start - 4) : cite.start]):
            runs.append([])
    return [run for run in runs if run]


def _joined(gap: str) -> bool:
    gap = _OTHER_QUOTED.sub("", gap)
    if _DATED.fullmatch(gap) or _ITS.fullmatch(gap):
        return True
    return not gap.strip("、，, 和及与") or bool(_JOINT.fullmatch(gap) and not _BREAK.search(gap))


def _ends_after(text: str, run: list[Citation]) -> re.Match[str] | None:
    match = _BETWEEN.match(text, run[-1].end)
    if not match:
        return None
    gap = text[run[-1].end : match.start("verb")]
    before = _before(text, run[0].start)
    if re.search(r"应|可|拟|依法|未|不|已|被|或", gap) or text[match.end() :].startswith(("的", "后", "前")):
        return None
    if _CONDITION.search(before) or _DUTY_ON.search(before):
        return None
    if run[0].own and not run[0].doc_number and not _is_old(text, run):
        return None
    return match


def _is_old(text: str, run: list[Citation]) -> bool:
    """An own title without a number is the former act where the words say so."""
    return run[0].kind == ACT and (
        bool(_OLD.search(_before(text, run[0].start)))
        or "起施行" in text
        or "起实施" in text
        or "同时" in text
    )


def _ends_before(text: str, run: list[Citation]) -> str | None:
    """The words that set the day, empty where 废止《X》 has none; None where the words end nothing."""
    before = _before(text, run[0].start)
    lead = _BEFORE.search(before)
    if not lead or _CITED_DECISION.match(text[run[-1].end :]):
        return None
    head = before[: lead.start("verb")]
    if _DUTY.search(head[-16:]) or _CONDITION.search(head) or run[0].own:
        return None
    day = _FROM_DAY.search(head)
    return day.group() if day else ""
