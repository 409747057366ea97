"""Repeals by a sentence: 《X》（number）同时废止, 废止《X》, 不再执行.

In the room: sentences that end a named act, and the many that only sound so. Not in the
room: numbered catalogues, dates, amendments.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from documents.gazette.parsed import ActReference, ParsedDocument
from documents.text.dates import find_dates
from documents.text.titles import title_key
from regulations.citations.act_lists import read_runs, without_origins
from regulations.citations.aliases import Aliases
from regulations.citations.extract import find_citations
from regulations.citations.model import ACT, ALIAS, NUMBER, SHORT_NAME, Citation
from regulations.citations.new_wording import own_sentences
from regulations.citations.passages import Passage, Sentence, document_passages, part_passages
from regulations.citations.titles import normal_title, titled_act

_END_VERB = r"(?:废止|停止(?:执行|施行|实施|使用)|不再(?:执行|施行|适用|有效)|失效|作废|终止(?:执行|实施)|不再作为[^。，；]{2,14}依据)"
# …同时废止 : what may stand between the last title and the verb
_BETWEEN = re.compile(
    r"(?:[》”]|[）)]|[（(][^（）()]{1,60}[）)])?等?"
    r"(?:[及和](?:其他|其它|相关|有关|配套)[\u4e00-\u9fff]{0,8}(?=文件|规定|政策|通知|办法))?"
    r"(?:[0-9０-９一二三四五六七八九十两百]{0,6}(?:件|个|部|份))?"
    r"(?:(?:[省市县区]?(?:人民)?政府(?:办公[室厅])?)?(?:规范性|行政规范性|政策性)?(?:文件|规章|通知|办法|规定|文|政策|法规)|的)?[，,]?"
    r"(?:(?:自|从|于)[^，。；《》]{1,30}?(?:起|日|时|后|止))?[，,]?"
    r"(?:亦|也|均|已?相应|一并|即行|即日|即|自行|随之|同时|同步|现|现予以?|予以|正式|宣布|全文|特此|决定|一律|自动|将){0,4}"
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
    r"(?:^|[，,：:])(?:如果?|若|一旦|凡|未|待|遇|(?:发生|出现|启动)[^，。；《》]{1,12}时[，,])|(?:出台|颁布|发布|调整|变化|抵触|不一致|不符|届满|规定)[^，,《》]{0,8}的[，,]"
)
# 应当对《X》予以废止 · 已经废止的《X》不再作为依据
_DUTY_ON = re.compile(
    r"(?:应当?|须|需|要|可以?|拟|建议|不得|提请|适时|及时)[^，。；《》]{0,12}(?:对|将|把)(?:原)?\s{0,3}$|(?:废止|失效|作废)了?的\s{0,3}$"
)
# 自2021年7月1日起废止《X》
_FROM_DAY = re.compile(
    r"(?:自|从|于)[^，。；《》自从于]{4,24}?(?:起|日|时)[，,]?(?:决定|同时|一并|予以|正式|全部|全文){0,2}$"
)
_CITED_DECISION = re.compile(r"^[^，。；]{0,6}的(?:决定|通知|公告|命令|令|意见|说明|批复|请示)|^情况")
_REACH = 160
_OLD = re.compile(r"(?:原|此前|以往|原有|先前|印发的?|发布的?|下发的?|公布的?|颁布的?)[^，。；《》]{0,6}$")
# （2010年11月3日市政府公布） : when the former act was made, not when it ends
_BRACKETS = re.compile(r"[（(][^（）()]{0,60}[）)]")
# 《甲办法》（除第三条外）同时废止
_IN_PART = re.compile(r"除|第[^（）()]{1,8}[条款章]|部分")
# 修订《甲办法》，废止《乙办法》 : the verb has its own object
_OBJECT = re.compile(r"(?:了|原|以下|下列)?\s{0,3}[《〈]")
# 停止执行《甲办法》。 but not 停止执行《甲办法》规定的收费项目
_WHOLE = re.compile(
    r"(?:[（(](?!除|第|部分)[^（）()]{1,60}[）)])?(?:等[^，。；]{0,14}|[及和][^，。；]{0,14}(?:文件|规定|政策))?"
    r"\s{0,2}(?:[，。；,;]|$)"
)
# 予以废止，自2023年6月1日起停止执行
_THEN = re.compile(r"[，,]\s?(?:自|从|于)[^，。；《》]{4,20}?(?:起|日)[，,]?(?:停止|不再|终止|失去)")
# 2023年立法工作计划 : what is to be done, not done
_LEGISLATIVE_PLAN = re.compile(r"(?:立法|规章|规范性文件)(?:工作|制定|制订|修订|编制|项目){0,3}(?:计划|规划)")
# 重点任务分工 : 废止《甲办法》 is a task
_TASKS = re.compile(r"任务(?:分工|清单|分解)|工作要点")
# 2023年6月底前，废止《甲办法》
_BY_THEN = re.compile(r"(?:月|年|季度)(?:底|末)?(?:之)?前[，,]")
# 《甲办法》（甲政发〔2018〕3号）；
_ACT_ALONE = re.compile(r"^(?:\s{0,2}原?《[^《》]{2,80}》(?:（[^（）]{1,60}）)?[；;])+$")
# 自2023年6月1日起废止下列文件 · but not 自2018年1月1日起施行的下列文件
_LIST_DAY = re.compile(
    r"(?:^|[，,。：])\s{0,2}(?:现?决定|现)?(?:自|从)(?P<day>[^，。；《》]{6,24}?)起(?!施行|实施|执行)[^。；《》]{0,40}$"
)
_THE_LIST = re.compile(r"下列|以下|上述|附件")
# 关于废止《甲办法》（甲政发〔2018〕3号）的通知 · 关于停止执行甲收费标准的公告
_ON_REPEAL = re.compile(
    r"关于(?:废止|停止(?:执行|实施|施行)|终止(?:执行|实施)|不再执行|宣布(?=.{4,100}失效的))"
    r"(?P<what>.{4,100}?)(?:失效)?的(?:决定|通知|公告|通告)$"
)


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
    return tuple(found.values()) or tuple(_by_title(document, aliases))


def _by_title(document: ParsedDocument, aliases: Aliases) -> Iterator[RepealFound]:
    """关于废止《甲办法》的通知 whose words stand apart: 《甲办法》已不适应工作需要，现予以废止。"""
    about = _ON_REPEAL.search(normal_title(document.title))
    title = titled_act(about["what"]) if about else None
    if not title:
        return
    sentences = list(own_sentences(document_passages(document)))
    for sentence in sentences:
        for cite in find_citations(sentence.text, aliases):
            named = cite.kind == ACT and not cite.provision_path
            if named and title_key(cite.title or "").endswith(title):
                yield _repeal(sentence, cite, _stated_day(sentences), "失效" in document.title)
                return


def _stated_day(sentences: Iterable[Sentence]) -> date | None:
    """自2024年1月1日起停止执行 : the day that the words around the verb name."""
    for sentence in sentences:
        verb = re.search(_END_VERB, sentence.text)
        lead = _FROM_DAY.search(sentence.text[: verb.start()]) if verb else None
        days = [found.on for found in find_dates(lead.group()) if found.on] if lead else []
        if days:
            return days[0]
    return None


def stated_list_day(document: ParsedDocument) -> date | None:
    """The day from which a decision ends the acts of its list.

    Example: 自2023年6月1日起废止下列文件 is 2023-06-01.
    Returns None where its own text names none. Raises nothing.
    """
    for sentence in own_sentences(part_passages(document.parts[0])):
        verb = re.search(_END_VERB, sentence.text)
        lead = _LIST_DAY.search(sentence.text[: verb.start()]) if verb else None
        days = [found.on for found in find_dates(lead["day"]) if found.on] if lead else []
        if days and _THE_LIST.search(sentence.text):
            return days[0]
    return None


def say_repeals(document: ParsedDocument, aliases: Aliases) -> Iterator[RepealFound]:
    """Each place that ends an act, the notice and its enclosure both where both say so.

    Example: the same 同时废止 in a notice and in the last article of what it issues are two.
    Returns them in printed order. Raises nothing.
    """
    if _LEGISLATIVE_PLAN.search(document.title):
        return
    tasks = bool(_TASKS.search(document.title))
    for sentence in _whole_lists(own_sentences(document_passages(document))):
        yield from _in_sentence(sentence, aliases, tasks)


def _whole_lists(sentences: Iterable[Sentence]) -> Iterator[Sentence]:
    """《甲办法》；《乙办法》同时废止 : what is nothing but an act and ； belongs to the sentence after it."""
    held: Sentence | None = None
    for sentence in sentences:
        if held and held.passage == sentence.passage and held.end == sentence.start:
            text = held.text + sentence.text
            sentence = Sentence(sentence.passage, held.start, sentence.end, text)
        elif held:
            yield held
        held = sentence if _ACT_ALONE.search(sentence.text) else None
        if held is None:
            yield sentence
    if held:
        yield held


def _in_sentence(sentence: Sentence, aliases: Aliases, tasks: bool) -> Iterator[RepealFound]:
    if not re.search(_END_VERB, sentence.text):
        return
    cites = [c for c in find_citations(sentence.text, aliases) if c.kind in (ACT, NUMBER, ALIAS, SHORT_NAME)]
    for run in read_runs(sentence.text, without_origins(sentence.text, cites)):
        match = _ends_after(sentence.text, run)
        run = run if match else _one_list(sentence.text, run)
        words = _day_words(sentence.text, run, match) if match or not tasks else None
        if words is None:
            continue
        days = [d.on for d in find_dates(words) if d.on]
        expired = bool(match and "失效" in match["verb"])
        for cite in run:
            if cite.title or cite.doc_number:
                yield _repeal(sentence, cite, days[0] if days else None, expired)


def _day_words(text: str, run: list[Citation], match: re.Match[str] | None) -> str | None:
    """The words that may name the day; None where the run is not ended at all."""
    if match is None:
        return _ends_before(text, run)
    then = _THEN.match(text, match.end())
    return _BRACKETS.sub("", text[run[-1].end : match.end()]) + (then.group() if then else "")


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


def _one_list(text: str, run: list[Citation]) -> list[Citation]:
    """废止《甲办法》，市财政局《乙办法》继续执行 : a verb in front reaches as far as the list goes without a clause."""
    for at in range(1, len(run)):
        gap = text[run[at - 1].end : run[at].start]
        if gap.lstrip()[:1] in ("，", ",") and gap.strip("，, "):
            return run[:at]
    return run


def _ends_after(text: str, run: list[Citation]) -> re.Match[str] | None:
    match = _BETWEEN.match(text, run[-1].end)
    if not match:
        return None
    gap = text[run[-1].end : match.start("verb")]
    before = _before(text, run[0].start)
    if re.search(r"(?<!相)应|可|拟|依法|未|不|已|被|或", gap) or _IN_PART.search(gap):
        return None
    if gap.rstrip().endswith(("，", ",")) and _OBJECT.match(text, match.end()):
        return None
    if text[match.end() :].startswith(("的", "后", "前", "条件", "情形", "程序")):
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
    if _DUTY.search(head[-16:]) or _BY_THEN.search(head) or _CONDITION.search(head) or run[0].own:
        return None
    if lead["verb"] != "废止" and not _WHOLE.match(text, run[-1].end):
        return None
    day = _FROM_DAY.search(head)
    return day.group() if day else ""
