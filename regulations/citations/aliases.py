"""What short words mean inside one document: 以下简称《条例》, 《意见》 for the act itself.

In the room: the table of short names of a document, and the national titles that may stand
without 《》. Not in the room: finding mentions, resolution across documents.
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from functools import cached_property

from documents.text.titles import title_key
from regulations.citations.titles import is_bare_genre, normal_title

# 以下简称《暂行办法》 · 下称“条例” · 以下统称为条例
ALIAS = re.compile(
    r"(?:以下(?:统一)?(?:简称|统称)|下称|简称)为?\s{0,2}[:：]?\s{0,2}"
    r"(?:《(?P<a>[^《》\n]{1,30})》|[“\"'‘](?P<b>[^“”\"'’\n]{1,30})[”\"'’]|(?P<c>[^，。；、（）()《》“”\s]{2,20}))"
)
_TRIAL = re.compile(r"（(?:试行|暂行)）$")
_SHORTEST_KNOWN, _LONGEST_KNOWN, _LONG_NAME = 2, 45, 6
_STATE = "中华人民共和国"


@dataclass(frozen=True, slots=True)
class Alias:
    """``word`` stands for the act with this title and number; ``own`` marks the document itself."""

    word: str
    title: str | None
    doc_number: str | None
    own: bool = False


@dataclass(frozen=True)
class Aliases:
    """Short names of one document. ``own_titles`` are its own and its parts' titles, ``cited`` the
    full titles that it names, ``known_titles`` national titles without 中华人民共和国 that are
    recognised without 《》."""

    entries: tuple[Alias, ...] = ()
    own_titles: tuple[str, ...] = ()
    known_titles: frozenset[str] = field(default=frozenset())
    cited: tuple[str, ...] = ()

    def meaning(self, word: str) -> Alias | None:
        """The one act that a short word stands for: defined first, then the document's own
        title, then the one cited title that ends so."""
        bare = normal_title(word)
        if bare in self.by_word or bare in self._unclear:
            return self.by_word.get(bare)
        if not is_bare_genre(bare):
            return None
        own = [t for t in self.own_titles if t != bare and t.endswith(bare)]
        if own:
            return Alias(bare, own[0], None, own=True)
        cited = [t for t in self.cited if t != bare and _TRIAL.sub("", t).endswith(bare)]
        return Alias(bare, cited[0], None) if len(cited) == 1 else None

    def is_own(self, title: str) -> bool:
        """Whether a title is the document's own or one of its parts'."""
        return title_key(title) in self._own_keys

    @cached_property
    def by_word(self) -> dict[str, Alias]:
        """The defined words that stand for one act only."""
        return {e.word: e for e in self.entries if e.word not in self._unclear}

    @cached_property
    def _unclear(self) -> frozenset[str]:
        meanings: dict[str, set[tuple[str | None, str | None]]] = {}
        for entry in self.entries:
            meanings.setdefault(entry.word, set()).add((entry.title, entry.doc_number))
        return frozenset(word for word, acts in meanings.items() if len(acts) > 1)

    @cached_property
    def _own_keys(self) -> frozenset[str]:
        return frozenset(title_key(title) for title in self.own_titles)

    def with_entries(self, entries: Collection[Alias]) -> "Aliases":
        """The same table with more entries."""
        if not entries:
            return self
        return Aliases(self.entries + tuple(entries), self.own_titles, self.known_titles, self.cited)


def known_titles(titles: Iterable[str]) -> frozenset[str]:
    """National titles in the form in which texts name them without 《》.

    Example: 中华人民共和国安全生产法 is kept as 安全生产法.
    Returns a set for ``Aliases.known_titles``. Raises nothing.
    """
    bare = (normal_title(title).removeprefix(_STATE) for title in titles)
    return frozenset(t for t in bare if _SHORTEST_KNOWN <= len(t) <= _LONGEST_KNOWN)


_KNOWN_END = re.compile(r"(?:法典?|条例|规定|办法|细则|规则)(?:（(?:试行|暂行)）)?")
# 公司法人, 法规, 条例草案 : the word goes on
_AFTER = re.compile(
    r"(?=$|[^\u4e00-\u9fffA-Za-z0-9]|第|规定|的|和|与|及|等|或|以及|要求|有关|相关|中|所|关于|之|上|明确|实施|执行"
    r"|施行|赋予|授权|处|给予|追究|进行|办理|对|为|作|予以|依法)"
)
_BEFORE = re.compile(
    r"(?:^|[^\u4e00-\u9fffA-Za-z0-9》]|[据照守反行彻施实合用按依由和与及或同对以到是除有了将在于因]"
    r"|中华人民共和国|宣传|学习|宣讲|适用|国家)$"
)
# 保密法律法规, 公司法定代表人, 渔业法规 : the letters of a short name inside other words
_GOES_ON = re.compile(r"[律规人]|定(?!期)|制(?!定)|学|庭|官|治|院|医")
_ARTICLE_NEXT = re.compile(r"\s{0,2}第\s{0,2}[0-9〇一二三四五六七八九十百千]{1,7}\s{0,2}[条章编]")
_NOT_PLAIN = re.compile(r"[\s(),《》<>]")
_LOCAL = re.compile(r"[省市区县州盟旗]$")


def is_word_end(text: str, end: int) -> bool:
    """Whether a short name of a law may end here: 保密法第五条 yes, 保密法律 no.

    Example: ``is_word_end("公司法定代表人", 3)`` is False.
    Returns a truth value; any other word may be followed by anything. Raises nothing.
    """
    return not (text[max(0, end - 1) : end] == "法" and _GOES_ON.match(text, end))


@dataclass(frozen=True, slots=True)
class KnownMention:
    """A national title without 《》: ``text[start:end]`` gives its words back."""

    start: int
    end: int
    title: str


def find_known_titles(text: str, known: frozenset[str]) -> tuple[KnownMention, ...]:
    """Known titles that stand without 《》 as words of their own.

    Example: 违反安全生产法第五条 names 安全生产法; 公司法人 and 劳动法律 name nothing.
    Returns the longest title at each place. Raises nothing.
    """
    found: list[KnownMention] = []
    for match in _KNOWN_END.finditer(text) if known else ():
        if not _AFTER.match(text, match.end()):
            continue
        mention = _longest(text, found[-1].end if found else 0, match.end(), known)
        if mention:
            found.append(mention)
    return tuple(found)


def _longest(text: str, floor: int, end: int, known: frozenset[str]) -> KnownMention | None:
    floor = max(floor, end - _LONGEST_KNOWN)
    plain = not _NOT_PLAIN.search(text, floor, end)
    for start in range(floor, end - 1):
        title = text[start:end] if plain else normal_title(text[start:end])
        if title in known and not text[start].isspace() and _stands_alone(text, start, end):
            begin = start - len(_STATE) if text[max(0, start - 7) : start] == _STATE else start
            return KnownMention(begin, end, title)
    return None


def _stands_alone(text: str, start: int, end: int) -> bool:
    """No longer word on the left: 有安全生产法第五条 is one, 甲省安全生产条例 another act."""
    before = text[max(0, start - 8) : start]
    if _BEFORE.search(before):
        return True
    return (end - start >= _LONG_NAME or bool(_ARTICLE_NEXT.match(text, end))) and not _LOCAL.search(before)
