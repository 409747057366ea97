"""Titles of acts: where 《…》 stand in a text, the printed normal form, what counts as a title.

In the room: bracket matching with nesting and with missing brackets, title forms
Not in the room: numbers, aliases, and which act a title means.
"""

import re
from dataclasses import dataclass

from documents.text.titles import title_key

_LONGEST_TITLE = 120
_OPENERS, _CLOSERS = "《", "》"
_STOPS = "。；;\n"
# 《关于印发《X》的通知 : the outer bracket was never closed
_OUTER_TAIL = re.compile(
    r"的?(?:通知|决定|意见|批复|函|公告|通告|请示|报告|方案|办法|规定)(?![\u4e00-\u9fff])"
)
# where the words of an unclosed title end
_UNCLOSED_END = re.compile(r"[，,。；;：:、\n《（(]|(?:等|已经|同时废止|予以废止|的规定|的要求|精神)")
_ACT_WORD = (
    "法典|法|条例|规定|办法|细则|规则|决定|意见|通知|方案|计划|规划|纲要|预案|标准|规范|指南|导则|规程"
    "|目录|清单|措施|制度|公告|通告|批复|函|请示|报告|章程|决议|要点|体系|协定|公约|准则|定额|手册|大纲"
    "|通则|税则|议定书|宪章|药典|声明|指示|政策|解释|命令|令|要求|区划|指引|行动|名单|规程|纪要|宣言|守则|工程|分类|通报|复函|方法|图集|总则|规章|备忘录|公报|规约|口径|流程|机制|部署|安排|任务|名录"
)
_LONG_WORDS = "|".join(word for word in _ACT_WORD.split("|") if len(word) > 1)
_GENRE_LEAD = "实施|暂行|管理|指导|若干|行动|工作|建设|总体|试行|具体|应急|评价|配套|改革|发展|通用|推进|专项|技术|三年|年度"
# 暂行办法 · 实施方案 · 条例 : no name of an act, only its kind
_BARE_GENRE = re.compile(
    rf"(?:{_GENRE_LEAD}){{0,3}}(?:{_ACT_WORD})(?:（(?:试行|暂行|草案|征求意见稿|修订|修正)）)?"
)
# 报告表 · 承诺书 · 许可证 : forms and papers, no acts
_FORM = re.compile(
    r"(?:表|样表|书|证|证书|执照|(?<!清)(?<!名)单|合同|协议|台账|档案|记录|笔录|日报|晚报|周刊|杂志|回执|发票|凭证|账簿|须知卡|明白卡)"
    r"(?:（[^（）]{1,12}）)?$"
)
# an act says somewhere what kind it is: 环境影响评价技术导则地下水环境
_NAMES_KIND = re.compile(rf"(?:{_LONG_WORDS})|[法令函](?:（[^（）]{{1,14}}）)?$")
_NOT_ACTS = frozenset({"政府工作报告", "政府工作报告任务分工"})
_FOLD = str.maketrans(
    {"(": "（", ")": "）", ",": "，", "《": "〈", "》": "〉", "<": "〈", ">": "〉", "＜": "〈", "＞": "〉"}
)
_ISSUED_TITLE = re.compile(
    r"(?:印发|转发|公布|发布|下发)[〈《]?(?P<inner>.{2,100}?)[〉》]?的(?:通知|公告|通告|决定|函)$"
)

# 〈甲办法〉（甲政发〔2018〕3号）
_ONE_TITLE = re.compile(r"[〈《](?P<title>[^〈〉《》]+)[〉》](?:（[^（）]{1,40}）)?")
# 〈甲办法〉等3件文件 · 甲办法第三条 · 部分规范性文件
_NO_ONE_ACT = re.compile(r"[〈〉《》等]|部分|一批|有关|相关|第[^条]{1,8}条")


@dataclass(frozen=True, slots=True)
class QuotedTitle:
    """A title in 《…》: ``text[start:end]`` gives the brackets too; ``title`` is in normal
    form; ``closed`` is False where the closing bracket is missing."""

    start: int
    end: int
    title: str
    closed: bool = True


def find_quoted_titles(text: str) -> tuple[QuotedTitle, ...]:
    """All outermost 《…》 of a text, nested and unclosed ones too.

    Example: 《关于贯彻〈甲法〉的意见》 is one title, 《甲法《乙法》 are two.
    Returns spans in characters of ``text``. Raises nothing.
    """
    found: list[QuotedTitle] = []
    at = text.find(_OPENERS)
    while at != -1:
        hit = _read_title(text, at)
        if hit.title:
            found.append(hit)
        at = text.find(_OPENERS, max(hit.end, at + 1))
    return tuple(found)


