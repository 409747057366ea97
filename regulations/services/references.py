"""Citations: found in the provisions of a text, written as spans, led to the acts they name.

In the room: rows of citations and their targets. Not in the room: finding a mention
(``regulations.citations.extract``), choosing among candidates (``regulations.citations.resolve``).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Exists, OuterRef, Q

from documents.gazette.parsed import ParsedDocument
from documents.text.document_numbers import parse_document_number
from documents.text.titles import title_key
from regulations.citations.acts import document_aliases, find_former_acts, find_roles
from regulations.citations.aliases import Aliases
from regulations.citations.extract import find_citations
from regulations.citations.model import Citation as FoundCitation
from regulations.citations.resolve import Candidate, Citing, Resolution, resolve_citation
from regulations.citations.titles import doubled_keys, issued_title, undoubled_keys
from regulations.known_titles import known_titles
from regulations.models import Citation, Provision, Regulation, Version
from regulations.services.following import follow
from regulations.services.inner_references import InnerLeads
from regulations.services.stubs import StubName, drop_empty_stubs, note_spellings, stubs_for
from regulations.services.texts import ReconciledText

OWN, FORMER = "本文件自称", "同名旧文件"
_COMPARED = ("end", "kind", "quote", "title", "doc_number", "provision_cite")
_LED = ("target", "target_path", "status", "reason", "role")
_NAMED = ("kind", "quote", "title_key", "number_key", "provision_cite")


@dataclass(slots=True)
class _Mention:
    """A found citation with the row it becomes."""

    row: Citation
    found: FoundCitation
    former: bool = False
    role: str = ""


def write_citations(*, parsed: ParsedDocument, texts: Sequence[ReconciledText]) -> set[int]:
    """Write the citations of a document's texts and lead them to their targets.

    Rows whose span and words stand stay as they are; a person's decision is never overwritten.
    Returns the ids of regulations whose relations changed.
    """
    reading = _read(parsed, texts)
    fresh: list[_Mention] = []
    kept: list[_Mention] = []
    left: set[int] = set()
    for part, text in enumerate(texts):
        new, same, lost = _reconcile(text, list(_find(part, text, reading)))
        fresh += new
        kept += same
        left |= lost
    before = {m.row.pk: _lead_of(m.row) for m in kept}
    for mention in kept:
        mention.row.role = mention.role
    _lead([*fresh, *kept], reading)
    changed = [m.row for m in kept if _lead_of(m.row) != before[m.row.pk]]
    left |= {target for row in changed if (target := before[row.pk][0])}
    Citation.objects.bulk_create([m.row for m in fresh], batch_size=1000)
    Citation.objects.bulk_update(changed, _LED, batch_size=500)
    drop_empty_stubs(left)
    return {m.row.target_id for m in fresh if m.row.target_id} | {r.target_id for r in changed if r.target_id}


def _lead_of(row: Citation) -> tuple[int | None, str, str, str, str]:
    return row.target_id, row.target_path, row.status, row.reason, row.role


@dataclass(frozen=True, slots=True)
class _Reading:
    """What a document's words mean, read once for all its texts."""

    aliases: Aliases
    roles: dict[tuple[int, str], dict[tuple[str, str], str]]
    former: frozenset[tuple[int, str, int]]
    own: dict[str, Regulation]
    notice: Regulation
    inner: InnerLeads
    amended: tuple[Candidate, ...]


def _read(parsed: ParsedDocument, texts: Sequence[ReconciledText]) -> _Reading:
    aliases = document_aliases(parsed, known_titles())
    own = {title_key(t.regulation.title): t.regulation for t in texts}
    issued = [t.regulation for t in texts if t.regulation.role == Regulation.Role.ENCLOSURE]
    announced = title_key(issued_title(parsed.title) or "")
    if announced and len(issued) == 1:
        own.setdefault(announced, issued[0])
    inner = InnerLeads(parsed, texts)
    amended = Citation(title_key=title_key(inner.amended or ""), regulation=texts[0].regulation)
    return _Reading(
        aliases,
        find_roles(parsed, aliases),
        find_former_acts(parsed, aliases),
        own,
        texts[0].regulation,
        inner,
        CandidatePool([amended]).of(amended),
    )


