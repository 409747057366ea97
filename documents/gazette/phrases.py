"""The set phrases that the frame of an official document is made of (GB/T 9704).

In the room: recognising one line as number, addressees, signature, date, note of
publicity, label of an attachment. Not in the room: where a document begins or ends.
"""

import re
from datetime import date

from documents.gazette.organs import is_organs
from documents.text.dates import read_date
from documents.text.document_numbers import parse_document_number
from documents.text.normal import ends_sentence, strip_blanks
from documents.text.numerals import read_number

_NUMBER_LINE = re.compile(
    r"[（(]?\s*(?P<n>[\u4e00-\u9fffA-Za-z（）()]{1,24}\s*[〔﹝\[（(【［]\s*[12１２][0-9０-９\s]{3,6}\s*+年?\s*+[〕﹞\]）)】］]\s*+"
    r"第?\s*+[0-9０-９]{1,5}\s*号)\s*[）)]?"
)
_SERIAL = r"第?\s*+[0-9０-９一二三四五六七八九十百]{1,6}\s*号"
# 晋城市人民政府令 · 杭州市人民政府令第338号 · 明川市人民代表大会常务委员会公告（第5号）
_ORDER_LINE = re.compile(
    rf"(?P<organ>[\u4e00-\u9fff]{{2,40}}?)\s*(?P<word>令|公\s?告)\s*+(?:[（(〔]?\s*+(?P<n>(?:[^（）()]{{1,12}}[）)]?\s*+)?{_SERIAL})\s*[）)]?)?"
)
# 第5号 · 2022年第4号 · 〔2019〕第5号
_ORDER_NUMBER = re.compile(
    rf"[（(]?\s*+(?:(?P<y>[12][0-9]{{3}}\s*年\s*+)|[〔（(\[]\s*+(?P<b>[12][0-9]{{3}})\s*+[〕）)\]]\s*+)?"
    rf"(?P<n>{_SERIAL})\s*[）)]?"
)
_PUBLICITY = re.compile(
    r"[（(]?\s*(?P<words>(?:此|本)件[^，。；]{0,16}?(?:公开|发布|登载|刊登)[^，。；]{0,10}?)\s*[）)]?[。]?"
)
_LABEL = re.compile(
    r"[【\[]?附\s*(?:件|表|录)\s*+(?P<n>[0-9０-９]{1,3}|[一二三四五六七八九十]{1,3})?(?:[-—－][0-9]{1,2})?\s*+[】\]]?\s*+[:：]?"
)
_LABEL_AND_TITLE = re.compile(
    r"附\s*(?:件|表|录)\s*+(?P<n>[0-9０-９]{1,3}|[一二三四五六七八九十]{1,3})?(?:\s*+[:：]|\s++|(?<=\s))\s*+(?P<title>[^。；\s][^。；]{2,60})"
)
_CHRONICLE = re.compile(
    r".{0,24}?(?:(?P<y>[12１２][0-9０-９]{3})年)?(?P<m>[0-9０-９]{1,2}|[一二三四五六七八九十]{1,2})月(?:份)?.{0,6}大事记"
)
# 市政府大事记（2023年3月）
_CHRONICLE_BEFORE = re.compile(
    r".{0,20}?大事记[（(—·]?(?:(?P<y>[12１２][0-9０-９]{3})年)?(?P<m>[0-9０-９]{1,2}|[一二三四五六七八九十]{1,2})月(?:份)?[）)]?"
)
_ADDRESSED = re.compile(r"[\u4e00-\u9fffA-Za-z0-9（）()、，,；;《》〈〉“”\s·\-]{2,400}?[：:]")
_NOT_ADDRESSED = re.compile(r"如下|以下|下列|作出|通过|规定|^[（(]|要求|明确|决定[：:]$")
_ADDRESSEE_WORD = re.compile(
    r"各|人民政府|办公室|委员会|委|局|厅|部门|单位|公司|办|院|校|处|中心|企业|银行|街道|乡|镇|公民|同志|你"
)
_SIGNER = re.compile(
    r"(?:自治[区州县]\s*+)?代?\s*+(?:[市省州县区盟旗]\s*长|主\s*席|总\s*理|主\s*任|局\s*长|厅\s*长|部\s*长)"
    r"\s*+[:：]?\s*+[\u4e00-\u9fff]{1,2}\s*[\u4e00-\u9fff·]{1,4}"
)
# 市　长 : the name may be a picture of a signature
_UNNAMED_SIGNER = re.compile(r"代?(?:[市省州县区盟旗]长|总理|自治区主席)")
_DATE_TAIL = re.compile(
    r"(?P<organ>.{3,60}?)[\s\u3000]+(?P<date>(?:[12][0-9]{3}|二[〇○零0][^\s]{2})\s*年\s*\S{1,3}\s*月\s*\S{1,3}\s*日)"
)
# 2020年4月 日 · 二〇二〇年 月 日
_UNFILLED_DAY = re.compile(
    r"(?:[12][0-9]{3}|二[〇○零0][^\s]{2})年(?:[0-9]{1,2}|[一二三四五六七八九十]{1,2})?月日"
)
_LONGEST_CODE = 8
_ISSUE_WORDS = re.compile(r"印发|转发|批转|公布|发布|下发")


