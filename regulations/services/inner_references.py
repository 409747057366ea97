"""Where references of a text to itself lead: provisions, attachments, in an amendment the amended act.

In the room: the choice of text and place. Not in the room: finding the mentions
(``regulations.citations.inner``), other acts (``references``).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from documents.gazette.parsed import ParsedDocument
from documents.text.numerals import read_number
from documents.text.titles import title_key
from regulations.citations.amendments import amended_title
from regulations.citations.attachments import list_attachments
from regulations.citations.inner import resolve_inner
from regulations.citations.model import Citation as FoundCitation
from regulations.citations.provisions import PathIndex
from regulations.models import Regulation
from regulations.services.texts import ReconciledText

NOT_PRINTED = "附件未随文刊印"
NO_ANTECEDENT = "没有先行词"
SEVERAL = "附件不止一个"
SHORTEST_NAME = 4
# 成员单位职责（见 · 响应流程详见 · 具体见
_SEE = re.compile(r"[（(]?(?:具体|详)?见?[（(]?$")
# 应急联络表（见网络）
_ELSEWHERE = re.compile(r"[（(]见.{1,12}[）)]$")


@dataclass(frozen=True, slots=True)
class Lead:
    """Where a mention leads; without a target ``reason`` says why not."""

    target: Regulation | None
    path: str
    reason: str


class InnerLeads:
    """The texts of one document, looked up by the mentions in them; built once for all."""

    def __init__(self, parsed: ParsedDocument, texts: Sequence[ReconciledText]) -> None:
        self._texts = texts
        self._trees = {t.regulation.pk: PathIndex(t.part.provisions) for t in texts}
        self._lists = [(t.regulation, list_attachments(t.part.provisions)) for t in texts]
        self._printed = {
            title_key(t.regulation.title): t.regulation for t in texts if t.regulation.role == "attachment"
        }
        self._titles = [title_key(_ELSEWHERE.sub("", title)) for title in parsed.attachment_list]
        self.amended = amended_title(parsed.title)

    def lead(self, found: FoundCitation, text: Regulation, at_path: str, words: str = "") -> Lead:
        """Where a mention at a place of a text leads; ``words`` are those in which it stands.

        Example: 前款 in ``art_9/para_2`` leads to ``art_9/para_1`` of the same text.
        """
        cite = found.provision_cite or ""
        if cite.startswith("附件"):
            return self._attachment(cite, text, words[: found.start])
        path = resolve_inner(found, at_path, self._trees[text.pk])
        if path:
            return Lead(text, path, "本文条款")
        return Lead(None, "", NOT_PRINTED if cite.startswith("附录") else NO_ANTECEDENT)

    def names_amended_act(self, found: FoundCitation) -> bool:
        """Whether 本法第八十六条 stands in words that a decision puts into the act that it amends."""
        own = found.quote.startswith(("本决定", "本修正案", "附件", "附录"))
        return self.amended is not None and found.relative == "text" and not own

    def _attachment(self, cite: str, text: Regulation, before: str) -> Lead:
        number = read_number(cite.removeprefix("附件").strip()) or self._named_before(before)
        if number is None:
            return self._only_attachment(text)
        title = self._titles[number - 1] if 0 < number <= len(self._titles) else ""
        if title in self._printed:
            return Lead(self._printed[title], "", "本文件附件")
        for regulation, listed in self._nearest(text):
            if number in listed:
                return Lead(regulation, listed[number], "本文所列附件，正文未刊印")
        return Lead(None, "", NOT_PRINTED if title else NO_ANTECEDENT)

    def _named_before(self, before: str) -> int | None:
        """成员单位职责见附件 : the number of the one listed attachment that is called so."""
        said = title_key(_SEE.sub("", before))
        named = [
            at
            for at, title in enumerate(self._titles, 1)
            if len(title) >= SHORTEST_NAME and said.endswith(title)
        ]
        return named[0] if len(named) == 1 else None

    def _only_attachment(self, text: Regulation) -> Lead:
        """见附件 : the one attachment, no link where there are more."""
        listed = [(regulation, paths) for regulation, paths in self._nearest(text) if paths]
        count = max([len(self._titles), len(self._printed), *(len(paths) for _, paths in listed)])
        if count > 1:
            return Lead(None, "", SEVERAL)
        for regulation in self._printed.values():
            return Lead(regulation, "", "本文件附件")
        for regulation, paths in listed:
            return Lead(regulation, next(iter(paths.values())), "本文所列附件，正文未刊印")
        return Lead(None, "", NO_ANTECEDENT)

    def _nearest(self, text: Regulation) -> list[tuple[Regulation, dict[int, str]]]:
        return sorted(self._lists, key=lambda pair: pair[0].pk != text.pk)
