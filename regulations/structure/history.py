"""The history of an act as its own head tells it: adopted, approved, made public, amended, in force.

In the room: the lines between a law's title and its text. Not in the room: the text.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from documents.gazette.parsed import HistoryEvent
from documents.text.dates import FoundDate, find_dates

# 第二次修正 · 会议通过 · 省人大常委会批准 · 令第388号公布 · 自1998年1月1日起施行
_EVENT = re.compile(
    r"(?P<repeal>废止|宣布失效)|(?P<amend>修正|修改)|(?P<revise>修订)|(?P<approve>批准)|(?P<adopt>通过|制定)"
    r"|(?P<publish>公\s?布|发\s?布|颁\s?布|颁\s?发|印\s?发)|(?P<effect>施\s?行|实\s?施|执\s?行|生\s?效|试\s?行)"
)
_KINDS = {
    "repeal": "废止", "amend": "修正", "revise": "修订", "approve": "批准",
    "adopt": "通过", "publish": "公布", "effect": "施行",
}  # fmt: skip
# where one date carries several words (修订通过, 公布施行, 会议批准修订) the first of these tells what happened
_ORDER = ("废止", "修正", "修订", "批准", "通过", "公布", "施行")
_QUOTED = re.compile(r"《[^《》]{0,200}(?:《[^《》]{0,200}》[^《》]{0,200}){0,4}》")
_FROM_PUBLICATION = re.compile(r"(?:自|从)?\s?(?:公布|发布|颁布|通过|批准)之日起?\s?(?:施行|实施|生效|执行)")
_EFFECT = re.compile(r"(?:施行|实施|生效|执行)$")
_FURTHER = re.compile(
    r"(?:通过|批准|公布|发布|颁布|修正|修订)[\s\u3000，,；;。、）)]*(?P<further>(?:根据|依据).{0,400}?(?:修正|修订|修改))"
)
_BASED = re.compile(r"(?:根据|依据)\s*$")
_CHANGED = re.compile(r"修正|修订|修改")
_MAKING = frozenset({"通过", "批准", "公布"})
_LEAD = re.compile(r"^(?:\s|通过的(?=《)|[，,；;、。）)：:]|起(?!草)|经(?=.{4})|由(?=.{4}))+")
_TAIL = re.compile(r"(?:\s|[，,；;、。（()）：:]|根据|依据|并?于|自|从|已经|业经|经|现予|予以){1,40}$")
_ORDINAL = re.compile(r"(?:第[一二三四五六七八九十]{1,3}次)?$")
_LONGEST_LEAD = 80
_BLANKS = re.compile(r"[\s\u3000]+")


def read_history(lines: Sequence[str]) -> tuple[HistoryEvent, ...]:
    """Read the history lines of an act; a line without a date goes on with the one before it.

    Example: ``2003年8月15日 中华人民共和国国务院令第388号公布`` is the event 公布 of that day, by
    中华人民共和国国务院令第388号. A date without any word of an event tells when the act was made: 公布.
    Returns events in printed order. Raises nothing.
    """
    events: list[HistoryEvent] = []
    for text in _joined(lines):
        events += _events(text)
        events += _from_publication(text, events)
    return tuple(events)


def _joined(lines: Sequence[str]) -> list[str]:
    """国务院 | 中央军委发布 : a line without a date belongs to the one before, the first to the next."""
    texts: list[str] = []
    lead = ""
    for line in lines:
        bare = line.strip()
        if texts and _is_half(texts[-1]) and _full_dates(bare):
            texts[-1] += f" {bare}"
        elif _full_dates(bare):
            texts.append(f"{lead} {bare}".strip())
            lead = ""
        elif texts:
            texts[-1] += bare if texts[-1][-1:] in "《〈" or bare[:1] in "《〈" else f" {bare}"
        elif len(bare) <= _LONGEST_LEAD:
            lead = bare
    return texts


def _is_half(text: str) -> bool:
    """根据2024年5月7日本市人大常委会通过 : the change itself stands on the next line."""
    bare = text.lstrip(" （(〔[")
    return bare.startswith(("根据", "依据")) and not _CHANGED.search(_without_quotes(text))


def _full_dates(text: str) -> list[FoundDate]:
    """Dates outside of 《》: 《关于2001年12月31日以前…的决定》 tells no event."""
    return [found for found in find_dates(_without_quotes(text)) if found.on]


def _without_quotes(text: str) -> str:
    return _QUOTED.sub(lambda match: "《" + "＿" * (len(match.group()) - 2) + "》", text)


def _events(text: str) -> list[HistoryEvent]:
    """One event for each date outside of 《》, of what is said up to the next."""
    dates = _full_dates(text)
    if not dates:
        return []
    plain = _without_quotes(text)
    bounds = [found.start for found in dates[1:]] + [len(text)]
    events: list[HistoryEvent] = []
    kind: str | None = None
    for found, end in reversed(list(zip(dates, bounds, strict=True))):
        stop = _own_end(plain, found.end, end)
        words = plain[found.end : stop]
        match = _event(words)
        own = _KINDS[str(match.lastgroup)] if match else None
        shares = own is None and kind is not None and words.rstrip().endswith(("、", "和", "，", ","))
        kind = own or (kind if shares and kind else "公布")
        by = _organ(text[found.end : stop], match)
        if not by and found is dates[0] and kind != "施行":
            by = _organ(text[: found.start], None)
        events.append(HistoryEvent(kind, found.on, by))
    return _of_one_change(plain, dates, events[::-1])


def _of_one_change(
    plain: str, dates: Sequence[FoundDate], events: Sequence[HistoryEvent]
) -> list[HistoryEvent]:
    """根据5月7日本市人大常委会通过 5月30日省人大常委会批准的《…的决定》修正 : both days are the change's."""
    changed = list(events)
    for at, found in enumerate(dates):
        if not _BASED.search(plain, max(0, found.start - _LONGEST_LEAD), found.start):
            continue
        later = takewhile(lambda event: event.kind in _MAKING, events[at:])
        end = at + sum(1 for _ in later)
        if end < len(events) and events[end].kind in ("修正", "修订"):
            changed[at:end] = [replace(event, kind=events[end].kind) for event in events[at:end]]
    return changed


def _own_end(plain: str, start: int, end: int) -> int:
    """…批准 根据1997年…修正 : what follows 根据 is another event, whose day is not told."""
    match = _FURTHER.search(plain, start, end)
    return match.start("further") if match else end


def _event(words: str) -> re.Match[str] | None:
    """The word that tells what happened, of several the weightiest."""
    hidden = _FROM_PUBLICATION.sub(lambda match: "＿" * len(match.group()), words)
    found = {_KINDS[str(match.lastgroup)]: match for match in reversed(list(_EVENT.finditer(hidden)))}
    return next((found[name] for name in _ORDER if name in found), None)


def _organ(printed: str, event: re.Match[str] | None) -> str:
    """Who did it: the words up to the word of the event, 第二次 left out."""
    cut = printed[: event.start()] if event else printed
    if event and event.lastgroup in ("amend", "revise"):
        cut = _ORDINAL.sub("", cut.rstrip())
    cut = _TAIL.sub("", _LEAD.sub("", cut.strip()))
    return _BLANKS.sub(" ", cut).strip(" ，,；;。、（）()[]")


def _from_publication(text: str, events: Sequence[HistoryEvent]) -> list[HistoryEvent]:
    """自公布之日起施行 in a head is an event without a day of its own."""
    match = _FROM_PUBLICATION.search(_without_quotes(text)) if events else None
    return [HistoryEvent("施行", None, _EFFECT.sub("", match.group()).strip())] if match else []
