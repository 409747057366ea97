"""What a text says of its own life: from when, until when, who explains it.

In the room: the clauses on effect, term, trial and interpretation, each with its evidence.
Not in the room: repeals of other acts, the status on a day.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from documents.gazette.parsed import Part
from documents.text.dates import FoundDate, add_months, find_dates
from documents.text.numerals import ANY_NUMERAL, read_number
from documents.text.titles import title_key
from regulations.citations.new_wording import own_sentences
from regulations.citations.passages import Sentence, part_passages, split_sentences
from regulations.citations.titles import find_quoted_titles
from regulations.structure.public_day import PublicDay

_B = r"\s{0,3}"
_START = r"(?:起|开始|始)?"
_APPLY = r"(?:施行|实施|执行|实行|试行|生效|启用|暂行)"
_GENRE = "条例|办法|规定|细则|规则|法|意见|通知|方案|预案|计划|规划|决定|章程|标准|纲要|措施|制度|指南|规范|规程|公告|通告|文件|目录|清单|政策|令"
_OWN = rf"[本此该][\u4e00-\u9fff《》]{{0,8}}?(?:{_GENRE})》?(?:（(?:试行|暂行)）)?"
_EVENT = r"(?:印发|公布|发布|下发|颁布|发文|签发|通过|批准|发出|公示)"
# 自印发之日起施行 · 自公布之日起30日后施行 · 自发布之日起满一个月后实施 · 自发布之日起至2023年12月31日施行 · 自印发次日起施行
_RELATIVE = re.compile(
    rf"(?:自|从|于){_B}(?:本[\u4e00-\u9fff]{{0,6}}|正式|文件|经?国务院|市?人民?政府|修订)?(?P<event>{_EVENT})(?:(?:(?:之|当)日)?的?(?P<next>次日)|(?:之|当)?日){_B}{_START}{_B}"
    rf"(?:[,，]?第?满?{_B}(?P<n>{ANY_NUMERAL}{{1,4}}){_B}(?P<unit>个?工作日|[日天]|个月|年){_B}(?:之?后|起|以后)?)?"
    rf"(?:至[^，。；]{{4,16}}?[日底]止?)?{_B}[,，]?(?:开始|正式|即|起)?{_B}{_APPLY}"
)
# 自公布后第30日起施行 · 自发布30日后施行
_COUNTED = re.compile(
    rf"(?:自|从|于){_B}(?P<event>{_EVENT})(?:之日)?后?{_B}第?满?{_B}(?P<n>{ANY_NUMERAL}{{1,4}}){_B}(?P<unit>个?工作日|[日天]|个月|年){_B}(?:之?后|以后)?起?{_B}{_APPLY}"
)
# 自2023年4月1日起施行 · 从4月5日起施行 · 自2023年4月起执行 · 自2024年3月1日施行 · 于2020年1月1日起正式施行
_ABSOLUTE = re.compile(r"(?:自|从|于|在)?\s{0,3}(?:明年|次年)?\s{0,3}$")
_AFTER_DATE = re.compile(
    rf"份?{_B}(?:零时|0时)?{_B}(?:之日)?{_START}{_B}(?P<until>(?:至|到)[^，。；]{{4,16}}?(?:日|底)?(?:止|期间)?)?{_B}[,，]?(?:开始|正式|全面|统一)?{_B}(?:在[^，。；]{{1,14}}?)?{_APPLY}(?![了后的前])"
)
_TERM_OPENS = re.compile(
    r"^(?:[本此][\u4e00-\u9fff]{1,10})?(?:有效|执行|实施|施行|试行|政策)期限?(?:为|自|从|[:：])?\s{0,3}$"
)
_NEXT_YEAR = re.compile(r"(?:明年|次年|下一?年度?)\s{0,3}$")
_LEADING_APPLY = re.compile(r"(?:施行|实施|执行|生效)(?:日期|时间)(?:为|是|：|:)?\s{0,3}$")
_FORMAL = f"[{ANY_NUMERAL[1:-1]}壹贰叁肆伍陆柒捌玖拾]"
# 有效期五年 · 有效期为5年 · 有效期半年 · 试行，期限1年 · 试行期两年 · 试行一年 · 有效期限为三年
_TERM = re.compile(
    r"(?P<word>有效期限?|试行期限?|实施期限?|执行期限?|暂行期限?|试行|暂行|暂定|有效时间|(?<=[行施][，,])(?:期限|为期|时限))"
    rf"(?:暂定|定|暂)?(?:为|是|：|:)?{_B}(?:自[^，。；]{{2,14}}之日起)?{_B}"
    rf"(?:(?P<n>{_FORMAL}{{1,4}}){_B}(?P<unit>年半|周年|年|个月)|(?P<half>半年))(?!以|的)"
)
# 有效期至2028年2月10日 · 有效期截至2025年底 · 执行至2024年12月31日
_UNTIL = re.compile(
    r"(?P<word>有效期限?|试行期限?|实施期限?|执行期限?|期限|有效|施行|执行|试行|实施|(?<=起)(?=至|到|施行至))"
    r"(?:暂定)?(?:为|自|从)?(?:[^，。；《》]{0,22}?(?:起|日|时))?[，,]?(?:截至|截止至?到?|截止|延续至|延长至|至|到)\s{0,3}"
)
_LAPSE = re.compile(r"\s{0,3}起?[，,]?(?:自动|自行|即行)?(?:失效|废止|终止)")
_YEAR_END = re.compile(r"(?P<y>(?:19|20)[0-9]{2})\s{0,2}年\s{0,2}(?:年?底|年?末)")
_NOT_MINE = re.compile(
    r"(?:许可证?|证书?|证件|资格|资质|合同|协议|药品|食品|产品|证明|报告|牌照|执照|承诺|登记|备案|文书|标准|结果|批文|批复|授权|担保|保险|卡|码)[\u4e00-\u9fff]{0,4}$"
)
# 由市工信局负责解释 · 由市市场监管局制定、管理、解释 · 由甲局会同乙局负责解释
_INTERPRETER = re.compile(
    r"由\s{0,2}(?P<who>[^，。；;,由\n]{2,60}?)(?:共同|按(?:照)?(?:各自)?职责(?:分工)?|分别)?"
    r"(?:(?:负责|承担|进行|制定|制订|编制|修订|修改|管理|印发|起草|组织实施|实施|具体|牵头)[、和并及与]{0,2}){0,5}"
    r"(?:具体|组织|应用|条文|相关)?(?:的|中的具体问题)?解释"
)
_RIGHT = re.compile(r"解释权归\s{0,2}(?P<who>[^，。；;,\n]{2,40}?)(?:所有)?(?=[，。；;,\n]|$)")
# 自2022年5月1日起施行 · 本规定2021年4月1日起执行 · 有效期五年
_ON_LIFE = re.compile(
    rf"(?:(?:自|从|于)[^，。；]{{2,40}}?|[0-9]{{1,2}}{_B}[月日]{_B}起[^，。；]{{0,8}}?){_APPLY}|有效期|[试施执]行期|实施期限"
)
_LIFE_WORD = re.compile(r"[施试执暂实]行|实施|有效|生效|启用|解释|暂定")
_OWN_SUBJECT = re.compile(rf"{_OWN}(?:的|及其附件)?(?:施行|实施|执行)?(?:的)?$")
_SENTENCE_START = re.compile(r"^\s{0,3}(?:其|[本此][\u4e00-\u9fff]{1,8})?$")
_CLAUSE_START = re.compile(r"(?:^|[，,。；;：:]|其)\s{0,3}$")
_TRIAL_TITLE = re.compile(r"试行|暂行")
_ORDER_WORDS = re.compile(r"现予|予以公布|现公布|现将|现印发|印发给你们|公布施行|予以发布|现发布")


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a date comes from: ``path`` and ``cite`` of the provision (empty in a notice without
    addresses), the sentence, and whether it stands in the notice rather than the text."""

    path: str
    cite: str
    quote: str
    start: int
    end: int
    in_notice: bool = False