def number_on_line(text: str) -> str | None:
    """The document number that a line is, in normal form.

    Example: ``number_on_line("晋市政发〔2021〕4 号")`` is ``"晋市政发〔2021〕4号"``.
    Returns None for any other line. Raises nothing.
    """
    if len(text) > 48 or "号" not in text[-3:]:
        return None
    match = _NUMBER_LINE.fullmatch(text.strip()) or _torn_number(text)
    found = parse_document_number(match["n"]) if match else None
    return found.text if found else None


def _torn_number(text: str) -> re.Match[str] | None:
    """A short code may be torn by a blank: 城政 发〔2024〕5号."""
    bare = strip_blanks(text)
    match = _NUMBER_LINE.fullmatch(bare)
    return match if match and len(re.split(r"[〔﹝\[（(【［]", bare)[0]) <= _LONGEST_CODE else None


def order_on_line(text: str) -> tuple[str, str, str | None] | None:
    """The organ of an order or announcement, its word, and its number where the line holds it.

    Example: ``order_on_line("晋城市人民政府令")`` is ``("晋城市人民政府", "令", None)``.
    Returns None for any other line. Raises nothing.
    """
    bare = text.strip()
    if len(bare) > 60 or ("令" not in bare and "告" not in bare):
        return None
    match = _ORDER_LINE.fullmatch(bare)
    if not match or not is_organs(match["organ"]):
        return None
    return match["organ"], strip_blanks(match["word"]), match["n"] and normal_order_number(match["n"])


def order_number(text: str) -> str | None:
    """The number of an order on a line of its own.

    Example: ``order_number("第5号")`` is ``"第5号"``.
    Returns None for any other line. Raises nothing.
    """
    if len(text) > 24 or "号" not in text:
        return None
    match = _ORDER_NUMBER.fullmatch(text.strip())
    if not match:
        return None
    year = f"〔{match['b']}〕" if match["b"] else strip_blanks(match["y"] or "")
    return year + normal_order_number(match["n"])


def normal_order_number(text: str) -> str:
    """An order's number in normal form.

    Example: ``normal_order_number("第 五 号")`` is ``"第5号"``.
    Returns a string; what is not a numeral stays. Raises nothing.
    """
    bare = strip_blanks(text).removeprefix("第")
    number = read_number(bare.removesuffix("号"))
    return f"第{number}号" if number else (bare if bare.startswith("第") else f"第{bare}")


