"""The page that lays two texts side by side.

In the room: reads and what the template shows. Not in the room: alignment (``regulations.comparison``).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from regulations.comparison.compare import GONE, NEW, SAME, Comparison, Row, compare_texts
from regulations.comparison.difference import Span
from regulations.comparison.units import Unit
from regulations.editions import version_in_force
from regulations.insight.kin import Kin, find_kin
from regulations.insight.titles import LIKE, place_of, series_form, title_likeness
from regulations.insight.units import units_by_version
from regulations.models import Regulation, Version

KIND_NAMES = {"changed": "有改动", "moved": "移动", "new": "新增", "gone": "删去", "same": "相同"}
COUNT_NAMES = {"changed": "改动", "moved": "移动", "new": "新增", "gone": "删去", "same": "相同"}
MOST_UNITS = 1500


class NothingToCompare(ValueError):
    """One side has no text in the library; the message is Chinese."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two texts."""

    act: Regulation
    version: Version
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One side of a row as safe HTML, None where there is nothing."""

    html: SafeString
    href: str


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the table."""

    kind: str
    name: str
    note: str
    place: str
    left: Cell | None
    right: Cell | None


@dataclass(frozen=True, slots=True)
class ComparePage:
    """All that the template needs."""

    left: Side
    right: Side
    comparison: Comparison
    lines: Sequence[Line]
    counts: Sequence[tuple[str, int]]
    kin: Sequence[Kin]
    same_text: bool

    @property
    def sides(self) -> tuple[Side, Side]:
        """Left and right."""
        return self.left, self.right

    @property
    def title(self) -> str:
        """What the page is called."""
        left, right = self.left.act, self.right.act
        if left.pk == right.pk:
            return f"{left.title}：{self.left.name}与{self.right.name}的文本对照"
        form = series_form(right.title)
        if title_likeness(series_form(left.title), form) < LIKE:
            return f"《{left.title}》与《{right.title}》对照"
        return f"{form}：{self.left.name}与{self.right.name}对照"


def compare_page(
    slugs: tuple[str, str], on: date, editions: tuple[str, str] = ("", ""), only_changes: bool = False
) -> ComparePage:
    """Two public texts side by side. Four queries.

    ``editions`` choose a text of a law by its date; else the edition of the day ``on`` counts.
    Raises ``Regulation.DoesNotExist`` and ``NothingToCompare``.
    """
    acts = _acts(slugs, on)
    sides = [_side(acts[slug], on, edition) for slug, edition in zip(slugs, editions, strict=True)]
    sides = _named(sides)
    units = units_by_version({side.version.pk for side in sides})
    left, right = (units.get(side.version.pk, []) for side in sides)
    if max(len(left), len(right)) > MOST_UNITS:
        raise NothingToCompare("文本太长，不能在网页上逐条对照。")
    comparison = compare_texts(left, right)
    rows = [row for row in comparison.rows if row.kind != SAME or not only_changes]
    return ComparePage(
        left=sides[0],
        right=sides[1],
        comparison=comparison,
        lines=[_line(row, sides[0].act, sides[1].act) for row in rows],
        counts=[(COUNT_NAMES[kind], count) for kind, count in comparison.counts.items()],
        kin=find_kin(sides[1].act, on),
        same_text=sides[0].version.pk == sides[1].version.pk,
    )


def _acts(slugs: tuple[str, str], on: date) -> Mapping[str, Regulation]:
    rows = (
        Regulation.objects.public()
        .with_status(on)
        .filter(slug__in=slugs)
        .select_related("document__issue")
        .defer("document__issue__front_matter")
        .prefetch_related("versions")
    )
    found = {row.slug: row for row in rows}
    missing = [slug for slug in slugs if slug not in found]
    if missing:
        raise Regulation.DoesNotExist(missing[0])
    return found


def _side(act: Regulation, on: date, edition: str) -> Side:
    versions = list(act.versions.all())
    chosen = next((v for v in versions if edition and str(v.edition_on or "") == edition), None)
    version = chosen or version_in_force(versions, on)
    if version is None:
        raise NothingToCompare(f"本库没有《{act.title or act.doc_number}》的全文，不能对照。")
    return Side(act, version, str(getattr(act, "status_code", "unknown")), "")