@dataclass(frozen=True, slots=True)
class PartLife:
    """``effective_on`` the first day in force, ``effective_inferred`` where its year is not
    printed; ``expires_on`` the last day; ``validity`` the term as printed."""

    effective_on: date | None = None
    effective_inferred: bool = False
    expires_on: date | None = None
    validity: str | None = None
    trial: bool = False
    interpreter: str | None = None
    effective_evidence: Evidence | None = None
    expires_evidence: Evidence | None = None
    interpreter_evidence: Evidence | None = None


def read_life(
    part: Part, signed_on: date | None, notice_part: Part | None = None, *, day_inferred: bool = False
) -> PartLife:
    """The life of a part as its own clauses, or the notice that issues it, state it.

    Example: 本办法自2023年2月11日起施行，有效期五年。 ends on 2028-02-10.
    ``day_inferred`` where ``signed_on`` is not printed as the day of signing or publication.
    Returns dates with evidence; None for what is not said. Raises nothing.
    """
    own = [s for s in own_sentences(part_passages(part)) if _LIFE_WORD.search(s.passage.text)]
    mine = [s for s in own if _speaks_of_itself(s.text, part, bool(notice_part))]
    public = PublicDay(signed_on, day_inferred)
    effective = _find_effective(mine, public, part, in_notice=False)
    notice = _notice_sentences(notice_part, part) if notice_part else []
    effective = effective or _find_effective(notice, public, part, in_notice=True)
    begin = effective[0] if effective else signed_on
    until = _find_end(mine, begin, False) or _find_end(notice, begin, True)
    effective = effective or (_first_of_term(until[1], until[2]) if until else None)
    interpreter = _find_interpreter(own)
    return PartLife(
        effective[0] if effective else None,
        bool(effective and effective[1]),
        until[0] if until else None,
        until[1] if until else None,
        _is_trial(part, mine),
        interpreter[0] if interpreter else None,
        effective[2] if effective else None,
        until[2] if until else None,
        interpreter[1] if interpreter else None,
    )


