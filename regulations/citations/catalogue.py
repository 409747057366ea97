"""Repeal by catalogue: a decision with a numbered list of the acts that it ends or keeps.

In the room: reading the rows from paragraphs and tables, counting them against the decision's
own number. Not in the room: repeals by a sentence, resolution of the rows.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from documents.gazette.parsed import ActReference, ParsedDocument, Part
from documents.gazette.source import Finding, Table
from documents.text.document_numbers import find_document_numbers, parse_document_number
from documents.text.numerals import ANY_NUMERAL, read_number
from regulations.citations.flattened_catalogue import lay_rows
from regulations.citations.passages import Passage, part_passages
from regulations.citations.titles import find_quoted_titles, normal_title

REPEAL, EXPIRE, AMEND, RENEW = "repeal", "expire", "amend", "renew"
# 关于废止（宣布失效）部分规范性文件的决定 · 规范性文件清理结果的通知
_DECISION = re.compile(
    r"(?:废止|失效|修改|清理(?:结果|情况)|继续有效|保留|延长[^，。；]{0,40}(?:有效期|执行期限|试行期))[\u4e00-\u9fff（）和、及〈〉0-9]{0,40}(?:的?(?:决定|通知|公告|通告|目录|清单|公布|令))|清理结果"
)
_NOT_DECISION = re.compile(r"(?:清理|废止)(?:工作|方案|办法|程序)(?:的|方案)?")
# 一、废止的文件（共12件） · 附件1 宣布失效的规范性文件目录
_HEADING = re.compile(
    r"(?P<keep>继续有效|保留|继续执行|现行有效|延长[^，。；]{0,16}有效期|有效期(?:延长|延续))|(?P<amend>修改|修订)|(?P<expire>失效)|(?P<repeal>废止|停止执行)"
)
_KINDS = {"keep": RENEW, "amend": AMEND, "expire": EXPIRE, "repeal": REPEAL}
# 12. 甲市人民政府关于乙的通知（甲政发〔2001〕3号）
_ROW = re.compile(
    rf"^\s{{0,4}}(?:(?P<n>[0-9０-９]{{1,4}})\s{{0,2}}[.．、:：\s]|[（(](?P<b>{ANY_NUMERAL}{{1,4}})[）)]|(?P<c>[一二三四五六七八九十百]{{1,4}})、)\s{{0,4}}(?P<words>.{{4,300}})$"
)
_COUNT = re.compile(rf"(?P<n>{ANY_NUMERAL}{{1,6}})\s{{0,2}}(?:件|个|部|份|项)")
# 《甲办法》等12件
_AND_OTHERS = re.compile(
    rf"》(?:（[^（）]{{1,40}}）)?等\s{{0,2}}{ANY_NUMERAL}{{1,6}}\s{{0,2}}(?:件|个|部|份|项)"
)
_TITLE_COLUMN = re.compile(r"名称|标题|题目|文件名|规范性文件|文件$")
_NUMBER_COLUMN = re.compile(r"文号|文件号|发文字号|编号")
_RESULT_COLUMN = re.compile(r"结果|意见|处理|备注|类别")
_ACT_ENDING = re.compile(
    r"(?:通知|意见|决定|办法|规定|细则|规则|方案|条例|公告|通告|批复|计划|规划|纲要|预案|措施|制度|标准|令|函|报告|政策|章程)(?:（[^（）]{1,12}）)?[。；;]?$"
)

# …办法（2004年5月1日市政府令第12号公布，2010年11月3日修订）
_MADE = re.compile(
    r"[（(][^（）()]{0,60}(?:公布|发布|颁布|印发|通过|批准|修正|修订)[^（）()]{0,60}[）)](?=[\s。；;，,]{0,3}$)"
)
_NOBODYS_ORDER = re.compile(r"[省市县区州盟旗]?(?:人民)?政府令|令")


@dataclass(frozen=True, slots=True)
class CatalogueRow:
    """One row: what becomes of an act. ``quote`` is the row as printed."""

    kind: str
    ordinal: int | None
    target: ActReference
    passage: Passage
    start: int
    end: int
    quote: str


def is_catalogue_decision(document: ParsedDocument) -> bool:
    """Whether a document decides on many acts at once.

    Example: 关于废止部分规范性文件的决定 does; 关于开展规范性文件清理工作的通知 does not.
    Returns a truth value. Raises nothing.
    """
    title = normal_title(document.title)
    if _NOT_DECISION.search(title) and "结果" not in title:
        return False
    return bool(_DECISION.search(title))


def read_catalogue(document: ParsedDocument) -> tuple[CatalogueRow, ...]:
    """The rows of a decision's catalogues, in printed order.

    Example: 3.甲市人民政府关于乙的通知（甲政发〔2001〕3号） under 废止目录 is a ``repeal``.
    Returns nothing for a document that is no such decision. Raises nothing.
    """
    if not is_catalogue_decision(document):
        return ()
    fallback = _kind_of(normal_title(document.title)) or REPEAL
    rows: list[CatalogueRow] = []
    for index, part in enumerate(document.parts):
        kind = _kind_of(part.title) or fallback
        rows += list(_part_rows(part, index, kind)) or list(_laid_rows(part, index, kind))
    return tuple(rows)


def check_catalogue(document: ParsedDocument) -> tuple[Finding, ...]:
    """Whether the rows are as many as the decision says.

    Example: 决定废止425件 with 424 rows read is a warning.
    Returns findings, none where the numbers agree or none is stated. Raises nothing.
    """
    if not is_catalogue_decision(document):
        return ()
    counts: dict[str, int] = {}
    for row in read_catalogue(document):
        counts[row.kind] = counts.get(row.kind, 0) + 1
    out = []
    texts = (passage.text for part in document.parts[:1] for passage in part_passages(part))
    for kind, stated in stated_counts(texts).items():
        held = counts.get(kind, 0)
        if stated != held:
            message = f"目录写明{_CHINESE[kind]}{stated}件，读出{held}件，请核对。"
            out.append(Finding("catalogue-count", "warning", document.line_start, message))
    return tuple(out)


_CHINESE = {REPEAL: "废止", EXPIRE: "失效", AMEND: "修改", RENEW: "继续有效"}


def stated_counts(texts: Iterable[str]) -> dict[str, int]:
    """How many acts a decision says that it ends or keeps, by kind, from the texts of its own part.

    Example: ``stated_counts(["一、对12件规范性文件予以废止。"])`` is ``{"repeal": 12}``.
    Returns nothing for a kind whose number it does not say. Raises nothing.
    """
    counts: dict[str, int] = {}
    for text in texts:
        for clause in re.split(r"[，。；;\n]", text):
            kind, found = _kind_of(clause), _COUNT.search(clause)
            number = read_number(found["n"]) if found else None
            if kind and number and ("《" not in clause or _AND_OTHERS.search(clause)):
                counts.setdefault(kind, number)
    return counts


def _kind_of(words: str) -> str | None:
    """The one outcome that words name; None for several at once (废止和修改)."""
    kinds = {str(m.lastgroup) for m in _HEADING.finditer(words)}
    if kinds == {"repeal", "expire"}:
        return REPEAL
    return _KINDS[kinds.pop()] if len(kinds) == 1 else None


def _part_rows(part: Part, index: int, kind: str) -> Iterator[CatalogueRow]:
    for passage in part_passages(part, index):
        if passage.kind == "heading" and not _names_row(passage.text):
            kind = _kind_of(passage.text) or kind
            continue
        offset = 0
        for line in passage.text.split("\n"):
            row = _read_line(line, passage, offset, kind)
            if row:
                yield row
            elif len(line) < 40 and _kind_of(line):
                kind = _kind_of(line) or kind
            offset += len(line) + 1
    for node in part.walk():
        if node.table:
            place = Passage(index, node.path, node.cite, "", "table")
            yield from _table_rows(node.table, place, kind)


def _laid_rows(part: Part, index: int, kind: str) -> Iterator[CatalogueRow]:
    """The rows of a table that the text lost: 1 · 甲的通知 · 甲政发〔2001〕3号 · 2 · …"""
    for row in lay_rows(part_passages(part, index)):
        target = _read_target(row.words)
        if target is not None:
            length = len(row.passage.text)
            yield CatalogueRow(kind, row.serial, target, row.passage, 0, length, f"{row.serial} {row.words}")


def _names_row(heading: str) -> bool:
    return bool(_ACT_ENDING.search(heading)) or "《" in heading or "号" in heading


def _read_line(line: str, passage: Passage, offset: int, kind: str) -> CatalogueRow | None:
    match = _ROW.match(line)
    words = match["words"] if match else line
    if not match and not _is_labelled(passage):
        return None
    target = _read_target(words)
    if target is None:
        return None
    label = match["n"] or match["b"] or match["c"] if match else re.sub(r"\D", "", passage.path)[-4:]
    start = offset + (match.start("words") if match else 0)
    return CatalogueRow(
        kind, read_number(label or "") if label else None, target, passage, start, start + len(words), line.strip()
    )  # fmt: skip


def _is_labelled(passage: Passage) -> bool:
    """The outline has already taken the row's number off as a label."""
    return passage.kind in ("item", "subitem", "heading") and bool(passage.path)


