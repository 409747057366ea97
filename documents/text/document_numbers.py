"""Document numbers (发文字号) in any spelling, and their one normal form.

In the room: finding numbers in running text, reading a number that stands alone, keys to
compare them by. Not in the room: which document a number belongs to.
"""

import re
import unicodedata
from dataclasses import dataclass

from documents.text.numerals import CN_NUMERAL, read_number

_B = r"\s{0,3}"
_OPEN, _CLOSE = r"[〔﹝\[［（(【〖]", r"[〕﹞\]］）)】〗]"
_YEAR = rf"(?:[12１２](?:\s?[0-9０-９]){{3}}|[一二]{CN_NUMERAL}{{3}})"
_SERIAL = rf"(?:[0-9０-９](?:\s?[0-9０-９]){{0,4}}|{CN_NUMERAL}{{1,6}})"
# 晋市政办 · 国发 · 晋市发改价管发 · 晋公（交）字
_CODE = r"[\u4e00-\u9fffA-Za-z]{1,18}(?:[（(][\u4e00-\u9fff]{1,6}[）)][\u4e00-\u9fff]{0,4})?"
# 晋市政办〔2023〕5号 · 晋市政办[2023] 5 号 · 厅字〔2019〕第34号
_NUMBER = re.compile(
    rf"(?P<organ>{_CODE}){_B}{_OPEN}{_B}(?P<year>{_YEAR}){_B}年?{_B}{_CLOSE}{_B}第?{_B}(?P<serial>{_SERIAL}){_B}号"
)
# 晋市政办2023年5号 · 晋市政发2023 5号
_BARE = re.compile(
    rf"(?P<organ>[\u4e00-\u9fff]{{1,12}}?(?:发|办|字|函|政|办函|规|审)){_B}"
    rf"(?P<year>(?:19|20)[0-9]{{2}})(?:{_B}年{_B}|\s{{1,3}}|{_B}-{_B})第?{_B}(?P<serial>{_SERIAL}){_B}号"
)
# 晋城市人民政府令第5号 · 国务院令 (第 5 号) · 交通运输部令2016年第60号 · 国令第641号 · 财政部令12号
_ORDER = re.compile(
    r"(?P<organ>[\u4e00-\u9fff]{1,30}(?:[、，\s][\u4e00-\u9fff]{2,20}){0,8}?)"
    rf"(?P<word>令|公告|通告){_B}{_OPEN}?{_B}(?:(?P<year>{_YEAR}){_B}年?{_B}{_CLOSE}?{_B})?"
    rf"(?:第{_B}|(?<=[府部院局委会署行厅]令))(?P<serial>{_SERIAL}){_B}号(?:{_B}{_CLOSE})?"
)
# 国务院第641号令 · 甲市人民政府第12号令 · 交通运输部2016年第60号令
_ORDER_AFTER = re.compile(
    rf"(?P<organ>[\u4e00-\u9fff]{{0,29}}?[府部院局委会署行厅席])(?:(?P<year>{_YEAR}){_B}年{_B})?第{_B}(?P<serial>{_SERIAL}){_B}号{_B}(?P<word>令)"
)
# HJ1235-2021 · GB/T 9704-2012
_STANDARD = re.compile(
    r"(?<![A-Za-z])(?P<organ>[A-Z]{2,4}(?:/[A-Z]{1,2})?)\s?(?P<serial>[0-9]{1,6}(?:\.[0-9]{1,3})?)"
    r"\s?[-—－–]\s?(?P<year>(?:19|20)[0-9]{2})(?![0-9])"
)
# what may stand before a code without a stop: 按晋市政办函〔2014〕46号, …的通知晋市政办〔2023〕5号
_LEAD_WORDS = re.compile(
    r"^.*(?:[的按照据以和与及见由将在为至从是对]|简称|(?:通知|意见|决定|办法|方案|规定|批复|公告|通告|条例|细则|文件|文号)(?=.{2}))"
)
_ORDER_LEADS = re.compile(
    r"^.*(?:[的按照据见将经以及]|简称|(?<!共)[和与](?=国务院|省|市|中华)|(?:办法|条例|规定|细则|规则|决定|修订|修正|修改|违反)(?=.{2}))"
)
_DATE_LEAD = re.compile(r"^(?:原(?=..))?(?:[0-9]{0,4}年)?(?:[0-9]{0,2}月)?(?:[0-9]{0,2}[日号])?")
# 市人民政府京政发〔1985〕167号 : the organ in full, then its code
_FULL_NAME_LEAD = re.compile(
    r"^.*(?:人民政府|国务院|办公[厅室]|委员会)(?=[\u4e00-\u9fff]{1,6}(?:发|办|函|字|政)$)"
)
_ORGAN_SHORT = (("国令", "国务院令"), ("国家令", "国务院令"))
_LONGEST = 120


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """A document number: ``organ`` is the code (晋市政办) or, for an order, the organ with
    its word (晋城市人民政府令). ``kind`` is number, order or standard; ``year`` is None for
    orders counted through."""

    organ: str
    year: int | None
    serial: str
    kind: str = "number"

    @property
    def text(self) -> str:
        """The normal form: 晋市政办〔2023〕5号, 晋城市人民政府令第5号, HJ1235-2021."""
        if self.kind == "order":
            return f"{self.organ}{f'{self.year}年' if self.year else ''}第{self.serial}号"
        if self.kind == "standard":
            return f"{self.organ}{self.serial}-{self.year}"
        return f"{self.organ}〔{self.year}〕{self.serial}号"

    @property
    def key(self) -> str:
        """What two spellings of one number share; 国令第641号 has the key of 国务院令第641号."""
        organ = self.organ.removeprefix("中华人民共和国").replace("（", "").replace("）", "")
        for short, full in _ORGAN_SHORT:
            organ = full if organ == short else organ
        return f"{organ}|{self.year or ''}|{self.serial}".lower()


