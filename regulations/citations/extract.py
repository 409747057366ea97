"""Every mention of an act in a text, as a Citation with its span.

In the room: 《…》 with number and provision, bare numbers, aliases, titles without 《》, inner
references. Not in the room: which act a mention leads to, and what it does to that act.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from documents.text.dates import find_dates
from documents.text.document_numbers import FoundNumber, find_document_numbers
from documents.text.titles import title_key
from regulations.citations.aliases import (
    ALIAS,
    Alias,
    Aliases,
    KnownMention,
    find_known_titles,
    is_word_end,
)
from regulations.citations.inner import find_inner
from regulations.citations.model import ACT, NUMBER, SHORT_NAME, Citation
from regulations.citations.model import ALIAS as ALIAS_KIND
from regulations.citations.provisions import DECIMAL, LOWER_PROVISION, PROVISION, beside, read_provision
from regulations.citations.spans import Covered, NumbersByPlace
from regulations.citations.titles import (
    QuotedTitle,
    find_quoted_titles,
    is_act_title,
    is_bare_genre,
    normal_title,
)

_LONGEST_BRACKET = 160
# （2019年修正） · （2021年修订版）
_EDITION = re.compile(
    r"\s{0,2}(?:(?:19|20)[0-9]{2}年?)?(?:第[一二三四五六七八九十]次)?(?:修正|修订|修改|版)[版本]?\s{0,2}"
)
# （以下分别简称《条例》《办法》）
_SEVERALLY = re.compile(r"分别简?称为?")
_SHORT_NAME = re.compile(r"《([^《》]{1,30})》|“([^“”]{1,30})”")
_OPENING = re.compile(r"\s{0,3}(?P<open>[（(])")
_TITLE_QUALIFIER = re.compile(r"\s{0,2}[（(]\s{0,2}(?:试行|暂行|草案)\s{0,2}[）)]")
# 《X》第五条 · 《X》的第五条 · 《X》（国发〔2023〕1号）中第五条 · 《X预案》4.3.2
_TAIL_PROVISION = re.compile(
    rf"\s{{0,2}}(?:中的?|的|所?规定的)?\s{{0,2}}(?P<at>{PROVISION}|{DECIMAL})(?![\u4e00-\u9fff]{{0}}[线路战])"
)
_JOINED = re.compile(
    rf"\s{{0,2}}(?:、|和|与|及|以及|或者?|至|到)\s{{0,2}}(?P<at>{PROVISION}|{LOWER_PROVISION})"
)
# 环办便函〔2021〕433号文印发了《…》 · 晋市政办〔2023〕5号《…》
_NUMBER_THEN_TITLE = re.compile(
    r"(?:文件?)?(?:[，,]?(?:联合)?(?:印发|下发|转发|发布|公布|颁布)(?:了|的)?)?\s{0,2}$"
)
# 生态环境部等部门《…》 · 2018年9月17日市国资委印发的《…》
_ISSUER = re.compile(
    r"(?:^|[，。；、：\s]|根据|依据|按照|落实|执行|贯彻|对照|日|原|和|以及|推动|参照)"
    r"(?P<issuer>[\u4e00-\u9fff、]{2,40}?(?:部门?|委员会|委|局|厅|办公室|办公厅|政府|国务院|安委会|中央|常委会|人大|部委|单位|署|行))"
    r"(?:联合)?(?:(?:印发|下发|发布|公布|制定|出台|颁布)的?)?$"
)
_DEFINING = re.compile(r"称为?[:：]?[“\"‘《]?$")
_DATE_LEAD = re.compile(r"[日号](?:[\u4e00-\u9fff、]{0,40})?(?:印发|下发|发布|公布|颁布|通过)的?$")


def find_citations(text: str, context: Aliases | None = None) -> tuple[Citation, ...]:
    """Every mention of an act or of a provision in a text, in order, without overlap.

    Example: 根据《甲办法》（国发〔2023〕18号）第五条 is one citation of kind ``act`` with title,
    number and provision.
    Returns citations whose ``text[start:end]`` is their ``quote``. Raises nothing.
    """
    context = context or Aliases()
    numbers = NumbersByPlace(find_document_numbers(text))
    acts, defined = _find_acts(text, numbers)
    covered = Covered(len(text), [(c.start, c.end) for c in acts])
    context = context.with_entries(defined)
    found = [c for c in (_as_alias(c, context) for c in acts) if _names_act(c)]
    for number in numbers.all:
        if number.number.kind != "standard":
            _take(found, covered, _with_tail(text, _bare_number(text, number)))
    for mention in find_known_titles(text, context.known_titles):
        _take(found, covered, _with_tail(text, _short_name(text, mention, context)))
    for cite in _plain_aliases(text, context):
        _take(found, covered, cite)
    for cite in _joined_provisions(text, found):
        _take(found, covered, cite)
    found += find_inner(text, covered)
    return tuple(sorted(found, key=lambda c: c.start))


def collect_aliases(
    texts: Iterable[str],
    own_titles: Iterable[str] = (),
    known: frozenset[str] = frozenset(),
) -> Aliases:
    """The table of short names that a document's paragraphs define.

    Example: 《甲管理办法》（以下简称《办法》） makes 《办法》 stand for 甲管理办法.
    Returns a table for ``find_citations``. Raises nothing.
    """
    entries: list[Alias] = []
    cited: dict[str, str] = {}
    for text in texts:
        if "《" not in text:
            continue
        acts, defined = _find_acts(text, NumbersByPlace(find_document_numbers(text)))
        entries += defined
        for act in acts:
            if act.title and is_act_title(act.title) and not is_bare_genre(act.title):
                cited.setdefault(title_key(act.title), act.title)
    own = tuple(dict.fromkeys(normal_title(t) for t in own_titles if t))
    return Aliases(tuple(entries), own, known, tuple(cited.values()))


def _take(found: list[Citation], covered: Covered, cite: Citation) -> None:
    if covered.free(cite.start, cite.end):
        covered.add(cite.start, cite.end)
        found.append(cite)


def _find_acts(text: str, numbers: NumbersByPlace) -> tuple[list[Citation], list[Alias]]:
    """The quoted titles with what hangs on them, and the short names defined there."""
    quoted = find_quoted_titles(text)
    acts: list[Citation] = []
    defined: list[Alias] = []
    covered = 0
    for index, found in enumerate(quoted):
        if found.start < covered:
            continue
        title = _with_qualifier(text, found)
        stop = quoted[index + 1].start if index + 1 < len(quoted) else len(text)
        end, number, inside = _read_brackets(text, title, numbers)
        for words in inside:
            named = [(act.title or "", act.doc_number) for act in acts]
            defined += _definitions(words, [*named, (title.title, number)])
        head = None if number else _number_before(text, title.start, numbers, covered)
        start = head.start if head else title.start
        number = head.number.text if head else number
        issuer, issued_on = _words_before(text, title.start)
        cite = Citation(
            start, end, ACT, text[start:end], title.title, number, issuer=issuer, issued_on=issued_on
        )
        acts.append(_with_tail(text, cite, stop if stop > end else None))
        covered = acts[-1].end
    return acts, defined


def _with_qualifier(text: str, title: QuotedTitle) -> QuotedTitle:
    """《甲办法》（试行） is 甲办法（试行）."""
    match = _TITLE_QUALIFIER.match(text, title.end)
    if not match or not title.closed:
        return title
    return replace(title, end=match.end(), title=normal_title(title.title + match.group()))


def _read_brackets(
    text: str, title: QuotedTitle, numbers: NumbersByPlace
) -> tuple[int, str | None, list[str]]:
    """The end of a title with its brackets, the number in them, and their words."""
    end, number, inside = title.end, None, []
    for _ in range(3):
        opening = _OPENING.match(text, end)
        close = _matching_close(text, opening.end()) if opening else -1
        if not opening or close == -1:
            break
        words = text[opening.end() : close]
        hit = numbers.within(opening.end() - 1, close + 1)
        if hit is None and not (ALIAS.search(words) or _SEVERALLY.search(words) or _EDITION.fullmatch(words)):
            break
        number = number or (hit.number.text if hit else None)
        inside.append(words)
        end = close + 1
    if number is None:
        gap = end + len(text[end : end + 2]) - len(text[end : end + 2].lstrip())
        hit = numbers.starting_at(gap)
        if hit:
            return hit.end, hit.number.text, inside
    return end, number, inside


def _matching_close(text: str, start: int) -> int:
    depth = 1
    for at in range(start, min(len(text), start + _LONGEST_BRACKET)):
        if text[at] in "（(":
            depth += 1
        elif text[at] in "）)":
            depth -= 1
            if depth == 0:
                return at
        elif text[at] in "。\n":
            return -1
    return -1


def _definitions(words: str, acts: Sequence[tuple[str, str | None]]) -> list[Alias]:
    """The short names that a bracket gives to the act before it, or to the last of ``acts`` one each."""
    lead = _SEVERALLY.search(words)
    if lead:
        return _severally(words[lead.end() :], acts)
    title, number = acts[-1]
    out = []
    for match in ALIAS.finditer(words):
        word = normal_title(match["a"] or match["b"] or match["c"])
        if word != title and word[0] not in "本我":
            out.append(Alias(word, title, number))
    return out


def _severally(words: str, acts: Sequence[tuple[str, str | None]]) -> list[Alias]:
    """《甲条例》《乙办法》（以下分别简称《条例》《办法》） : none where a name does not fit its act."""
    names = [normal_title(quoted or plain) for quoted, plain in _SHORT_NAME.findall(words)]
    pairs = list(zip(names, acts[-len(names) :], strict=False)) if names else []
    fits = len(names) <= len(acts) and all(set(name) <= set(title) for name, (title, _) in pairs)
    return [Alias(name, title, number) for name, (title, number) in pairs] if fits else []


def _number_before(text: str, start: int, numbers: NumbersByPlace, covered: int) -> FoundNumber | None:
    hit = numbers.before(start)
    if hit is None or hit.start < covered or start - hit.end > 14 or hit.number.kind == "standard":
        return None
    return hit if _NUMBER_THEN_TITLE.fullmatch(text[hit.end : start]) else None


def _words_before(text: str, start: int) -> tuple[str | None, date | None]:
    before = text[max(0, start - 60) : start]
    issuer = _ISSUER.search(before)
    issued_on = None
    if _DATE_LEAD.search(before):
        dates = [d for d in find_dates(before) if d.on]
        issued_on = dates[-1].on if dates else None
    return (issuer["issuer"].strip("、") if issuer else None), issued_on


def _with_tail(text: str, cite: Citation, stop: int | None = None) -> Citation:
    match = _TAIL_PROVISION.match(text, cite.end, stop if stop is not None else len(text))
    named = read_provision(match["at"]) if match else None
    if not match or not named:
        return cite
    return replace(
        cite,
        end=match.end(),
        quote=text[cite.start : match.end()],
        provision_cite=named.cite,
        provision_path=named.path,
    )


def _joined_provisions(text: str, found: list[Citation]) -> list[Citation]:
    """《X》第五条、第六条 : a citation of its own for each further provision."""
    more: list[Citation] = []
    for cite in found:
        last = cite
        while last.provision_path and len(more) < 2000:
            match = _JOINED.match(text, last.end)
            named = read_provision(match["at"]) if match else None
            if not match or not named:
                break
            start, end = match.span("at")
            last = replace(
                cite,
                start=start,
                end=end,
                quote=text[start:end],
                provision_cite=named.cite,
                provision_path=beside(last.provision_path or "", named.path),
            )
            more.append(last)
    return more


def _as_alias(cite: Citation, context: Aliases) -> Citation:
    title = cite.title or ""
    if cite.doc_number:
        return cite
    meant = context.meaning(title)
    if meant and (meant.word == title) and (meant.title != title):
        return replace(
            cite, kind=ALIAS_KIND, title=meant.title, doc_number=meant.doc_number,
            alias_of=meant.title or meant.doc_number, own=_is_own(meant, context),
        )  # fmt: skip
    if is_bare_genre(title):
        return replace(cite, kind=ALIAS_KIND, title=None)
    return replace(cite, own=context.is_own(title))


def _names_act(cite: Citation) -> bool:
    """Forms, papers and works of art stand in 《》 too."""
    if cite.doc_number or (cite.kind == ALIAS_KIND and not cite.title):
        return True
    return is_act_title(cite.title or "")


def _bare_number(text: str, number: FoundNumber) -> Citation:
    return Citation(
        number.start, number.end, NUMBER, text[number.start : number.end], None, number.number.text
    )


def _short_name(text: str, mention: KnownMention, context: Aliases) -> Citation:
    words = text[mention.start : mention.end]
    return Citation(
        mention.start, mention.end, SHORT_NAME, words, mention.title, own=context.is_own(mention.title)
    )


def _plain_aliases(text: str, context: Aliases) -> Iterator[Citation]:
    """Defined words that stand without 《》, those of two characters only in “”."""
    for entry in context.by_word.values():
        at = text.find(entry.word) if len(entry.word) >= 2 else -1
        while at != -1:
            end = at + len(entry.word)
            quoted = len(entry.word) < 3 and text[max(0, at - 1) : end + 1] == f"“{entry.word}”"
            plain = len(entry.word) >= 3 or quoted
            if plain and not _DEFINING.search(text[max(0, at - 6) : at]) and is_word_end(text, end):
                start, stop = (at - 1, end + 1) if quoted else (at, end)
                cite = Citation(
                    start, stop, ALIAS_KIND, text[start:stop], entry.title, entry.doc_number,
                    alias_of=entry.title or entry.doc_number, own=_is_own(entry, context),
                )  # fmt: skip
                yield _with_tail(text, cite)
            at = text.find(entry.word, end)


def _is_own(meant: Alias, context: Aliases) -> bool:
    return meant.own or bool(meant.title and not meant.doc_number and context.is_own(meant.title))
