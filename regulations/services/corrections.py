"""People's corrections in the way of a source: laid over its parse before the rows are reconciled.

In the room: the hook of the ingest. Not in the room: making and revoking one (``correcting``), the
pure rule (``regulations.corrections``).
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from django.db.models import Q

from documents.gazette.anchors import Anchor, Boundary
from documents.gazette.boundaries import refuse_in_one_act
from documents.gazette.parsed import ParsedDocument, ParsedIssue
from documents.gazette.single_act import has_act_head
from documents.models import Correction, Document, GazetteIssue, SourceFile
from documents.services.reconcile import identity_of
from documents.text.titles import title_key
from regulations import corrections as rule
from regulations.reading import read_gazette, read_rules


def lay_corrections(*, source: SourceFile, parsed: ParsedIssue) -> ParsedIssue:
    """The parse with all corrections of its issue that still fit; their states are written.

    Call inside the transaction of the write. A document whose identity a correction changes keeps
    its row, and with it its addresses.
    """
    rows = list(_corrections_of(source, parsed))
    if not rows:
        return parsed
    parsed = _lay_boundaries(source, parsed, [row for row in rows if row.field == Correction.Field.BOUNDARY])
    rows = [row for row in rows if row.field != Correction.Field.BOUNDARY]
    identities = parse_identities(parsed.documents)
    standing = [row for row in rows if row.state != Correction.State.REVOKED]
    corrected, outcomes = rule.apply_corrections(parsed, [_pure(row) for row in standing], identities)
    _keep_outcomes(standing, outcomes)
    changed = [
        before is not after for before, after in zip(parsed.documents, corrected.documents, strict=True)
    ]
    documents = tuple(
        read_rules(document) if again else document
        for document, again in zip(corrected.documents, changed, strict=True)
    )
    _keep_rows(rows, dict(zip(identities, parse_identities(documents), strict=True)))
    return replace(corrected, documents=documents)


def _lay_boundaries(source: SourceFile, parsed: ParsedIssue, rows: Sequence[Correction]) -> ParsedIssue:
    """The source parsed again with where people say that documents begin; their states are written."""
    standing = [row for row in rows if row.state != Correction.State.REVOKED]
    if not standing:
        return parsed
    boundaries = [_boundary(row, source) for row in standing]
    if has_act_head(parsed.source):
        outcomes = refuse_in_one_act(boundaries)
    else:
        parsed = read_gazette(parsed.source, boundaries)
        outcomes = parsed.boundaries
    _keep_outcomes(standing, [rule.Outcome(each.id, each.state, each.note) for each in outcomes])
    return parsed


def relink_corrections(issue: GazetteIssue) -> None:
    """Tie corrections again to documents that came back; call after the documents are written."""
    loose = Correction.objects.filter(
        issue_key=issue.key, document=None, state=Correction.State.ACTIVE
    ).exclude(field=Correction.Field.BOUNDARY)
    rows = {row.identity: row for row in issue.documents.all()} if loose else {}
    for correction in loose:
        if correction.identity in rows:
            correction.document = rows[correction.identity]
            correction.save(update_fields=["document"])


def _boundary(row: Correction, source: SourceFile) -> Boundary:
    """The line's number counts only in the file that the correction was made on."""
    said = row.anchor
    line = said.get("line") if row.source_id == source.pk else None
    anchor = Anchor(said.get("text", ""), tuple(said.get("before", ())), tuple(said.get("after", ())), line)
    return Boundary(row.pk, row.after, anchor)


def parse_identities(documents: Sequence[ParsedDocument]) -> list[str]:
    """The identities of a parse's documents as their rows bear them; a second of a kind is counted."""
    seen: Counter[str] = Counter()
    out = []
    for document in documents:
        identity = identity_of(document)
        seen[identity] += 1
        out.append(identity if seen[identity] == 1 else f"{identity[:590]}#{seen[identity]}")
    return out


def _corrections_of(source: SourceFile, parsed: ParsedIssue) -> Sequence[Correction]:
    """Those made on this file, and those made on an earlier file of the same issue."""
    wanted = Q(source=source)
    head = parsed.gazette
    if head and head.name and head.year and head.number:
        wanted |= Q(issue_key=f"{title_key(head.name)}|{head.year}|{head.number}")
    key = GazetteIssue.objects.filter(source=source).values_list("key", flat=True).first()
    if key:
        wanted |= Q(issue_key=key)
    return list(Correction.objects.select_for_update().filter(wanted).order_by("pk"))


def _pure(row: Correction) -> rule.Correction:
    return rule.Correction(row.pk, row.identity, row.ordinal, row.path, row.field, row.before, row.after)


def _keep_outcomes(rows: Sequence[Correction], outcomes: Sequence[rule.Outcome]) -> None:
    changed = []
    for row, outcome in zip(rows, outcomes, strict=True):
        if (row.state, row.note) != (outcome.state, outcome.note):
            row.state, row.note = outcome.state, outcome.note[:200]
            changed.append(row)
    Correction.objects.bulk_update(changed, ["state", "note"])


def _keep_rows(rows: Sequence[Correction], wanted: dict[str, str]) -> None:
    """Give the row of a corrected document the identity that it will be looked up by."""
    documents = Document.objects.in_bulk([row.document_id for row in rows if row.document_id])
    for row in rows:
        document = documents.get(row.document_id or 0)
        identity = wanted.get(row.identity)
        if document is None or identity is None or document.identity == identity:
            continue
        if not Document.objects.filter(issue=document.issue_id, identity=identity).exists():
            document.identity = identity
            document.save(update_fields=["identity", "updated_at"])
