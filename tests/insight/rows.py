"""Rows of an invented city, made one by one: acts, texts, what ties them."""

from collections.abc import Sequence
from datetime import date
from itertools import count
from typing import Any

from documents.models import Document, GazetteIssue, Organ, SourceFile
from documents.text.document_numbers import parse_document_number
from documents.text.titles import short_key, title_key
from regulations.models import Citation, Effect, Provision, Regulation, Version

_serial = count(1)


def issue_of(name: str = "明川市人民政府公报") -> GazetteIssue:
    """An issue, made once."""
    known = GazetteIssue.objects.filter(name=name).first()
    if known is not None:
        return known
    at = next(_serial)
    source = SourceFile.objects.create(sha256=f"{at:064d}", name=f"{at}.txt", size=1, state="done")
    return GazetteIssue.objects.create(
        key=f"k{at}", slug=f"i-{at}", name=name, year=2024, number=1, source=source
    )


def city_act(
    title: str, *, number: str = "", on: date = date(2024, 2, 1), issuer: str = "明川市人民政府办公室",
    publication: str = "published", role: str = "body", level: str = "city", **life: Any,
) -> Regulation:  # fmt: skip
    """A text of a gazette document of its own."""
    at = next(_serial)
    parsed = parse_document_number(number) if number else None
    organ, _ = Organ.objects.get_or_create(name=issuer, defaults={"slug": f"o-{at}", "level": level})
    document = Document.objects.create(
        issue=issue_of(), position=at, identity=f"d{at}", title=title, title_key=title_key(title), doc_number=number,
        number_key=parsed.key if parsed else "", number_organ=parsed.organ if parsed else "",
        number_year=parsed.year if parsed else None, number_serial=int(parsed.serial) if parsed else None,
        issuers=[issuer], level=level, signed_on=on, line_start=1, line_end=9, publication=publication,
    )  # fmt: skip
    document.organs.add(organ)
    life = {"effective_on": on, "effective_basis": "stated", **life}
    return Regulation.objects.create(
        slug=f"act-{at}", title=title, title_key=title_key(title), short_key=short_key(title), doc_number=number,
        number_key=parsed.key if parsed else "", document=document, ordinal=0, role=role, level=level, issuer=issuer,
        issued_on=on, is_stub=False, **life,
    )  # fmt: skip


def law(title: str, on: date, **more: Any) -> Regulation:
    """A national law without a document."""
    at = next(_serial)
    values = {"effective_on": on, "effective_basis": "stated", "issued_on": on, "is_stub": False, **more}
    return Regulation.objects.create(
        slug=f"law-{at}",
        title=title,
        title_key=title_key(title),
        short_key=title_key(title),
        level="national",
        **values,
    )


def stub(title: str, number: str = "", **more: Any) -> Regulation:
    """A cited act that is not held."""
    parsed = parse_document_number(number) if number else None
    return Regulation.objects.create(
        slug=f"stub-{next(_serial)}", title=title, title_key=title_key(title), short_key=short_key(title),
        doc_number=number, number_key=parsed.key if parsed else "", is_stub=True, **more,
    )  # fmt: skip


def edition(
    act: Regulation, articles: Sequence[str], on: date | None = None, current: bool = True
) -> Version:
    """A text of articles, 第一条 to the last, each of one paragraph."""
    version = Version.objects.create(
        regulation=act, source=issue_of().source, edition_on=on, line_start=1, line_end=99, is_current=current
    )
    for at, words in enumerate(articles, 1):
        number = "一二三四五六七八九十"[at - 1]
        article = Provision.objects.create(
            version=version, position=2 * at, kind="article", path=f"art_{at}", label=f"第{number}条",
            cite=f"第{number}条", line_start=at, line_end=at,
        )  # fmt: skip
        Provision.objects.create(
            version=version, position=2 * at + 1, kind="clause", path=f"art_{at}/para_1", text=words, parent=article,
            article=article, cite=f"第{number}条", line_start=at, line_end=at,
        )  # fmt: skip
    return version


def cite(
    act: Regulation, target: Regulation, *, role: str = "basis", path: str = "", place: str = ""
) -> Citation:
    """A citation in the first paragraph of an act, which gets a text where it has none."""
    version = act.versions.filter(is_current=True).first() or edition(
        act, [f"根据《{target.title}》，制定本办法。"]
    )
    provision = version.provisions.filter(kind="clause").order_by("position")[0]
    at = provision.citations.count()
    return Citation.objects.create(
        provision=provision, regulation=act, start=2 + at, end=9 + at, kind="act", role=role,
        quote=f"《{target.title}》{place}", title=target.title, target=target, target_path=path, provision_cite=place,
        status="not_held" if target.is_stub else "resolved",
    )  # fmt: skip


def effect(
    target: Regulation, kind: str, on: date | None, by: Regulation | None = None, **more: Any
) -> Effect:
    """An effect with a key of its own."""
    values = {"basis": "stated", "quote": "", **more}
    return Effect.objects.create(target=target, by=by, kind=kind, on=on, key=f"k{next(_serial)}", **values)