def signing_date(text: str) -> date | None:
    """The day of a line that is a date, or ends with one after the name of an organ.

    Example: ``signing_date("2024年 3月 8日")`` is 8 March 2024.
    Returns None for any other line. Raises nothing.
    """
    bare = text.strip()
    if not bare or len(bare) > 80 or bare[-1] not in "日号）)":
        return None
    plain = read_date(bare.strip("（）()"))
    if plain:
        return plain
    match = _DATE_TAIL.fullmatch(bare)
    if match and (is_organs(match["organ"]) or _SIGNER.fullmatch(match["organ"])):
        return read_date(match["date"])
    return None


def is_unfilled_day(text: str) -> bool:
    """Whether a line is a date whose day, or month and day, were never filled in.

    Example: ``is_unfilled_day("2020年4月  日")`` is true.
    Returns a truth value. Raises nothing.
    """
    return len(text) <= 24 and _UNFILLED_DAY.fullmatch(strip_blanks(text)) is not None


def publicity_note(text: str) -> str | None:
    """The words of a note of publicity.

    Example: ``publicity_note("（此件公开发布）")`` is ``"此件公开发布"``.
    Returns None for any other line. Raises nothing.
    """
    if len(text) > 40 or "件" not in text:
        return None
    match = _PUBLICITY.fullmatch(text.strip())
    return strip_blanks(match["words"]) if match else None


def is_signer(text: str) -> bool:
    """Whether a line is the name of an office holder who signs.

    Example: ``is_signer("市长 薛明耀")`` is true.
    Returns a truth value. Raises nothing.
    """
    return len(text) <= 24 and _SIGNER.fullmatch(text.strip()) is not None


def is_unnamed_signer(text: str) -> bool:
    """Whether a line is only the office of the head of a government, as above a signature that is a picture.

    Example: ``is_unnamed_signer("省　长")`` is true.
    Returns a truth value. Raises nothing.
    """
    return len(text) <= 12 and _UNNAMED_SIGNER.fullmatch(strip_blanks(text)) is not None


def attachment_label(text: str) -> tuple[int | None, str] | None:
    """The ordinal of an attachment's label on a line, with its title where it follows.

    Example: ``attachment_label("附件２")`` is ``(2, "")``.
    Returns None for any other line. Raises nothing.
    """
    bare = text.strip()
    if not bare.startswith(("附", "【附", "[附")) or len(bare) > 70:
        return None
    label = _LABEL.fullmatch(bare)
    if label:
        return _ordinal(label["n"]), ""
    titled = _LABEL_AND_TITLE.fullmatch(bare)
    if titled and titled["n"] and not ends_sentence(bare):
        return _ordinal(titled["n"]), titled["title"]
    return None


def _ordinal(printed: str | None) -> int | None:
    return read_number(printed) if printed else None


def chronicle_title(text: str) -> tuple[int | None, int] | None:
    """The year (where printed) and month of a chronicle's title.

    Example: ``chronicle_title("晋城市人民政府3月大事记")`` is ``(None, 3)``.
    Returns None for any other line. Raises nothing.
    """
    if "大事记" not in text or len(text) > 44:
        return None
    bare = strip_blanks(text)
    match = _CHRONICLE.fullmatch(bare) or _CHRONICLE_BEFORE.fullmatch(bare)
    month = read_number(match["m"]) if match else None
    if not match or not month or month > 12:
        return None
    return (int(match["y"]) if match["y"] else None), month


def is_addressed(text: str) -> bool:
    """Whether a text is a line of addressees, colon included.

    Example: ``is_addressed("各县（市、区）人民政府，各委、办、局：")`` is true.
    Returns a truth value. Raises nothing.
    """
    return (
        text[-1:] in "：:"
        and len(text) <= 400
        and _ADDRESSED.fullmatch(text) is not None
        and _NOT_ADDRESSED.search(text) is None
        and _ADDRESSEE_WORD.search(text) is not None
    )


def issues_something(title: str) -> bool:
    """Whether a title says that the document issues another text.

    Example: ``issues_something("关于印发晋城市地震应急预案的通知")`` is true.
    Returns a truth value. Raises nothing.
    """
    return _ISSUE_WORDS.search(title) is not None
