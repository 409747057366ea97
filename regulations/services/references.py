"""Citations: found in the provisions of a text, written as spans, led to the acts they name.

In the room: rows of citations and their targets. Not in the room: finding a mention
(``regulations.citations.extract``), choosing among candidates (``regulations.citations.resolve``).
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.db.models import Q

from documents.gazette.parsed import ParsedDocument
from documents.text.document_numbers import parse_document_number
from documents.text.numerals import read_number
from documents.text.titles import title_key
from regulations.citations.acts import document_aliases, find_document_acts
from regulations.citations.aliases import Aliases
from regulations.citations.extract import find_citations
from regulations.citations.inner import resolve_inner
from regulations.citations.model import Citation as FoundCitation
from regulations.citations.provisions import PathIndex
from regulations.citations.resolve import Candidate, Citing, Resolution, resolve_citation
from regulations.known_titles import known_titles
from regulations.models import Citation, Provision, Regulation
from regulations.services.stubs import drop_empty_stubs, note_spelling, stub_for
from regulations.services.texts import ReconciledText

NOT_PRINTED = "附件未随文刊印"
_COMPARED = ("end", "kind", "quote", "title", "doc_number", "provision_cite")


@dataclass(slots=True)
class _Mention:
    """A found citation with the row it becomes."""

    row: Citation
    found: FoundCitation


def write_citations(*, parsed: ParsedDocument, texts: Sequence[ReconciledText]) -> set[int]:
    """Write the citations of a document's texts and lead them to their targets.

    Rows whose span and words stand stay as they are; a person's decision is never overwritten.
    Returns the ids of regulations whose relations changed.
    """
    aliases = document_aliases(parsed, known_titles())
    roles = _roles(parsed)
    fresh: list[_Mention] = []
    for text in texts:
        mentions = list(_find(text, aliases, roles))
        fresh += _reconcile(text, mentions)
    _lead(fresh, texts)
    Citation.objects.bulk_create([m.row for m in fresh], batch_size=1000)
    return {m.row.target_id for m in fresh if m.row.target_id}


def _roles(parsed: ParsedDocument) -> dict[tuple[str, str], str]:
    """What an act is named for, by (number key, title key): its basis, or its end."""
    acts = find_document_acts(parsed, known_titles())
    roles: dict[tuple[str, str], str] = {}
    for role, references in (("basis", acts.legal_basis), ("repeal", acts.abolishes)):
        for reference in references:
            roles[_number_key(reference.doc_number), title_key(reference.title or "")] = role
    return roles


def _number_key(doc_number: str | None) -> str:
    number = parse_document_number(doc_number) if doc_number else None
    return number.key[:100] if number else ""


def _find(text: ReconciledText, aliases: Aliases, roles: dict[tuple[str, str], str]) -> Iterable[_Mention]:
    rows = Provision.objects.filter(version=text.version).only("id", "path", "text", "heading")
    for provision in rows:
        for in_heading, words in ((False, provision.text), (True, provision.heading)):
            for found in find_citations(words, aliases) if words else ():
                key = title_key(found.title or "")[:500]
                number_key = _number_key(found.doc_number)
                row = Citation(
                    provision=provision,
                    regulation=text.regulation,
                    start=found.start,
                    end=found.end,
                    in_heading=in_heading,
                    kind=found.kind,
                    role=roles.get((number_key, key), Citation.Role.MENTION),
                    quote=found.quote,
                    title=(found.title or "")[:500],
                    title_key=key,
                    doc_number=(found.doc_number or "")[:100],
                    number_key=number_key,
                    provision_cite=(found.provision_cite or "")[:100],
                )
                yield _Mention(row, found)


def _reconcile(text: ReconciledText, mentions: Sequence[_Mention]) -> list[_Mention]:
    """Drop rows that the text no longer has; return the mentions that are new."""
    standing = {
        (c.provision_id, c.in_heading, c.start): c
        for c in Citation.objects.filter(provision__version=text.version)
    }
    fresh = []
    for mention in mentions:
        row = mention.row
        key = (row.provision_id, row.in_heading, row.start)
        before = standing.get(key)
        if before is not None and all(getattr(before, n) == getattr(row, n) for n in _COMPARED):
            del standing[key]
            if before.role != row.role:
                Citation.objects.filter(pk=before.pk).update(role=row.role)
        else:
            fresh.append(mention)
    stale = {c.target_id for c in standing.values() if c.target_id}
    Citation.objects.filter(pk__in=[c.pk for c in standing.values()]).delete()
    drop_empty_stubs(stale)
    return fresh


def _lead(mentions: Sequence[_Mention], texts: Sequence[ReconciledText]) -> None:
    """Set target and status of new rows."""
    own = {title_key(t.regulation.title): t.regulation for t in texts}
    trees = {t.regulation.pk: PathIndex(t.part.provisions) for t in texts}
    outer = []
    for mention in mentions:
        row, found = mention.row, mention.found
        if found.kind == "inner" and row.provision_cite.startswith("附件"):
            _lead_to_attachment(row, texts)
        elif found.kind == "inner":
            path = resolve_inner(found, row.provision.path, trees[row.regulation_id])
            _set(row, row.regulation if path else None, path or "", "resolved" if path else "unclear",
                 "本文条款" if path else "没有先行词")  # fmt: skip
        elif found.own:
            target = own.get(row.title_key) or texts[0].regulation
            _set(row, target, found.provision_path or "", "resolved", "本文件自称")
        elif not (row.title_key or row.number_key):
            _set(row, None, "", "unclear", "简称没有出处")
        else:
            outer.append(mention.row)
    resolve_rows(outer, {id(m.row): m.found for m in mentions})


def _lead_to_attachment(row: Citation, texts: Sequence[ReconciledText]) -> None:
    """附件2 leads to the second attachment of the same document where it is printed."""
    number = read_number(row.provision_cite.removeprefix("附件").strip()) or 1
    document = row.regulation.document
    listed = [title_key(title) for title in (document.attachment_list if document else [])]
    wanted = listed[number - 1] if 0 < number <= len(listed) else ""
    held = {title_key(t.regulation.title): t.regulation for t in texts if t.regulation.role == "attachment"}
    target = held.get(wanted)
    if target is not None:
        _set(row, target, "", "resolved", "本文件附件")
    else:
        _set(row, None, "", "unclear", NOT_PRINTED if wanted else "没有先行词")


def resolve_rows(rows: Sequence[Citation], found: dict[int, FoundCitation] | None = None) -> None:
    """Lead citations to held acts or stubs; sets fields, saves nothing but new stubs."""
    pool = CandidatePool(rows)
    for row in rows:
        mention = (found or {}).get(id(row))
        choice = resolve_citation(_wanted(row, mention), pool.of(row), citing_of(row.regulation))
        _apply(row, choice, mention)


def _wanted(row: Citation, mention: FoundCitation | None) -> FoundCitation:
    return mention or FoundCitation(
        start=row.start,
        end=row.end,
        kind=row.kind,
        quote=row.quote,
        title=row.title or None,
        doc_number=row.doc_number or None,
    )


def _apply(row: Citation, choice: Resolution, mention: FoundCitation | None) -> None:
    path = (mention.provision_path if mention else row.target_path) or ""
    if choice.status == "resolved" and choice.id is not None:
        target = Regulation(pk=choice.id)
        _set(row, target, path, "resolved", choice.reason)
    elif choice.status == "not_held":
        stub = stub_for(title=row.title, doc_number=row.doc_number)
        note_spelling(stub, row.quote[:500])
        _set(row, stub, path, "not_held", choice.reason)
    else:
        _set(row, None, path, choice.status, choice.reason)


def _set(row: Citation, target: Regulation | None, path: str, status: str, reason: str) -> None:
    row.target_id = target.pk if target else None
    row.target_path, row.status, row.reason = path[:200], status, reason[:200]


def citing_of(regulation: Regulation) -> Citing:
    """The act that cites, as the pure rule sees it."""
    return Citing(
        document=regulation.document_id,
        regulation=regulation.pk,
        issued_on=regulation.issued_on,
        issuer=regulation.issuer,
        level=regulation.level,
    )


class CandidatePool:
    """Held acts that some citations may mean, looked up by their keys in one query."""

    def __init__(self, rows: Sequence[Citation]) -> None:
        self._by_key: dict[str, list[Candidate]] = defaultdict(list)
        numbers = {r.number_key for r in rows if r.number_key}
        titles = {r.title_key for r in rows if r.title_key}
        if numbers or titles:
            self._load(Q(number_key__in=numbers) | Q(title_key__in=titles) | Q(short_key__in=titles))

    def _load(self, wanted: Q) -> None:
        for act in Regulation.objects.filter(wanted, is_stub=False):
            candidate = candidate_of(act)
            for key in {f"n:{act.number_key}", f"t:{act.title_key}", f"t:{act.short_key}"}:
                self._by_key[key].append(candidate)

    def of(self, row: Citation) -> tuple[Candidate, ...]:
        """The candidates of one citation."""
        found: dict[int, Candidate] = {}
        for key in (
            f"n:{row.number_key}" if row.number_key else "",
            f"t:{row.title_key}" if row.title_key else "",
        ):
            found.update({c.id: c for c in self._by_key.get(key, ())})
        return tuple(found.values())


def candidate_of(act: Regulation) -> Candidate:
    """A held act as the pure rule sees it."""
    return Candidate(
        id=act.pk,
        title_key=act.title_key,
        number_key=act.number_key,
        issuer=act.issuer,
        issued_on=act.issued_on,
        effective_on=act.effective_on,
        repealed_on=act.repealed_on,
        expires_on=act.expires_on,
        document=act.document_id,
        ordinal=act.ordinal or 0,
        level=act.level,
        is_law=act.document_id is None,
        is_stub=act.is_stub,
    )


def resolve_wanted(ids: Sequence[int]) -> set[int]:
    """Try again the citations that newly held texts may satisfy; returns regulations concerned.

    Looked up by the keys of the new texts only, so the cost grows with them.
    """
    keys = Regulation.objects.filter(pk__in=ids).values_list("title_key", "short_key", "number_key")
    titles = {k for title, short, _ in keys for k in (title, short) if k}
    numbers = {number for _, _, number in keys if number}
    rows = list(
        Citation.objects.filter(Q(title_key__in=titles) | Q(number_key__in=numbers), decided_by=None)
        .exclude(kind="inner")
        .exclude(reason="本文件自称")
        .select_related("regulation", "provision")
    )
    before: dict[int, tuple[int | None, str]] = {r.pk: (r.target_id, r.status) for r in rows}
    resolve_rows(rows, {id(row): mention for row in rows if (mention := _mention_of(row))})
    changed = [r for r in rows if (r.target_id, r.status) != before[r.pk]]
    Citation.objects.bulk_update(changed, ["target", "target_path", "status", "reason"], batch_size=500)
    _retire_stubs(changed, before)
    return {r.target_id for r in changed if r.target_id}


def _mention_of(row: Citation) -> FoundCitation | None:
    """The mention read again from its words, with the issuer and the day named before it."""
    words = row.provision.heading if row.in_heading else row.provision.text
    found = next((c for c in find_citations(words) if c.start == row.start), None)
    if found is None:
        return None
    return replace(found, kind=row.kind, title=row.title or None, doc_number=row.doc_number or None)


def _retire_stubs(changed: Sequence[Citation], before: dict[int, tuple[int | None, str]]) -> None:
    """Stubs that lost all their citations go; the address leads to the act where all went to one."""
    went: dict[int, set[int]] = defaultdict(set)
    for row in changed:
        old = before[row.pk][0]
        if old and row.target_id:
            went[old].add(row.target_id)
    heirs = {old: Regulation(pk=next(iter(new))) for old, new in went.items() if len(new) == 1}
    lost = {before[row.pk][0] for row in changed if before[row.pk][0]}
    drop_empty_stubs({pk for pk in lost if pk}, into=heirs)