def _named(sides: Sequence[Side]) -> list[Side]:
    """Short names for the columns: years, places or numbers, the first that differ; else 左文 and 右文."""
    choices = (
        [f"{side.version.edition_on.year}年" if side.version.edition_on else "" for side in sides],
        [f"{side.act.issued_on.year}年" if side.act.issued_on else "" for side in sides],
        [place_of(side.act.title, side.act.issuer) for side in sides],
        [side.act.doc_number for side in sides],
        [str(side.version.edition_on or "") for side in sides],
        [side.act.title for side in sides],
    )
    names = next((each for each in choices if all(each) and each[0] != each[1]), ["左文", "右文"])
    return [Side(side.act, side.version, side.code, name) for side, name in zip(sides, names, strict=True)]


def _line(row: Row, left: Regulation, right: Regulation) -> Line:
    notes = []
    if row.kind == "moved" and row.changed:
        notes.append("有改动")
    if row.renumbered and row.left and row.right:
        notes.append(f"原为{row.left.cite}" if row.left.cite != row.right.cite else "换号")
    return Line(
        kind={"changed": "chg", "moved": "mov", "new": "add", "gone": "cut"}.get(row.kind, "same"),
        name=KIND_NAMES[row.kind],
        note="，".join(notes),
        place=row.place,
        left=_cell(row.left, row, left, "del"),
        right=_cell(row.right, row, right, "ins"),
    )


def _cell(unit: Unit | None, row: Row, act: Regulation, tag: str) -> Cell | None:
    if unit is None:
        return None
    whole = row.kind in (NEW, GONE)
    heading_spans = row.heading_cut if tag == "del" else row.heading_added
    spans = row.cut if tag == "del" else row.added
    if whole:
        heading_spans, spans = ((0, len(unit.heading)),), ((0, len(unit.text)),)
    label = (
        [format_html("<{0}>{1}</{0}>", tag, unit.label)] if unit.label and (row.renumbered or whole) else []
    )
    label = label or ([escape(unit.label)] if unit.label else [])
    gap = _gap(unit.label) if unit.heading else ""
    head = [*label, gap, marked(unit.heading, heading_spans, tag)]
    parts = ["".join(head)] if unit.heading or unit.label else []
    first = format_html('<b class="run">{}</b>', mark_safe(parts[0])) if parts else ""
    body = marked(unit.text, spans, tag)
    joint = "　" if first and unit.text else ""
    return Cell(mark_safe(f"{first}{joint}{body}"), f"{act.get_absolute_url()}{unit.path}/")


def _gap(label: str) -> str:
    """What stands between a number and its heading: 一、 but 第一章　 and （一）."""
    if not label or label[-1] in "、）)":
        return ""
    return "　" if label[-1] in "编章节条" or label[-1].isascii() else "、"


def marked(text: str, spans: Sequence[Span], tag: str) -> SafeString:
    """A text as safe HTML with some spans marked, line by line.

    >>> marked("有效期五年", [(3, 5)], "ins")
    '有效期<ins>五年</ins>'
    """
    pieces: list[str] = []
    at = 0
    for start, end in spans:
        if start >= end:
            continue
        pieces.append(_broken(text[at:start]))
        pieces.append(f"<{tag}>{_broken(text[start:end])}</{tag}>")
        at = end
    pieces.append(_broken(text[at:]))
    return mark_safe("".join(pieces))


def _broken(text: str) -> str:
    return str(escape(text)).replace("\n", "<br>")


def comparison_table(page: ComparePage) -> Iterator[list[str]]:
    """The comparison as rows of plain text for a spreadsheet, head first."""
    yield ["位置", "变化", page.left.name, page.right.name]
    for row in page.comparison.rows:
        yield [row.place, KIND_NAMES[row.kind], *(_plain(unit) for unit in (row.left, row.right))]


def _plain(unit: Unit | None) -> str:
    return "　".join(filter(None, (unit.label, unit.heading, unit.text))) if unit else ""