def _number_key(doc_number: str | None) -> str:
    number = parse_document_number(doc_number) if doc_number else None
    return number.key[:100] if number else ""


def _find(part: int, text: ReconciledText, reading: _Reading) -> Iterable[_Mention]:
    rows = Provision.objects.filter(version=text.version).only("id", "path", "text", "heading")
    for provision in rows:
        roles = reading.roles.get((part, provision.path), {})
        for in_heading, words in ((False, provision.text), (True, provision.heading)):
            for found in find_citations(words, reading.aliases) if words else ():
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
                former = not in_heading and (part, provision.path, found.start) in reading.former
                yield _Mention(row, found, former)


def _reconcile(
    text: ReconciledText, mentions: Sequence[_Mention]
) -> tuple[list[_Mention], list[_Mention], set[int]]:
    """Drop rows that the text no longer has; return the mentions that are new, those that stand and
    no person decided, and former targets."""
    standing = {
        (c.provision_id, c.in_heading, c.start): c
        for c in Citation.objects.filter(provision__version=text.version)
    }
    fresh: list[_Mention] = []
    kept: list[_Mention] = []
    for mention in mentions:
        row = mention.row
        key = (row.provision_id, row.in_heading, row.start)
        before = standing.get(key)
        if before is None or any(getattr(before, n) != getattr(row, n) for n in _COMPARED):
            fresh.append(mention)
            continue
        del standing[key]
        if before.decided_by_id is None:
            before.provision, before.regulation = row.provision, row.regulation
            kept.append(replace(mention, row=before, role=row.role))
    decided = [c for c in standing.values() if c.decided_by_id]
    carried = _carry_decided(decided, fresh)
    gone = [c for c in standing.values() if c.pk not in carried]
    Citation.objects.filter(pk__in=[c.pk for c in gone]).delete()
    Citation.objects.bulk_update(list(carried.values()), ["provision", "in_heading", "start", "end", "role"])
    return fresh, kept, {c.target_id for c in gone if c.target_id}


def _carry_decided(decided: Sequence[Citation], fresh: list[_Mention]) -> dict[int, Citation]:
    """Move a person's decisions to where their words stand now; such mentions are fresh no more."""
    kept: dict[int, Citation] = {}
    for row in decided:
        same = [m for m in fresh if all(getattr(m.row, n) == getattr(row, n) for n in _NAMED)]
        if not same:
            continue
        near = min(same, key=lambda m: (m.row.provision_id != row.provision_id, abs(m.row.start - row.start)))
        for name in ("provision_id", "in_heading", "start", "end", "role"):
            setattr(row, name, getattr(near.row, name))
        kept[row.pk] = row
        fresh.remove(near)
    return kept


def _lead(mentions: Sequence[_Mention], reading: _Reading) -> None:
    """Set target and status of new rows."""
    outer, former = [], []
    for mention in mentions:
        row, found = mention.row, mention.found
        if found.kind == "inner":
            _lead_inside(mention, reading)
        elif mention.former:
            former.append(row)
        elif found.own:
            target = reading.own.get(row.title_key) or reading.notice
            _set(row, target, found.provision_path or "", "resolved", OWN)
        elif not (row.title_key or row.number_key):
            _set(row, None, "", "unclear", "简称没有出处")
        else:
            outer.append(mention.row)
    _lead_to_former(former)
    resolve_rows(outer, {id(m.row): m.found for m in mentions})


