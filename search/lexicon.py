"""Everyday words and the official words they stand for.

In the room: the frozen lexicon that the planner asks, reading it from lines. Not in the room:
the table that staff edit (models), how a query uses it (planner).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from search.normal_form import fold

THESAURUS_FOLDER = Path(__file__).parent / "thesaurus"
LONGEST_COMPOUND = 5
UNIT_PREFIXES = ("", "市", "县", "区", "省")


@dataclass(frozen=True, slots=True)
class Entry:
    """One everyday word, the official words and the field; ``both_ways`` holds in reverse too,
    except for an everyday word that is a part of the official one."""

    everyday: str
    official: tuple[str, ...]
    topic: str
    both_ways: bool = False


@dataclass(frozen=True)
class Lexicon:
    """What the planner knows of words: ``synonyms`` by folded word, ``fillers`` to leave out."""

    synonyms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    fillers: frozenset[str] = frozenset()

    @cached_property
    def _longest(self) -> Mapping[str, int]:
        longest: dict[str, int] = {}
        for word in (*self.synonyms, *self.fillers):
            longest[word[0]] = max(longest.get(word[0], 0), len(word))
        return longest

    def match_at(self, text: str, start: int, ends: frozenset[int]) -> str:
        """The longest known word of ``text`` from ``start``; short ones only between word edges.

        Example: in 市民打车 with edges {0, 2, 4} the word at 2 is 打车, that at 1 is none.
        Returns the word, or an empty string. Raises nothing.
        """
        for length in range(min(self._longest.get(text[start], 0), len(text) - start), 0, -1):
            word = text[start : start + length]
            if (word in self.synonyms or word in self.fillers) and (
                length >= 3 or (start in ends and start + length in ends)
            ):
                return word
        return ""

    def near(self, word: str) -> tuple[str, ...]:
        """What to look for where an unknown word stands nowhere: the everyday word that it begins or
        ends with and the official words of that, or other official words of the same thing.

        Example: 泔水桶 begins with 泔水, so 泔水, 厨余垃圾 and others come back.
        Returns nothing where nothing is near. Raises nothing.
        """
        for part in (word[:-1], word[1:]) if 3 <= len(word) <= LONGEST_COMPOUND else ():
            if part in self.synonyms:
                return part, *self.synonyms[part]
        return self._siblings.get(word, ())

    def is_official(self, word: str) -> bool:
        """Whether other words lead to this one, so that it says by itself what it means."""
        return word in self._targets

    @cached_property
    def _targets(self) -> frozenset[str]:
        return frozenset(target for targets in self.synonyms.values() for target in targets)

    @cached_property
    def _siblings(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, dict[str, None]] = {}
        for targets in self.synonyms.values():
            for target in targets:
                found.setdefault(target, {}).update(dict.fromkeys(targets))
        return {word: tuple(other for other in others if other != word) for word, others in found.items()}


def read_thesaurus(lines: Iterable[str], topic: str) -> Iterator[Entry]:
    """The entries of one file of the thesaurus.

    Example: ``=网约车<tab>网络预约出租汽车`` gives one entry that holds both ways.
    Returns an entry for each everyday word. Raises ``ValueError`` at a line without a tab.
    """
    for line in lines:
        line = line.rstrip("\n")
        if not line.strip() or line.startswith("#"):
            continue
        both_ways = line.startswith("=")
        everyday, tab, official = line.removeprefix("=").partition("\t")
        if not tab:
            raise ValueError(f"没有制表符：{line[:40]}")
        targets = tuple(dict.fromkeys(word.strip() for word in official.split("|") if word.strip()))
        for word in everyday.split("|"):
            others = tuple(target for target in targets if target != word.strip())
            if word.strip() and others:
                yield Entry(word.strip(), others, topic, both_ways)


def read_folder(folder: Path = THESAURUS_FOLDER) -> list[Entry]:
    """All entries of the thesaurus files, by file name as their field."""
    entries: list[Entry] = []
    for path in sorted(folder.glob("*.tsv")):
        with path.open(encoding="utf-8") as lines:
            entries += read_thesaurus(lines, path.stem)
    return entries


def read_fillers(folder: Path = THESAURUS_FOLDER) -> frozenset[str]:
    """The question words and particles of ``fillers.txt``."""
    lines = (folder / "fillers.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(fold(line.strip()) for line in lines if line.strip() and not line.startswith("#"))


def read_solid(folder: Path = THESAURUS_FOLDER) -> frozenset[str]:
    """The words of ``solid.txt``, which a cut must not go through."""
    lines = (folder / "solid.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))


def build_lexicon(entries: Iterable[Entry], fillers: Iterable[str]) -> Lexicon:
    """The lexicon of some entries; entries of one word are joined, units get their prefixes.

    Example: the entry 住建局 = 住房和城乡建设局 also makes 市住建局 = 市住房和城乡建设局.
    Returns a frozen lexicon. Raises nothing.
    """
    found: dict[str, dict[str, None]] = {}
    for entry in entries:
        prefixes = UNIT_PREFIXES if entry.topic == "units" else ("",)
        for prefix in prefixes:
            for word, official in _pairs(entry, prefix):
                targets = found.setdefault(fold(word), {})
                targets.update(dict.fromkeys(fold(other) for other in official))
    return Lexicon(
        {word: tuple(t for t in targets if t != word) for word, targets in found.items()}, frozenset(fillers)
    )


def _pairs(entry: Entry, prefix: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    everyday = prefix + entry.everyday
    yield everyday, tuple(prefix + other for other in entry.official)
    if entry.both_ways:
        for official in entry.official:
            # what holds 人民政府 is not widened to whatever holds 政府
            if everyday not in prefix + official:
                yield prefix + official, (everyday,)
