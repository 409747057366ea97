"""Repeals by a sentence: 《X》（number）同时废止, 废止《X》, 不再执行.

In the room: sentences that end a named act, and the many that only sound so. Not in the
room: numbered catalogues, dates, amendments.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
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
_YEAR = r"[0-9○〇一二三四五六七八九十]{4}年"
_JOINS = rf"(?:\s{{0,3}}(?:以及|和|及|与|[、，,；;])|\s{{1,3}}(?={_YEAR})){{1,2}}\s?"
_PUBLISHED = "印发|发布|公布|颁布|颁发|下发|批准|批转|转发|所发"
# 、 · 和1986年国务院发布的 · ，原甲局印发的 · ，1999年5月1日甲市人民代表大会常务委员会通过、2002年7月1日修正的
_MADE = (
    rf"[\u4e00-\u9fff0-9○〇、，,（）〔〕\s]{{0,240}}?"
    rf"(?:{_PUBLISHED}|通过|修订|修正|修改|制定|实施)(?:施行|试行|实施)?）?的\s{{0,2}}"
)
_JOINT = re.compile(rf"{_JOINS}{_MADE}")
# 《甲办法》和1990年11月22日《乙决定》同时废止 · ，1990年市政府发布《乙决定》
_DATED = re.compile(
    rf"{_JOINS}{_YEAR}(?:[0-9一二三四五六七八九十]{{1,3}}月)?(?:[0-9一二三四五六七八九十]{{1,3}}日)?"
    rf"(?:[\u4e00-\u9fff]{{2,24}}(?:{_PUBLISHED}))?的?\s?"
)
# 、市财政局《乙办法》 · 和最高人民法院、最高人民检察院《丙规定》
_BY_ORGAN = re.compile(
    r"\s{0,3}(?:[、，,]\s?(?:以及|和|及|与)?|以及|和|及|与)\s?原?[\u4e00-\u9fff、]{1,28}(?:[局厅委部处署行院会]|政府|办公室)的?\s?"
)
# 根据1997年…《关于修改〈甲条例〉的决定》第一次修正的《甲条例》 : how the act came about
_CHANGED_BY = re.compile(r"(?:第[一二三四五六七八九十]{1,3}次)?(?:修正|修订|修改)")
# 甲政发〔1985〕167号文件发布、1994年市人民政府第20号令修改的《乙办法》
_UNDER_NUMBER = re.compile(rf"(?:文件|文)?(?:{_MADE}|(?:{_PUBLISHED})\s{{0,2}})")
_LED = re.compile(r"(?:根据|依据|依照|按照|贯彻|执行|落实|参照|(?<!停止)(?<!终止)实施)$")
_REACH = 160
# 《甲办法》及其补充通知（甲政办〔2019〕30号）
_ITS = re.compile(r"[\s、，,]{0,2}(?:以及|及|和|与)其[\u4e00-\u9fff]{0,12}[（(]?")
# a quoted title in the list whose kind is not known
_OTHER_QUOTED = re.compile(r"《[^《》]{2,100}》(?:（[^（）]{1,30}）)?")
_BREAK = re.compile(rf"[自起已由]|根据(?!{_YEAR})|按照|依照|规定|同时|废止|办理|执行")
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
    for run in _runs(sentence.text, _listed(sentence.text, cites)):
        match = _ends_after(sentence.text, run)
        run = run if match else _one_list(sentence.text, run)
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


def _listed(text: str, cites: list[Citation]) -> list[Citation]:
    """The acts of a list without what only tells how they came about: the decision that changed one, the
    number under which the next one was issued (which becomes its number)."""
    out: list[Citation] = []
    for cite in cites:
        if _CHANGED_BY.match(text, cite.end):
            continue
        number = out[-1] if out and out[-1].kind == NUMBER else None
        if number and cite.kind == ACT and _UNDER_NUMBER.fullmatch(text, number.end, cite.start):
            out[-1] = cite if cite.doc_number else replace(cite, doc_number=number.doc_number)
        else:
            out.append(cite)
    return out


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


def _one_list(text: str, run: list[Citation]) -> list[Citation]:
    """废止《甲办法》，市财政局《乙办法》继续执行 : a verb in front reaches as far as the list goes without a clause."""
    for at in range(1, len(run)):
        gap = text[run[at - 1].end : run[at].start]
        if gap.lstrip()[:1] in ("，", ",") and gap.strip("，, "):
            return run[:at]
    return run


def _joined(gap: str) -> bool:
    gap = _OTHER_QUOTED.sub("", gap)
    if _DATED.fullmatch(gap) or _ITS.fullmatch(gap) or not gap.strip("、，, 和及与"):
        return True
    return bool(_JOINT.fullmatch(gap) or _BY_ORGAN.fullmatch(gap)) and not _BREAK.search(gap)


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
