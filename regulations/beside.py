"""What stands beside the official text: notes, source lines, the print itself.

In the room: HTML of the margin of one article. Not in the room: Django, queries, the text
(``regulations.rendering``), how pages are drawn.
"""

from collections.abc import Iterable, Sequence
from html import escape

from documents.page_regions import Region, regions_of
from regulations.printed import Note, Page, Sheets, SourceView

PAD_ACROSS, PAD_DOWN = 10.0, 7.0
NARROWEST = 0.44


def render_margin(page: Page, notes: Sequence[Note], start: int, end: int) -> str:
    """The margin beside the lines ``start`` to ``end``: notes, and the source where it is asked for.

    >>> render_margin(Page("/r/a/"), [Note("被引 2 处", "#rel")], 1, 2)
    '<a href="#rel">被引 2 处</a>'
    """
    inner = "".join(map(render_note, notes))
    if page.source is None or not start:
        return inner
    if page.sheets is not None:
        inner += render_cuts(page.sheets, page.source, start, end)
    return inner + render_lines(page.source, start, end, folded=page.sheets is not None)


def render_note(note: Note) -> str:
    """One note; with an address it is a link.

    >>> render_note(Note("第17页", kind="pg"))
    '<span class="pg">第17页</span>'
    """
    css = f' class="{escape(note.kind)}"' if note.kind else ""
    if note.href:
        return f'<a{css} href="{escape(note.href)}">{escape(note.text)}</a>'
    return f"<span{css}>{escape(note.text)}</span>"


def render_cuts(sheets: Sheets, source: SourceView, start: int, end: int) -> str:
    """The print of some lines, cut out of the pictures of their pages."""
    lines = [line for line in range(start, end + 1) if line not in source.dropped]
    regions = [each for each in regions_of(sheets.geometry, lines) if each.page <= len(sheets.sizes)]
    return "".join(_cut(sheets, region, start, end) for region in regions)


def _cut(sheets: Sheets, region: Region, start: int, end: int) -> str:
    across, down = sheets.sizes[region.page - 1]
    width = min(max(region.x1 - region.x0 + 2 * PAD_ACROSS, NARROWEST * across), across)
    left = min(max(region.x0 - PAD_ACROSS, 0.0), across - width)
    top = max(region.top - PAD_DOWN, 0.0)
    height = min(region.bottom + PAD_DOWN, down) - top
    if height <= 0:
        return ""
    place = f"--x:{left:.1f};--y:{top:.1f};--w:{width:.1f};--h:{height:.1f};--pw:{across:.1f}"
    name = sheets.name(region.page)
    picture = f'<img src="{escape(sheets.picture(region.page))}" alt="" loading="lazy" decoding="async">'
    href = sheets.viewer(region.page, start, end)
    return (
        f'<a class="cut" style="{place}" href="{escape(href)}" rel="nofollow" aria-label="{escape(name)}的原样，看整页">'
        f"{picture}</a>"
    )


def render_lines(source: SourceView, start: int, end: int, *, folded: bool = False) -> str:
    """The source lines, what was left out of the text and what was noticed, each with its reason.

    ``folded`` keeps the lines behind a switch, where their picture stands above them.
    """
    rows: list[str] = []
    said: list[str] = []
    for line in range(start, end + 1):
        text = source.lines.get(line, "")
        if not text.strip():
            continue
        reason = source.dropped.get(line) or source.findings.get(line)
        css = ' class="found"' if reason else ""
        rows.append(f'<li data-n="{line}"><span{css}>{escape(text.strip())}</span></li>')
        said += _said(source, line)
    if not rows:
        return ""
    notes = _paragraph(said)
    listed = f"<ol>{''.join(rows)}</ol>"
    if folded:
        listed = f"<details><summary>读出的 {len(rows)} 行</summary>{listed}</details>"
    return f'<div class="src">{listed}{notes}</div>'


def _said(source: SourceView, line: int) -> Iterable[str]:
    if line in source.dropped:
        yield f"第 {line} 行移出正文：{source.dropped[line]}"
    if line in source.findings:
        yield f"第 {line} 行：{source.findings[line]}"


def _paragraph(said: Sequence[str]) -> str:
    return f"<p>{'<br>'.join(map(escape, said))}</p>" if said else ""