def _lead_inside(mention: _Mention, reading: _Reading) -> None:
    row, found = mention.row, mention.found
    if reading.inner.names_amended_act(found):
        held = [c for c in reading.amended if c.is_law or c.id != row.regulation_id]
        if len(held) == 1:
            target = Regulation(pk=held[0].id)
            _set(row, target, found.provision_path or "", "resolved", "所修改法规的条款")
            return
    words = row.provision.heading if row.in_heading else row.provision.text
    lead = reading.inner.lead(found, row.regulation, row.provision.path, words)
    _set(row, lead.target, lead.path, "resolved" if lead.target else "unclear", lead.reason)


def _lead_to_former(rows: Sequence[Citation]) -> None:
    """原《甲办法》同时废止 in a new 甲办法 : the act before it, known by the one that ends it."""
    stubs = stubs_for([StubName(row.title, former_of=row.regulation) for row in rows])
    _note_new(zip(rows, stubs, strict=True))
    for row, stub in zip(rows, stubs, strict=True):
        _set(row, stub, "", "not_held", FORMER)


def _note_new(led: Iterable[tuple[Citation, Regulation]]) -> None:
    """Count the spellings of mentions that did not lead to their act before."""
    note_spellings(Counter((act.pk, row.quote[:500]) for row, act in led if row.target_id != act.pk))


def resolve_rows(rows: Sequence[Citation], found: dict[int, FoundCitation] | None = None) -> None:
    """Lead citations to held acts or stubs; sets fields, saves nothing but new stubs.

    As many queries for a catalogue of hundreds of acts as for two.
    """
    pool = CandidatePool(rows)
    editions = _edition_days(rows)
    missing: list[tuple[Citation, str, Resolution]] = []
    for row in rows:
        mention = (found or {}).get(id(row))
        citing = citing_of(row.regulation, editions.get(row.regulation_id))
        choice = resolve_citation(_wanted(row, mention), pool.of(row), citing)
        path = (mention.provision_path if mention else row.target_path) or ""
        if choice.status == "not_held":
            missing.append((row, path, choice))
        else:
            target = Regulation(pk=choice.id) if choice.status == "resolved" and choice.id else None
            _set(row, target, path, choice.status, choice.reason)
    _lead_to_stubs(missing)


def _lead_to_stubs(missing: Sequence[tuple[Citation, str, Resolution]]) -> None:
    """Citations of acts that the library does not hold."""
    successors = Regulation.objects.in_bulk([choice.successor for *_, choice in missing if choice.successor])
    names = [
        StubName(row.title, row.doc_number, successors.get(choice.successor or 0))
        for row, _, choice in missing
    ]
    acts = stubs_for(names)
    _note_new(zip((row for row, *_ in missing), acts, strict=True))
    for (row, path, choice), act in zip(missing, acts, strict=True):
        if act.is_stub:
            _set(row, act, path, "not_held", choice.reason)
        else:
            _set(row, act, path, "resolved", "人工合并")


def _edition_days(rows: Iterable[Citation]) -> dict[int, date | None]:
    """The day of the text that cites, for national laws."""
    laws = {r.regulation_id for r in rows if r.regulation.document_id is None}
    texts = Version.objects.filter(regulation__in=laws, is_current=True) if laws else Version.objects.none()
    return dict(texts.values_list("regulation", "edition_on"))


def _wanted(row: Citation, mention: FoundCitation | None) -> FoundCitation:
    return mention or FoundCitation(
        start=row.start,
        end=row.end,
        kind=row.kind,
        quote=row.quote,
        title=row.title or None,
        doc_number=row.doc_number or None,
    )


def _set(row: Citation, target: Regulation | None, path: str, status: str, reason: str) -> None:
    row.target_id = target.pk if target else None
    row.target_path, row.status, row.reason = path[:200], status, reason[:200]


