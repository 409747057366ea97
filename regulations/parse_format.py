"""The parse of a file as plain JSON values.

In the room: one shape for programs. Not in the room: reading, the database.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from documents.gazette.parsed import ActReference, ParsedDocument, ParsedIssue, Part, Provision
from documents.gazette.source import Table

Json = dict[str, Any]

# the format knows one word for the ways in which an act is made
_MADE = {"通过": "公布", "批准": "公布"}


def to_json(issue: ParsedIssue) -> Json:
    """The parse as JSON values.

    Example: ``to_json(issue)["documents"][0]["doc_number"]``.
    Returns dictionaries, lists, strings, numbers and None. Raises nothing.
    """
    head = issue.gazette
    return {
        "gazette": head
        and {
            "name": head.name, "year": head.year, "number": head.number, "total_number": head.total_number,
            "published_on": _iso(head.published_on), "frequency": head.frequency, "host": head.host,
        },
        "toc": [
            {"column": entry.column, "title": entry.title, "doc_number": entry.doc_number, "page": entry.page}
            for entry in issue.toc
        ],
        "front_matter": issue.front_matter,
        "documents": [_document(document) for document in issue.documents],
        "chronicle": [
            {
                "title": chronicle.title, "line_start": chronicle.line_start, "line_end": chronicle.line_end,
                "entries": [
                    {"date": _iso(entry.on), "date_text": entry.date_text, "text": entry.text}
                    for entry in chronicle.entries
                ],
            }
            for chronicle in issue.chronicles
        ],
        "dropped": [{"line": drop.line, "text": drop.text, "reason": drop.reason} for drop in issue.dropped],
        "findings": [
            {"code": found.code, "severity": found.severity, "line": found.line, "message": found.message}
            for found in issue.findings
        ],
    }  # fmt: skip


def _iso(day: Any) -> str | None:
    return day.isoformat() if day else None


def _document(document: ParsedDocument) -> Json:
    return {
        "doc_number": document.doc_number, "title": document.title, "issuers": list(document.issuers),
        "doc_type": document.doc_type, "column": document.column, "addressees": document.addressees,
        "signed_on": None if _is_bare_act(document) else _iso(document.signed_on),
        "publicity": document.publicity, "line_start": document.line_start, "line_end": document.line_end,
        "page": document.page,
        "text": "\n".join(paragraph.text for paragraph in document.paragraphs),
        "parts": [_part(part) for part in document.parts if part.role != "notice"],
        "legal_basis": _references(document.legal_basis), "cites": _references(document.cites),
        "abolishes": _references(document.abolishes),
        "attachment_list": list(document.attachment_list),
        "anomalies": [f"line {found.line}: {found.message}" for found in document.findings],
    }  # fmt: skip


def _is_bare_act(document: ParsedDocument) -> bool:
    """An act with a history of its own is made public, not signed."""
    return not document.issuers and any(part.history for part in document.parts)


def _references(references: Iterable[ActReference]) -> list[Json]:
    return [{"title": found.title, "doc_number": found.doc_number} for found in references]


def _part(part: Part) -> Json:
    provisions = list(part.walk())
    shape: Json = {
        "title": part.title, "genre": part.genre, "role": part.role, "scheme": part.scheme,
        "chapters": list(part.chapters), "line_start": part.line_start, "line_end": part.line_end,
        "articles": [_article(found) for found in provisions if found.kind == "article"],
        "headings": [
            [found.label, found.heading, _under(found)] for found in provisions if found.kind == "heading"
        ],
        "tables": [_table(found.table) for found in provisions if found.table],
        "effective_on": _iso(part.effective_on), "effective_inferred": part.effective_inferred,
        "expires_on": _iso(part.expires_on), "validity": part.validity, "trial": part.trial,
        "interpreter": part.interpreter,
    }  # fmt: skip
    if part.history:
        shape["history"] = [
            {"kind": _MADE.get(e.kind, e.kind), "on": _iso(e.on), "by": e.by} for e in part.history
        ]
    return shape


def _article(article: Provision) -> Json:
    lines = [line for line in _lines(article) if line]
    text = "\n".join([f"（{article.heading}）", *lines] if article.heading else lines)
    return {"label": article.label, "number": article.number, "suffix": article.suffix, "text": text}


def _lines(provision: Provision) -> Iterator[str]:
    """The paragraphs of a provision, its own label left out, those below it with theirs."""
    yield provision.text
    for child in provision.children:
        first, *rest = list(_lines(child)) or [""]
        yield printed_label(child) + child.heading + first
        yield from rest


def printed_label(provision: Provision) -> str:
    """A label with the stop that print gives it.

    Example: the item 1 prints ``1.``, the heading 一 prints ``一、``.
    Returns a string, empty for a clause. Raises nothing.
    """
    label = provision.label
    if not label or label[-1] in "）)条章节编":
        return label
    if label[-1].isdigit() and "." not in label:
        return f"{label}."
    return f"{label} " if "." in label else (label if "①" <= label <= "⑳" else f"{label}、")


def _under(heading: Provision) -> str:
    return "\n".join(
        printed_label(child) + child.text for child in heading.children if child.kind in ("clause", "item")
    )


def _table(table: Table) -> Json:
    return {
        "header": list(table.header), "rows": [list(row) for row in table.rows],
        "line_start": table.line_start, "line_end": table.line_end,
    }  # fmt: skip
