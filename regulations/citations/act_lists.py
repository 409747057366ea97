"""Acts named one after another: 《甲》、市财政局《乙》和2019年发布的《丙》.

In the room: which mentions of a sentence stand in one list, and what between them only tells how
an act came about. Not in the room: what becomes of the acts of a list.
"""

import re
from collections.abc import Iterable
from dataclasses import replace

from regulations.citations.model import ACT, NUMBER, Citation

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
# 根据《丁》制定《甲》
_LED = re.compile(r"(?:根据|依据|依照|按照|贯彻|落实|参照|(?<!停止)(?<!终止)(?<!继续)(?:执行|实施))$")
# 根据1997年…《关于修改〈甲条例〉的决定》第一次修正的《甲条例》 : how the act came about
_CHANGED_BY = re.compile(r"(?:第[一二三四五六七八九十]{1,3}次)?(?:修正|修订|修改)")
# 甲政发〔1985〕167号文件发布、1994年市人民政府第20号令修改的《乙办法》
_UNDER_NUMBER = re.compile(rf"(?:文件|文)?(?:{_MADE}|(?:{_PUBLISHED})\s{{0,2}})")
# 第62号令发布（1998年4月30日修订市人民政府第90号令发布）的《乙办法》
_CHANGED_LATER = re.compile(
    rf"(?:{_PUBLISHED})\s{{0,2}}（[^（）。；《》]{{0,120}}(?:修订|修正|修改)[^（）。；《》]{{0,20}}"
)
# 《甲办法》及其补充通知（甲政办〔2019〕30号）
_ITS = re.compile(r"[\s、，,]{0,2}(?:以及|及|和|与)其[\u4e00-\u9fff]{0,12}[（(]?")
# a quoted title in the list whose kind is not known
_OTHER_QUOTED = re.compile(r"《[^《》]{2,100}》(?:（[^（）]{1,30}）)?")
_BREAK = re.compile(rf"[自起已由]|根据(?!{_YEAR})|按照|依照|规定|同时|废止|办理|执行")


def without_origins(text: str, cites: Iterable[Citation]) -> list[Citation]:
    """The acts of a list without what only tells how they came about: the decision that changed one, the
    number under which the next one was issued (which becomes its number).

    Example: 甲政发〔1985〕167号文件发布的《乙办法》 is one act with that number.
    Returns mentions in printed order. Raises nothing.
    """
    out: list[Citation] = []
    for cite in cites:
        if _CHANGED_BY.match(text, cite.end):
            continue
        number = out[-1] if out and out[-1].kind == NUMBER else None
        if number and cite.kind == NUMBER and _CHANGED_LATER.fullmatch(text, number.end, cite.start):
            continue
        if number and cite.kind == ACT and _UNDER_NUMBER.fullmatch(text, number.end, cite.start):
            out[-1] = cite if cite.doc_number else replace(cite, doc_number=number.doc_number)
        else:
            out.append(cite)
    return out


def read_runs(text: str, cites: Iterable[Citation]) -> list[list[Citation]]:
    """The mentions of a sentence, those of one list together.

    Example: 《甲》、市财政局《乙》和2019年发布的《丙》 are one run, what stands after 根据《丁》 another.
    Returns runs in printed order, none empty. Raises nothing.
    """
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
    if _DATED.fullmatch(gap) or _ITS.fullmatch(gap) or not gap.strip("、，,；; 和及与"):
        return True
    return bool(_JOINT.fullmatch(gap) or _BY_ORGAN.fullmatch(gap)) and not _BREAK.search(gap)