def _read_target(words: str) -> ActReference | None:
    made = _MADE.search(words)
    words = _MADE.sub(lambda match: "　" * len(match.group()), words)
    numbers = find_document_numbers(words)
    number = numbers[-1].number.text if numbers else _order_of(made)
    quoted = find_quoted_titles(words)
    if quoted and words.lstrip()[:1] == "《":
        return ActReference(quoted[0].title, number)
    head = words[: numbers[-1].start] if numbers else words
    title = normal_title(re.sub(r"(?<![\s（(，,、])[\s（(，,、]+$", "", head)).strip("。；;")
    if len(title) < 5 or not (number or _ACT_ENDING.search(title)):
        return None
    return ActReference(title, number) if _ACT_ENDING.search(title) else None


def _order_of(made: re.Match[str] | None) -> str | None:
    """The order that published an act; 市政府令第12号 does not say whose it is."""
    numbers = find_document_numbers(made.group()) if made else ()
    number = numbers[0].number.text if numbers else ""
    return number if number and not _NOBODYS_ORDER.match(number) else None


def _table_rows(table: Table, place: Passage, kind: str) -> Iterator[CatalogueRow]:
    header = [normal_title(cell) for cell in table.header]
    title_at = next((i for i, c in enumerate(header) if _TITLE_COLUMN.search(c)), None)
    number_at = next((i for i, c in enumerate(header) if _NUMBER_COLUMN.search(c)), None)
    result_at = next((i for i, c in enumerate(header) if _RESULT_COLUMN.search(c)), None)
    for row in table.rows:
        cells = [normal_title(cell) for cell in row]
        title = _cell(cells, title_at) or max(cells, key=len, default="")
        number = parse_document_number(_cell(cells, number_at) or "")
        target = _read_target(title)
        if target is None and number is None:
            continue
        own = _kind_of(_cell(cells, result_at) or "") or kind
        reference = ActReference(
            target.title if target else title or None,
            number.text if number else target.doc_number if target else None,
        )
        quote = " ".join(cell for cell in row if cell.strip())
        yield CatalogueRow(own, read_number(cells[0]) if cells else None, reference, place, 0, 0, quote)


def _cell(cells: list[str], at: int | None) -> str | None:
    return cells[at] if at is not None and at < len(cells) else None