def citing_of(regulation: Regulation, edition_on: date | None = None) -> Citing:
    """The act that cites, as the pure rule sees it; of a national law the day of its text counts."""
    is_law = regulation.document_id is None
    return Citing(
        document=regulation.document_id,
        regulation=regulation.pk,
        issued_on=edition_on if is_law else regulation.issued_on,
        issuer=regulation.issuer,
        level=regulation.level,
        amended=is_law,
    )


class CandidatePool:
    """Held acts that some citations may mean, looked up by their keys in one query."""

    def __init__(self, rows: Sequence[Citation]) -> None:
        self._by_key: dict[str, list[Candidate]] = defaultdict(list)
        numbers = {r.number_key for r in rows if r.number_key}
        titles = {r.title_key for r in rows if r.title_key}
        titles |= {once for title in titles for once in undoubled_keys(title)}
        if numbers or titles:
            self._load(Q(number_key__in=numbers) | Q(title_key__in=titles) | Q(short_key__in=titles))

    def _load(self, wanted: Q) -> None:
        first_known = Version.objects.filter(regulation=OuterRef("pk"), history__0__0="公布")
        for act in Regulation.objects.filter(wanted, is_stub=False).annotate(first_known=Exists(first_known)):
            candidate = candidate_of(act)
            for key in {f"n:{act.number_key}", f"t:{act.title_key}", f"t:{act.short_key}"}:
                self._by_key[key].append(candidate)

    def of(self, row: Citation) -> tuple[Candidate, ...]:
        """The candidates of one citation."""
        found: dict[int, Candidate] = {}
        titles = (row.title_key, *undoubled_keys(row.title_key)) if row.title_key else ()
        for key in (f"n:{row.number_key}" if row.number_key else "", *(f"t:{title}" for title in titles)):
            found.update({c.id: c for c in self._by_key.get(key, ())})
        return tuple(found.values())


def candidate_of(act: Regulation) -> Candidate:
    """A held act as the pure rule sees it."""
    is_law = act.document_id is None
    return Candidate(
        id=act.pk,
        title_key=act.title_key,
        number_key=act.number_key,
        issuer=act.issuer,
        issued_on=act.issued_on if not is_law or getattr(act, "first_known", True) else None,
        effective_on=act.effective_on,
        repealed_on=act.repealed_on,
        expires_on=act.expires_on,
        document=act.document_id,
        ordinal=act.ordinal or 0,
        level=act.level,
        is_law=is_law,
        is_stub=act.is_stub,
    )


def resolve_wanted(ids: Sequence[int]) -> set[int]:
    """Try again the citations that newly held texts may satisfy; returns regulations concerned.

    Looked up by the keys of the new texts only, so the cost grows with them.
    """
    keys = Regulation.objects.filter(pk__in=ids).values_list("title_key", "short_key", "number_key")
    titles = {k for title, short, _ in keys for k in (title, short) if k}
    titles |= {twice for title in titles if 4 <= len(title) <= 100 for twice in doubled_keys(title)}
    numbers = {number for _, _, number in keys if number}
    return resolve_again(Q(title_key__in=titles) | Q(number_key__in=numbers))


def resolve_again(chosen: Q) -> set[int]:
    """Try these outer citations again; returns regulations concerned. What a person has decided stays."""
    rows = list(
        Citation.objects.filter(chosen, decided_by=None)
        .exclude(kind="inner")
        .exclude(reason__in=(OWN, FORMER))
        .select_related("regulation", "provision")
    )
    before: dict[int, tuple[int | None, str]] = {r.pk: (r.target_id, r.status) for r in rows}
    resolve_rows(rows, {id(row): mention for row in rows if (mention := _mention_of(row))})
    changed = [r for r in rows if (r.target_id, r.status) != before[r.pk]]
    Citation.objects.bulk_update(changed, ["target", "target_path", "status", "reason"], batch_size=500)
    concerned = follow((row, before[row.pk][0]) for row in changed)
    _retire_stubs(changed, before)
    return concerned | {r.target_id for r in changed if r.target_id}


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