@dataclass(frozen=True, slots=True)
class FoundNumber:
    """A number in a text: ``text[start:end]`` gives its words back."""

    start: int
    end: int
    number: DocumentNumber


def find_document_numbers(text: str) -> tuple[FoundNumber, ...]:
    """All document numbers in running text, in order, without overlap.

    Example: ``find_document_numbers("按晋市政办函〔2014〕46号执行")[0].number.text`` is
    ``"晋市政办函〔2014〕46号"``.
    Returns spans in characters of ``text``. Raises nothing.
    """
    found: list[FoundNumber] = []
    for pattern, kind in (
        (_NUMBER, "number"),
        (_ORDER, "order"),
        (_ORDER_AFTER, "order"),
        (_BARE, "number"),
        (_STANDARD, "standard"),
    ):
        for match in pattern.finditer(text) if _may_hold(text, kind) else ():
            hit = _trim(match, kind)
            if hit and not any(hit.start < other.end and other.start < hit.end for other in found):
                found.append(hit)
    return tuple(sorted(found, key=lambda hit: hit.start))


def parse_document_number(text: str) -> DocumentNumber | None:
    """The number that a text as a whole is, however spelled.

    Example: ``parse_document_number("晋市政办[2023] 5 号")`` has the ``text`` ``晋市政办〔2023〕5号``;
    晋市政办2023 5号 and 晋城市人民政府令（第五号） are read too.
    Returns None where the text is anything else. Raises nothing.
    """
    bare = text.strip().strip("（）()").strip()
    if not bare or len(bare) > _LONGEST:
        return None
    bare = bare + "）" if bare.count("（") + bare.count("(") > bare.count("）") + bare.count(")") else bare
    for candidate in (bare, bare + "号"):
        for pattern, kind in (
            (_NUMBER, "number"),
            (_ORDER, "order"),
            (_ORDER_AFTER, "order"),
            (_BARE, "number"),
            (_STANDARD, "standard"),
        ):
            match = pattern.fullmatch(candidate)
            if match:
                return _number(match, kind, _clean(match["organ"]))
    return None


def normalise(text: str) -> str:
    """The normal form of a number that stands alone, or the text without its blanks.

    Example: ``normalise("晋市政办（2023）０５ 号")`` is ``"晋市政办〔2023〕5号"``.
    Returns a string, never empty for a text with a visible character. Raises nothing.
    """
    number = parse_document_number(text)
    return number.text if number else "".join(text.split())


def _may_hold(text: str, kind: str) -> bool:
    if kind == "standard":
        return any(c in text for c in "-—－–")
    return "号" in text and (kind != "order" or "令" in text or "告" in text)


def _clean(text: str) -> str:
    return re.sub(r"\s", "", text).replace("(", "（").replace(")", "）")


def _trim(match: re.Match[str], kind: str) -> FoundNumber | None:
    """Cuts the words of the sentence that ran into the organ."""
    organ, start = match["organ"], match.start()
    if kind != "standard":
        leads = _ORDER_LEADS if kind == "order" else _LEAD_WORDS
        for pattern in (leads, _DATE_LEAD, *((_FULL_NAME_LEAD,) if kind == "number" else ())):
            lead = pattern.match(organ)
            cut = lead.end() if lead else 0
            cut += len(organ[cut:]) - len(organ[cut:].lstrip(" 、，\t\n\r　"))
            organ, start = organ[cut:], start + cut
    if not organ.strip():
        return None
    end = match.end()
    if match.group()[-1] in ")）" and not re.search(r"[（(]", match.string[start : end - 1]):
        end = start + len(match.string[start : end - 1].rstrip())
    return FoundNumber(start, end, _number(match, kind, _clean(organ)))


def _number(match: re.Match[str], kind: str, organ: str) -> DocumentNumber:
    year_text = _clean(match["year"] or "")
    year = read_number(year_text) if year_text else None
    if kind == "standard":
        return DocumentNumber(organ, year, match["serial"], kind)
    serial = read_number(_clean(match["serial"]))
    word = match["word"] if kind == "order" else ""
    printed = unicodedata.normalize("NFKC", _clean(match["serial"]))
    return DocumentNumber(organ + word, year, printed if serial is None else str(serial), kind)