def _speaks_of_itself(text: str, part: Part, has_notice: bool) -> bool:
    """A sentence whose subject is another act, or what a notice issues, says nothing here; 《甲办法》现予公布,
    自…起施行 over the articles of 甲办法 itself does."""
    clause = _ON_LIFE.search(text)
    if not clause:
        return False
    before = text[: clause.start()]
    if re.search(_OWN, before):
        return True
    quoted = find_quoted_titles(before)
    if any(title_key(q.title) != title_key(part.title) for q in quoted):
        return False
    issues = part.role in ("notice", "body") and _ORDER_WORDS.search(text) and "《" in text
    return not issues or (bool(quoted) and any(node.kind == "article" for node in part.walk()))


def _notice_sentences(notice: Part, part: Part) -> list[Sentence]:
    """Sentences of the notice or order that speak of what it issues."""
    out = []
    for passage in part_passages(notice):
        for sentence in split_sentences(passage):
            titles = [q.title for q in find_quoted_titles(sentence.text)]
            named = any(title_key(t) == title_key(part.title) for t in titles)
            if named or (
                not titles and (_ORDER_WORDS.search(sentence.text) or re.search(_APPLY, sentence.text))
            ):
                out.append(sentence)
    return out


def _evidence(sentence: Sentence, in_notice: bool) -> Evidence:
    place = sentence.passage
    return Evidence(place.path, place.cite, sentence.text.strip(), sentence.start, sentence.end, in_notice)


