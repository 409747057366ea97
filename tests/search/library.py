"""A small library for the tests of the search: two city acts, a national law, a chronicle."""

from dataclasses import dataclass
from datetime import date

from documents.models import Chronicle, ChronicleEntry, Document, GazetteIssue, SourceFile
from documents.text.document_numbers import parse_document_number
from documents.text.titles import short_key, title_key
from regulations.models import Provision, Regulation, Version
from search import services


@dataclass
class Library:
    """What the tests search in."""

    waste: Regulation
    cabs: Regulation
    law: Regulation
    chronicle: Chronicle


def make_act(
    *, title: str, doc_number: str, level: str, articles: dict[str, str], source: SourceFile,
    issue: GazetteIssue | None, **dates: date,
) -> Regulation:  # fmt: skip
    """One act whose articles are given by their label."""
    number = parse_document_number(doc_number)
    key = number.key if number else ""
    document = None
    if issue:
        document = Document.objects.create(
            issue=issue, position=issue.documents.count(), identity=doc_number, title=title,
            title_key=title_key(title), doc_number=doc_number, number_key=key, level=level, line_start=1, line_end=2,
            number_year=number.year if number else None,
        )  # fmt: skip
    regulation = Regulation.objects.create(
        slug=f"act-{Regulation.objects.count()}", title=title, title_key=title_key(title),
        short_key=short_key(title), doc_number=doc_number, number_key=key, document=document,
        ordinal=0 if document else None, role="body", genre=title[-2:], level=level, is_stub=False,
        issuer="明川市人民政府" if level == "city" else "全国人民代表大会常务委员会", **dates,
    )  # fmt: skip
    version = Version.objects.create(regulation=regulation, source=source, line_start=1, line_end=2)
    for position, (label, text) in enumerate(articles.items()):
        heading, _, body = text.rpartition("|")
        provision = Provision.objects.create(
            version=version, position=position, kind="article", label=label, cite=label, heading=heading,
            path=f"art_{position + 1}", text=body, line_start=1, line_end=1, number=position + 1,
        )  # fmt: skip
        Provision.objects.filter(pk=provision.pk).update(article=provision)
    return regulation


def new_source(name: str) -> SourceFile:
    """A source file row."""
    return SourceFile.objects.create(sha256=name.ljust(64, "0"), name=name, size=1)


WASTE = {
    "第一条": "为了加强厨余垃圾管理，制定本办法。",
    "第二条": "市城市管理部门负责厨余垃圾的监督管理工作，市民政局予以配合。",
    "第三条": "禁止将厨余垃圾用于饲喂畜禽。",
    "第四条": "违反本办法规定的，处以五千元以上一万元以下罚款。",
}
CABS = {
    "第一条": "为规范网络预约出租汽车经营服务行为，制定本细则。",
    "第二条": "驾驶员|网络预约出租汽车驾驶员应当取得从业资格证。",
    "第三条": "驾驶员不得途中甩客或者故意绕道行驶，不得违规收费。",
}
LAW = {
    "第一条": "为了保护和改善生态环境，制定本法。",
    "第五十七条": "禁止畜禽养殖场利用未经无害化处理的厨余垃圾饲喂畜禽。",
}


def build_library() -> Library:
    """The rows, indexed."""
    source = new_source("a")
    issue = GazetteIssue.objects.create(
        key="k", slug="mc-2023-1", name="明川市人民政府公报", year=2023, number=1, source=source
    )
    waste = make_act(
        title="明川市城市厨余垃圾管理办法", doc_number="明政办〔2023〕1号", level="city", source=source, issue=issue,
        effective_on=date(2023, 3, 1), expires_on=date(2028, 2, 29),
        articles=WASTE,
    )  # fmt: skip
    cabs = make_act(
        title="明川市网络预约出租汽车经营服务管理实施细则", doc_number="明政办〔2021〕4号", level="city", source=source,
        issue=issue, effective_on=date(2021, 5, 1), repealed_on=date(2023, 6, 1),
        articles=CABS,
    )  # fmt: skip
    law = make_act(
        title="中华人民共和国固体废物污染环境防治法", doc_number="", level="national", source=source, issue=None,
        effective_on=date(2020, 9, 1),
        articles=LAW,
    )  # fmt: skip
    chronicle = Chronicle.objects.create(
        issue=issue, slug="mc-2023-1-c", title="2023年1月大事记", position=0, line_start=1, line_end=2
    )
    ChronicleEntry.objects.create(
        chronicle=chronicle,
        position=0,
        date_text="1月3日",
        text="市长调研厨余垃圾处理项目。",
        line_start=1,
        line_end=1,
    )
    services.index_regulations([waste.pk, cabs.pk, law.pk])
    services.index_chronicles([chronicle.pk])
    return Library(waste, cabs, law, chronicle)
