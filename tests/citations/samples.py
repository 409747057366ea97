"""Small documents for the tests of this folder."""

from collections.abc import Sequence
from datetime import date

from documents.gazette.parsed import Paragraph, ParsedDocument, Part, Provision

SIGNED = date(2023, 3, 1)


def make_part(
    texts: Sequence[str], *, title: str = "甲市乙管理办法", role: str = "enclosure", addressed: bool = True
) -> Part:
    """A part whose texts are articles (``addressed``) or bare paragraphs."""
    provisions = tuple(
        Provision("article", f"第{i}条", "", text, f"art_{i}", f"第{i}条", 1, i, None, i, i)
        for i, text in enumerate(texts, 1)
    )
    paragraphs = tuple(Paragraph("text", text, i, i) for i, text in enumerate(texts, 1))
    return Part(
        title=title,
        genre=None,
        role=role,
        scheme="articles" if addressed else "plain",
        line_start=1,
        line_end=len(texts),
        chapters=(),
        provisions=provisions if addressed else (),
        paragraphs=paragraphs,
    )


def make_document(
    *parts: Part,
    title: str = "甲市人民政府办公室关于印发甲市乙管理办法的通知",
    doc_number: str | None = "甲政办〔2023〕5号",
    signed_on: date | None = SIGNED,
    doc_type: str | None = "通知",
) -> ParsedDocument:
    """A document of these parts."""
    return ParsedDocument(
        title=title,
        doc_number=doc_number,
        issuers=("甲市人民政府办公室",),
        doc_type=doc_type,
        column=None,
        addressees=None,
        signed_on=signed_on,
        publicity=None,
        line_start=1,
        line_end=99,
        page=None,
        paragraphs=tuple(p for part in parts for p in part.paragraphs),
        parts=parts,
    )


def node(path: str, *children: Provision, kind: str = "clause", text: str = "甲。") -> Provision:
    """A provision at a path."""
    return Provision(kind, "", "", text, path, path, 1, None, None, 1, 1, children)