def _read_title(text: str, start: int) -> QuotedTitle:
    depth, last_close, inner = 0, -1, -1
    limit = min(len(text), start + _LONGEST_TITLE)
    for at in range(start, limit):
        char = text[at]
        if char == _OPENERS:
            depth += 1
            inner = at if depth == 2 and inner == -1 else inner
        elif char == _CLOSERS:
            depth, last_close = depth - 1, at
            if depth == 0:
                return _title(text, start, at + 1)
        elif char in _STOPS:
            break
    if last_close != -1:
        tail = _OUTER_TAIL.match(text, last_close + 1)
        if tail and depth == 1:
            return _title(text, start, tail.end(), closed=False)
    if inner != -1:
        between = text[start + 1 : inner].rstrip("、，, 和及")
        return _title(text, start, start + 1 + len(between), closed=False)
    stop = _UNCLOSED_END.search(text, start + 2, limit)
    return _title(text, start, stop.start() if stop else limit, closed=False)


def _title(text: str, start: int, end: int, closed: bool = True) -> QuotedTitle:
    words = text[start + 1 : end - 1] if closed else text[start + 1 : end]
    return QuotedTitle(start, end, normal_title(words), closed)


def normal_title(text: str) -> str:
    """A title as it is stored: no blanks, full-width brackets and commas, inner 〈〉.

    Example: ``normal_title("《办法 (试行)》")`` is ``"办法（试行）"``.
    Returns a string, empty for blanks. Raises nothing.
    """
    bare = "".join(text.split())
    if len(bare) > 1 and bare[0] == _OPENERS and bare[-1] == _CLOSERS and bare.count(_OPENERS) == 1:
        bare = bare[1:-1]
    return bare.translate(_FOLD)


def issued_title(title: str) -> str | None:
    """The title of the text that a notice issues, read from the notice's own title.

    Example: 甲市人民政府关于印发乙办法的通知 gives 乙办法.
    Returns None where the title issues nothing. Raises nothing.
    """
    match = _ISSUED_TITLE.search(title[: _LONGEST_TITLE * 2])
    return match["inner"].strip("〈〉《》") if match else None


def titled_act(what: str) -> str | None:
    """The key of the one whole act that a decision's title names, with or without 《》.

    Example: 〈甲办法〉（甲政发〔2018〕3号） names 甲办法; 〈甲办法〉第三条 and 部分文件 name none.
    Returns None where not one whole act is named. Raises nothing.
    """
    quoted = _ONE_TITLE.fullmatch(what)
    if quoted:
        return title_key(quoted["title"])
    return None if _NO_ONE_ACT.search(what) else title_key(what)


def undoubled_keys(key: str) -> tuple[str, ...]:
    """A title's key with one doubled glyph printed once: a page end may print one on both sides.

    Example: ``undoubled_keys("生活垃圾分类管管理条例")`` is ``("生活垃圾分类管理条例",)``.
    Returns a key for each doubled glyph, none for most titles. Raises nothing.
    """
    return tuple(key[:at] + key[at + 1 :] for at in range(len(key) - 1) if key[at] == key[at + 1])


def doubled_keys(key: str) -> tuple[str, ...]:
    """The keys that ``undoubled_keys`` brings back to this one.

    Example: ``doubled_keys("条例")`` is ``("条条例", "条例例")``.
    Returns one key for each glyph. Raises nothing.
    """
    return tuple(key[: at + 1] + key[at:] for at in range(len(key)))


def is_bare_genre(title: str) -> bool:
    """Whether a title is only the kind of an act (暂行办法), thus an alias.

    Example: 实施方案 is, 甲市乙实施方案 is not.
    Returns a truth value. Raises nothing.
    """
    return bool(_BARE_GENRE.fullmatch(normal_title(title)))


def is_act_title(title: str) -> bool:
    """Whether a quoted title can name an act rather than a form, a paper or a newspaper.

    Example: 许可证, 申请表, a newspaper and a play cannot.
    Returns a truth value. Raises nothing.
    """
    bare = normal_title(title)
    if len(bare) < 2 or bare in _NOT_ACTS or _FORM.search(bare[-40:]):
        return False
    return bool(_NAMES_KIND.search(bare))
