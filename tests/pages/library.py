"""A small library of an invented city for the tests of pages: built row by row, no parser."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from documents.models import (
    Chronicle,
    ChronicleEntry,
    Document,
    DroppedLine,
    Finding,
    GazetteIssue,
    Organ,
    SourceFile,
    SourceText,
)
from regulations.models import Citation, Effect, Provision, Regulation, Version

TITLE = "明川市既有住宅加装电梯管理办法"
OLD_TITLE = "明川市既有住宅增设电梯试行办法"
LAW_TITLE = "中华人民共和国特种设备安全法"
STUB_TITLE = "中华人民共和国无障碍环境建设法"
REFERENCE = f"电梯投入使用前，应当依照《{LAW_TITLE}》《{STUB_TITLE}》的规定办理使用登记。"
ENDING = f"本办法自2024年4月1日起施行，有效期五年。《{OLD_TITLE}》（明川政办发〔2019〕31号）同时废止。"

# kind, path, label, heading, text, cite, parent path
Row = tuple[str, str, str, str, str, str, str]
RULES: tuple[Row, ...] = (
    ("chapter", "chp_1", "第一章", "总则", "", "第一章", ""),
    ("article", "art_1", "第一条", "", "", "第一条", "chp_1"),
    ("clause", "art_1/para_1", "", "", "为了规范<加装电梯>工作，制定本办法。", "第一条第一款", "art_1"),
    ("clause", "art_1/para_2", "", "", "本市行政区域内适用本办法。", "第一条第二款", "art_1"),
    ("article", "art_2", "第二条", "", "", "第二条", "chp_1"),
    ("clause", "art_2/para_1", "", "", "申请时应当提交下列材料：", "第二条第一款", "art_2"),
    ("item", "art_2/item_1", "（一）", "", "项目申请表；", "第二条第（一）项", "art_2/para_1"),
    ("item", "art_2/item_2", "（二）", "", "业主表决结果。", "第二条第（二）项", "art_2/para_1"),
    ("chapter", "chp_2", "第二章", "附则", "", "第二章", ""),
    ("article", "art_3", "第三条", "", "", "第三条", "chp_2"),
    ("clause", "art_3/para_1", "", "", REFERENCE, "第三条第一款", "art_3"),
    ("table", "art_3/tab_1", "", "", "", "", "art_3"),
    ("article", "art_4", "第四条", "", "", "第四条", "chp_2"),
    ("clause", "art_4/para_1", "", "", ENDING, "第四条第一款", "art_4"),
)
COVER = f"《{TITLE}》已经市人民政府同意，现印发给你们，请认真贯彻执行。"
OUTLINE: tuple[Row, ...] = (
    ("preamble", "pre", "", "", "", "", ""),
    ("clause", "pre/para_1", "", "", f"按照《{TITLE}》第二条的规定，现通知如下：", "", "pre"),
    ("heading", "h_1", "一", "提高认识", "", "一", ""),
    ("clause", "h_1/para_1", "", "", "各单位要提高认识。", "", "h_1"),
    ("heading", "h_2", "二", "压实责任", "", "二", ""),
    ("heading", "h_2/h_1", "（一）", "明确范围。", "", "二（一）", "h_2"),
    ("clause", "h_2/h_1/para_1", "", "", "本通知所指范围如下。", "", "h_2/h_1"),
)


@dataclass
class Library:
    """What the tests need to name."""

    issue: GazetteIssue
    rules: Regulation
    notice: Regulation
    old: Regulation
    law: Regulation
    stub: Regulation
    outline: Regulation
    draft: Regulation
    chronicle: Chronicle


def build() -> Library:
    """One issue with four documents, a law, a stub, a chronicle, and what ties them together."""
    issue = _issue()
    source = issue.source
    office = Organ.objects.create(name="明川市人民政府办公室", slug="mcszfbgs", level="city")
    cover = _document(
        issue, 1, office, f"关于印发《{TITLE}》的通知", "明川政办发〔2024〕12号", date(2024, 2, 26)
    )
    notice = _text(cover, 0, "notice", cover.title, "mczbf-2024-12")
    rules = _text(
        cover, 1, "enclosure", TITLE, "mczbf-2024-12-1", genre="办法", interpreter="市住房和城乡建设局"
    )
    _provisions(_version(notice, source, 5, 9), (("clause", "para_1", "", "", COVER, "", ""),), 5)
    rows = _provisions(_version(rules, source, 10, 40), RULES, 12)
    old = _old_act(issue, office)
    yearly = _document(
        issue, 3, office, "关于做好电梯安全工作的通知", "明川政办发〔2024〕13号", date(2024, 3, 1)
    )
    outline = _text(
        yearly, 0, "body", yearly.title, "mczbf-2024-13", genre="通知", effective_on=date(2024, 3, 1)
    )
    outline_rows = _provisions(_version(outline, source, 60, 80), OUTLINE, 61)
    hidden = _document(issue, 4, office, "尚未公开的文件", "明川政办发〔2024〕99号", date(2024, 3, 2))
    hidden.publication = Document.Publication.DRAFT
    hidden.save()
    draft = _text(
        hidden, 0, "body", hidden.title, "mczbf-2024-99", genre="通知", effective_on=date(2024, 3, 2)
    )
    law = Regulation.objects.create(
        slug="tezhongshebei", title=LAW_TITLE, title_key=LAW_TITLE, level="national", is_stub=False,
        effective_on=date(2014, 1, 1), effective_basis="stated", issued_on=date(2013, 6, 29),
    )  # fmt: skip
    stub = Regulation.objects.create(
        slug="wuzhangai", title=STUB_TITLE, title_key=STUB_TITLE, level="national"
    )
    _tie(rules, old, law, stub, rows, outline, outline_rows)
    return Library(issue, rules, notice, old, law, stub, outline, draft, _chronicle(issue))


def _issue() -> GazetteIssue:
    """The issue with its source of a hundred lines, one of them dropped, one found odd."""
    source = SourceFile.objects.create(sha256="a" * 64, name="明川市公报2024-03.txt", size=2048, state="done")
    lines = [f"原文第{number}行" for number in range(1, 101)]
    lines[19] = "第二条 申请时应当提交下列材料："
    lines[20] = "明川市人民政府公报16 / 2024"
    SourceText.objects.create(source=source, format="plain", text="\n".join(lines))
    DroppedLine.objects.create(source=source, line=21, text=lines[20], reason="页眉")
    Finding.objects.create(
        source=source, code="doubled-label", severity="info", line=23, message="叠印还原为（二）"
    )
    return GazetteIssue.objects.create(
        key="明川|2024|3", slug="mczb-2024-3", name="明川市人民政府公报", year=2024, number=3, source=source
    )


def _old_act(issue: GazetteIssue, office: Organ) -> Regulation:
    """The act that the rules replace."""
    cover = _document(issue, 2, office, OLD_TITLE, "明川政办发〔2019〕31号", date(2019, 5, 20))
    old = _text(cover, 0, "body", OLD_TITLE, "mczbf-2019-31", genre="办法", effective_on=date(2019, 6, 1))
    _provisions(
        _version(old, issue.source, 45, 50),
        (
            ("article", "art_1", "第一条", "", "", "第一条", ""),
            ("clause", "art_1/para_1", "", "", "增设电梯适用本办法。", "第一条第一款", "art_1"),
        ),
        45,
    )
    return old


def _chronicle(issue: GazetteIssue) -> Chronicle:
    """Two days, the first with two entries."""
    chronicle = Chronicle.objects.create(
        issue=issue, slug="mczb-2024-2-dsj", title="2024年2月大事记", position=1, line_start=90, line_end=95
    )
    for position, (day, text) in enumerate(
        (("1日", "市政府召开常务会议。"), ("1日", "调研。"), ("5日", "督导。")), 1
    ):
        ChronicleEntry.objects.create(
            chronicle=chronicle, position=position, date_text=day, text=text, line_start=90, line_end=90
        )
    return chronicle


def more_acts(library: Library) -> None:
    """Two later issues, each with chronicles and acts that cite and resemble those of the first."""
    (office,) = library.rules.document.organs.all() if library.rules.document else ()
    for number in (4, 5):
        source = SourceFile.objects.create(
            sha256=str(number) * 64, name=f"{number}.txt", size=9, state="done"
        )
        SourceText.objects.create(source=source, format="plain", text="一行")
        issue = GazetteIssue.objects.create(
            key=f"明川|2024|{number}", slug=f"mczb-2024-{number}", name=library.issue.name, year=2024,
            number=number, source=source,
        )  # fmt: skip
        Chronicle.objects.create(
            issue=issue, slug=f"mczb-2024-{number}-dsj", title=f"{number}月大事记", position=1,
            line_start=1, line_end=2,
        )  # fmt: skip
        for at in (1, 2, 3):
            serial = number * 10 + at
            title = f"关于做好{2024 + serial}年电梯安全工作的通知"
            document = _document(
                issue, at, office, title, f"明川政办发〔2024〕{serial}号", date(2024, number, at)
            )
            act = _text(document, 0, "body", title, f"mczbf-2024-{serial}", genre="通知")
            rows = _provisions(_version(act, source, 1, 9), OUTLINE, 1)
            _cite(rows["pre/para_1"], act, library.rules, "art_2")


def _document(issue: GazetteIssue, at: int, organ: Organ, title: str, number: str, on: date) -> Document:
    document = Document.objects.create(
        issue=issue, position=at, identity=number, title=title, title_key=title, doc_number=number, number_key=number,
        issuers=[organ.name], level="city", doc_type="通知", column="市政府办公室文件", signed_on=on, page=14 + at,
        line_start=at * 20, line_end=at * 20 + 10, publicity="主动公开",
        head=[["addressees", "各县（区）人民政府："], ["signature", organ.name], ["date", f"{on.year}年{on.month}月{on.day}日"]],
    )  # fmt: skip
    document.organs.add(organ)
    return document


def _text(document: Document, ordinal: int, role: str, title: str, slug: str, **more: Any) -> Regulation:
    return Regulation.objects.create(
        slug=slug, title=title, title_key=title, doc_number=document.doc_number, number_key=document.number_key,
        document=document, ordinal=ordinal, role=role, level="city", issuer=document.issuers[0],
        issued_on=document.signed_on, is_stub=False, effective_basis="stated", **more,
    )  # fmt: skip


def _version(act: Regulation, source: SourceFile, first: int, last: int) -> Version:
    return Version.objects.create(
        regulation=act, source=source, line_start=first, line_end=last, scheme="articles"
    )


def _provisions(version: Version, rows: Iterable[Row], line: int) -> dict[str, Provision]:
    made: dict[str, Provision] = {}
    unit: Provision | None = None
    for position, (kind, path, label, heading, text, cite, parent) in enumerate(rows, 1):
        table = (
            {"header": ["停靠层数", "补贴（万元）"], "rows": [["四层", "18"], ["六层", "22"]]}
            if kind == "table"
            else None
        )
        if kind in ("chapter", "preamble"):
            unit = None
        provision = made[path] = Provision.objects.create(
            version=version, position=position, kind=kind, path=path, label=label, heading=heading, text=text,
            cite=cite, parent=made.get(parent), level=path.count("/"), table=table,
            line_start=line + position, line_end=line + position + (4 if kind == "article" else 1), article=unit,
        )  # fmt: skip
        if kind in ("article", "heading"):
            unit = provision.article = provision
            provision.save()
    return made


def _tie(
    rules: Regulation, old: Regulation, law: Regulation, stub: Regulation, rows: dict[str, Provision],
    outline: Regulation, outline_rows: dict[str, Provision],
) -> None:  # fmt: skip
    clause = rows["art_4/para_1"]
    start = Effect.objects.create(
        target=rules, by=rules, provision=clause, provision_path=clause.path, kind="take_effect",
        on=date(2024, 4, 1), quote="本办法自2024年4月1日起施行，有效期五年。", basis="stated", key="start",
    )  # fmt: skip
    repeal = Effect.objects.create(
        target=old, by=rules, provision=clause, provision_path=clause.path, kind="repeal",
        on=date(2024, 4, 1), quote=f"《{OLD_TITLE}》同时废止。", basis="stated", key="repeal",
    )  # fmt: skip
    Regulation.objects.filter(pk=rules.pk).update(
        effective_on=date(2024, 4, 1), effective_effect=start, expires_on=date(2029, 3, 31),
        expires_basis="stated", expiry_effect=start, validity="有效期五年",
    )  # fmt: skip
    Regulation.objects.filter(pk=old.pk).update(
        repealed_on=date(2024, 4, 1), repealed_basis="stated", repeal_effect=repeal
    )
    for target, place, path in (
        (law, "art_3/para_1", ""),
        (stub, "art_3/para_1", ""),
        (old, "art_4/para_1", ""),
    ):
        _cite(rows[place], rules, target, path)
    _cite(outline_rows["pre/para_1"], outline, rules, "art_2")


def _cite(provision: Provision, made_in: Regulation, target: Regulation, path: str) -> None:
    quote = f"《{target.title}》"
    start = provision.text.index(quote)
    Citation.objects.create(
        provision=provision, regulation=made_in, start=start, end=start + len(quote), kind="act", quote=quote,
        title=target.title, target=target, target_path=path, status="not_held" if target.is_stub else "resolved",
        role="basis" if target.level == "national" else "mention",
    )  # fmt: skip