def _find_effective(
    sentences: Iterable[Sentence], public: PublicDay, part: Part, in_notice: bool
) -> tuple[date, bool, Evidence] | None:
    for sentence in reversed(list(sentences)):
        absolute = _read_absolute(sentence.text, public.on)
        if absolute:
            return absolute[0], absolute[1], _evidence(sentence, in_notice)
        relative = _RELATIVE.search(sentence.text) or _COUNTED.search(sentence.text)
        begin = _day_meant(relative["event"], part, public) if relative else public
        if relative and begin.on:
            inferred = begin.inferred or "工作日" in (relative["unit"] or "")
            return _shift(begin.on, relative), inferred, _evidence(sentence, in_notice)
    return None


def _day_meant(event: str, part: Part, public: PublicDay) -> PublicDay:
    """自通过之日起 is the day of adoption where the head prints it; any other word means publication."""
    days = [told.on for told in part.history if told.kind == event and told.on]
    return PublicDay(days[0]) if event in ("通过", "批准") and days else public


def _read_absolute(text: str, signed_on: date | None) -> tuple[date, bool] | None:
    for found in find_dates(text):
        before, after = text[max(0, found.start - 40) : found.start], _AFTER_DATE.match(text, found.end)
        lead = _ABSOLUTE.search(before)
        stated = after and ((lead and lead.group().strip()) or "起" in after.group())
        opens = _opens_term(text, before, found.end) or _counts_from(text, found)
        if not (stated or opens or _LEADING_APPLY.search(before)):
            continue
        if found.on:
            return found.on, False
        if found.day is not None and signed_on:
            meant = _infer_year(found, signed_on, _NEXT_YEAR.search(before) is not None)
            if meant:
                return meant, True
        if found.day is None and found.year is not None and stated:
            return date(found.year, found.month, 1), True
    return None


def _opens_term(text: str, before: str, end: int) -> bool:
    """执行期限为2021年1月1日至2023年12月31日 : the first day stands before 至."""
    return bool(_TERM_OPENS.search(before) and re.match(r"\s{0,3}起?\s{0,3}[至到—－-]", text[end : end + 8]))


def _first_of_term(term: str, evidence: Evidence) -> tuple[date, bool, Evidence] | None:
    """执行期限为2021年1月1日至2023年12月31日 as the act's own term tells the first day too."""
    days = [found.on for found in find_dates(term) if found.on]
    return (days[0], False, evidence) if len(days) == 2 and days[0] < days[1] else None


def _counts_from(text: str, found: FoundDate) -> bool:
    """本办法有效期5年，自2022年4月1日起计算 · 本办法试行期两年，自2022年4月1日至2024年3月31日"""
    lead = text[: found.start].rstrip()
    if not lead.endswith(("自", "从")) or not re.match(
        rf"{_B}起?{_B}(?:计算?|算|[至到—－-])", text[found.end : found.end + 8]
    ):
        return False
    term = _TERM.search(lead)
    return bool(
        term and lead[term.end() :].strip("，,自从（( ") == "" and _OWN_SUBJECT.search(lead[: term.start()])
    )


def _infer_year(found: FoundDate, signed_on: date, coming: bool) -> date | None:
    """The day without a year that is nearest to the signing date, or that of the ``coming`` year for 明年;
    None for the 29th of February where no such year has one."""
    days = []
    for year in (signed_on.year + 1,) if coming else (signed_on.year - 1, signed_on.year, signed_on.year + 1):
        try:
            days.append(date(year, found.month, found.day or 1))
        except ValueError:
            continue
    return min(days, key=lambda day: abs((day - signed_on).days), default=None)


def _shift(signed_on: date, match: re.Match[str]) -> date:
    count = read_number(match["n"]) if match["n"] else None
    unit = match["unit"] or ""
    if match.groupdict().get("next"):
        signed_on += timedelta(days=1)
    if not count or count > 3650:
        return signed_on
    if "工作日" in unit:
        return _after_workdays(signed_on, count)
    if unit == "个月":
        return add_months(signed_on, count)
    if unit == "年":
        return add_months(signed_on, 12 * count)
    return signed_on + timedelta(days=count)


def _after_workdays(day: date, count: int) -> date:
    """The day that many weekdays later; holidays are not known, so callers mark it as inferred."""
    while count:
        day += timedelta(days=1)
        count -= day.weekday() < 5
    return day


def _find_end(
    sentences: Iterable[Sentence], begin: date | None, in_notice: bool
) -> tuple[date | None, str, Evidence] | None:
    for back, sentence in enumerate(reversed(list(sentences))):
        last = back < 3
        until = _read_until(sentence.text, last)
        if until:
            return until[0], until[1], _evidence(sentence, in_notice)
        term = _read_term(sentence.text, begin, last)
        if term:
            return term[0], term[1], _evidence(sentence, in_notice)
    return None


def _is_own_term(text: str, start: int, follows: bool, opening: re.Pattern[str] | None) -> bool:
    """许可证有效期三年 is no term of the act: the clause must follow the clause on effect, have
    the act as its subject, or stand without a subject in its last sentences."""
    before = text[max(0, start - 40) : start]
    if _NOT_MINE.search(before):
        return False
    if follows or _OWN_SUBJECT.search(before):
        return True
    if opening is None:
        return False
    return bool(opening.search(before) or (_CLAUSE_START.search(before) and re.match(_OWN, before)))


def _states_effect(text: str) -> bool:
    return bool(_RELATIVE.search(text) or _COUNTED.search(text) or _read_absolute(text, date(2000, 1, 1)))


def _read_until(text: str, last: bool) -> tuple[date, str] | None:
    follows = _states_effect(text)
    for match in _UNTIL.finditer(text):
        if not _is_own_term(text, match.start(), follows, _CLAUSE_START if last else None):
            continue
        end = _YEAR_END.match(text, match.end())
        if end:
            return date(int(end["y"]), 12, 31), text[match.start() : end.end()]
        for found in find_dates(text[match.end() : match.end() + 24]):
            if found.start == 0 and found.on:
                return found.on, text[match.start() : match.end() + found.end]
    return _read_lapse(text) if follows else None


def _read_lapse(text: str) -> tuple[date, str] | None:
    """自印发之日起施行，2025年12月31日自行失效。"""
    for found in find_dates(text):
        match = _LAPSE.match(text, found.end)
        if match and found.on:
            return found.on, text[found.start : match.end()]
    return None


def _read_term(text: str, begin: date | None, last: bool) -> tuple[date | None, str] | None:
    follows = _states_effect(text)
    for match in _TERM.finditer(text):
        count = 6 if match["half"] else read_number(match["n"])
        if (
            not count
            or count > 100
            or not _is_own_term(text, match.start(), follows, _SENTENCE_START if last else None)
        ):
            continue
        months = (
            count
            if match["half"] or match["unit"] == "个月"
            else 12 * count + (6 if match["unit"] == "年半" else 0)
        )
        return (_last_day(begin, months) if begin else None), match.group()
    return None


def _last_day(begin: date, months: int) -> date:
    """The day before the anniversary; where the month has no such day, its last day."""
    anniversary = add_months(begin, months)
    return anniversary if anniversary.day != begin.day else anniversary - timedelta(days=1)


def _find_interpreter(sentences: Iterable[Sentence]) -> tuple[str, Evidence] | None:
    for sentence in reversed(list(sentences)):
        for pattern in (_INTERPRETER, _RIGHT):
            match = pattern.search(sentence.text) if "解释" in sentence.text else None
            if match:
                return "".join(match["who"].split()), _evidence(sentence, False)
    return None


def _is_trial(part: Part, mine: Iterable[Sentence]) -> bool:
    if _TRIAL_TITLE.search(part.title):
        return True
    return any(re.search(r"起试行|试行期|试行[一二三两1-5]\s?年", s.text) for s in mine)
